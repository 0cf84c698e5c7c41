"""What `crdecide publish json` writes: the rules as other programs read them. JSON names are a contract."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from crdecide.advisory.part import Part
from crdecide.guideline.options import OptionName, ScopeStatus, Stance
from crdecide.language.cards.alert import AlertSays
from crdecide.language.cards.card import Formalisation
from crdecide.language.cards.monitoring import MonitoringSays
from crdecide.language.cards.note import NoteSays
from crdecide.language.cards.option import OptionSays
from crdecide.language.cards.scope import ScopeSays
from crdecide.language.drug_list import DrugList
from crdecide.language.evidence import EffectCertainty, Source
from crdecide.language.manifest import Caveat, Manifest
from crdecide.language.readings import Reads
from crdecide.language.record_fields import FormGroup
from crdecide.language.vocabulary import Option, OtherQuestion

from .conditions_as_data import ConditionData
from .node_table import NodeTable

RULES_DATA_VERSION: Literal["1"] = "1"
FunctionKind = Literal["scope", "option", "alert", "danger", "finding", "card", "contradiction"]


class InputData(Part):
    """One input: the way it is read from a record, its regions, and its words.

    Of an input with `values`, `cuts` is null, and the other way round; `region_words` are the regions in words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, serialize_by_alias=True)

    way: str
    reads: Reads
    paths: tuple[str, ...]
    type: Literal["yes_no", "choice", "ordered", "quantity"]
    values: tuple[str, ...] | None
    cuts: tuple[int | float, ...] | None
    region_words: tuple[str, ...]
    unit: str | None
    label: str
    field: str = Field(description="the field of the record to fill in where the input is unknown")
    also_settled_by: tuple[str, ...] = Field(description="other fields that would settle it, and are not asked for it")
    question: str
    asked_instead: tuple[OtherQuestion, ...]
    unknown: str
    moves: Literal["freely", "up", "never"] | dict[str, tuple[str, ...]]
    pointless_where: dict[str, tuple[str, ...]]


class LineData(Part):
    """The value that a finding has where a condition holds."""

    value: str
    when: ConditionData


class FindingData(Part):
    """A finding: the value of its first line that holds, unknown where none is known to hold."""

    title: str
    label: str
    status: str
    version: int
    values: tuple[str, ...]
    lines: tuple[LineData, ...]
    evidence: tuple[str, ...]
    formalisation: Formalisation


class CardData(Part):
    """A card: when it applies, and what it says then."""

    kind: Literal["scope", "option", "note", "alert", "monitoring"]
    title: str
    status: str
    version: int
    applies_when: ConditionData
    withheld_by: tuple[str, ...]
    says: ScopeSays | OptionSays | NoteSays | AlertSays | MonitoringSays
    evidence: tuple[str, ...]
    formalisation: Formalisation
    certainty: EffectCertainty | None = None
    caveats: tuple[str, ...] = ()
    qualifies: dict[OptionName, tuple[Stance, ...]] | None = None
    bears_on: tuple[OptionName, ...] = ()
    speaks_in: tuple[ScopeStatus, ...] = ()


class VocabularyData(Part):
    """Inputs, options and stances in their order, and the combinations that no record may hold."""

    inputs: dict[str, InputData]
    contradictions: tuple[ConditionData, ...]
    options: dict[OptionName, Option]
    stances: dict[Stance, str]


class PartData(Part):
    """A variable of the diagrams: inputs that vary together, and each state they can be in, by their regions.

    State 0 is the one in which nothing is known.
    """

    inputs: tuple[str, ...]
    states: tuple[tuple[int, ...], ...]


class FunctionData(Part):
    """One function of what is known of a child: its kind, whose it is, and its node."""

    kind: FunctionKind
    name: str
    node: int


class DiagramsData(Part):
    """Every answer of the rules, for every child: functions of the states of the parts.

    `scope`, `option`, `alert` and `danger` are the answers: of a child that no record can describe they come to
    "invalid", or to anything. `finding` has the value of a finding or null, `card` the truth of a card where nothing
    withholds it, `contradiction` is true where the record is refused.
    """

    parts: tuple[PartData, ...]
    table: NodeTable
    functions: tuple[FunctionData, ...]


class RulesData(Part):
    """The rules of one version, whole: who reads this needs nothing else to answer as crdecide does."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, serialize_by_alias=True)

    schema_version: Literal["1"]
    crdecide: str
    sha256: str = Field(description="of the rule files")
    manifest: Manifest
    regions: str
    readings: dict[str, str]
    drug_names: str
    form: tuple[FormGroup, ...]
    danger_fields: tuple[tuple[str, ...], tuple[str, ...]] = Field(
        description="fields on which a danger may rest, and fields that tell whom it concerns"
    )
    unread_fields: dict[str, str] = Field(description="fields that no rule reads, and how they are called")
    vocabulary: VocabularyData
    findings: dict[str, FindingData]
    cards: dict[str, CardData]
    caveats: dict[str, Caveat]
    drugs: DrugList
    diagrams: DiagramsData
    evidence: dict[str, Source]
