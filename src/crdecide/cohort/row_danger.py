"""The sentence on a danger for a row that is refused, by what can be read of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from crdecide.advisory.danger import fields_behind
from crdecide.advisory.refused import danger_in
from crdecide.guideline.named_ids import DANGER, DANGER_CONCERNS
from crdecide.language.ruleset import Ruleset
from crdecide.records.rows.columns import COLUMNS, record

MOST_KEPT = 65_536


class RowDanger:
    """Looked up by the fields that a danger may rest on: of many rows refused for one slip only few differ in these."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset = ruleset
        behind = fields_behind(ruleset, DANGER, DANGER_CONCERNS)
        self._paths = [path for path in COLUMNS if any(f"{name}.".startswith(f"{path}.") for name in behind)]
        self._kept = lru_cache(maxsize=MOST_KEPT)(self._sentence)

    def sentence(self, cells: Mapping[str, Any]) -> str | None:
        """The sentence for a row with these values, by path; None where nothing calls for it."""
        return self._kept(tuple(cells.get(path) for path in self._paths))

    def _sentence(self, values: tuple[Any, ...]) -> str | None:
        return danger_in(record(dict(zip(self._paths, values, strict=True))), self._ruleset)
