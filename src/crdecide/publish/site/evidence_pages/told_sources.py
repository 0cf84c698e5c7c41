"""What the page of a source tells: what was read and how, what rests on each statement, and what falls with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from crdecide.assurance.changed_answers import AnswerChange
from crdecide.assurance.scenarios.scenario import Scenario
from crdecide.guideline.named_ids import DANGER
from crdecide.guideline.spelling import spoken
from crdecide.language.cards import OptionCard, Rule
from crdecide.language.evidence import ReadIn, Source, Statement
from crdecide.language.ruleset import Ruleset

from ..link_to_child import behind_the_link
from .answer_words import made_of, outcome_words
from .drawn_figure import DrawnFigure, drawn
from .fallen_source import ChangedAnswer, FallenSource, falling_with, rests_on_alone, sources_of, what_falls

READ: dict[ReadIn, str] = {
    "full_text": "the whole text, or the part cited",
    "abstract": "the abstract alone",
    "label": "the label",
    "secondary": "a copy made by somebody else",
}
"""What was read of a source."""
ANSWERS = {
    "danger": "danger",
    "scope": "scope",
    "option": "option",
    "alert": "alert",
    "note": "remark",
    "monitoring": "follow-up",
}
"""How the kinds of answers are called."""
GRAVEST = (ANSWERS["danger"], ANSWERS["scope"], ANSWERS["option"])


@dataclass(frozen=True)
class Resting:
    """A rule that cites the source, what it brings into an answer, and the other sources that it cites."""

    rule: Rule
    makes: str
    others: tuple[Source, ...]


@dataclass(frozen=True)
class StatementFacts:
    """One statement, and all that cites it."""

    name: str
    statement: Statement
    read: str
    figure: DrawnFigure | None
    rules: tuple[Resting, ...]
    caveats: tuple[str, ...]
    drugs: tuple[str, ...]
    retold: tuple[tuple[str, str], ...]
    """The vignettes that retell it, as (page, title)."""
    disagrees_with: str

    @property
    def is_cited(self) -> bool:
        """Whether anything rests on it."""
        return bool(self.rules or self.caveats or self.drugs or self.retold)


@dataclass(frozen=True)
class ChangeInWords:
    """What an answer would turn into, in how many combinations and in which share of them.

    `child` stands behind the # of the start page; '' where no record was found.
    """

    before: str
    after: str
    combinations: str
    share: str
    child: str


@dataclass(frozen=True)
class ChangedAnswerInWords:
    """An answer that would differ. `card` has its page; '' for none."""

    kind: str
    title: str
    card: str
    changes: tuple[ChangeInWords, ...]
    of: str
    share: str


@dataclass(frozen=True)
class SourceFacts:
    """All of one page."""

    source: Source
    read: str
    statements: tuple[StatementFacts, ...]
    summaries: tuple[Source, ...]
    """Those that only sum it up, and fall with it."""
    rests: tuple[Resting, ...]
    """Every rule that cites it or a summary of it, each once."""
    falls: tuple[Resting, ...]
    """Those that cite nothing else."""
    weaker: tuple[Resting, ...]
    """Those that cite something else too."""
    changed: tuple[ChangedAnswerInWords, ...]
    uncited_caveats: tuple[str, ...]
    """Caveats that would be left without any source."""
    unread_drugs: tuple[str, ...]
    """Entries of the drug list that would be left without any source."""
    never_without: tuple[tuple[str, tuple[str, ...]], ...]
    """The options named on the page that demand caveats, each with these."""

    @property
    def gravest(self) -> tuple[str, ...]:
        """The danger, the scope and the options that would differ, each with its share of combinations."""
        return tuple(f"{each.kind}: {each.title} ({each.share})" for each in self.changed if each.kind in GRAVEST)


def source_facts(source: Source, ruleset: Ruleset, vignettes: Mapping[Scenario, str]) -> SourceFacts:
    """Everything there is to tell of a source. `vignettes` have the name of the page of each."""
    together = falling_with(source.id, ruleset)
    rests = tuple(_resting(rule, together, ruleset) for rule in ruleset.rules if together & {*sources_of(rule)})
    fallen = what_falls(source.id, ruleset)
    return SourceFacts(
        source=source,
        read=READ[source.read_in],
        statements=tuple(_statement(name, source, rests, ruleset, vignettes) for name in source.statements),
        summaries=tuple(ruleset.sources[name] for name in sorted(together - {source.id})),
        rests=rests,
        falls=tuple(each for each in rests if rests_on_alone(each.rule, together)),
        weaker=tuple(each for each in rests if not rests_on_alone(each.rule, together)),
        changed=tuple(_changed(answer, ruleset) for answer in fallen.answers),
        uncited_caveats=tuple(_uncited_caveats(together, ruleset)),
        unread_drugs=tuple(name for name, cites in _drug_entries(ruleset) if _all_of(together, cites)),
        never_without=tuple(_never_without([each.rule for each in rests], fallen, ruleset)),
    )


def _never_without(
    rules: Iterable[Rule], fallen: FallenSource, ruleset: Ruleset
) -> Iterator[tuple[str, tuple[str, ...]]]:
    named = {str(rule.says.option) for rule in rules if isinstance(rule, OptionCard)}
    named |= {answer.name for answer in fallen.answers if answer.kind == "option"}
    for name, option in ruleset.vocabulary.options.items():
        if name in named and option.demands_caveats:
            yield option.label, tuple(ruleset.caveats[caveat].text for caveat in option.demands_caveats)


def _resting(rule: Rule, together: Collection[str], ruleset: Ruleset) -> Resting:
    others = (ruleset.sources[name] for name in sources_of(rule) if name not in together)
    return Resting(rule, made_of(rule, ruleset), tuple(others))


def _statement(
    name: str, source: Source, rests: Iterable[Resting], ruleset: Ruleset, vignettes: Mapping[Scenario, str]
) -> StatementFacts:
    statement, reference = source.statements[name], f"{source.id}#{name}"
    return StatementFacts(
        name=name,
        statement=statement,
        read=READ[source.how_read(statement)],
        figure=drawn(statement.figure),
        rules=tuple(each for each in rests if reference in each.rule.evidence),
        caveats=tuple(caveat.text for caveat in ruleset.caveats.values() if reference in caveat.evidence),
        drugs=tuple(entry for entry, cites in _drug_entries(ruleset) if reference in cites),
        retold=tuple((page, one.feature) for one, page in vignettes.items() if reference in one.evidence),
        disagrees_with=_other_side(statement, ruleset),
    )


def _other_side(statement: Statement, ruleset: Ruleset) -> str:
    """What it disagrees with: the short name of a source held here with its statement, or the words given."""
    if statement.disagrees is None:
        return ""
    source, _, name = statement.disagrees.with_.partition("#")
    held = name and source in ruleset.sources
    return f"{ruleset.sources[source].short}: {spoken(name)}" if held else statement.disagrees.with_


def _drug_entries(ruleset: Ruleset) -> Iterator[tuple[str, Sequence[str]]]:
    """Each entry of the drug list, as told, with what it cites: of a drug by itself, and beside another."""
    for name, drug in ruleset.drugs.drugs.items():
        if drug.classes:
            yield f"{name}: {_names(drug.classes)}", drug.evidence
        for other, checked in drug.beside.items():
            yield f"{name} beside {other}: {_names(checked.classes)}", checked.evidence


def _names(classes: Iterable[str]) -> str:
    return ", ".join(map(spoken, classes))


def _all_of(together: Collection[str], cites: Sequence[str]) -> bool:
    return bool(cites) and all(reference.partition("#")[0] in together for reference in cites)


def _uncited_caveats(together: Collection[str], ruleset: Ruleset) -> Iterator[str]:
    for caveat in ruleset.caveats.values():
        if _all_of(together, caveat.evidence):
            yield caveat.text


def _changed(answer: ChangedAnswer, ruleset: Ruleset) -> ChangedAnswerInWords:
    title, card = _title(answer, ruleset)
    return ChangedAnswerInWords(
        kind=ANSWERS[answer.kind],
        title=title,
        card=card,
        changes=tuple(_change(answer.kind, change, ruleset) for change in answer.changes),
        of=in_figures(answer.of),
        share=f"{percent(float(answer.share))} of combinations",
    )


def _change(kind: str, change: AnswerChange, ruleset: Ruleset) -> ChangeInWords:
    return ChangeInWords(
        before=outcome_words(kind, change.before, ruleset),
        after=outcome_words(kind, change.after, ruleset),
        combinations=in_figures(change.combinations),
        share=percent(change.combinations / change.of),
        child=behind_the_link(change.child),
    )


def _title(answer: ChangedAnswer, ruleset: Ruleset) -> tuple[str, str]:
    """What the answer is called, and the card of it."""
    titles = {rule.id: rule.title for rule in ruleset.rules}
    match answer.kind:
        case "option":
            return {**ruleset.vocabulary.options}[answer.name].label, ""  # type: ignore[index]
        case "danger":
            return titles[DANGER], DANGER
        case "scope":
            return "whether the evidence is about this child", ""
    return titles[answer.name], answer.name


def in_figures(number: int) -> str:
    """'1,234'; from a million on '17.4 billion', with three digits that count: nobody reads eleven figures."""
    names = ("", "thousand", "million", "billion", "trillion", "quadrillion")
    thousands = 0
    shown = float(f"{number:.3g}")
    while shown >= 1000 and thousands < len(names) - 1:
        shown, thousands = shown / 1000, thousands + 1
    return f"{number:,}" if number < 1_000_000 else f"{shown:g} {names[thousands]}"


def percent(share: float) -> str:
    """'23.1 %', with three digits that count; what is not nothing is never told as 0 %."""
    return f"{100 * share:.3g} %" if share >= 0.00001 else "less than 0.001 %"
