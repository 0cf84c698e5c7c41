"""From a rule set to the data that other programs read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from crdecide.advisory.refused import danger_paths
from crdecide.advisory.wording import region_words
from crdecide.evaluation.symbolic.diagrams import Node
from crdecide.evaluation.symbolic.outcomes import RuleAnswers, answers_of
from crdecide.explanation.unread_fields import UnreadFields
from crdecide.guideline.spelling import spoken
from crdecide.language.cards import Alert, Conditional, Finding, Note, OptionCard
from crdecide.language.partition import Regions, regions_of
from crdecide.language.ruleset import Ruleset
from crdecide.language.vocabulary import Input
from crdecide.version import __version__

from .conditions_as_data import as_data
from .data_model import (
    RULES_DATA_VERSION,
    CardData,
    DiagramsData,
    FindingData,
    FunctionData,
    FunctionKind,
    InputData,
    LineData,
    PartData,
    RulesData,
    VocabularyData,
)  # fmt: skip
from .node_table import table_of
from .reading_definitions import DEFINITIONS, DRUG_NAMES, UNKNOWN_FIRST

Functions = Mapping[tuple[FunctionKind, str], Node]


def rules_data(ruleset: Ruleset) -> RulesData:
    """All of a rule set; the same for the same rules and the same crdecide."""
    return RulesData(
        schema_version=RULES_DATA_VERSION,
        crdecide=__version__,
        sha256=ruleset.sha256,
        manifest=ruleset.manifest,
        regions=UNKNOWN_FIRST,
        readings=dict(DEFINITIONS),
        drug_names=DRUG_NAMES,
        form=ruleset.form,
        danger_fields=danger_paths(ruleset),
        unread_fields={path: _in_words(path) for path in UnreadFields(ruleset.vocabulary).paths},
        vocabulary=_vocabulary(ruleset),
        findings={finding.id: _finding(finding) for finding in ruleset.findings},
        cards={card.id: _card(card) for card in ruleset.cards},
        caveats=dict(ruleset.caveats),
        drugs=ruleset.drugs,
        diagrams=_diagrams(answers_of(ruleset)),
        evidence=dict(ruleset.sources),
    )


def _in_words(path: str) -> str:
    return ": ".join(map(spoken, path.split(".")))


def _vocabulary(ruleset: Ruleset) -> VocabularyData:
    vocabulary, regions = ruleset.vocabulary, regions_of(ruleset)
    return VocabularyData(
        inputs={name: _input(name, entry, regions) for name, entry in vocabulary.inputs.items()},
        contradictions=tuple(map(as_data, vocabulary.contradictions)),
        options=vocabulary.options,
        stances=vocabulary.stances,
    )


def _input(name: str, entry: Input, regions: Regions) -> InputData:
    return InputData(
        way=entry.reads.key,
        reads=entry.reads,
        paths=entry.paths,
        type=entry.type,
        values=regions.values.get(name),
        cuts=regions.cuts.get(name),
        region_words=tuple(region_words(name, [region], regions) for region in range(1, regions.size(name) + 1)),
        unit=entry.unit,
        label=entry.label,
        field=entry.path,
        also_settled_by=tuple(path for path in entry.to_fill_in if path != entry.path),
        question=entry.question,
        asked_instead=entry.asked_instead,
        unknown=entry.unknown,
        moves=entry.moves if isinstance(entry.moves, str) else dict(entry.moves),
        pointless_where=dict(entry.pointless_where),
    )


def _finding(finding: Finding) -> FindingData:
    return FindingData(
        title=finding.title,
        label=finding.label,
        status=finding.status,
        version=finding.version,
        values=finding.values,
        lines=tuple(LineData(value=line.value, when=as_data(line.when)) for line in finding.lines),
        evidence=finding.evidence,
        formalisation=finding.formalisation,
    )


def _card(card: Conditional) -> CardData:
    return CardData.model_validate(
        {
            "kind": card.kind,
            "title": card.title,
            "status": card.status,
            "version": card.version,
            "applies_when": as_data(card.applies_when),
            "withheld_by": card.withheld_by,
            "evidence": card.evidence,
            "formalisation": card.formalisation,
            **dict(_of_its_kind(card)),
        }
    )


def _of_its_kind(card: Conditional) -> Iterator[tuple[str, object]]:
    """What only cards of some kinds have."""
    yield "says", getattr(card, "says")  # noqa: B009  # every kind has one, each of its own form
    match card:
        case OptionCard():
            yield from (("certainty", card.certainty), ("caveats", card.caveats))
        case Note():
            yield "qualifies", card.qualifies
        case Alert():
            yield from (("bears_on", card.bears_on), ("speaks_in", card.speaks_in))


def functions_of(answers: RuleAnswers) -> Functions:
    """Every function of a rule set that is published, by kind and name."""
    rules, functions = answers.rules, dict[tuple[FunctionKind, str], Node]()
    for answer in (*answers.answers, answers.danger):
        functions[answer.kind, answer.name] = answer.node
    for name, node in rules.findings.items():
        functions["finding", name] = rules.diagrams.combined(partial(answers.regions.representative, name), [node])
    for card in rules.ruleset.cards:
        # An alert is an answer of its own, and what it says depends on more than its condition.
        if not isinstance(card, Alert):
            functions["card", card.id] = rules.effective[card.id]
    for number, node in enumerate(rules.contradicted):
        functions["contradiction", str(number)] = node
    return functions


def _diagrams(answers: RuleAnswers) -> DiagramsData:
    functions = functions_of(answers)
    table, places = table_of(answers.diagrams, functions.values())
    return DiagramsData(
        parts=tuple(PartData(inputs=part.inputs, states=part.states) for part in answers.parts),
        table=table,
        functions=tuple(
            FunctionData(kind=kind, name=name, node=places[node]) for (kind, name), node in functions.items()
        ),
    )
