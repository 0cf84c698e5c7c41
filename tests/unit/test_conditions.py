"""Conditions as written, parsed; and every fault said with its place and the nearest name."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import pytest

from crdecide.language.conditions import All, Among, AnyOf, AtLeast, Below, Field, Not, Path, fields_read, parse

FIELDS = {
    "fever": Field("fever", ("yes", "no")),
    "risk": Field("risk", ("low", "moderate", "high"), ordered=True),
    "age_days": Field("age_days", None),
    "weight": Field("weight", None),
}


def parsed(raw: Any) -> tuple[Any, list[tuple[Path, str]]]:
    problems: list[tuple[Path, str]] = []
    return parse(raw, FIELDS, lambda path, message: problems.append((path, message))), problems


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"fever": "yes"}, Among("fever", ("yes",))),
        ({"risk": ["high", "low"]}, Among("risk", ("low", "high"))),
        ({"risk": {"at_least": "moderate"}}, Among("risk", ("moderate", "high"))),
        ({"risk": {"at_most": "moderate"}}, Among("risk", ("low", "moderate"))),
        ({"age_days": {"at_least": 3}}, AtLeast("age_days", 3)),
        ({"age_days": {"at_least": 3, "below": 5.5}}, All((AtLeast("age_days", 3), Below("age_days", 5.5)))),
        ({"not": {"fever": "no"}}, Not(Among("fever", ("no",)))),
        ({"all": [{"fever": "yes"}, {"any": [{"risk": "low"}]}]},
         All((Among("fever", ("yes",)), AnyOf((Among("risk", ("low",)),))))),
    ],
)  # fmt: skip
def test_a_condition_is_read_as_written(raw: Any, expected: Any) -> None:
    assert parsed(raw) == (expected, [])


@pytest.mark.parametrize(
    ("raw", "path", "message"),
    [
        ({"fevr": "yes"}, ("fevr",), "unknown input or finding 'fevr'; did you mean 'fever'?"),
        ({"fever": True}, ("fever",), "fever takes yes or no, each at most once; got True"),
        ({"fever": "maybe"}, ("fever",), "fever takes yes or no"),
        ({"fever": []}, ("fever",), "fever takes yes or no, each at most once; got []"),
        ({"risk": ["low", "low"]}, ("risk",), "each at most once"),
        ({"risk": "hihg"}, ("risk",), "did you mean 'high'?"),
        (
            {"risk": {"above": "low"}},
            ("risk",),
            "at_least or at_most with one of low, moderate or high; got {'above': 'low'}",
        ),
        ({"risk": {}}, ("risk",), "risk takes at_least or at_most with one of low, moderate or high; got {}"),
        ({"risk": OrderedDict(above="low")}, ("risk",), "got {'above': 'low'}"),
        ({"fever": {"at_least": "yes"}}, ("fever",), "fever takes yes or no"),
        ({"age_days": 3}, ("age_days",), "is a quantity and takes {at_least: number}"),
        ({"age_days": {"at_most": 3}}, ("age_days",), "is a quantity"),
        (
            {"age_days": {"at_least": 1, "below": "weight"}},
            ("age_days",),
            "age_days is compared with another field, weight; "
            "a rule compares a field with constants, so that all it can say is told by finitely many regions",
        ),
        ({"age_days": {"at_least": "heavy"}}, ("age_days",), "age_days is a quantity and takes {at_least: number}"),
        ({"age_days": {"below": True}}, ("age_days",), "is a quantity"),
        ({"age_days": {"below": float("nan")}}, ("age_days",), "is a quantity"),
        ({"all": []}, ("all",), "takes a list of one or more conditions"),
        ({"fever": "yes", "risk": "low"}, (), "put several under 'all:'"),
        ("fever", (), "a condition is one 'name: value' pair, or one of all, any, not; put several under 'all:'"),
        ({"all": [{"fever": "yes"}, {"not": {"rsk": "low"}}]}, ("all", 1, "not", "rsk"), "did you mean 'risk'?"),
    ],
)
def test_a_fault_is_said_with_its_place(raw: Any, path: Path, message: str) -> None:
    condition, problems = parsed(raw)
    assert condition is None
    assert [found for found, _ in problems] == [path]
    assert message in problems[0][1]


def test_all_faults_of_a_condition_are_said_at_once() -> None:
    _, problems = parsed({"all": [{"fevr": "yes"}, {"risk": "none"}, {"age_days": 1}]})
    assert [path for path, _ in problems] == [("all", 0, "fevr"), ("all", 1, "risk"), ("all", 2, "age_days")]


def test_the_fields_a_condition_reads_come_in_the_order_written() -> None:
    condition, _ = parsed({"any": [{"risk": "low"}, {"not": {"fever": "yes"}}, {"risk": "high"}]})
    assert fields_read(condition) == ("risk", "fever")


@pytest.mark.parametrize(
    ("raw", "whole"),
    [
        ("fever", "a condition is one 'name: value' pair, or one of all, any, not; put several under 'all:'"),
        ({"fever": []}, "fever takes yes or no, each at most once; got []"),
        ({"fever": {"at_most": "no"}}, "fever takes yes or no; got {'at_most': 'no'}"),
    ],
)
def test_a_message_says_what_was_expected_and_no_more(raw: Any, whole: str) -> None:
    assert [message for _, message in parsed(raw)[1]] == [whole]
