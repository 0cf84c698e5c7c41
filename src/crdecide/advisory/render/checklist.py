"""What is to be known before an mTOR inhibitor or on one, and is not: what was not recorded, and drugs not checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crdecide.guideline.child_in_words import quoted
from crdecide.guideline.options import MTOR_INHIBITOR, ON_THE_TABLE

from ..answer_parts import DrugOut
from ..model import Advisory
from .unread_entries import unread_fields

MOST_NAMED = 4


def to_be_known(advisory: Advisory, labels: Mapping[str, str]) -> tuple[str, ...]:
    """A box to tick for each, by the label of what is asked."""
    asks = [field for check in advisory.checks if MTOR_INHIBITOR in check.bears_on for field in check.asks]
    # What decides whether the drug is in question at all is asked above, as a question or as a danger.
    settled = {*advisory.danger.asks}
    fields = [field for field in dict.fromkeys(asks) if field in labels and field not in settled]
    unread = unread_fields(advisory)
    told = [f"[ ] {labels[field]}{' (in the record, not read)' if field in unread else ''}" for field in fields]
    if asks or any(option.option == MTOR_INHIBITOR and option.stance in ON_THE_TABLE for option in advisory.options):
        told += _drugs_on_no_list(advisory)
    return tuple(dict.fromkeys(told))


def is_on_no_list(drug: DrugOut) -> bool:
    """Whether nothing is held here of a drug beside any mTOR inhibitor."""
    return set(drug.per_drug.values()) == {"not_in_list"}


def _drugs_on_no_list(advisory: Advisory) -> Iterator[str]:
    """The drugs of which nothing is held here: named among the drugs alone, they would look checked."""
    names = [quoted(drug.name) for drug in filter(is_on_no_list, advisory.drugs)]
    if names:
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        yield f"[ ] NOT CHECKED for interactions here: {', '.join(names[:MOST_NAMED])}{more}"
