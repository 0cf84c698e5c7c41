"""The page on stances explains every closed word of an advisory, and cites cards that say what it says of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from crdecide import Ruleset
from crdecide.guideline.options import OPTIONS, SCOPES, STANCES, TIMINGS
from crdecide.language.cards import Note, OptionCard, Scope
from crdecide.language.evidence import CertaintyLevel

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/stances.md").read_text(encoding="utf-8")


def rows(heading: str) -> Mapping[str, list[str]]:
    """The rows of the table below a heading: the word in its first cell, and the names quoted in its last."""
    _, _, below = PAGE.partition(f"| {heading} |")
    table = below.partition("\n\n")[0].splitlines()[2:]
    return {re.findall("`(\\w+)`", row)[0]: re.findall("`(\\w+)`", row.strip("| ").split(" | ")[-1]) for row in table}


def test_every_closed_word_is_explained() -> None:
    assert tuple(rows("`options[].stance`")) == STANCES
    assert set(rows("`scope.status`")) == set(SCOPES)
    assert set(rows("`timing`")) == set(TIMINGS)
    assert list(rows("`danger.value`")) == ["yes", "no", "unknown"]
    assert all(f"`{level}`" in PAGE for level in get_args(CertaintyLevel))


def test_the_cards_that_are_cited_say_so(ruleset: Ruleset) -> None:
    cards = {card.id: card for card in ruleset.cards} | {note.id: note for note in ruleset.notes}
    cited = 0
    for heading, kind, said in (
        ("`options[].stance`", OptionCard, "stance"), ("`scope.status`", Scope, "status"), ("`timing`", Note, "timing"),
    ):  # fmt: skip
        for word, names in rows(heading).items():
            for name in names:
                assert isinstance(cards[name], kind), name
                assert getattr(cards[name].says, said) == word, name
                cited += 1
    assert cited > 20


def test_every_card_of_scope_is_cited_and_what_is_said_of_one_card_alone_holds(ruleset: Ruleset) -> None:
    assert {name for names in rows("`scope.status`").values() for name in names} == {s.id for s in ruleset.scopes}
    assert [card.id for card in ruleset.options if card.says.especially] == ["mtor_inhibitor_especially"]
    assert len(OPTIONS) == 6


def test_the_readme_leads_here() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for page in ("stances", "versioning", "library"):
        assert f"](docs/{page}.md)" in readme
