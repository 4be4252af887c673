"""Invented names, phrases, dates and quantities; nobody real is meant."""

from random import Random

from frequencies import WORDS

_ALL = " ".join(" ".join(WORDS[kind]) for kind in ("doers", "verbs", "nouns", "qualities", "small")).split()
_HEDGES = ("", "", "more than ", "about ", "nearly ", "at least ")
_ROUND = ("tens of thousands", "dozens", "hundreds")


def _word(rng: Random, kind: str) -> str:
    return rng.choice(WORDS[kind])


def name(rng: Random) -> str:
    """Return the name of a person."""
    return _word(rng, "last") if rng.random() < 0.5 else f"{_word(rng, 'first')} {_word(rng, 'last')}"


def description(rng: Random) -> str:
    """Return who or what somebody is."""
    return f"a {_word(rng, 'qualities')} {_word(rng, 'doers')} of {_word(rng, 'qualities')} {_word(rng, 'nouns')}"


def phrase(rng: Random) -> str:
    """Return what happened, in a few words; now and then with a comma, a colon or quotation marks."""
    text = f"{_word(rng, 'verbs')} {_word(rng, 'qualities')} {_word(rng, 'nouns')}"
    if rng.random() < 0.6:
        text += f" {_word(rng, 'where')}"
    if rng.random() < 0.4:
        text += rng.choice((" ", ", ", ": ")) + _word(rng, "how")
    return text if rng.random() < 0.95 else f'what is called "{text}"'


def anchor(rng: Random) -> str:
    """Return a few words as they might stand in a source."""
    return " ".join(rng.choice(_ALL) for _ in range(rng.randint(2, 6)))


def date(rng: Random) -> str:
    """Return a date in one of the forms that case files use."""
    year, month, day = rng.randint(1985, 2024), rng.randint(1, 12), rng.randint(1, 28)
    forms = (f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{day:02}")
    rare = (f"{year}?", f"{year}/..", f"../{year}", f"{year}/{year + 3}", f"{str(year)[:3]}X")
    return rng.choice(forms if rng.random() < 0.8 else rare)


def quantity(rng: Random) -> str:
    """Return a quantity in the words of a source."""
    if rng.random() < 0.4:
        return f"{rng.choice(_ROUND)} of {_word(rng, 'measures')}"
    return f"{rng.choice(_HEDGES)}{rng.randint(2, 6000)} {_word(rng, 'measures')}"


def term(rng: Random) -> str:
    """Return the length of a sentence."""
    return rng.choice((f"P{rng.randint(1, 20)}Y", f"P{rng.randint(6, 40)}M", f"P{rng.randint(1, 9)}Y6M"))
