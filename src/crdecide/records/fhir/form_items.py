"""The items of a filled form, wherever they stand: in groups, or below answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from ..element import read_element
from .filled_forms import FormItem

UNREADABLE = ({"valueOfNoType": "?"},)
"""In the place of the answers of an item that cannot be read: answered, and with nothing that is an answer."""
DEEPEST = 12
"""Groups within groups that are read; our form has two."""


def items_of(
    raw: Iterable[Any], whole: Collection[str], depth: int = 0, modified: tuple[Any, ...] = ()
) -> Iterator[FormItem]:
    """Every item with those within it; those within an item of `whole` are left to it.

    What modifies a group, `modified`, modifies each item in it.
    """
    for data in raw:
        item = read_element(FormItem, data)
        if not isinstance(item, FormItem) or depth > DEEPEST:
            named = data.get("linkId") if isinstance(data, Mapping) else None
            yield FormItem(link_id=named if isinstance(named, str) else "", answer=UNREADABLE)
            continue
        item = item.model_copy(update={"modifier_extension": (*modified, *item.modifier_extension)})
        yield item
        if item.link_id not in whole:
            yield from items_of(_below(item), whole, depth + 1, item.modifier_extension)


def items_in(item: FormItem) -> Iterator[FormItem]:
    """The items right within one, or below its answers."""
    return items_of(_below(item), (), DEEPEST)


def _below(item: FormItem) -> list[Any]:
    below = list(item.item)
    for answer in item.answer:
        nested = answer.get("item") if isinstance(answer, Mapping) else None
        below += nested if isinstance(nested, list) else [] if nested is None else [nested]
    return below


def is_answered(item: FormItem) -> bool:
    """Whether an item says anything, itself or by those within it."""
    return bool(item.answer) or any(is_answered(each) for each in items_in(item))
