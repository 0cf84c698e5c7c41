"""The tables of the rules' clusters as arrays, and tables of what some cards say together.

Every row is what durable-rules concluded for that region, or what `decide` makes of the truths of cards; it is filled
where a batch asks for a row that is not there yet.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from math import prod
from threading import Lock
from typing import Any

import numpy as np

from crdecide.evaluation.clusters import Cluster
from crdecide.evaluation.decision_tables import SettleCluster
from crdecide.evaluation.precedence import effective_truths
from crdecide.language.cards import Conditional
from crdecide.language.conditions import fields_read
from crdecide.language.ruleset import Ruleset
from crdecide.language.splitting import EngineRule, split
from crdecide.language.truth import FALSE, TRUE, UNKNOWN, Truth

from .batches import Codes

TRUTHS: tuple[Truth, ...] = (FALSE, TRUE, UNKNOWN)
"""A truth is the place it has here."""
CODE = {truth: code for code, truth in enumerate(TRUTHS)}
NOT_YET = 255
Keys = np.ndarray[Any, np.dtype[np.signedinteger[Any]]]


class ClusterTable:
    """One cluster: for each of its rules, a value for each row; a finding's is a region, a card's a truth.

    Fields that only rules read that are not wanted are taken as unknown: they alter nothing.
    """

    def __init__(
        self, number: int, cluster: Cluster, ruleset: Ruleset, settle: SettleCluster, wanted: Collection[str]
    ) -> None:
        self._cluster, self._number, self._settle = cluster, number, settle
        self._regions = split(ruleset).regions
        self._sizes = [self._regions.size(name) + 1 for name in cluster.fields]
        rules = [rule for rule in cluster.rules if rule.id in wanted]
        self.names = tuple(rule.id for rule in rules)
        self.reads = names_read(rules)
        self.rows = np.full((len(rules), cluster.rows), NOT_YET, dtype=np.uint8) if cluster.is_tabulated else None
        self._filling = Lock()

    def values(self, codes: Mapping[str, Codes]) -> dict[str, Codes]:
        """The value of each wanted rule for each child."""
        keys = mixed_radix([codes[name] if name in self.reads else None for name in self._cluster.fields], self._sizes)
        rows = self.rows
        if rows is None:
            # Too many regions for a table: each that is there among these children is answered once.
            different, places = np.unique(keys, return_inverse=True)
            columns = np.array([self._answer(int(key)) for key in different], dtype=np.uint8).T
            return {name: column[places] for name, column in zip(self.names, columns, strict=True)}
        if (rows[0][keys] == NOT_YET).any():
            with self._filling:
                # Looked at again inside the lock: another thread may have filled some of them meanwhile.
                for key in np.unique(keys[rows[0][keys] == NOT_YET]):
                    self._fill(rows, int(key))
        return {name: row[keys] for name, row in zip(self.names, rows, strict=True)}

    def _fill(self, rows: Any, key: int) -> None:
        """The first rule's value comes last: another thread takes it for a sign that all are there."""
        answer = self._answer(key)
        rows[1:, key] = answer[1:]
        rows[0, key] = answer[0]

    def _answer(self, key: int) -> list[int]:
        """One row, by the engine."""
        fact = dict(zip(self._cluster.fields, _places(key, self._sizes), strict=True))
        concluded = self._settle(self._number, fact)
        codes: dict[str, int] = {}
        for name, value in concluded.values.items():
            codes[name] = self._regions.region(name, value)
        for name, truth in concluded.truths.items():
            codes[name] = CODE[truth]
        return [codes[name] for name in self.names]


class JointTable:
    """What some cards say together, as one code for each combination of their truths."""

    def __init__(self, cards: Iterable[Conditional], decide: Callable[[Mapping[str, Truth]], int]) -> None:
        self._cards, self._decide = tuple(cards), decide
        self._names = tuple(dict.fromkeys(concerned(self._cards)))
        self._sizes = [len(TRUTHS)] * len(self._names)
        self._rows = np.full(len(TRUTHS) ** len(self._names), NOT_YET, dtype=np.uint8)
        self._filling = Lock()

    def codes(self, values: Mapping[str, Codes]) -> Codes:
        """The code for each child."""
        keys = mixed_radix([values[name] for name in self._names], self._sizes)
        codes = self._rows[keys]
        if (codes == NOT_YET).any():
            with self._filling:
                for key in np.unique(keys[codes == NOT_YET]):
                    self._rows[key] = self._code(int(key))
            codes = self._rows[keys]
        return codes

    def _code(self, key: int) -> int:
        places = _places(key, self._sizes)
        truths = {name: TRUTHS[place] for name, place in zip(self._names, places, strict=True)}
        return self._decide(effective_truths(self._cards, truths))


def concerned(cards: Iterable[Conditional]) -> Iterator[str]:
    """The ids of cards, each followed by those of the cards that withhold it."""
    for card in cards:
        yield card.id
        yield from card.withheld_by


def names_read(rules: Iterable[EngineRule]) -> frozenset[str]:
    """The inputs and findings that some of these rules read."""
    names: set[str] = set()
    for rule in rules:
        for condition in rule.conditions:
            names.update(fields_read(condition))
    return frozenset(names)


def mixed_radix(codes: Sequence[Codes | None], sizes: Sequence[int]) -> Keys:
    """The codes as one number, mixed-radix, the last the fastest; None stands for 0 throughout."""
    # There is one key for every child: four bytes rather than eight wherever they suffice.
    kind: Any = np.int32 if prod(sizes) <= np.iinfo(np.int32).max else np.int64
    key: Keys | None = None
    stride = 1
    for code, size in zip(reversed(codes), reversed(sizes), strict=True):
        if code is not None:
            part = code.astype(kind) * kind(stride)
            key = part if key is None else key + part
        stride *= size
    if key is None:
        raise ValueError("every rule reads something")
    return key


def _places(key: int, sizes: Sequence[int]) -> list[int]:
    """The codes behind a number: the inverse of `mixed_radix`."""
    places: list[int] = []
    for size in reversed(sizes):
        key, place = divmod(key, size)
        places.insert(0, place)
    return places
