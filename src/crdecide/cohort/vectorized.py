"""The tables of the rules' clusters as arrays, and what comes of options and alerts as arrays over these.

Every row of every table is what durable-rules concluded for that region; what cards say together is what `decide` makes
of their truths. Both are filled where a batch asks for a row that is not there yet.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import product
from math import prod
from threading import Lock
from typing import Any

import numpy as np

from crdecide.evaluation.clusters import Cluster, clusters_of
from crdecide.evaluation.decision_tables import SettleCluster
from crdecide.evaluation.precedence import OptionOutcome, effective_truths, is_shown, option_of, scope_of
from crdecide.guideline.options import OPTIONS, SCOPES, OptionName, is_on_the_table
from crdecide.language.cards import Alert, Conditional
from crdecide.language.conditions import fields_read
from crdecide.language.partition import regions_of
from crdecide.language.ruleset import Ruleset
from crdecide.language.splitting import EngineRule, split
from crdecide.language.truth import FALSE, TRUE, UNKNOWN, Truth

from .batches import Codes, Flags

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
        self.reads = _names_read(rules)
        self.rows = np.full((len(rules), cluster.rows), NOT_YET, dtype=np.uint8) if cluster.is_tabulated else None
        self._filling = Lock()

    def values(self, codes: Mapping[str, Codes]) -> dict[str, Codes]:
        """The value of each wanted rule for each child."""
        keys = _key([codes[name] if name in self.reads else None for name in self._cluster.fields], self._sizes)
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
        self._names = tuple(dict.fromkeys(_concerned(self._cards)))
        self._sizes = [len(TRUTHS)] * len(self._names)
        self._rows = np.full(len(TRUTHS) ** len(self._names), NOT_YET, dtype=np.uint8)
        self._filling = Lock()

    def codes(self, values: Mapping[str, Codes]) -> Codes:
        """The code for each child."""
        keys = _key([values[name] for name in self._names], self._sizes)
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


Carried = tuple[OptionOutcome, tuple[str, ...]]
"""What comes of an option, and the caveats that it carries."""


class AnswerTables:
    """Scope, options and alerts of one rule set; `brief` leaves out the alerts and what only they need.

    `outcomes` lists what came of each option so far.
    """

    def __init__(self, ruleset: Ruleset, settle: SettleCluster, *, brief: bool = False) -> None:
        self._ruleset, self._wanted = ruleset, _wanted(ruleset, brief=brief)
        self.clusters = self._cluster_tables(settle)
        self.inputs = frozenset[str]().union(*(table.reads for table in self.clusters))
        self._regions = regions_of(ruleset)
        self._scope = JointTable(ruleset.scopes, lambda truths: SCOPES.index(scope_of(ruleset.scopes, truths)[0]))
        self.outcomes: dict[OptionName, list[Carried]] = {name: [] for name in OPTIONS}
        self._options = {name: self._option(name) for name in OPTIONS}
        self._alerts, self._shown = dict[str, JointTable](), dict[str, Codes]()
        for card in ruleset.alerts:
            self._alerts[card.id] = JointTable([card], partial(_truth_of, card.id))
            self._shown[card.id] = _shown(card)

    def _cluster_tables(self, settle: SettleCluster) -> list[ClusterTable]:
        """Only of clusters with a rule that is wanted: a brief answer leaves whole clusters out."""
        tables = []
        for number, cluster in enumerate(clusters_of(self._ruleset)):
            if any(rule.id in self._wanted for rule in cluster.rules):
                table = ClusterTable(number, cluster, self._ruleset, settle, self._wanted)
                tables.append(table)
        return tables

    def values(self, codes: Mapping[str, Codes]) -> dict[str, Codes]:
        """The regions of the inputs and findings, and the truth of every card, for each child."""
        values = dict(codes)
        # In their own order: a cluster reads the findings of those before it.
        for table in self.clusters:
            values.update(table.values(values))
        return values

    def scope(self, values: Mapping[str, Codes]) -> Codes:
        """The scope of each child, by its place in SCOPES."""
        return self._scope.codes(values)

    def options(self, values: Mapping[str, Codes]) -> dict[OptionName, Codes]:
        """What is said of each option, as if in scope, by its place in `outcomes`."""
        return {name: table.codes(values) for name, table in self._options.items()}

    def alerts(
        self, values: Mapping[str, Codes], scope: Codes, options: Mapping[OptionName, Codes]
    ) -> dict[str, Codes]:
        """For each alert whether it is shown: the place of its truth in TRUTHS, FALSE where it is not."""
        inside = scope == SCOPES.index("in_scope")
        weighed = {}
        for name, codes in options.items():
            is_weighed = (self._on_table(name)[codes] | self._in_use(name, values)) & inside
            weighed[name] = is_weighed.astype(np.uint8)
        return {card.id: self._alert(card, values, scope, weighed) for card in self._ruleset.alerts}

    def _on_table(self, name: OptionName) -> Flags:
        return np.array([is_on_the_table(outcome.stance) for outcome, _ in self.outcomes[name]], dtype=np.bool_)

    def _in_use(self, name: OptionName, values: Mapping[str, Codes]) -> Flags | bool:
        in_use = self._ruleset.vocabulary.options[name].in_use
        return False if in_use is None else values[in_use] == self._regions.region(in_use, "yes")

    def _alert(
        self, card: Alert, values: Mapping[str, Codes], scope: Codes, weighed: Mapping[OptionName, Codes]
    ) -> Codes:
        truth = self._alerts[card.id].codes(values)
        on_table = np.zeros(len(scope), dtype=np.uint8)
        for name in card.bears_on:
            on_table |= weighed[name]
        return self._shown[card.id][_key([truth, scope, on_table], [len(TRUTHS), len(SCOPES), 2])]

    def _option(self, name: OptionName) -> JointTable:
        cards = [card for card in self._ruleset.options if card.says.option == name]
        return JointTable(cards, partial(self._weigh, name))

    def _weigh(self, name: OptionName, truths: Mapping[str, Truth]) -> int:
        """The place of what comes of an option among all that came of it so far."""
        decision, known = option_of(name, self._ruleset, _Notes(truths)), self.outcomes[name]
        caveats = dict.fromkeys(self._ruleset.vocabulary.options[name].demands_caveats)
        for card in decision.cards:
            caveats |= dict.fromkeys(card.caveats)
        carried = (decision.outcome, tuple(caveats))
        if carried not in known:
            known.append(carried)
        return known.index(carried)


class _Notes(dict[str, Truth]):
    """Truths in which notes, which alter no stance, are left aside."""

    def __missing__(self, name: str) -> Truth:
        return FALSE


def _wanted(ruleset: Ruleset, *, brief: bool) -> frozenset[str]:
    """The findings and the cards that are asked for, and those that these need."""
    names = {*_concerned(ruleset.scopes), *_concerned(ruleset.options)}
    if not brief:
        names.update(_concerned(ruleset.alerts))
        names.update(finding.id for finding in ruleset.findings)
    # Backwards, since a rule reads only what comes before it: whoever needs a finding has then been met already.
    for rule in reversed(list(split(ruleset).rules.values())):
        if rule.id in names:
            names |= _names_read([rule])
    return frozenset(names)


def _concerned(cards: Iterable[Conditional]) -> Iterator[str]:
    """The ids of cards, each followed by those of the cards that withhold it."""
    for card in cards:
        yield card.id
        yield from card.withheld_by


def _names_read(rules: Iterable[EngineRule]) -> frozenset[str]:
    """The inputs and findings that some of these rules read."""
    names: set[str] = set()
    for rule in rules:
        for condition in rule.conditions:
            names.update(fields_read(condition))
    return frozenset(names)


def _truth_of(name: str, truths: Mapping[str, Truth]) -> int:
    return CODE[truths[name]]


def _shown(card: Alert) -> Codes:
    """Whether the alert is shown, for each truth, scope, and whether an option that it bears on is on the table."""
    codes = []
    # The last varies fastest, as in `_key`, by which this is looked up.
    for truth, scope, weighed in product(TRUTHS, SCOPES, (False, True)):
        shown = is_shown(card, truth, scope, card.bears_on if weighed else ())
        codes.append(CODE[truth] if shown else CODE[FALSE])
    return np.array(codes, dtype=np.uint8)


def _key(codes: Sequence[Codes | None], sizes: Sequence[int]) -> Keys:
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
    """The codes behind a number: the inverse of `_key`."""
    places: list[int] = []
    for size in reversed(sizes):
        key, place = divmod(key, size)
        places.insert(0, place)
    return places
