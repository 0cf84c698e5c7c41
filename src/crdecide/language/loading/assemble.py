"""The files of a rule set to its models, then through every check."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from crdecide.errors import InvalidRuleset, Problem
from crdecide.guideline.validation import faults

from ..annex import Annex
from ..cards import CARD_KINDS, Finding, Line, Rule
from ..cited_hosts import EvidenceHosts
from ..code_lists import CodeLists
from ..code_maps import CodeMap, DrugCodes
from ..conditions import All, AnyOf, Condition, Field, Path, parse
from ..drug_list import DrugList
from ..evidence import Source
from ..manifest import Caveat, Manifest
from ..pinned_codes import PinnedCodes
from ..record_fields import RecordFields
from ..ruleset import Ruleset
from ..signoff import Pinned
from ..vocabulary import Vocabulary
from ..wording.word_lists import WordLists
from .draft import Draft
from .rule_files import CARD_FOLDERS, RuleFiles
from .strata import layered
from .yaml_file import YamlFile

Model = TypeVar("Model", bound=BaseModel)

NEVER, ALWAYS = AnyOf(()), All(())
"""What stands in for a condition with a fault, so that the rest is still read: no card is said to hold by it,
and none to overlap with another."""


def load_files(files: RuleFiles, *, signed: bool = True) -> Ruleset:
    """The checked rule set; not `signed`, also where a pinned text has no line yet.

    Raises:
        InvalidRuleset: with the problems of the folder, if it has any, else with every one found in what the
            files say: what they say about a file that is missing or cannot be read would be noise.
    """
    # Only here: where the rules were checked before, the checks need not even be loaded.
    from .check_signoff import signoff_problems
    from .checks import problems_beside_sources, problems_in

    if files.problems:
        raise InvalidRuleset(sorted(files.problems))
    problems: list[Problem] = []
    draft = _draft(files, problems)
    # All checks run on whatever could be read, so that an author sees every problem at once.
    strata, cycles = layered(draft)
    problems += [*problems_in(draft), *cycles, *(signoff_problems(draft) if signed else ())]
    if not problems:
        problems += problems_beside_sources(draft)
    if problems:
        raise _invalid(problems)
    # Only now: what breaks a form may be no data that can be hashed, such as a date.
    return _whole(draft, strata, problems, sha256_of(files))


def load_unchecked(files: RuleFiles, sha256: str) -> Ruleset:
    """The rule set as its files have it, held to the forms alone.

    To advise by it, what its files say must have been checked before; to look at it beside another, need not.

    Raises:
        InvalidRuleset: with every form that is not kept.
    """
    problems: list[Problem] = []
    draft = _draft(files, problems)
    return _whole(draft, layered(draft)[0], problems, sha256)


def _whole(draft: Draft, strata: tuple[tuple[Finding, ...], ...], problems: Sequence[Problem], sha256: str) -> Ruleset:
    if problems or not (
        draft.manifest
        and draft.vocabulary
        and draft.wording
        and draft.record_fields
        and draft.pinned
        and draft.drugs
        and draft.terminology
        and draft.pinned_codes
        and draft.hosts
    ):
        raise _invalid(problems)
    annex = Annex(draft.terminology, draft.wording, draft.pinned, draft.pinned_codes, draft.hosts)
    return Ruleset(
        manifest=draft.manifest,
        vocabulary=draft.vocabulary,
        strata=strata,
        cards=draft.holdable,
        caveats=draft.caveats,
        sources=draft.sources,
        record_fields=draft.record_fields,
        drugs=draft.drugs,
        beside=lambda: annex,
        sha256=sha256,
        retired=draft.retired,
    )


def _draft(files: RuleFiles, problems: list[Problem]) -> Draft:
    singles = files.singles
    vocabulary = _vocabulary(singles["vocabulary"], problems)
    fields = {**vocabulary.fields(), **_finding_fields(files.cards)} if vocabulary else {}
    read = [_card(file, fields, problems) for file in files.cards] if vocabulary else []
    cards = [card for card in read if card is not None]
    sources = [_validated(Source, file, problems) for file in files.evidence]
    return Draft(
        files={**singles, **{file.id: file for file in (*files.evidence, *files.cards)}},
        # A retired card is kept for its history alone: nothing may name it any more.
        card_ids=frozenset(file.id for file in files.cards if file.data.get("status") != "retired"),
        statement_ids=frozenset(_statement_ids(files.evidence)),
        caveat_ids=frozenset(map(str, singles["caveats"].data)),
        fields=fields,
        manifest=_validated(Manifest, singles["ruleset"], problems),
        vocabulary=vocabulary,
        cards={card.id: card for card in cards if card.status != "retired"},
        retired=tuple(card for card in cards if card.status == "retired"),
        caveats=_caveats(singles["caveats"], problems),
        sources={source.id: source for source in sources if source is not None},
        hosts=_validated(EvidenceHosts, singles["evidence_hosts"], problems),
        wording=_validated(WordLists, singles["wording"], problems),
        record_fields=_validated(RecordFields, singles["record_fields"], problems),
        pinned=_validated(Pinned, singles["pinned"], problems),
        signoff_lines=files.signoff_lines,
        drugs=_validated(DrugList, singles["drugs"], problems),
        codes=_validated(CodeMap, singles["codes"], problems),
        drug_codes=_validated(DrugCodes, singles["drug_codes"], problems),
        pinned_codes=_validated(PinnedCodes, singles["pinned_codes"], problems),
        lists=CodeLists(files.lists),
    )


def _validated(model: type[Model], file: YamlFile, problems: list[Problem]) -> Model | None:
    """The model for what a file says; None where problems were added to `problems`."""
    return _part(model, file, (), file.data, problems)


def _part(model: type[Model], file: YamlFile, below: Path, data: object, problems: list[Problem]) -> Model | None:
    """The model for a part of a file, or for its data as changed here."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problems += [file.problem((*below, *path), _message(path, text)) for path, text in faults(error, model)]
        return None


