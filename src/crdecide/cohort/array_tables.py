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
from crdecide.language.ruleset import Ruleset, withholding
from crdecide.language.splitting import EngineRule, split
from crdecide.language.truth import FALSE, TRUE, UNKNOWN, Truth

from .batches import Codes
from .equal_rows import Places, different_rows

TRUTHS: tuple[Truth, ...] = (FALSE, TRUE, UNKNOWN)
"""A truth is the place it has here."""
CODE = {truth: code for code, truth in enumerate(TRUTHS)}
NOT_YET = 255
Keys = np.ndarray[Any, np.dtype[np.signedinteger[Any]]]


class ClusterTable:
    """One cluster: what each row of its table answers, a value for each of its rules.

    A finding's value is a region, a card's a truth. Many rows have the same answer, so that the different answers are
    numbered in the order in which they are met, and a row holds a number. Fields that only rules read that are not
    wanted are taken as unknown: they alter nothing.
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
        self._rows: Keys | None = np.full(cluster.rows, -1, dtype=np.intp) if cluster.is_tabulated else None
        self._answers: dict[tuple[int, ...], int] = {}
        self._filling = Lock()

    def numbers(self, codes: Mapping[str, Codes]) -> Keys:
        """The number of each child's answer."""
        read = [codes[name] if name in self.reads else None for name in self._cluster.fields]
        # As numpy itself counts places: otherwise it would turn them into that each time.
        keys = mixed_radix(read, self._sizes).astype(np.intp, copy=False)
        rows = self._rows
        if rows is None:
            # Too many regions for a table: each that is there among these children is answered once.
            different, places = np.unique(keys, return_inverse=True)
            with self._filling:
                return np.array([self._numbered(int(key)) for key in different], dtype=np.intp)[places]
        numbers: Keys = rows.take(keys)
        if numbers.min(initial=0) < 0:
            with self._filling:
                # Looked at again inside the lock: another thread may have filled some of them meanwhile.
                for key in np.unique(keys[rows[keys] < 0]):
                    rows[key] = self._numbered(int(key))
            numbers = rows.take(keys)
        return numbers

    def values(self, numbers: Keys, wanted: Collection[str]) -> dict[str, Codes]:
        """The values of those of its rules that are wanted, for answers of these numbers."""
        return {name: codes[numbers] for name, codes in self._different(wanted).items()}

    def kinds(self, numbers: Keys, wanted: Collection[str]) -> Places | None:
        """Which answers are alike in the rules that are wanted: a number of its own for each kind; None without any."""
        different = self._different(wanted)
        return different_rows([*different.values()]).number[numbers] if different else None

    def _different(self, wanted: Collection[str]) -> dict[str, Codes]:
        """Each different answer so far."""
        with self._filling:
            answers = np.array(list(self._answers), dtype=np.uint8).reshape(-1, len(self.names))
        return {name: answers[:, place] for place, name in enumerate(self.names) if name in wanted}

    def _numbered(self, key: int) -> int:
        """The number of one row's answer, by the engine."""
        fact = dict(zip(self._cluster.fields, _places(key, self._sizes), strict=True))
        concluded = self._settle(self._number, fact)
        codes: dict[str, int] = {}
        for name, value in concluded.values.items():
            codes[name] = self._regions.region(name, value)
        for name, truth in concluded.truths.items():
            codes[name] = CODE[truth]
        return self._answers.setdefault(tuple(codes[name] for name in self.names), len(self._answers))


class JointTable:
    """What some cards say together, as one code for each combination of their truths."""

    def __init__(self, cards: Iterable[Conditional], decide: Callable[[Mapping[str, Truth]], int]) -> None:
        cards = tuple(cards)
        self._withholding, self._decide = withholding(cards), decide
        self._names = tuple(dict.fromkeys(concerned(cards)))
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
        return self._decide(effective_truths(self._withholding, truths))


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
            part = np.multiply(code, stride, dtype=kind)
            key = part if key is None else np.add(key, part, out=key)
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
