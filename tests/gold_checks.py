"""How each part of gold/answers.csv is asked of the library: a named query, and what its columns must hold.

A check returns the cases that the query's rows name, or what else the answer is compared with.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pyoxigraph as ox

from spygraph.queries.answers import rows, select

Row = Mapping[str, Any]
Wanted = str | None | tuple[str, ...] | Callable[[Any], bool]
Check = Callable[[ox.Store], "set[str]"]

ABROAD = ("posting-abroad", "study-abroad", "travel-abroad")
SENTENCES = ("imprisonment", "life", "death-reprieved", "death")
MINISTRY, BROADCASTER = "Ministry of State Security", "China Central Television"


def fits(row: Row, wanted: Mapping[str, Wanted]) -> bool:
    """Whether a row holds what is wanted: a value, one of several values, or what a test accepts."""
    for column, value in wanted.items():
        held = row[column]
        if callable(value):
            if not value(held):
                return False
        elif held not in value if isinstance(value, tuple) else held != value:
            return False
    return True


def slug(row: Row) -> str:
    return str(row["case"]).removeprefix("case/")


def asked(store: ox.Store, query: str, given: Mapping[str, str]) -> list[Row]:
    columns, found = rows(store, query, given)
    return [dict(zip(columns, row, strict=True)) for row in found]


def cases(query: str, given: Mapping[str, str] | None = None, /, **wanted: Wanted) -> Check:
    """Return a check for the cases in the rows of a query that hold what is wanted."""
    return lambda store: {slug(row) for row in asked(store, query, given or {}) if fits(row, wanted)}


def less(one: Check, *others: Check) -> Check:
    """Return a check for the cases of one that are among those of no other."""
    return lambda store: one(store).difference(*(other(store) for other in others))


def both(one: Check, other: Check) -> Check:
    """Return a check for the cases of both."""
    return lambda store: one(store) & other(store)


def has(text: str) -> Callable[[Any], bool]:
    return lambda held: text in str(held or "")


def ends(text: str) -> Callable[[Any], bool]:
    return lambda held: str(held).endswith(text)


def of_records(store: ox.Store, judgement: str) -> set[str]:
    """Return the cases of the records that a judgement of identity is about."""
    found = select(store, "identity-judgements", judgement=judgement)
    return {row[column].split("/")[1] for row in found for column in ("first_record", "second_record")}


def furthest(store: ox.Store, outcome: str) -> set[str]:
    """Return the cases whose furthest outcome is of a kind."""
    best: dict[str, Row] = {}
    for row in select(store, "sequence-of-outcomes"):
        best[slug(row)] = max(best.get(slug(row), row), row, key=lambda one: int(one["step"]))
    return {case for case, row in best.items() if row["outcome"] == outcome}


def went(state: str | Iterable[str], **wanted: Wanted) -> Check:
    return cases("what-went-over", state=state if isinstance(state, str) else tuple(state), **wanted)


def held_out(inducement: str, state: str) -> Check:
    return cases("what-was-held-out", inducement=inducement, state=state)


def under(kind: str) -> Check:
    return cases("pressure-and-circumstances", kind=kind)


def contact(told: str, *values: str) -> Check:
    return cases("first-contact", told=told, value=values)


def ended(*outcomes: str, **wanted: Wanted) -> Check:
    return cases("how-it-ended", outcome=outcomes, **wanted)


def dispute(kind: str, **wanted: Wanted) -> Check:
    return cases("disputes", {"dispute": kind}, **wanted)


PASSED_ON = went(("sent", "transferred", "offered", "unclear"))

CHECKS: dict[tuple[str, str], Check] = {
    ("1", "cases counted"): cases("cases", counted_as="case"),
    ("1", "mentions not counted"): cases("cases", counted_as="mention"),
    ("1", "handler named"): cases(
        "who-recruited-whom", tie="said to be handled by", known_by=("single-name", "self-given", "full-name", "name")
    ),
    ("1", "handler described"): cases("who-recruited-whom", tie="said to be handled by", known_by="unnamed"),
    ("1", "handler not stated"): cases("who-recruited-whom", tie="said to be handled by", other_side="not stated"),
    ("1", "service named"): cases("who-recruited-whom", tie="said to be in contact with", known_by="name"),
    ("2", "recruited"): cases("who-moved-first", first_move="recruited"),
    ("2", "volunteered"): cases("who-moved-first", first_move="volunteered"),
    ("2", "unclear"): cases("who-moved-first", first_move="unclear"),
    ("2", "not stated"): cases("who-moved-first", first_move="not stated"),
    ("2", "known"): less(cases("who-moved-first"), cases("who-moved-first", first_move=("unclear", "not stated"))),
    ("3", "any inducement reported"): cases("what-was-held-out", thing=has("/inducement/")),
    ("3", "not stated"): cases("what-was-held-out", inducement="not stated"),
    **{
        ("3", f"{kind} {state}"): held_out(kind, state)
        for kind, state in (
            ("hospitality", "delivered"),
            ("gifts", "delivered"),
            ("education", "delivered"),
            ("education", "promised"),
            ("residency", "promised"),
            ("residency", "agreed"),
            ("flattery", "delivered"),
            ("ideology", "delivered"),
            ("money", "delivered"),
            ("money", "agreed"),
            ("money", "unclear"),
            ("money", "sought"),
        )
    },
    ("3", "for a relative"): cases("promised-for-a-relative"),
    ("3", "for a relative and stated as kept"): cases("promised-for-a-relative", state="delivered"),
    ("4", "pressure reported"): cases("pressure-and-circumstances", sort="pressure"),
    ("4", "financial difficulty"): cases("pressure-and-circumstances", broader_kind="financial-difficulty"),
    ("4", "financial difficulty stated as the cause"): cases(
        "pressure-and-circumstances", broader_kind="financial-difficulty", bearing="cause"
    ),
    **{
        ("4", kind): under(kind)
        for kind in ("debt", "investment-loss", "unemployment", "overspending", "compromising-conduct")
    },
    ("5", "abroad at first contact"): contact("setting", *ABROAD),
    ("5", "place not stated"): contact("setting", "not stated"),
    **{
        ("5", channel): contact("channel", channel)
        for channel in ("academic-conference", "chance-meeting", "online", "social-media")
    },
    ("5", "channel not stated"): contact("channel", "not stated"),
    **{("5", f"cover {one}"): contact("cover of the other side", one) for one in ("research", "business", "official")},
    ("5", "cover not stated"): contact("cover of the other side", "not stated"),
    ("5", "own pose"): cases("first-contact", told="pose of the subject"),
    ("5", "own pose as a researcher"): contact("pose of the subject", "research"),
    ("5", "own pose as a senior official"): both(
        contact("pose of the subject", "insider"), cases("claims-with-words", {"text": "a senior official"})
    ),
    ("6", "transferred"): went("transferred"),
    ("6", "sent"): went("sent"),
    ("6", "offered and no more"): less(went("offered"), went(("sent", "transferred"))),
    ("6", "exchange unclear"): went("unclear", item=has("exchanged")),
    ("6", "gathered only and not public"): less(went("gathered"), PASSED_ON, went("gathered", secrecy="public")),
    ("6", "prepared public material"): went("gathered", secrecy="public", passed_off_as="classified"),
    ("6", "not stated"): went("not stated"),
    ("6", "found in possession"): went("found-in-possession"),
    ("7", "sentence reported"): ended(*SENTENCES, standing="adjudicated-as-reported"),
    **{
        ("7", kind): ended(kind)
        for kind in (
            "imprisonment",
            "life",
            "death-reprieved",
            "rights-deprivation",
            "administrative",
            "unspecified",
            "transferred-to-prosecutors",
        )
    },
    ("7", "arrested and no further stage"): lambda store: furthest(store, "arrested"),
    ("7", "not stated"): ended("not stated"),
    ("7", "court named"): ended(*SENTENCES, court=bool),
    ("8", "one article each"): cases("cases-on-one-source"),
    ("8", "independent confirmation"): cases("independent-confirmation"),
    ("8", "disclosed by the ministry"): cases("who-disclosed", made_public_by=MINISTRY),
    ("8", "disclosed by the state broadcaster"): cases("who-disclosed", made_public_by=BROADCASTER),
    ("8", "publisher says unverified"): dispute("unverified", by="Financial Times"),
    ("8", "the accused's or counsel's own voice"): cases("who-speaks", takes_part="party to the case", via=None),
    ("8", "left when the ministry is left out"): cases("left-without", {"actor": "reg:mss"}),
    ("8", "left when the broadcaster is left out"): cases("left-without", {"actor": "reg:cctv"}),
    ("9", "stages conflict"): dispute("conflicting", what=has("transferred to prosecutors in the ministry's")),
    ("9", "exchange against no details"): dispute("conflicting", what=has("said to give no details")),
    ("9", "denied then admitted"): both(dispute("denied", taken_back="taken back"), dispute("retracted")),
    ("9", "own account contradicted"): both(dispute("rejected", by=MINISTRY), cases("rival-tellings")),
    ("9", "order of collecting and contact"): dispute("conflicting", thing=ends("/dispute/order")),
    ("9", "heading against body"): dispute("conflicting", what=has("the heading says employee")),
    ("9", "leaks prevented against details given or sent"): dispute("conflicting", what=has("leaks were prevented")),
    ("9", "officials against a company employee"): dispute("conflicting", what=has("officials in all three cases")),
    ("9", "two of one surname held different"): lambda store: of_records(store, "different"),
    ("9", "expert and introducer unsure"): lambda store: of_records(store, "unsure"),
    ("10", "hesitated"): cases("exits", what=has("hesitates")),
    ("10", "wanted to stop"): cases("exits", what=has("wants to end")),
    ("10", "quit"): cases("exits", what=has("leaves the job")),
    ("10", "false tip"): cases("how-it-came-out", what=has("false report"), detection="own-report"),
    ("10", "confession"): both(
        cases("how-it-came-out", what=has("tells of his contacts")), cases("claims-with-words", {"text": "confession"})
    ),
    ("10", "genuine report of an approach"): cases("how-far-they-went", {"response": "reported-approach"}),
    ("10", "officer told who he was"): cases("when-the-service-showed", what=has("says that he is an intelligence")),
    ("10", "seen through"): cases("when-the-service-showed", what=has("realises")),
    ("10", "later found out"): cases("when-the-service-showed", what=has("later found")),
    ("10", "disclosure not stated"): cases("when-the-service-showed", what="not stated"),
    ("10", "first contact undated"): cases("first-contact-dates", what="undated"),
}
