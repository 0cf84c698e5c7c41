"""Clinical knowledge stands in the rules: outside the guideline room no code names a card or says medicine."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from support.source_files import FILES, SOURCE, syntax_tree

from crdecide import Ruleset
from crdecide.guideline import laws_again
from crdecide.guideline.laws import ABOUT_TREATMENT, DANGERS, STRENGTH, SURGICAL_RISK, TO_BE_ASKED
from crdecide.guideline.named_ids import EVIDENCE_LIMITS, MTOR_CAVEATS, TSC_STATUS, TUMOUR_PRESENT
from crdecide.guideline.options import CANNOT_ASSESS, MTOR_INHIBITOR, ON_THE_TABLE, OPTIONS, SURGERY, Stance
from crdecide.guideline.record_paths import fields

OUTSIDE = [path for path in FILES if "guideline" not in path.parts and path.parent.name != "steps"]
SCRIPT = SOURCE.parents[1] / ".ci/code-lists"
SHORT = 3
PART_OF_A_CODE = re.compile(r"[A-Z]\[\d-\d\]|[A-Z]\|[A-Z]")
"""A pattern of codes, such as that of a chapter of ICD-10."""
CLINICAL = re.compile(r"\b(6574|6575|neonat\w+|everolimus_|regress\w* (?:on|after)|symptomatic|CTCAE grade [1-5])\b")


@cache
def constants(path: Path) -> list[ast.Constant]:
    """Every literal of a file that is no docstring."""
    nodes = list(ast.walk(syntax_tree(path)))
    statements = [node.value for node in nodes if isinstance(node, ast.Expr)]
    loose = {id(node) for node in statements if isinstance(node, ast.Constant)}
    return [node for node in nodes if isinstance(node, ast.Constant) and id(node) not in loose]


def found(paths: Iterable[Path], wrong: Callable[[object], object]) -> list[tuple[str, int, object]]:
    """Where a literal stands that should not, and which."""
    return [(path.name, node.lineno, node.value) for path in paths for node in constants(path) if wrong(node.value)]


@pytest.fixture(scope="module")
def clinical_ids(ruleset: Ruleset) -> frozenset[str]:
    """The ids of rules, findings, options, stances, caveats and sources, less those that are names in the record."""
    rules = {rule.id for rule in ruleset.rules}
    said = {*ruleset.vocabulary.options, *ruleset.vocabulary.stances, *ruleset.caveats, *ruleset.sources}
    named_in_the_record = {part for path in fields() for part in path.split(".")}
    return frozenset(rules | said) - named_in_the_record


def test_no_clinical_id_stands_outside_the_guideline(clinical_ids: frozenset[str]) -> None:
    assert found(OUTSIDE, clinical_ids.__contains__) == []


def test_no_clinical_word_or_number_stands_in_the_code() -> None:
    assert found(OUTSIDE, lambda value: CLINICAL.search(str(value))) == []


@pytest.fixture(scope="module")
def coded_knowledge(ruleset: Ruleset) -> frozenset[str]:
    """The codes of the rules, and how those of a group begin or which words their names have.

    A shorter code, such as the N of no, may be any other word.
    """
    codes = {row.code for row in ruleset.terminology.lists.codes}
    codes |= {code.code for code, _ in ruleset.terminology.meanings()}
    groups = [of for system in ruleset.terminology.codes.systems.values() for of in system.groups.values()]
    codes = {code for code in codes if len(code) > SHORT}
    return frozenset(codes.union(*(of.begins for of in groups), *(of.words for of in groups)))


def test_no_code_and_no_group_of_codes_stands_in_the_code(coded_knowledge: frozenset[str]) -> None:
    def is_coded(value: object) -> bool:
        return isinstance(value, str) and (value in coded_knowledge or PART_OF_A_CODE.search(value) is not None)

    assert found([*OUTSIDE, SCRIPT], is_coded) == []


def test_the_ids_that_code_names_are_those_of_the_rules(ruleset: Ruleset) -> None:
    assert {TUMOUR_PRESENT, TSC_STATUS} <= {finding.id for finding in ruleset.findings}
    assert {EVIDENCE_LIMITS, *MTOR_CAVEATS} <= {*ruleset.caveats}
    assert set(ruleset.vocabulary.options) == set(OPTIONS)


def test_the_two_statements_of_the_laws_say_the_same() -> None:
    assert laws_again.RISK_OF_SURGERY == SURGICAL_RISK
    assert laws_again.WORSE_WHERE_MORE == DANGERS
    assert laws_again.NEVER_PASSED_OVER == TO_BE_ASKED
    assert laws_again.OF_A_TREATMENT == ABOUT_TREATMENT
    assert (laws_again.THE_DRUG, laws_again.THE_OPERATION) == (MTOR_INHIBITOR, SURGERY)
    assert laws_again.EVERY_OPTION == OPTIONS
    assert (laws_again.PUT_FORWARD, laws_again.NOT_SETTLED) == (ON_THE_TABLE, CANNOT_ASSESS)
    assert {stance: 2 * strength for stance, strength in STRENGTH.items()} == laws_again.WEIGHT
    assert set(laws_again.WEIGHT) == set(get_args(Stance))


def test_the_second_opinion_takes_no_constant_from_what_it_checks() -> None:
    for path in (SOURCE / "assurance/z3").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        taken = re.findall(r"from (?:crdecide\.)?([\w.]*(?:properties|precedence|guideline)[\w.]*) import", text)
        assert set(taken) <= {"guideline.laws_again"}, path
