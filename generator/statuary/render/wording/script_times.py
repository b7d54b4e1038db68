"""How a language writes times, for the script in our pages, which writes them in the reader's zone."""

from statuary.render.wording.language import Language
from statuary.render.wording.subtags import usual_script


def times_for_script(language: Language) -> str:
    """All that `overrides/statuary/live.js` needs to write days and times as the page does, in the order it takes."""
    known = language.patterns
    spans = [";".join(ends) for ends in known.spans]
    on = language.gettext("%(day)s, %(time)s", day="{day}", time="{time}")
    names = [";".join(months) for months in known.names]
    zones = [";".join(language.zones.tags), ";".join(language.zones.names)]
    days = [known.day, known.short, known.short_year, *spans]
    # Behind a time: what stands before it in the page's language may be a space, or nothing.
    aside = language.gettext("%(first)s %(second)s", first="", second=language.aside(";"))
    return "|".join([*days, known.clock, on, aside, _kind(language), *zones, *names])


def _kind(language: Language) -> str:
    """How the full tag begins of readers who get their own region's form; none does where the page names a region."""
    named = "-" in language.tag and language.locale.territory
    script = usual_script(language.tag)
    return (
        "-"
        if named
        else f"{language.locale.language}-{script}-"
        if script
        else f"{language.locale.language}-"
    )
