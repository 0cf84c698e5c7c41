"""Each known hazard of durable-rules, contained."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from support.children import random_children
from support.soak import alone, growth

from crdecide import EngineError, Patient, Ruleset, load_ruleset
from crdecide.evaluation.durable import DurableEngine
from crdecide.evaluation.durable.native import MAX_TERMS_PER_SET, EngineFailure, Handle, definition
from crdecide.evaluation.durable.pool import MAX_IDLE, Pool
from crdecide.evaluation.durable.program import Handles, Program
from crdecide.evaluation.observation import observe
from crdecide.evaluation.semantics import Values, evaluate
from crdecide.language.loading.check_names import fnv1a_32, unsafe_names
from crdecide.language.truth import TRUE

RULES = Path(__file__).parents[2] / "rules"
EVALUATIONS = int(os.environ.get("CRDECIDE_EVALUATIONS", "8000"))
"""`make prove` does 100,000."""
COMPILED = 100


def observed_children(ruleset: Ruleset) -> list[Values]:
    return [observe(Patient.model_validate(c), ruleset) for c in random_children(200, seed=64)]


@pytest.fixture(scope="module")
def observed(ruleset: Ruleset) -> list[Values]:
    return observed_children(ruleset)


def evaluating() -> int:
    ruleset = load_ruleset(RULES)
    engine, children = DurableEngine(ruleset), observed_children(ruleset)
    rounds = EVALUATIONS // len(children)
    # Until then the allocator still cuts up what loading left free; of a hundred rounds more hardly any holds more.
    return growth(lambda: [engine.conclude(values) for values in children], warm=30, times=rounds)


def compiling() -> int:
    ruleset = load_ruleset(RULES)
    first = observed_children(ruleset)[0]
    return growth(lambda: DurableEngine(ruleset).conclude(first), warm=20, times=COMPILED)


def test_evaluations_leave_memory_flat() -> None:
    """By less than the smallest object for each would take."""
    assert alone(evaluating) < 4 * EVALUATIONS


def test_compiling_and_dropping_engines_leaves_memory_flat() -> None:
    """By less than a kibibyte for each, where one takes megabytes."""
    assert alone(compiling) < 1_024 * COMPILED


def test_8_threads_with_interleaved_patients_answer_like_one(ruleset: Ruleset, observed: list[Values]) -> None:
    engine = DurableEngine(ruleset)
    alone = [engine.conclude(values) for values in observed]
    start = threading.Barrier(8)

    def work(offset: int) -> list[Any]:
        start.wait()
        return [engine.conclude(observed[(offset + step) % len(observed)]) for step in range(100)]

    with ThreadPoolExecutor(8) as threads:
        for offset, answers in zip(range(0, 200, 25), threads.map(work, range(0, 200, 25)), strict=True):
            assert answers == [alone[(offset + step) % len(observed)] for step in range(100)]


# The threads that CPython warns of are those of the test runner's workers, which no engine's call is on.
FORKED = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")


@FORKED
def test_a_forked_worker_starts_afresh_and_answers_alike(ruleset: Ruleset, observed: list[Values]) -> None:
    engine = DurableEngine(ruleset)
    alone = [engine.conclude(values) for values in observed[:50]]
    child = os.fork()
    if child == 0:  # pragma: no cover
        os._exit(0 if [engine.conclude(values) for values in observed[:50]] == alone else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert [engine.conclude(values) for values in observed[:50]] == alone


@FORKED
def test_handles_made_before_a_fork_are_not_used_after_it(ruleset: Ruleset, observed: list[Values]) -> None:
    program = Program.of(ruleset)
    pool = Pool(program)
    used: list[Handles] = []

    def evaluation(handles: Handles) -> Any:
        used.append(handles)
        return program.run(handles, observed[0])

    pool.run(evaluation)
    pool.run(evaluation)
    assert used[0] is used[1], "in one process the handles are used again"
    child = os.fork()
    if child == 0:  # pragma: no cover
        pool.run(evaluation)
        os._exit(0 if used[2] is not used[1] else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.fixture
def interruptions() -> Iterator[None]:
    """A KeyboardInterrupt at any moment of the work that follows `signal.setitimer`."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    previous = signal.signal(signal.SIGALRM, interrupt)
    yield
    gc.enable()
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, previous)


