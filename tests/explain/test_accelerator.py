"""The pass in C gives what the one in Python gives, keeps nothing, and refuses what it cannot take."""

from __future__ import annotations

import random
import resource
from array import array
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from support.children import random_children

from crdecide import Patient, Ruleset
from crdecide.evaluation.observation import lasting_unknowns, observe
from crdecide.explanation import compiled_reduction
from crdecide.explanation.compiled_reduction import CompiledReduction, fastest
from crdecide.explanation.levels import Functions, Level, Row
from crdecide.explanation.missing import MissingFields
from crdecide.explanation.openness import States
from crdecide.explanation.reduction import PythonReduction
from crdecide.language.partition import regions_of

is_there = pytest.mark.needs("accelerator")


def random_functions(rng: random.Random, roots: int) -> Functions:
    """Levels of nodes that go on as any nodes below them, with what other states are compared with, or without."""
    leaves, parts = rng.randrange(1, 5), [rng.randrange(2, 6) for _ in range(rng.randrange(1, 9))]
    nodes, levels = leaves, list[Level]()
    for part in rng.sample(range(len(parts)), len(parts)):
        size = rng.randrange(1, 9)
        edges = [random_row(rng, size, nodes) for _ in range(parts[part])]
        pairs = [(now, other) for now in range(parts[part]) for other in range(parts[part]) if now != other]
        compared = rng.sample(pairs, rng.choice((0, 0, 1, len(pairs))))
        levels.append(Level(part, edges, {pair: random_row(rng, size, nodes) for pair in compared}))
        nodes += size
    return Functions(leaves, levels, random_row(rng, roots, nodes), parts)


def random_row(rng: random.Random, size: int, below: int) -> Row:
    # The last nodes more often: so the levels hang together.
    return tuple(rng.randrange(max(0, below - 6) if rng.random() < 0.7 else 0, below) for _ in range(size))


def random_states(rng: random.Random, functions: Functions) -> list[States]:
    """What is open of each part: nothing but the present state, or others too."""
    return [tuple(rng.sample(range(states), rng.randrange(1, states + 1))) for states in functions.parts]


@is_there
@pytest.mark.parametrize("roots", [1, 7, 64, 65, 200])
def test_both_give_the_same_for_random_functions(roots: int) -> None:
    rng, told_apart = random.Random(roots), 0
    for _ in range(60):
        functions = random_functions(rng, roots)
        in_python, in_c = PythonReduction(functions), CompiledReduction(functions)
        for _ in range(8):
            states = random_states(rng, functions)
            left = in_python.left(states)
            assert in_c.left(states) == left
            told_apart += any(left.asked)
    assert told_apart > 100


@is_there
def test_both_give_the_same_for_random_children(ruleset: Ruleset) -> None:
    in_python, in_c = MissingFields(ruleset, PythonReduction), MissingFields(ruleset, CompiledReduction)
    for child in random_children(400, seed=650):
        patient = Patient.model_validate(child)
        fact, lasting = regions_of(ruleset).fact(observe(patient, ruleset)), lasting_unknowns(patient, ruleset)
        assert in_c.of(patient, fact, lasting) == in_python.of(patient, fact, lasting)


@is_there
def test_it_is_taken_where_it_is_there_and_not_ruled_out(monkeypatch: pytest.MonkeyPatch) -> None:
    functions = random_functions(random.Random(1), 3)
    assert isinstance(fastest(functions), CompiledReduction)
    monkeypatch.setenv("CRDECIDE_PURE_PYTHON", "1")
    assert isinstance(fastest(functions), PythonReduction)


def test_one_of_another_release_or_none_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    functions = random_functions(random.Random(1), 3)
    for other in (None, type("Other", (), {"INTERFACE": compiled_reduction.INTERFACE + 1})):
        monkeypatch.setattr(compiled_reduction, "accelerator", other)
        assert isinstance(fastest(functions), PythonReduction)


def integers(*numbers: int) -> bytes:
    return array("i", numbers).tobytes()


GOOD: tuple[Any, ...] = (2, 3, 1, integers(2), (integers(0, 2, 2, 0, 1),))
"""Two leaves and one node that goes on as either; the node is the one root, and asks for the one part."""


@is_there
def test_a_call_by_itself() -> None:
    reduce = compiled_reduction.accelerator.reduce
    assert reduce(*GOOD) == [1, 2]
    assert reduce(2, 3, 1, integers(2), (integers(0, 2, 2, 1, 1),)) == [0, 1]
    assert reduce(0, 0, 0, b"", ()) == []


