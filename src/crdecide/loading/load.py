"""The files of a rule set to its models, then through every check."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from ..cards import KINDS, AnyCard, Caveat, Line, Manifest
from ..conditions import AnyOf, Condition, Field, Path, parse
from ..drugs import DrugList
from ..errors import InvalidRuleset, Problem
from ..evidence import Source
from ..ruleset import Ruleset
from ..terminology import CodeMap, DrugCodes
from ..validation import faults
from ..vocabulary import Vocabulary
from .checks import problems_in
from .draft import Draft
from .folder import CARD_FOLDERS, RuleFiles
from .layers import layered
from .yaml_file import YamlFile

Model = TypeVar("Model", bound=BaseModel)


def load_files(files: RuleFiles) -> Ruleset:
    """The checked rule set.

    Raises:
        InvalidRuleset: with the problems of reading the files and every one found here.
    """
    found = list(files.problems)
    draft = _draft(files, found)
    found += problems_in(draft)
    strata, cycles = layered(draft)
    found += cycles
    terminology = draft.terminology
    if found or draft.manifest is None or draft.vocabulary is None or draft.drugs is None or terminology is None:
        raise InvalidRuleset(sorted(set(found), key=_file_and_line))
    return Ruleset(
        manifest=draft.manifest,
        vocabulary=draft.vocabulary,
        strata=strata,
        cards=draft.holdable,
        caveats=draft.caveats,
        sources=draft.sources,
        drugs=draft.drugs,
        terminology=terminology,
        sha256=_sha256(files),
    )


def _draft(files: RuleFiles, found: list[Problem]) -> Draft:
    manifest = _validated(Manifest, files.singles.get("ruleset"), found)
    vocabulary = _vocabulary(files.singles.get("vocabulary"), found)
    fields = {**vocabulary.fields(), **_finding_fields(files.cards)} if vocabulary else {}
    cards = [_card(file, fields, found) for file in files.cards] if vocabulary else []
    sources = [_validated(Source, file, found) for file in files.evidence]
    return Draft(
        files={**files.singles, **{str(file.data.get("id")): file for file in (*files.evidence, *files.cards)}},
        card_ids=frozenset(str(file.data.get("id")) for file in files.cards if file.data.get("status") != "retired"),
        statement_ids=frozenset(_statement_ids(files.evidence)),
        caveat_ids=frozenset(map(str, caveats.data)) if (caveats := files.singles.get("caveats")) else frozenset(),
        fields=fields,
        manifest=manifest,
        vocabulary=vocabulary,
        cards={card.id: card for card in cards if card is not None and card.status != "retired"},
        caveats=_caveats(files.singles.get("caveats"), found),
        sources={source.id: source for source in sources if source is not None},
        drugs=_validated(DrugList, files.singles.get("drugs"), found),
        codes=_validated(CodeMap, files.singles.get("codes"), found),
        drug_codes=_validated(DrugCodes, files.singles.get("drug_codes"), found),
    )


def _validated(
    model: type[Model], file: YamlFile | None, found: list[Problem], data: object = None, below: Path = ()
) -> Model | None:
    """The model for a file's data, or for the part of it at `below`; None where problems were added to `found`."""
    if file is None:
        return None
    try:
        return model.model_validate(file.data if data is None else data)
    except ValidationError as error:
        found += [file.problem((*below, *path), _message(path, text)) for path, text in faults(error, model)]
        return None


def _message(path: Sequence[int | str], text: str) -> str:
    """The fault with the name of what it is about, which the line number alone does not tell."""
    return f"'{'.'.join(map(str, path))}': {text}" if path else text


def _vocabulary(file: YamlFile | None, found: list[Problem]) -> Vocabulary | None:
    """The vocabulary; its contradictions are conditions over its own inputs, so these are read first."""
    data = {name: value for name, value in file.data.items() if name != "contradictions"} if file else None
    vocabulary = _validated(Vocabulary, file, found, data)
    raw = file.data.get("contradictions", []) if file else []
    if file is None or vocabulary is None or not isinstance(raw, list):
        return vocabulary
    fields = vocabulary.fields()
    conditions = [_condition(file, item, ("contradictions", index), fields, found) for index, item in enumerate(raw)]
    return vocabulary.model_copy(update={"contradictions": tuple(conditions)})


def _caveats(file: YamlFile | None, found: list[Problem]) -> dict[str, Caveat]:
    if file is None:
        return {}
    read = {name: _validated(Caveat, file, found, body, (name,)) for name, body in file.data.items()}
    return {name: caveat for name, caveat in read.items() if caveat is not None}


def _statement_ids(evidence: Iterable[YamlFile]) -> Iterator[str]:
    for file in evidence:
        statements = file.data.get("statements")
        yield from (f"{file.data.get('id')}#{name}" for name in (statements if isinstance(statements, Mapping) else ()))


def _finding_fields(files: Iterable[YamlFile]) -> dict[str, Field]:
    """Every finding by name with its values, read ahead so that conditions may use it before its card is."""
    fields = {}
    for file in files:
        lines = file.data.get("concludes")
        if isinstance(lines, list):
            values = [next(iter(line)) for line in lines if isinstance(line, Mapping) and line]
            values += ["no"] if values == ["yes"] else []
            name = str(file.data.get("id"))
            fields[name] = Field(name, tuple(dict.fromkeys(map(str, values))))
    return fields


def _card(file: YamlFile, fields: Mapping[str, Field], found: list[Problem]) -> AnyCard | None:
    """The card in a file, its conditions parsed."""
    kind = CARD_FOLDERS[file.folder]
    if file.data.get("kind") != kind:
        stray = file.data.get("kind")
        found.append(file.problem(("kind",), f"cards in {file.folder}/ have 'kind: {kind}', not '{stray}'"))
        return None
    before = len(found)
    data = dict(file.data)
    if "applies_when" in data:
        data["applies_when"] = _condition(file, data["applies_when"], ("applies_when",), fields, found)
    if isinstance(data.get("concludes"), list):
        data["concludes"] = [_line(file, index, raw, fields, found) for index, raw in enumerate(data["concludes"])]
    card = _validated(KINDS[kind], file, found, data)
    return card if len(found) == before else None


def _condition(file: YamlFile, raw: object, path: Path, fields: Mapping[str, Field], found: list[Problem]) -> Condition:
    """The condition at a path; one that never holds where problems were found, so that the rest is still read."""
    parsed = parse(raw, fields, lambda below, message: found.append(file.problem((*path, *below), message)))
    return AnyOf(()) if parsed is None else parsed


def _line(file: YamlFile, index: int, raw: object, fields: Mapping[str, Field], found: list[Problem]) -> Line:
    path: Path = ("concludes", index)
    if not isinstance(raw, Mapping) or len(raw) != 1:
        found.append(file.problem(path, "a line is 'value: condition', one value each"))
        return Line("", AnyOf(()))
    value, condition = next(iter(raw.items()))
    return Line(str(value), _condition(file, condition, (*path, value), fields, found))


def _sha256(files: RuleFiles) -> str:
    """The hash of what the files say: comments, layout and the order of keys within a card do not count."""
    cards = [json.dumps(file.data, sort_keys=True) for file in (*files.cards, *files.evidence)]
    singles = [json.dumps(file.data) for file in files.singles.values()]
    return hashlib.sha256("\n".join(singles + cards).encode()).hexdigest()


def _file_and_line(problem: Problem) -> tuple[str, int, str]:
    name, _, line = problem.where.partition(":")
    return name, int(line or 0), problem.message
