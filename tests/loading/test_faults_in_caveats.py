"""Caveats: cited at what was read, or marked as the product's own limit."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.broken_rules import edit, faults, with_line

from crdecide import load_ruleset

CAVEATS = "caveats.yaml"


def test_a_demanded_caveat_may_not_rest_on_secondary_copies_alone(rules: Path) -> None:
    edit(rules, "evidence/everolimus_label.yaml", "read_in: label", "read_in: secondary")
    load_ruleset(rules)  # the other label that it cites was read
    edit(rules, "evidence/sirolimus_label.yaml", "read_in: label", "read_in: secondary")
    [fault] = faults(rules)
    expected = (
        "rules/caveats.yaml:<evidence: [everolimus_label#indications>: an option demands 'off_label', and all that it "
        "cites was read in a secondary copy; expected a statement that was read at its source, or 'own: true' for a "
        "limit of the product"
    )
    assert fault == with_line(rules, expected)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  own: true\n", "  own: true\n  evidence: [sugalska2021#conclusion]\n"),
        ("  own: true\n", "  own: false\n"),
        ("  evidence: [sugalska2021#conclusion]\n", "  evidence: []\n"),
    ],
)
def test_a_caveat_cites_something_or_is_our_own(rules: Path, old: str, new: str) -> None:
    edit(rules, CAVEATS, old, new)
    [fault] = faults(rules)
    assert "expected evidence (one source#statement or more), or 'own: true' and no evidence" in fault


def test_specialist_supervision_is_the_products_own_limit(rules: Path) -> None:
    caveats = load_ruleset(rules).caveats
    assert [name for name, caveat in caveats.items() if caveat.own] == ["specialist_supervision"]
