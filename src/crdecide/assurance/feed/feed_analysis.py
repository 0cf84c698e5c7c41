"""From what was seen of a feed to the report: what can never be said with it, why, and what would change that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from crdecide.language.ruleset import Ruleset
from crdecide.version import __version__

from .feed_openings import Addition, Opening, Openings, Power
from .feed_outcomes import Outcome, outcomes
from .feed_report import FeedReport, NeverOut, NotReadOut, OpenedBy, RecordsOut, StepOut
from .feed_sample import FeedSample
from .feed_tables import fields_out, prefetch_keys, unread_codes, unread_types
from .feed_words import addition_out
from .greedy_cover import Step, shortest_list
from .sent_systems import kinds_never_sent, sendable

MOST_OPENINGS = 5
"""Of several sets that are as good as each other, how many the report has."""


def feed_report(sample: FeedSample, files: int) -> FeedReport:
    """The report on a feed of which these records were seen."""
    analysis, ruleset = FeedAnalysis(sample), sample.ruleset
    not_read = tuple(NotReadOut(where=where, why=why) for where, why in sample.not_read)
    return FeedReport(
        records=RecordsOut(
            files=files,
            read=sample.records,
            children=len(sample.children),
            not_read=not_read,
            partial=sample.partial,
            prefetch=tuple(prefetch_keys(sample)),
        ),
        kinds_never_sent=tuple(kinds_never_sent(sample)) if sample.records else (),
        fields=tuple(fields_out(sample)),
        outcomes=len(outcomes(ruleset)),
        never=tuple(analysis.never()),
        records_to_look_for=analysis.listed("record"),
        codes_to_send=analysis.listed("code"),
        questions_to_ask=analysis.listed("question"),
        unread_codes=tuple(unread_codes(sample)),
        unread_types=tuple(unread_types(sample)),
        ruleset=f"{ruleset.manifest.name} {ruleset.manifest.version}",
        ruleset_sha256=ruleset.sha256,
        site_codes=ruleset.site_codes.sha256 if ruleset.site_codes else None,
        crdecide=__version__,
    )


@dataclass(frozen=True)
class _Tier:
    """What the feed can say before, what is then added to it, and the outcomes that this and nothing less opens."""

    power: Power
    additions: tuple[Addition, ...]
    outcomes: tuple[Outcome, ...]


class FeedAnalysis:
    """What can never be said, in three tiers: for want of a record, of codes of other kinds, or of a question."""

    def __init__(self, sample: FeedSample) -> None:
        self._sample, self.openings = sample, Openings(sample.ruleset)

    @property
    def ruleset(self) -> Ruleset:
        """The rules in question."""
        return self._sample.ruleset

    @cached_property
    def tiers(self) -> dict[OpenedBy, _Tier]:
        """Each tier takes over where the one before ends."""
        left = [outcome for outcome in outcomes(self.ruleset) if not self.openings.is_open(outcome, self._sample.power)]
        power, tiers = self._sample.power, dict[OpenedBy, _Tier]()
        for name, every in self._additions():
            additions = self.openings.readable(power, every)
            wider = power.with_additions(additions)
            opened = tuple(outcome for outcome in left if self.openings.is_open(outcome, wider))
            tiers[name] = _Tier(power, additions, opened)
            left, power = [outcome for outcome in left if outcome not in opened], wider
        return tiers

    def _additions(self) -> Iterator[tuple[OpenedBy, tuple[Addition, ...]]]:
        coded = self.openings.coded
        # Where forms are filled in, another child may be one of whom any question was answered.
        answered = self.openings.asked if self._sample.by_form else ()
        yield "record", (*sendable(self._sample, coded), *answered)
        yield "code", coded
        yield "question", self.openings.asked

    def never(self) -> Iterator[NeverOut]:
        """Everything that can never be said, in the order of an advisory."""
        opened_by: dict[Outcome, OpenedBy] = {}
        for name, tier in self.tiers.items():
            opened_by.update(dict.fromkeys(tier.outcomes, name))
        for outcome in outcomes(self.ruleset):
            if outcome in opened_by:
                yield self._never(outcome, opened_by[outcome])

    def _never(self, outcome: Outcome, opened_by: OpenedBy) -> NeverOut:
        opening = self._opening(outcome, opened_by)
        return NeverOut(
            kind=outcome.kind,
            id=outcome.id,
            value=outcome.value,
            label=outcome.label,
            opened_by=opened_by,
            openings=tuple(
                tuple(addition_out(addition, self.ruleset) for addition in one) for one in opening.sets[:MOST_OPENINGS]
            ),
        )

    def _opening(self, outcome: Outcome, opened_by: OpenedBy) -> Opening:
        """From what the feed says now, with whatever tiers it takes up to its own."""
        additions: list[Addition] = []
        for name, tier in self.tiers.items():
            additions += [one for one in tier.additions if all(one.says != other.says for other in additions)]
            if name == opened_by:
                break
        opening = self.openings.of(outcome, self._sample.power, additions)
        # Of sets of one size those with the fewest questions: a code needs nobody to be asked.
        fewest = min((_asked(one) for one in opening.sets), default=0)
        return Opening(outcome, tuple(one for one in opening.sets if _asked(one) == fewest))

    def listed(self, opened_by: OpenedBy) -> tuple[StepOut, ...]:
        """The short list of one tier, which begins where the tiers before it are exhausted."""
        tier = self.tiers[opened_by]
        steps = shortest_list(self.openings, tier.power, tier.additions, tier.outcomes)
        return tuple(self._step(step) for step in steps)

    def _step(self, step: Step) -> StepOut:
        return StepOut(
            additions=tuple(addition_out(addition, self.ruleset, step.or_else) for addition in step.additions),
            opens=tuple(_named(step.opens)),
        )


def _asked(additions: Sequence[Addition]) -> int:
    return sum(not addition.is_coded for addition in additions)


def _named(opened: Sequence[Outcome]) -> Iterator[str]:
    return (f"{outcome.kind} {outcome.id} {outcome.value}" for outcome in opened)
