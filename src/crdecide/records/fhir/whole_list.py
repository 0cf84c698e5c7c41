"""Whether the drugs of a record are all that there are: a form may say so, until a newer entry on a drug comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from .. import RecordItem, RecordNote, Source, Statement, Unread
from .dates import last_day
from .medications import COMPLETE, MEDICATIONS

FORM = "QuestionnaireResponse"


def settle_whole_list(items: Iterable[RecordItem]) -> list[RecordItem]:
    """The items, where a form says that the list is whole, without the statements to the contrary that are no newer.

    Of a list that is not known to be whole the rules would take that no other drug is there, so that one of the two
    has to stand. The list is not whole where an entry on a drug is newer than the form, or of no day, nor where one
    was not read that is not older, as what it names is not in the list.
    """
    kept = list(items)
    said = [item for item in kept if isinstance(item, Statement) and item.field == COMPLETE]
    whole = [statement for statement in said if statement.value is True]
    if not whole:
        return kept
    answered = max(statement.at or date.min for statement in whole)
    against = [*_newer([item.source for item in said if item.value is False], answered), *_not_in_it(kept, answered)]
    if not against:
        return [item for item in kept if item not in said or item in whole]
    why = f"the list of drugs is not taken as whole: {against[0]} is newer than the form, of no day, or was not read"
    rest = [item for item in kept if item not in said]
    return [*rest, Statement(COMPLETE, False, against[0]), RecordNote("taken_as", why, whole[0].source)]


def _newer(sources: Iterable[Source], answered: date) -> Iterator[Source]:
    for source in sources:
        if (last_day(source.date or "") or date.max) > answered:
            yield source


def _not_in_it(items: Iterable[RecordItem], answered: date) -> Iterator[Source]:
    """Entries on drugs that were not read and are not older than the form, or are of a form themselves."""
    for item in items:
        if isinstance(item, Unread) and (item.kind == "drug" or MEDICATIONS in item.fields):
            day = last_day(item.source.date or "") or date.max
            if day >= answered or item.source.resource == FORM:
                yield item.source
