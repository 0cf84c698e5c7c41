"""The tables of the rules' clusters as arrays, and what comes of options and alerts as arrays over these.

Every row of every table is what durable-rules concluded for that region; what cards say together is what `decide` makes
of their truths. Both are filled where a batch asks for a row that is not there yet.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
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
from crdecide.language.ruleset import Ruleset
from crdecide.language.splitting import split
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
        self.reads = frozenset(name for rule in rules for part in rule.conditions for name in fields_read(part))
        self.rows = np.full((len(rules), cluster.rows), NOT_YET, dtype=np.uint8) if cluster.is_tabulated else None
        self._filling = Lock()

    def values(self, codes: Mapping[str, Codes]) -> dict[str, Codes]:
        """The value of each wanted rule for each child."""
        keys = _key([codes[name] if name in self.reads else None for name in self._cluster.fields], self._sizes)
        rows = self.rows
        if rows is None:
            different, places = np.unique(keys, return_inverse=True)
            columns = np.array([self._answer(int(key)) for key in different], dtype=np.uint8).T
            return {name: column[places] for name, column in zip(self.names, columns, strict=True)}
        if (rows[0][keys] == NOT_YET).any():
            with self._filling:
                for key in np.unique(keys[rows[0][keys] == NOT_YET]):
                    self._fill(rows, int(key))
        return {name: row[keys] for name, row in zip(self.names, rows, strict=True)}

    def _fill(self, rows: Any, key: int) -> None:
        """The first rule's value comes last: another thread takes it for a sign that all are there."""
        rows[1:, key], rows[0, key] = (found := self._answer(key))[1:], found[0]

    def _answer(self, key: int) -> list[int]:
        """One row, by the engine."""
        fact = dict(zip(self._cluster.fields, _places(key, self._sizes), strict=True))
        concluded = self._settle(self._number, fact)
        regions = [self._regions.region(name, value) for name, value in concluded.values.items()]
        by_name = dict(zip(concluded.values, regions, strict=True)) | {n: CODE[t] for n, t in concluded.truths.items()}
        return [by_name[name] for name in self.names]


class JointTable:
    """What some cards say together, as one code for each combination of their truths."""

    def __init__(self, cards: Iterable[Conditional], decide: Callable[[Mapping[str, Truth]], int]) -> None:
        self._cards, self._decide = tuple(cards), decide
        self._names = tuple(dict.fromkeys(name for card in self._cards for name in (card.id, *card.withheld_by)))
        self._sizes = [len(TRUTHS)] * len(self._names)
        self._rows = np.full(len(TRUTHS) ** len(self._names), NOT_YET, dtype=np.uint8)
        self._filling = Lock()

    def codes(self, values: Mapping[str, Codes]) -> Codes:
        """The code for each child."""
        keys = _key([values[name] for name in self._names], self._sizes)
        found = self._rows[keys]
        if (found == NOT_YET).any():
            with self._filling:
                for key in np.unique(keys[found == NOT_YET]):
                    self._rows[key] = self._code(int(key))
            found = self._rows[keys]
        return found

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
        self.clusters = [
            ClusterTable(number, cluster, ruleset, settle, self._wanted)
            for number, cluster in enumerate(clusters_of(ruleset))
            if any(rule.id in self._wanted for rule in cluster.rules)
        ]
        self.inputs = frozenset(name for table in self.clusters for name in table.reads)
        self._scope = JointTable(ruleset.scopes, lambda truths: SCOPES.index(scope_of(ruleset.scopes, truths)[0]))
        self.outcomes: dict[OptionName, list[Carried]] = {name: [] for name in OPTIONS}
        self._options = {name: self._option(name) for name in OPTIONS}
        self._alerts = {card.id: JointTable([card], partial(_truth_of, card.id)) for card in ruleset.alerts}
        self._shown = {card.id: _shown(card) for card in ruleset.alerts}

    def values(self, codes: Mapping[str, Codes]) -> dict[str, Codes]:
        """The regions of the inputs and findings, and the truth of every card, for each child."""
        values = dict(codes)
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
        weighed = {name: (self._on_table(name)[codes] & inside).astype(np.uint8) for name, codes in options.items()}
        return {card.id: self._alert(card, values, scope, weighed) for card in self._ruleset.alerts}

    def _on_table(self, name: OptionName) -> Flags:
        return np.array([is_on_the_table(outcome.stance) for outcome, _ in self.outcomes[name]], dtype=np.bool_)

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
        demanded = self._ruleset.vocabulary.options[name].demands_caveats
        caveats = dict.fromkeys([*demanded, *(caveat for card in decision.cards for caveat in card.caveats)])
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
    asked = [*ruleset.scopes, *ruleset.options, *(() if brief else ruleset.alerts)]
    names = {name for card in asked for name in (card.id, *card.withheld_by)}
    names |= set() if brief else {finding.id for finding in ruleset.findings}
    for rule in reversed(list(split(ruleset).rules.values())):
        if rule.id in names:
            names.update(name for condition in rule.conditions for name in fields_read(condition))
    return frozenset(names)


def _truth_of(name: str, truths: Mapping[str, Truth]) -> int:
    return CODE[truths[name]]


def _shown(card: Alert) -> Codes:
    """Whether the alert is shown, for each truth, scope, and whether an option that it bears on is on the table."""
    return np.array(
        [
            CODE[truth] if is_shown(card, truth, scope, card.bears_on if weighed else ()) else CODE[FALSE]
            for truth in TRUTHS
            for scope in SCOPES
            for weighed in (False, True)
        ],
        dtype=np.uint8,
    )


def _key(codes: Sequence[Codes | None], sizes: Sequence[int]) -> Keys:
    """The codes as one number, mixed-radix, the last the fastest; None stands for 0 throughout."""
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
