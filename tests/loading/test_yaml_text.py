"""YAML 1.2 as data, and the line on which each part of it stands."""

from __future__ import annotations

import pytest

from crdecide.language.loading.yaml_text import NotYaml, data_of, line_of

TEXT = """\
id: a
says:
  text: yes
  numbers:
    - 1
    - two: 2
list: [x, y]
"""


def test_yes_no_and_on_are_words() -> None:
    assert data_of("a: yes\nb: no\nc: on\nd: true\n") == {"a": "yes", "b": "no", "c": "on", "d": True}


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("id",), 1),
        (("says",), 2),
        (("says", "numbers"), 4),
        (("says", "numbers", 0), 5),
        (("says", "numbers", 1, "two"), 6),
        (("says", "numbers", 2), 4),
        (("says", "numbers", "two"), 4),
        (("says", "nowhere", "below"), 2),
        (("id", 0), 1),
        (("list", 1), 7),
        (("nowhere",), 1),
    ],
)
def test_the_deepest_part_that_is_there_gives_the_line(path: tuple[str | int, ...], line: int) -> None:
    assert line_of(TEXT, path) == line


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, 'not YAML: found duplicate key "a"'),
        ("a: [1\n", 2, "not YAML: "),
        ("a: \x00\n", 1, "cannot be read: "),
        ("a: 1\nb: &b [*b]\n", 2, "cannot be read: this part holds itself by an alias"),
        ("a: &a\n  b: {c: *a}\n", 1, "cannot be read: this part holds itself by an alias"),
        ("a: &a [1, *a]\n", 1, "cannot be read: this part holds itself by an alias"),
        ("a: 1\n{b: 2}: 3\n", 2, "cannot be read: a key has to be text; put it in quotes if it is"),
        ("%YAML 1.9\n---\na: 1\n", 1, "cannot be read: YAML of version '1.9'; rule files are YAML 1.2"),
        ("%YAML 1.1\n---\na: yes\n", 1, "cannot be read: YAML of version '1.1'; rule files are YAML 1.2"),
        ("\ufeff%YAML 1.9\n---\na: 1\n", 1, "cannot be read: YAML of version '1.9'"),
        ("a: 1\n...\n%YAML 9.9\n---\nb: 1\n", 3, "cannot be read: YAML of version '9.9'"),
        ("a: 1\r...\r%YAML 1.2.3\r---\rb: 1\r", 3, "cannot be read: YAML of version '1.2.3'"),
        ("%YAML\n---\na: 1\n", 1, "not YAML: expected a digit"),
        ("a: 1\nb: {1: 2}\n", 2, "cannot be read: a key has to be text; put it in quotes if it is"),
    ],
)
def test_what_is_no_yaml_is_said_with_its_line(text: str, line: int, why: str) -> None:
    with pytest.raises(NotYaml) as error:
        data_of(text)
    assert error.value.line == line
    assert error.value.why.startswith(why)
    assert str(error.value) == error.value.why


def test_a_part_may_be_named_again_where_it_does_not_hold_itself() -> None:
    assert data_of("a: &a [1]\nb: [*a, *a]\n") == {"a": [1], "b": [[1], [1]]}


def test_an_empty_text_has_no_parts() -> None:
    assert data_of("") is None
    assert line_of("", ("a", 0)) == 1


def test_a_number_that_is_none_is_told_with_its_line() -> None:
    with pytest.raises(NotYaml, match="cannot be read: ") as error:
        data_of(f"id: a\nsays:\n  - x\n  - {'9' * 5_000}\n")
    assert error.value.line == 4


@pytest.mark.parametrize("value", ["2026-11-23", "0000-01-01", "2026-01-01T25:00:00Z"])
def test_a_date_is_text_as_it_was_written(value: str) -> None:
    assert data_of(f"a: {value}\nb: [{value}]\n") == {"a": value, "b": [value]}