@pytest.mark.usefixtures("interruptions")
def test_an_interrupted_evaluation_leaves_nothing_for_the_next_patient(
    ruleset: Ruleset, observed: list[Values]
) -> None:
    engine = DurableEngine(ruleset)
    expected = [evaluate(ruleset, values) for values in observed]
    interrupted = 0
    gc.disable()  # an interruption is to meet the engine, not a test library's hook into the collector
    for turn in range(150):
        try:
            signal.setitimer(signal.ITIMER_REAL, 0.0001 + turn % 40 * 0.00003)
            for values in observed:
                engine.conclude(values)
        except KeyboardInterrupt:
            interrupted += 1
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        place = turn % len(observed)
        assert engine.conclude(observed[place]) == expected[place]
    assert interrupted > 100


def many_alerts(ruleset: Ruleset, number: int) -> Ruleset:
    alert = next(card for card in ruleset.alerts if card.id == "course_is_temporary")
    return replace(ruleset, cards=tuple(alert.model_copy(update={"id": f"alert_{n}"}) for n in range(number)))


def test_200_rules_that_all_fire(ruleset: Ruleset) -> None:
    many = many_alerts(ruleset, 200)
    treated = Patient.model_validate({"treatment": {"mtor_inhibitor": {"status": "current"}}})
    untreated = Patient.model_validate({"treatment": {"mtor_inhibitor": {"status": "none"}}})
    engine = DurableEngine(many)
    for patient, expected in ((treated, 200), (untreated, 0), (treated, 200)):
        conclusions = engine.conclude(observe(patient, ruleset))
        assert sum(truth is TRUE for truth in conclusions.truths.values()) == expected


def test_no_compiled_set_has_more_than_60_terms_beside_the_anchor(ruleset: Ruleset) -> None:
    sets = Program.of(many_alerts(ruleset, 200)).sets
    assert all(term_set.definition.count('"pri"') <= MAX_TERMS_PER_SET + 1 for term_set in sets)
    assert 400 // 60 < len(sets) < 40, "each term stands in one set"


def test_blocks_that_share_a_set_say_nothing_of_each_other(ruleset: Ruleset, observed: list[Values]) -> None:
    """Each is asked with the fields of the others unknown, and what fires of the others does not count."""
    program = Program.of(ruleset)
    shared = [block for block in program.blocks if len(block.sets) == 1]
    assert len({*(block.sets for block in shared)}) < len(shared)
    handles = program.compile()
    for values in observed:
        fact = program.regions.fact(evaluate(ruleset, values).values)
        whole = {**dict.fromkeys((name for term_set in program.sets for name in term_set.fields), 0), **fact}
        for number, block in enumerate(program.blocks):
            alone = program.settle(number, handles, {name: whole[name] for name in block.cluster.fields})
            assert alone == program.settle(number, handles, whole)
            assert {*alone.fired} <= {rule.id for rule in block.cluster.rules}
    for handle in handles:
        handle.close()


def test_an_evaluation_in_which_only_the_anchor_fires_is_an_answer() -> None:
    handle = Handle(definition({"high": {"risk": (3, 4)}}))
    assert handle.fired({"risk": 0}) == []
    assert handle.fired({"risk": 3}) == ["high"]
    assert handle.fired({"risk": 0}) == []
    handle.close()


def test_after_a_failure_a_handle_is_never_used_again() -> None:
    handle = Handle(definition({"high": {"risk": (3, 4)}}))
    unreadable: Any = {"risk": 1e22}
    with pytest.raises(EngineFailure, match="durable-rules reports"):
        handle.fired(unreadable)
    with pytest.raises(EngineFailure, match=r"^the handle was used after a failure$"):
        handle.fired({"risk": 3})
    handle.close()


def test_a_run_without_its_anchor_is_a_failure() -> None:
    handle = Handle('{"other": {"all": [{"m": {"kind": "p"}}]}}')
    with pytest.raises(EngineFailure, match=r"^the anchor rule did not fire first$"):
        handle.fired({"risk": 3})
    handle.close()


def test_a_fact_that_no_rule_takes_is_a_failure() -> None:
    handle = Handle('{"other": {"all": [{"m": {"kind": "q"}}]}}')
    with pytest.raises(EngineFailure, match=r"^the fact was not taken: code 1$"):
        handle.fired({"risk": 3})
    handle.close()


def test_rules_that_do_not_compile_are_a_failure_not_a_crash() -> None:
    with pytest.raises(EngineFailure, match="cannot compile"):
        Handle('{"r": {"all": [{"m": {"$unknown": {"a": 1}}}]}}')


class Faulty:
    """An evaluation that fails as often as told, then answers."""

    def __init__(self, program: Program, values: Values, failures: int) -> None:
        self.program, self.values, self.failures = program, values, failures
        self.used: list[Handles] = []

    def __call__(self, handles: Handles) -> Any:
        self.used.append(handles)
        if len(self.used) <= self.failures:
            handles[0].fired({"life_stage": 1e22})  # type: ignore[dict-item]
        return self.program.run(handles, self.values)


