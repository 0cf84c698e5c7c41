"""What comes of danger, scope, options and alerts, as arrays over the tables of the rules."""

from __future__ import annotations

from collections.abc import Mapping
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

Carried = tuple[OptionOutcome, tuple[str, ...]]
"""What comes of an option, and the caveats that it carries."""


class AnswerTables:
    """Danger, scope, options and alerts of one rule set; `brief` leaves out the alerts and what only they need.

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
        self._timed: list[tuple[Note, Timing, JointTable]] = []
        for note in timed_notes(ruleset):
            if says := note.says.timing:
                self._timed.append((note, says, JointTable([note], partial(_truth_of, note.id))))
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

    def danger(self, values: Mapping[str, Codes]) -> Codes:
        """The danger of each child, by its region: unknown where a danger does not concern the child."""
        concerned = values[DANGER_CONCERNS] == self._regions.region(DANGER_CONCERNS, "yes")
        return np.where(concerned, values[DANGER], np.uint8(0))

    def scope(self, values: Mapping[str, Codes]) -> Codes:
        """The scope of each child, by its place in SCOPES."""
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


def timed_notes(ruleset: Ruleset) -> tuple[Note, ...]:
    """The notes that say how soon specialist review is due."""
    return tuple(note for note in ruleset.notes if note.says.timing and SPECIALIST_REVIEW in note.qualifies)


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
