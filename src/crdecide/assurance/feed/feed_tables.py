"""The tables of a feed's report: its fields with where they came from, and the codes that were met and not read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from crdecide.evaluation.symbolic.representatives import read_from
from crdecide.guideline.record_paths import annotation_at
from crdecide.records.fhir.resource_types import READ
from crdecide.records.hook_requests import DRAFT_ORDERS
from crdecide.records.rxnorm import PRODUCTS

from .feed_report import FeedCodeOut, FieldOriginOut, FieldOut, PrefetchKeyOut, UnreadCodeOut, UnreadTypeOut
from .feed_sample import FeedSample, Origin
from .feed_words import question_of, value_words
from .shown_codes import KnownCode, known_code, shown

LIKE_A_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
NOT_IN_LISTS = "not in our lists"
NOT_TAKEN = "in our lists; in these records in doubt, over, refuted, or of no use"
LISTED_ONLY = "in our lists, and left in doubt"


def fields_out(sample: FeedSample) -> Iterator[FieldOut]:
    """Every field that some rule reads, those that were never known last."""
    fields = sorted(read_from(sample.ruleset), key=lambda path: sample.known[path] == 0)
    for path in fields:
        origins = sample.origins.get(path, Counter[Origin]())
        yield FieldOut(
            field=path,
            question=question_of(path, sample.ruleset),
            known_in=sample.known[path],
            values=tuple(sorted({_shown(path, value, sample) for value in sample.values.get(path, ())})),
            origins=tuple(_origin(origin, times) for origin, times in _most(origins)),
        )


def _shown(path: str, value: Any, sample: FeedSample) -> str:
    """A value in words; the name of a drug that is in no list was typed, and is not repeated."""
    listed = annotation_at(path) is not str or sample.ruleset.drugs.is_named(value) or PRODUCTS.named(value) is not None
    return value_words(value) if listed else "a drug that is in no list"


def _origin(origin: Origin, records: int) -> FieldOriginOut:
    code = _code(origin.code) if origin.code else None
    return FieldOriginOut(resource=origin.resource, code=code, by_name=origin.by_name, records=records)


def _code(code: KnownCode) -> FeedCodeOut:
    return FeedCodeOut(system=code.system, code=code.code, display=code.display)


def unread_codes(sample: FeedSample) -> Iterator[UnreadCodeOut]:
    """The codes that were met and that no field was ever read from, the most frequent first."""
    read = {(o.code.system, o.code.code) for origins in sample.origins.values() for o in origins if o.code}
    times: Counter[tuple[str, str, str]] = Counter()
    records: Counter[tuple[str, str, str]] = Counter()
    whys: dict[tuple[str, str, str], tuple[str, str]] = {}
    for met, count in sample.met.items():
        system, code = shown(met.coding, sample.ruleset)
        known = known_code(met.coding, sample.ruleset)
        if (system, code) in read or (known is not None and known.is_answer):
            continue
        key = (met.place, system, code)
        times[key] += count
        records[key] += sample.met_in[met]
        whys[key] = (known.display if known else "", _why(known))
    for key, count in _most(times):
        place, system, code = key
        display, why = whys[key]
        shown_code = FeedCodeOut(system=system, code=code, display=display)
        yield UnreadCodeOut(resource=place, code=shown_code, times=count, records=records[key], why=why)


def _why(known: KnownCode | None) -> str:
    if known is None:
        return NOT_IN_LISTS
    return NOT_TAKEN if known.is_read else f"{LISTED_ONLY}: {known.why_not}"


def prefetch_keys(sample: FeedSample) -> Iterator[PrefetchKeyOut]:
    """The keys of the requests; what does not look like one is a word of a record."""
    for key, requests in sorted(sample.keys.items()):
        if LIKE_A_KEY.fullmatch(key) and key != DRAFT_ORDERS:
            yield PrefetchKeyOut(key=key, requests=requests, with_data=sample.keys_with_data[key])


def unread_types(sample: FeedSample) -> Iterator[UnreadTypeOut]:
    """The types of resource of which nothing is read."""
    for name, times in _most(sample.types):
        if name not in READ:
            yield UnreadTypeOut(type=name if name.isalpha() and len(name) < 64 else "unnamed", times=times)


def _most(counts: Counter) -> list:  # type: ignore[type-arg]
    """The largest first; equal ones by name, so that the order never depends on that of the records."""
    return sorted(counts.items(), key=lambda one: (-one[1], str(one[0])))
