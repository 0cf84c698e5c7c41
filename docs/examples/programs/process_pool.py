"""Many children on all cores: python process_pool.py"""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from crdecide import Advisory, InvalidPatient, advise

CHILDREN: list[dict[str, Any]] = [
    {"age_days": day, "tumours": {"count": 1 + day % 4}, "symptoms": {"outflow_obstruction": day % 3 == 0}}
    for day in range(200)
]


def answer(record: dict[str, Any]) -> Advisory | str:
    """The advisory; of a record that is refused why. Each process loads the rules once, at its first child."""
    try:
        return advise(record)
    except InvalidPatient as error:
        return str(error)


def answers(records: list[dict[str, Any]]) -> Iterator[Advisory | str]:
    """In the order of the records, whichever process was first."""
    with ProcessPoolExecutor() as pool:
        yield from pool.map(answer, records, chunksize=50)


if __name__ == "__main__":  # a process that starts afresh imports this file, and must not start more
    found = list(answers([*CHILDREN, {"age_days": -1}]))
    in_danger = sum(isinstance(one, Advisory) and one.danger.value == "yes" for one in found)
    print(f"{len(found)} answers, {in_danger} in danger; the last was refused: {found[-1]}")
