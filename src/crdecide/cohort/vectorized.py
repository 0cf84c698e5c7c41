"""What comes of danger, scope, options and alerts, as arrays over the tables of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product

import numpy as np

from crdecide.evaluation.clusters import clusters_of
from crdecide.evaluation.decision_tables import SettleCluster
from crdecide.evaluation.precedence import OptionOutcome, is_shown, option_of, scope_of
from crdecide.guideline.named_ids import DANGER, DANGER_CONCERNS
from crdecide.guideline.options import OPTIONS, SCOPES, SPECIALIST_REVIEW, TIMINGS, OptionName, Timing, is_on_the_table
from crdecide.language.cards import Alert, Note
from crdecide.language.partition import regions_of
from crdecide.language.ruleset import Ruleset
from crdecide.language.splitting import split
from crdecide.language.truth import FALSE, TRUE, Truth

from .array_tables import CODE, TRUTHS, ClusterTable, JointTable, concerned, mixed_radix, names_read
from .batches import Codes, Flags
from .equal_rows import Column, DifferentRows, Places, different_rows

Carried = tuple[OptionOutcome, tuple[str, ...]]
"""What comes of an option, and the caveats that it carries."""


class AnswerTables:
    """Danger, scope, options and alerts of one rule set; `brief` leaves out the alerts and what only they need.

    `outcomes` lists what came of each option so far.
    """

    def __init__(self, ruleset: Ruleset, settle: SettleCluster, *, brief: bool = False) -> None:
        self._ruleset, self._wanted = ruleset, _wanted(ruleset, brief=brief)
        self.clusters = self._cluster_tables(settle)
        self._read = frozenset[str]().union(*(table.reads for table in self.clusters))
        self.inputs = self._read & ruleset.vocabulary.inputs.keys()
        self._regions = regions_of(ruleset)
        self.decisive = _decisive(ruleset)
        self._scope = JointTable(ruleset.scopes, lambda truths: SCOPES.index(scope_of(ruleset.scopes, truths)[0]))
        self.outcomes: dict[OptionName, list[Carried]] = {name: [] for name in OPTIONS}
        self._options = {name: self._option(name) for name in OPTIONS}
        self._timed: list[tuple[Note, Timing, JointTable]] = []
        for note in timed_notes(ruleset):
            if says := note.says.timing:
                self._timed.append((note, says, JointTable([note], partial(_truth_of, note.id))))
        self._alerts, self._shown = dict[str, JointTable](), dict[str, Codes]()
        for card in ruleset.alerts:
            self._alerts[card.id] = JointTable([card], partial(_truth_of, card.id))
            self._shown[card.id] = _shown(card)
        self._together = self._alerts_together()

    def _alerts_together(self) -> list[list[Alert]]:
        """The alerts by the clusters that decide on them."""
        together: dict[frozenset[int], list[Alert]] = {}
        for card in self._ruleset.alerts:
            names = {*concerned([card])}
            deciding = frozenset(n for n, table in enumerate(self.clusters) if names.intersection(table.names))
            together.setdefault(deciding, []).append(card)
        return [*together.values()]

    def _cluster_tables(self, settle: SettleCluster) -> list[ClusterTable]:
        """Only of clusters with a rule that is wanted: a brief answer leaves whole clusters out."""
        tables = []
        for number, cluster in enumerate(clusters_of(self._ruleset)):
            if any(rule.id in self._wanted for rule in cluster.rules):
                table = ClusterTable(number, cluster, self._ruleset, settle, self._wanted)
                tables.append(table)
        return tables

    def conclude(self, codes: Mapping[str, Codes]) -> Concluded:
        """What the rules conclude of the regions of the inputs of some children."""
        known, numbers = dict(codes), list[Places]()
        # In their own order: a cluster reads the findings of those before it.
        for table in self.clusters:
            number = table.numbers(known)
            known.update(table.values(number, self._read))
            numbers.append(number)
        return Concluded(self.clusters, numbers)

    def danger(self, values: Mapping[str, Codes]) -> Codes:
        """The danger of each answer, by its region: unknown where a danger does not concern the child."""
        concerned = values[DANGER_CONCERNS] == self._regions.region(DANGER_CONCERNS, "yes")
        return np.where(concerned, values[DANGER], np.uint8(0))

    def scope(self, values: Mapping[str, Codes]) -> Codes:
        """The scope of each answer, by its place in SCOPES."""
        return self._scope.codes(values)

    def options(self, values: Mapping[str, Codes]) -> dict[OptionName, Codes]:
        """What is said of each option, as if in scope, by its place in `outcomes`."""
        return {name: table.codes(values) for name, table in self._options.items()}

    def timing(self, values: Mapping[str, Codes], options: Mapping[OptionName, Codes]) -> Codes:
        """How soon review is due, as if in scope: one more than the place in TIMINGS, 0 where it is not said."""
        outcomes = [outcome for outcome, _ in self.outcomes[SPECIALIST_REVIEW]]
        stance_of, timing = options[SPECIALIST_REVIEW], np.zeros(len(options[SPECIALIST_REVIEW]), dtype=np.uint8)
        # Backwards, as the first note that holds is the one that counts.
        for note, says, table in reversed(self._timed):
            stances = note.qualifies[SPECIALIST_REVIEW]
            qualified = np.array([outcome.stance in stances for outcome in outcomes], dtype=np.bool_)[stance_of]
            said = qualified & (table.codes(values) == CODE[TRUE])
            timing[said] = 1 + TIMINGS.index(says)
        return timing

    def weighed(self, values: Mapping[str, Codes], scope: Codes, options: Mapping[OptionName, Codes]) -> list[Codes]:
        """For each option whether it is weighed, on which the alerts that could not be excluded depend."""
        inside = scope == SCOPES.index("in_scope")
        weighed = []
        for name, codes in options.items():
            is_weighed = (self._on_table(name)[codes] | self._in_use(name, values)) & inside
            weighed.append(is_weighed.astype(np.uint8))
        return weighed

    def alerts(
        self, concluded: Concluded, decision: Places, scope: Codes, weighed: Sequence[Codes]
    ) -> tuple[dict[str, Codes], Places]:
        """For each alert whether it is shown, once for each different answer; and which answer each child has.

        It is the place of the alert's truth in TRUTHS, FALSE where it is not shown.

        Args:
            concluded: Of some children.
            decision: Which decision each child has.
            scope: Of each decision.
            weighed: Of each decision, as `weighed` says it.
        """
        around = different_rows([scope, *weighed])
        beside = around.number[decision]
        shown, kinds = dict[str, tuple[int, Codes]](), list[Places]()
        for cards in self._together:
            # Of few alerts, and what matters to them, there are few combinations: only these are looked at.
            values, rows = concluded.different(concerned(cards), [beside])
            places = around.a_row[beside[rows.a_row]]
            on_table = dict(zip(OPTIONS, (flags[places] for flags in weighed), strict=True))
            codes = {card.id: self._alert(card, values, scope[places], on_table) for card in cards}
            alike = different_rows([*codes.values()])
            shown |= {name: (len(kinds), of_rows[alike.a_row]) for name, of_rows in codes.items()}
            kinds.append(alike.number[rows.number])
        rows = different_rows(kinds)
        first = [kind[rows.a_row] for kind in kinds]
        return {card.id: shown[card.id][1][first[shown[card.id][0]]] for card in self._ruleset.alerts}, rows.number

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
        return self._shown[card.id][mixed_radix([truth, scope, on_table], [len(TRUTHS), len(SCOPES), 2])]

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


@dataclass(frozen=True)
class Concluded:
    """What some children's clusters conclude: of each cluster, the number of each child's answer."""

    clusters: Sequence[ClusterTable]
    numbers: Sequence[Places]

    def different(self, names: Iterable[str], beside: Sequence[Column] = ()) -> tuple[dict[str, Codes], DifferentRows]:
        """The values of these findings and cards, each combination of them once; and which of them each child has.

        Args:
            names: The findings and cards.
            beside: What else has to be equal, as codes from 0 for each child.
        """
        wanted, columns = frozenset(names), [*beside]
        for table, number in zip(self.clusters, self.numbers, strict=True):
            kinds = table.kinds(number, wanted)
            if kinds is not None:
                columns.append(kinds)
        rows = different_rows(columns)
        values = dict[str, Codes]()
        for table, number in zip(self.clusters, self.numbers, strict=True):
            values.update(table.values(number[rows.a_row], wanted))
        return values, rows


def timed_notes(ruleset: Ruleset) -> tuple[Note, ...]:
    """The notes that say how soon specialist review is due."""
    return tuple(note for note in ruleset.notes if note.says.timing and SPECIALIST_REVIEW in note.qualifies)


def _decisive(ruleset: Ruleset) -> frozenset[str]:
    """What danger, scope, options and timing follow from, and whether an option is in use."""
    names = {DANGER, DANGER_CONCERNS, *concerned([*ruleset.scopes, *ruleset.options, *timed_notes(ruleset)])}
    names.update(option.in_use for option in ruleset.vocabulary.options.values() if option.in_use)
    return frozenset(names)


def _wanted(ruleset: Ruleset, *, brief: bool) -> frozenset[str]:
    """The findings and the cards that are asked for, and those that these need."""
    names = {DANGER, DANGER_CONCERNS}
    names.update(concerned([*ruleset.scopes, *ruleset.options, *timed_notes(ruleset)]))
    if not brief:
        names.update(concerned(ruleset.alerts))
        names.update(finding.id for finding in ruleset.findings)
    # Backwards, since a rule reads only what comes before it: whoever needs a finding has then been met already.
    for rule in reversed(list(split(ruleset).rules.values())):
        if rule.id in names:
            names |= names_read([rule])
    return frozenset(names)


def _truth_of(name: str, truths: Mapping[str, Truth]) -> int:
    return CODE[truths[name]]


def _shown(card: Alert) -> Codes:
    """Whether the alert is shown, for each truth, scope, and whether an option that it bears on is on the table."""
    codes = []
    # The last varies fastest, as in `mixed_radix`, by which this is looked up.
    for truth, scope, weighed in product(TRUTHS, SCOPES, (False, True)):
        shown = is_shown(card, truth, scope, card.bears_on if weighed else ())
        codes.append(CODE[truth] if shown else CODE[FALSE])
    return np.array(codes, dtype=np.uint8)