def _message(path: Sequence[int | str], text: str) -> str:
    """The fault with the name of what it is about, which the line number alone does not tell."""
    return f"'{'.'.join(map(str, path))}': {text}" if path else text


def _vocabulary(file: YamlFile, problems: list[Problem]) -> Vocabulary | None:
    """The vocabulary; its contradictions are conditions over its own inputs, so these are read first."""
    vocabulary = _validated(Vocabulary, file, problems)
    raw = file.data.get("contradictions", [])
    if not isinstance(raw, list):
        problems.append(
            file.problem(("contradictions",), f"'contradictions': expected a list of conditions; got {raw!r}")
        )
        return None
    if vocabulary is None:
        return None
    fields = vocabulary.fields()
    contradictions: list[Condition] = []
    for index, item in enumerate(raw):
        contradictions.append(_condition(file, item, ("contradictions", index), fields, problems) or ALWAYS)
    return vocabulary.model_copy(update={"contradictions": tuple(contradictions)})


def _caveats(file: YamlFile, problems: list[Problem]) -> dict[str, Caveat]:
    caveats: dict[str, Caveat] = {}
    for name, body in file.data.items():
        caveat = _part(Caveat, file, (name,), body, problems)
        if caveat is not None:
            caveats[name] = caveat
    return caveats


def _statement_ids(evidence: Iterable[YamlFile]) -> Iterator[str]:
    for file in evidence:
        statements = file.data.get("statements")
        if isinstance(statements, Mapping):
            yield from (f"{file.id}#{name}" for name in statements)


def _finding_fields(files: Iterable[YamlFile]) -> dict[str, Field]:
    """Every finding by name with its values, read ahead so that conditions may use it before its card is."""
    fields: dict[str, Field] = {}
    for file in files:
        lines = file.data.get("concludes")
        if isinstance(lines, list):
            values = [_value_of_line(line) for line in lines]
            # A lone "yes" implies its "no", as in `Finding.lines`.
            if values == ["yes"]:
                values.append("no")
            fields[file.id] = Field(file.id, tuple(dict.fromkeys(values)))
    return fields


def _value_of_line(line: object) -> str:
    """The value before the colon; of what is no line, itself: the fault is told when the card is read."""
    return str(next(iter(line)) if isinstance(line, Mapping) and line else line)


def _card(file: YamlFile, fields: Mapping[str, Field], problems: list[Problem]) -> Rule | None:
    """The card in a file, its conditions parsed."""
    kind = CARD_FOLDERS[file.folder]
    if file.data.get("kind") != kind:
        stray = file.data.get("kind")
        problems.append(file.problem(("kind",), f"cards in {file.folder}/ have 'kind: {kind}', not '{stray}'"))
        return None
    # With a fault anywhere the card is not used: what stands in for a condition must not be taken for one.
    before = len(problems)
    data = dict(file.data)
    if "applies_when" in data:
        data["applies_when"] = _condition(file, data["applies_when"], ("applies_when",), fields, problems) or NEVER
    if isinstance(data.get("concludes"), list):
        data["concludes"] = [_line(file, index, raw, fields, problems) for index, raw in enumerate(data["concludes"])]
    card = _part(CARD_KINDS[kind], file, (), data, problems)
    return card if len(problems) == before else None


def _condition(
    file: YamlFile, raw: object, path: Path, fields: Mapping[str, Field], problems: list[Problem]
) -> Condition | None:
    """The condition at a path; None where problems were found."""
    return parse(raw, fields, lambda below, message: problems.append(file.problem((*path, *below), message)))


def _line(file: YamlFile, index: int, raw: object, fields: Mapping[str, Field], problems: list[Problem]) -> Line:
    path: Path = ("concludes", index)
    if not isinstance(raw, Mapping) or len(raw) != 1:
        problems.append(file.problem(path, "a line is 'value: condition', one value each"))
        return Line("", NEVER)
    value, condition = next(iter(raw.items()))
    return Line(str(value), _condition(file, condition, (*path, value), fields, problems) or NEVER)


def sha256_of(files: RuleFiles) -> str:
    """The hash of what the files say: comments, layout and the order of keys within a card do not count."""
    cards = [json.dumps(file.data, sort_keys=True) for file in (*files.cards, *files.evidence)]
    singles = [json.dumps(file.data) for file in files.singles.values()]
    return hashlib.sha256("\n".join([*singles, *cards, *files.lists.values()]).encode()).hexdigest()


def _invalid(problems: Sequence[Problem]) -> InvalidRuleset:
    return InvalidRuleset(sorted(set(problems), key=_file_and_line))


def _file_and_line(problem: Problem) -> tuple[str, int, str]:
    name, _, line = problem.where.partition(":")
    return name, int(line), problem.message