def test_one_failure_is_repeated_on_fresh_handles(ruleset: Ruleset, observed: list[Values]) -> None:
    program = Program.of(ruleset)
    faulty = Faulty(program, observed[3], failures=1)
    assert Pool(program).run(faulty) == evaluate(ruleset, observed[3])
    assert faulty.used[0] is not faulty.used[1]


def test_handles_of_a_failed_evaluation_do_not_come_back(ruleset: Ruleset, observed: list[Values]) -> None:
    program = Program.of(ruleset)
    pool = Pool(program)
    used: list[Handles] = []

    def interrupted(handles: Handles) -> Any:
        used.append(handles)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pool.run(interrupted)
    with pytest.raises(KeyboardInterrupt):
        pool.run(interrupted)
    assert used[0] is not used[1]


def is_closed(handles: Handles) -> bool:
    try:
        handles[0].fired({})
    except EngineFailure:
        return True
    return False


def test_a_closed_handle_is_not_used_again() -> None:
    handle = Handle(definition({"high": {"risk": (3, 4)}}))
    assert handle.fired({"risk": 3}) == ["high"]
    handle.close()
    with pytest.raises(EngineFailure, match=r"^the handle was used after a failure$"):
        handle.fired({"risk": 3})


def test_no_more_handles_are_kept_than_the_pool_may_hold(ruleset: Ruleset) -> None:
    pool, used = Pool(Program.of(ruleset)), list[Handles]()
    start = threading.Barrier(MAX_IDLE + 2)

    def evaluation(handles: Handles) -> Any:
        used.append(handles)
        start.wait()

    with ThreadPoolExecutor(MAX_IDLE + 2) as threads:
        list(threads.map(lambda _: pool.run(evaluation), range(MAX_IDLE + 2)))
    assert [is_closed(handles) for handles in used].count(True) == 2


def test_after_a_failure_the_handles_that_lay_idle_are_closed_too(ruleset: Ruleset) -> None:
    pool, used = Pool(Program.of(ruleset)), list[Handles]()
    start = threading.Barrier(3)

    def evaluation(handles: Handles) -> Any:
        used.append(handles)
        start.wait()

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(lambda _: pool.run(evaluation), range(3)))

    def failing(handles: Handles) -> Any:
        used.append(handles)
        raise EngineFailure("planted")

    with pytest.raises(EngineError):
        pool.run(failing)
    assert all(is_closed(handles) for handles in used)


def test_a_pool_that_is_gone_leaves_no_handle_open(ruleset: Ruleset) -> None:
    pool, used = Pool(Program.of(ruleset)), list[Handles]()
    pool.run(used.append)  # type: ignore[arg-type]
    assert not is_closed(used[0])
    del pool
    gc.collect()
    assert is_closed(used[0])


def test_two_failures_in_a_row_are_an_engine_error_and_no_answer(ruleset: Ruleset, observed: list[Values]) -> None:
    program = Program.of(ruleset)
    pool = Pool(program)
    with pytest.raises(EngineError, match="failed twice in a row"):
        pool.run(Faulty(program, observed[3], failures=2))
    assert pool.run(lambda handles: program.run(handles, observed[4])) == evaluate(ruleset, observed[4])


def test_names_that_the_engine_would_take_for_one_are_refused() -> None:
    assert fnv1a_32("costarring") == fnv1a_32("liquid")
    [(name, reason)] = unsafe_names(["age", "costarring", "liquid"])
    assert name == "liquid"
    assert "costarring" in reason


@pytest.mark.parametrize("name", ["id", "sid", "kind", "exception"])
def test_names_that_the_engine_uses_itself_are_refused(name: str) -> None:
    assert [found for found, _ in unsafe_names([name])] == [name]


def test_more_fields_than_a_fact_can_hold_are_refused() -> None:
    assert [name for name, _ in unsafe_names(f"field_{n}" for n in range(242))] == ["field_240", "field_241"]


def test_only_the_seam_touches_the_c_module() -> None:
    source = Path(sys.modules["crdecide"].__file__ or "").parent
    users = [p.relative_to(source).as_posix() for p in source.rglob("*.py") if "durable_rules_engine" in p.read_text()]
    assert users == ["evaluation/durable/native.py"]
    assert not [p for p in source.rglob("*.py") if "durable.lang" in p.read_text() or "from durable" in p.read_text()]
