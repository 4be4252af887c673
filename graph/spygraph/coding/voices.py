"""Which claims a thing makes itself, and which must be accounts with a claimant of their own."""

from dataclasses import dataclass
from typing import Any

Voice = tuple[str, str, str, str]  # says, via, version, and a standing that was typed; "" for none


@dataclass(slots=True)
class Statement:
    """A claim on its way back into a file."""

    iri: str
    keys: list[str]
    values: dict[str, Any]
    voice: Voice
    places: tuple[tuple[str, ...], ...]


def common_voice(statements: list[Statement]) -> Voice:
    """Return the voice of the thing: that of a claim with several keys, else the one that leaves fewest accounts.

    What the thing names as via, version or standing holds for its accounts too, unless they name their own.
    """
    fixed = [one.voice for one in statements if len(one.keys) > 1 or not one.places]
    voices = fixed[:1] or sorted(
        {one.voice for one in statements}, key=lambda v: -sum(v == s.voice for s in statements)
    )
    every = [one.voice for one in statements]
    for voice in voices:
        if all(own or not given for other in every for own, given in zip(other[1:], voice[1:], strict=True)):
            return voice
    return voices[0]


def split(statements: list[Statement], voice: Voice) -> tuple[list[Statement], list[Statement]]:
    """Return the claims that a thing makes itself, and those that must be accounts with a claimant of their own."""
    plain: list[Statement] = []
    accounts: list[Statement] = []
    often = [key for one in statements for key in one.keys]
    for one in sorted(statements, key=lambda one: -len(one.keys)):
        alone = len(one.keys) == 1 and (
            one.voice != voice or often.count(one.keys[0]) > 1 or one.places in [other.places for other in plain]
        )
        (accounts if alone else plain).append(one)
    order = {id(one): number for number, one in enumerate(statements)}
    return plain, sorted(accounts, key=lambda one: order[id(one)])
