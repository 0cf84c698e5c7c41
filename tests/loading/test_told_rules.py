"""A rule set told as bytes is the same in every part; bytes that tell none are no rule set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, replace
from math import nan
from pathlib import Path

import pytest
from support.broken_rules import RULES, edit

from crdecide import Ruleset
from crdecide.language.conditions import Below
from crdecide.language.evidence import Form
from crdecide.language.loading.assemble import load_unchecked, sha256_of
from crdecide.language.loading.plain_parts import KIND, TEXT, _forms
from crdecide.language.loading.rule_files import files_of
from crdecide.language.loading.rule_texts import RuleTexts, read_texts
from crdecide.language.loading.told_rules import ruleset_of, told
from crdecide.language.record_fields import FieldGroup, FieldText, RecordFields

TEXTS = read_texts(RULES)


def parts_of(ruleset: Ruleset) -> Mapping[str, object]:
    """Every part by its name, the annex for what makes it."""
    names = [field.name for field in fields(ruleset) if field.name not in ("beside", "origin")]
    return {**{name: getattr(ruleset, name) for name in names}, **ruleset.annex._asdict()}


def as_written(texts: RuleTexts) -> Ruleset:
    files = files_of(texts)
    return load_unchecked(files, sha256_of(files))


def assert_told_exactly(ruleset: Ruleset, texts: RuleTexts) -> None:
    whole = told(ruleset)
    assert whole is not None
    again = ruleset_of(whole, texts)
    assert again is not None
    for name, part in parts_of(ruleset).items():
        same = parts_of(again)[name]
        assert same == part, name
        # Beyond what is equal: the order of what has none, and a yes that equals 1.
        assert repr(same) == repr(part), name
    assert told(again) == whole


def test_what_is_told_of_the_packaged_rules_is_the_same_in_every_part() -> None:
    assert_told_exactly(as_written(TEXTS), TEXTS)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("ruleset.yaml", "last_reviewed: null", "last_reviewed: 2026-03-01"),
        ("notes/course_by_measurements.yaml", "status: draft", "status: retired"),
        ("vocabulary.yaml", "moves: up", "moves: {'no': ['yes'], 'yes': []}"),
        ("caveats.yaml", "text: ", 'text: "ü\\u2028🫀" #'),
    ],
)
def test_so_it_is_of_other_rules(rules: Path, file: str, old: str, new: str) -> None:
    edit(rules, file, old, new)
    texts = read_texts(rules)
    other = as_written(texts)
    assert parts_of(other) != parts_of(as_written(TEXTS))
    assert_told_exactly(other, texts)


def test_a_form_has_a_name_of_its_own() -> None:
    names = Counter(form.__name__ for form in {*_forms(Form)} if form.__module__.startswith("crdecide"))
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("name", ["Drug", "a name", "date"])
def test_a_rule_set_with_a_key_that_stands_for_a_class_is_not_told(ruleset: Ruleset, name: str) -> None:
    caveat = ruleset.caveats["off_label"]
    assert told(replace(ruleset, caveats={**ruleset.caveats, KIND: caveat})) is None
    text = FieldText(in_words={KIND: name, TEXT: "2026-01-01"})
    fields = FieldGroup(label="a group", fields={"age_days": text})
    assert told(replace(ruleset, record_fields=RecordFields(groups={"a": fields}))) is None


def test_a_number_that_is_none_is_not_told(ruleset: Ruleset) -> None:
    [card, *others] = ruleset.cards
    altered = card.model_copy(update={"applies_when": Below("age_days", nan)})
    assert told(replace(ruleset, cards=(altered, *others))) is None


ODD = [
    b"", b"{", b"\xff", b"[]", b"{}", b"3", b"null", b'{"": "Ruleset"}', b'{"": "list"}', b'{"": ["date"]}',
    b'{"": "date"}',
    b'{"": "date", "text": "yesterday"}', b'{"": "HttpUrl", "text": "file"}', b'{"": "Among", "field": "age_days"}',
    b'{"": "Caveat", "text": "Give it."}', b"[" * 100_000,
]  # fmt: skip
"""What is no rule set, and no annex of one."""


@pytest.mark.parametrize("odd", ODD)
def test_bytes_that_tell_no_rule_set_are_none(odd: bytes) -> None:
    assert ruleset_of(odd, TEXTS) is None


@pytest.mark.parametrize("old", [b'"severity": "warning", ', b'"values": ["yes"]', b'"sources": '])
def test_bytes_that_lack_something_are_none(ruleset: Ruleset, old: bytes) -> None:
    whole = told(ruleset)
    assert whole is not None
    assert old in whole
    assert ruleset_of(whole.replace(old, b'"x": 1, ' if old.endswith(b", ") else b'"x": 1'), TEXTS) is None


@pytest.mark.parametrize("odd", [ODD[0], ODD[4], ODD[-1]])
def test_an_annex_that_is_none_is_read_of_the_files(ruleset: Ruleset, odd: bytes) -> None:
    whole = told(ruleset)
    assert whole is not None
    rules = ruleset_of(whole.partition(b"\n")[0] + b"\n" + odd, TEXTS)
    assert rules is not None
    assert rules.annex == ruleset.annex
