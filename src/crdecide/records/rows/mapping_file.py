"""A mapping file (``--map``): which column of a table is which field, and what its values stand for. It is YAML.

.. code-block:: yaml

    columns:
      Alter: age_days                                    # a column that has another name
      TSC:
        to: tsc.status
        values: {gesichert: definite, moeglich: possible, "9": null}
      sex:                                               # a column that is not read
        ignore: true
      locations___1:                                     # a box to tick: one entry of a list
        entry_of: tumours.locations
        entry: left_ventricle
      geboren: {to: birth_date, dates: DD.MM.YYYY}
    unknown: ["-9", "99"]                                # in every column
"""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from crdecide.errors import InvalidTable, Problem
from crdecide.guideline.validation import faults
from crdecide.language.loading.rule_texts import content_of, text_in
from crdecide.language.loading.yaml_file import read_yaml

from .cell_forms import DateForm


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class MappedColumn(_Part):
    """What one column of a table is."""

    to: str | None = None
    """The field; where it is not given, the column's own name is that of the field."""
    values: dict[str, JsonValue] = Field(default_factory=dict)
    """What a text stands for, in any case: a value of the field, or null for not known."""
    entry_of: str | None = None
    entry: JsonValue = None
    """The column is a box: where it is ticked, the list has this entry. Not ticked is not known."""
    dates: DateForm | None = None
    decimal: Literal[".", ","] | None = None
    ignore: bool = False

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if sum((self.to is not None, self.entry_of is not None, self.ignore)) > 1:
            raise PydanticCustomError("one_thing", "expected one of 'to', 'entry_of' and 'ignore'")
        if (self.entry_of is None) != (self.entry is None):
            raise PydanticCustomError("entry", "expected 'entry_of' and 'entry' together")
        return self


def _of_name(value: object) -> object:
    """The name of a field alone is short for where the column goes."""
    return {"to": value} if isinstance(value, str) else value


class ColumnMap(_Part):
    """All of a mapping file."""

    columns: dict[str, Annotated[MappedColumn, BeforeValidator(_of_name)]] = Field(default_factory=dict)
    unknown: tuple[str, ...] = Field(default=(), strict=False)

    def of(self, name: str) -> MappedColumn:
        """What a column is; where nothing is said of it, what its name says."""
        return self.columns.get(name, MappedColumn())


def column_map(source: Path | str | dict[str, Any]) -> ColumnMap:
    """The mapping in a file, or given as data.

    Raises:
        InvalidTable: with every problem, its line, and what was expected.
    """
    if not isinstance(source, str | PathLike | dict):
        expected = f"expected the path of a YAML file, or a dict; got {type(source).__name__}"
        raise InvalidTable([Problem("mapping", expected)])
    if isinstance(source, dict):
        return _validated(source, lambda _, message: Problem("mapping", message))
    path = Path(source)
    file = read_yaml(path.name, text_in(path.name, content_of(path)))
    if isinstance(file, Problem):
        raise InvalidTable([file])
    return _validated(dict(file.data), file.problem)


def _validated(data: dict[str, Any], problem: Any) -> ColumnMap:
    try:
        return ColumnMap.model_validate(data)
    except ValidationError as error:
        problems = [problem(path, _said(path, why, data)) for path, why in faults(error, ColumnMap)]
        raise InvalidTable(problems) from None


def _said(path: tuple[int | str, ...], why: str, data: dict[str, Any]) -> str:
    """What is wrong and where; columns that stand without the word above them are the slip that is nearest at hand."""
    above = " (columns stand below 'columns')" if len(path) == 1 and "columns" not in data and "mean" not in why else ""
    return f"'{'.'.join(map(str, path))}': {why}{above}"