def altered(place: int, value: object) -> tuple[object, ...]:
    return (*GOOD[:place], value, *GOOD[place + 1 :])


REFUSED: dict[str, tuple[object, ...]] = {
    "no arguments": (),
    "one too many": (*GOOD, 1),
    "fewer than no leaves": altered(0, -1),
    "more leaves than nodes": altered(0, 4),
    "too few nodes": altered(1, 2),
    "too many nodes": altered(1, 1 << 40),
    "a number beyond any": altered(1, 1 << 80),
    "no parts": altered(2, 0),
    "too many parts": altered(2, 1 << 30),
    "roots that are no bytes": altered(3, [2]),
    "roots in a buffer that may change": altered(3, bytearray(integers(2))),
    "half a root": altered(3, b"\x02\0"),
    "a root below all nodes": altered(3, integers(-1)),
    "a root above all nodes": altered(3, integers(3)),
    "65 roots": altered(3, integers(*[2] * 65)),
    "levels in a list": altered(4, list(GOOD[4])),
    "a level that is no bytes": altered(4, ((0, 2, 2, 0, 1),)),
    "a level in another buffer": altered(4, (memoryview(GOOD[4][0]),)),
    "an empty level": altered(4, (b"",)),
    "half a place": altered(4, (GOOD[4][0] + b"\0",)),
    "a part that there is not": altered(4, (integers(1, 2, 2, 0, 1),)),
    "a part below all": altered(4, (integers(-1, 2, 2, 0, 1),)),
    "rows of no width": altered(4, (integers(0, 0, 0, 0, 1),)),
    "rows of less than no width": altered(4, (integers(0, -3, -1, 0, 1),)),
    "rows of another width": altered(4, (integers(0, 4, 2, 0, 1, 0, 1),)),
    "more states than there can be": altered(4, (integers(0, 2**31 - 1, 2**30, 0, 1),)),
    "a row that is not whole": altered(4, (integers(0, 2, 2, 0, 1, 0),)),
    "a place below all": altered(4, (integers(0, 2, 2, 0, -1),)),
    "a node that goes on as itself": altered(4, (integers(0, 2, 2, 0, 2),)),
}


@is_there
@pytest.mark.parametrize("arguments", REFUSED.values(), ids=REFUSED)
def test_bad_arguments_are_an_error_and_no_crash(arguments: tuple[object, ...]) -> None:
    with pytest.raises((TypeError, ValueError, OverflowError)):
        compiled_reduction.accelerator.reduce(*arguments)


@is_there
def test_random_bytes_are_answered_or_refused() -> None:
    rng, answered = random.Random(3), 0
    for _ in range(4_000):
        heads = [rng.choice(((0, 2, 2), (1, 3, 2), (2, 1, 1), (3, 2, 2), (0, 4, 2))) for _ in range(2)]
        rows = [[rng.randrange(-1 if rng.random() < 0.1 else 0, 3) for _ in range(rng.randrange(7))] for _ in heads]
        levels = tuple(integers(*head, *places) for head, places in zip(heads, rows, strict=True))
        try:
            found = compiled_reduction.accelerator.reduce(2, rng.randrange(2, 9), 3, integers(0, 1), levels)
        except ValueError:
            continue
        assert len(found) == 5
        answered += 1
    assert 100 < answered < 3_000


@is_there
@pytest.mark.parametrize("arguments", [GOOD, altered(4, (integers(0, 2, 2, 0, 2),))], ids=["answered", "refused"])
def test_nothing_is_kept_from_call_to_call(arguments: Sequence[Any]) -> None:
    def call(times: int) -> None:
        for _ in range(times):
            try:
                compiled_reduction.accelerator.reduce(*arguments)
            except ValueError:
                continue

    call(2_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    call(100_000)
    # A call that kept its memory, 132 bytes here, would have kept 13 megabytes.
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 4_000


@is_there
def test_8_threads_answer_like_one() -> None:
    functions = random_functions(random.Random(9), 70)
    rng, reduction = random.Random(10), CompiledReduction(functions)
    states = [random_states(rng, functions) for _ in range(300)]
    work: Callable[[int], list[Any]] = lambda _: [reduction.left(open_to) for open_to in states]  # noqa: E731
    expected = work(0)
    with ThreadPoolExecutor(8) as threads:
        assert all(found == expected for found in threads.map(work, range(8)))
