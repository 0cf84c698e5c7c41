"""A data frame of children in, a frame of answers out: python registry_frame.py"""

from typing import Any

import pandas as pd

from crdecide import advise
from crdecide.records.rows import Row, read

REGISTRY = pd.DataFrame(
    {
        "id": ["a", "b", "c"],
        "age_days": pd.array([12, 400, -3], dtype="Int64"),
        "tumours.count": pd.array([4, None, 1], dtype="Int64"),
        "tumours.largest_mm": [15.0, 6.5, None],
        "symptoms.outflow_obstruction": pd.array([True, False, True], dtype="boolean"),
        "tsc.status": ["definite", "definite", None],
    }
)


def answer(row: Row) -> dict[str, Any]:
    """The stance of each option, and the caveats; of a row that is refused why, the danger first where it says one."""
    if row.patient is None:
        return {"id": row.id, "refused": str(row.error)}
    advisory = advise(row.patient)
    stances = {option.option: option.stance for option in advisory.options}
    told = {"scope": advisory.scope.status, "danger": advisory.danger.value, **stances}
    return {"id": row.id, **told, "caveats": " ".join(caveat.text for caveat in advisory.caveats)}


answers = pd.DataFrame([answer(row) for row in read(REGISTRY)])

if __name__ == "__main__":
    print(answers.to_csv(index=False), end="")
