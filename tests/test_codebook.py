"""The codebook is made of the ontology and of the shipped cases, and shown cases really are coded so."""

import re

import pytest

from spygraph import paths
from spygraph.casefile.folder import collect
from spygraph.casefile.grammar import grammar
from spygraph.coding.codebook import codebook
from spygraph.coding.said import statements
from support import ROOT, spygraph

PAGE = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([a-z0-9-]+)` \S+ \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)


def test_the_page_is_up_to_date() -> None:
    assert spygraph("codebook").out == PAGE


def test_every_value_that_a_coder_chooses_has_a_row() -> None:
    schemes = {name: scheme for name, scheme in grammar().schemes.items() if name not in ("standing", "attribution")}
    assert len(ROWS) == sum(map(len, schemes.values()))
    assert PAGE.count("\n## ") == len(schemes)


def test_examples_and_counter_examples_are_coded_as_the_page_says() -> None:
    coded = {
        (case.slug, one.thing.key, one.value)
        for case in collect([paths.shipped_cases()]).read()
        if case.slug
        for one in statements(case)
        if one.prop.scheme
    }
    checked = 0
    for value, _, _, example, counter in ROWS:
        for text, shown in ((example, value), (counter, counter.partition("`: ")[0].strip("`"))):
            found = re.match(r"(?:`[a-z0-9-]+`: )?`([a-z0-9-]+)` of ([a-z0-9-]+), p\d+ “", text)
            if found:
                assert (found[2], found[1], shown) in coded
                checked += 1
            else:
                assert text == "no shipped case"
        place = re.search(r"`([a-z0-9-]+)` of ([a-z0-9-]+),", counter)
        assert not place or (place[2], place[1], value) not in coded
    assert checked > 200


def test_tie_break_rules_stand_above_the_values() -> None:
    assert "> Tie-break: who made the first move toward WORKING for the service" in PAGE


@pytest.mark.parametrize("name", ["Zhang", "Chen Wei", "Zeng", "Qi", "Zhong"])
def test_the_page_names_nobody(name: str) -> None:
    assert not re.search(rf"\b{name}\b", PAGE)


def test_one_scheme_can_be_asked_for_and_a_slip_is_told() -> None:
    assert spygraph("codebook", "initiation").out.startswith("## initiation\n")
    assert "did you mean 'initiation'?" in spygraph("codebook", "iniciation").err
    assert "".join(codebook("setting")) in "".join(codebook())
