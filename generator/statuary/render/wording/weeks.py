"""Weeks as a language has them."""

from statuary.render.wording.language import Language


def first_weekday(language: Language) -> int:
    """The day that a week begins with; Monday is 0."""
    return language.locale.first_week_day


def weekdays(language: Language) -> tuple[str, ...]:
    """A letter or two for each day of the week, the first one first."""
    names = language.locale.days["stand-alone"]["narrow"]
    return tuple(names[(first_weekday(language) + index) % 7] for index in range(7))
