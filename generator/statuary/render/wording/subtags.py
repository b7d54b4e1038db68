"""Tags of languages (BCP 47) and what CLDR says of them: `zh-TW` is written in another script than `zh`."""

from babel.core import get_global, parse_locale


def usual_script(tag: str) -> str | None:
    """The script of a tag: what it names, else what is usual for the language in that region; None if nobody knows."""
    language, region, script, *_ = parse_locale(tag, sep="-")
    likely = get_global("likely_subtags")
    known = likely.get(f"{language}_{region}") or likely.get(language)
    return script or (parse_locale(known)[2] if known else None)


def nearest(tag: str) -> list[str]:
    """Tags whose words go with a tag, the nearest first: `zh-TW`, `zh-Hant-TW`, `zh-Hant`, and not `zh`.

    The same language in another script, or as it is said in another country, is none of them.
    """
    try:
        language, region, script, *_ = parse_locale(tag, sep="-")
    except ValueError:
        return [tag]
    script = script or usual_script(tag)
    parts = [(language, script, region), (language, region) if region else (), (language, script)]
    names = [tag, *("-".join(filter(None, part)) for part in parts if part)]
    return list(dict.fromkeys([*names, language] if script == usual_script(language) else names))
