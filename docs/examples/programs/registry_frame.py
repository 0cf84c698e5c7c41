"""A data frame of children in, a frame of answers out: python registry_frame.py"""

from typing import Any

import pandas as pd

from crdecide import InvalidPatient, advise

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


def record(row: "pd.Series[Any]") -> dict[str, Any]:
    """A row as a record: what is missing in it is left out, so that it is not known and not zero."""
    child: dict[str, Any] = {}
    for path, value in row.drop("id").dropna().items():
        *sections, field = str(path).split(".")
        place = child
        for section in sections:
            place = place.setdefault(section, {})
        place[field] = value.item() if hasattr(value, "item") else value
    return child


def answer(row: "pd.Series[Any]") -> dict[str, Any]:
    """The stance of each option, and the caveats; of a row that is refused why, the danger first where it says one."""
    try:
        advisory = advise(record(row))
    except InvalidPatient as error:
        return {"id": row["id"], "refused": str(error)}
    stances = {option.option: option.stance for option in advisory.options}
    told = {"scope": advisory.scope.status, "danger": advisory.danger.value, **stances}
    return {"id": row["id"], **told, "caveats": " ".join(caveat.text for caveat in advisory.caveats)}


answers = pd.DataFrame([answer(row) for _, row in REGISTRY.iterrows()])

if __name__ == "__main__":
    print(answers.to_csv(index=False), end="")
