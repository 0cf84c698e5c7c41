"""Sentences that direct are refused, sentences that report are let through; both were written by others too."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from crdecide import Ruleset
from crdecide.language.wording.text_check import refusals

DATA = Path(__file__).parent / "data"
FILES = sorted(DATA.glob("*.yaml"))
LEGITIMATE_SHARE = 0.97
SHARES = {"fresh_3": 0.95, "fresh_4": 0.94}
"""What stays refused of these two, with what to write for it. Words that direct wherever they stand: 'at once' in what
a leaflet asks for ('asks for a call to the doctor'), 'a reason for the delay' ('why it was put off'). A 'group' may be
one of patients and is no source ('The authors of one series suggest …'). 'Is not given' and 'is kept' are orders when
said of a drug ('is not stated', 'is still shown'). 'Inhibit' is in no list: such a verb needs a
source beside it ('Both drugs inhibit mTOR, by their labels')."""


def sentences(path: Path, kind: str) -> list[str]:
    loaded = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    return [str(sentence) for sentence in loaded[kind]]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_directive_sentence_is_accepted(path: Path, ruleset: Ruleset) -> None:
    accepted = [text for text in sentences(path, "directive") if not refusals(text, ruleset.wording)]
    assert accepted == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nearly_every_legitimate_sentence_is_accepted(path: Path, ruleset: Ruleset) -> None:
    legitimate = sentences(path, "legitimate")
    refused = [text for text in legitimate if refusals(text, ruleset.wording)]
    assert 1 - len(refused) / len(legitimate) >= SHARES.get(path.stem, LEGITIMATE_SHARE), refused


def test_every_form_that_is_shown_beside_a_refusal_may_stand(ruleset: Ruleset) -> None:
    assert [text for text in ruleset.wording.examples if refusals(text, ruleset.wording)] == []
