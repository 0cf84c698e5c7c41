"""Whether the drugs of a record are all that there are: a form may say so, until a newer entry on a drug comes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .. import RecordItem, RecordNote, Statement
from .dates import last_day
from .medications import COMPLETE


def settle_whole_list(items: Iterable[RecordItem]) -> list[RecordItem]:
    """The items, where a form says that the list is whole, without the statements to the contrary that are no newer.

    Of a list that is not known to be whole the rules would take that no other drug is there, so that one of the two
    has to stand: where an entry on a drug is newer than the form, or of no day, the list is not whole.
    """
    kept = list(items)
    said = [item for item in kept if isinstance(item, Statement) and item.field == COMPLETE]
    whole = [statement for statement in said if statement.value is True]
    partial = [statement for statement in said if statement.value is False]
    if not whole or not partial:
        return kept
    answered = max(statement.at or date.min for statement in whole)
    if all(_last_day(statement) <= answered for statement in partial):
        return [item for item in kept if item not in partial]
    why = "the list of drugs is not taken as whole: an entry on a drug is newer than the form, or of no day"
    return [*(item for item in kept if item not in whole), RecordNote("taken_as", why, whole[0].source)]


def _last_day(statement: Statement) -> date:
    """The last day that an entry may be of: without a date, any."""
    return last_day(statement.source.date or "") or date.max
