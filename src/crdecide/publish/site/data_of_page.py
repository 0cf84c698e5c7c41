"""What of the published rules the page to try a child needs, made small: nothing that it does not show or ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from crdecide.advisory.render.page_reasons import ALREADY_SAID
from crdecide.guideline.named_ids import DANGER, DANGER_CONCERNS, DANGER_SENTENCE, MTOR_CAVEATS
from crdecide.guideline.options import MTOR_INHIBITOR, ON_THE_TABLE, SPECIALIST_REVIEW
from crdecide.guideline.spelling import SPELLINGS

from ..rules_json.data_model import CardData, DiagramsData, InputData, RulesData
from .words_of_steps import step_texts, then_texts

Json = dict[str, Any]
IDS = {
    "danger": DANGER,
    "concerns": DANGER_CONCERNS,
    "sentence": DANGER_SENTENCE,
    "mtor": MTOR_INHIBITOR,
    "review": SPECIALIST_REVIEW,
    "already_said": ALREADY_SAID,
    "on_the_table": ON_THE_TABLE,
}
"""What the page may name of the rules."""


def page_data(data: RulesData) -> Json:
    """The same rules for the page's own program."""
    references = _references(data)
    places = {reference: place for place, reference in enumerate(references)}
    sources = list(dict.fromkeys(_source(reference, data) for reference in references))
    manifest = data.manifest
    return {
        "sha256": data.sha256,
        "provenance": provenance(data),
        "short_disclaimer": manifest.short_disclaimer,
        "inputs": {name: _input(entry) for name, entry in data.vocabulary.inputs.items()},
        "contradictions": [_plain(condition) for condition in data.vocabulary.contradictions],
        "options": {name: _option(_plain(option)) for name, option in data.vocabulary.options.items()},
        "stances": data.vocabulary.stances,
        "findings": {
            name: {
                **_said(_plain(finding), ("label", "values", "lines")),
                "evidence": [places[reference] for reference in finding.evidence],
            }
            for name, finding in data.findings.items()
        },
        "cards": {name: _card(card, places) for name, card in data.cards.items()},
        "references": [sources.index(_source(reference, data)) for reference in references],
        "sources": sources,
        "caveats": {name: _said(_plain(caveat), ("short", "text", "own")) for name, caveat in data.caveats.items()},
        "drugs": {
            "taken_beside": data.drugs.taken_beside,
            "drugs": {
                name: _without_nothing(
                    {
                        "also": drug.also,
                        "classes": drug.classes,
                        "beside": {other: checked.classes for other, checked in drug.beside.items()},
                    }
                )
                for name, drug in data.drugs.drugs.items()
            },
        },
        "form": _without_nothing([_plain(group) for group in data.model_dump(mode="json")["form"]]),
        "danger_fields": data.danger_fields,
        "unread": data.unread_fields,
        "spelling": SPELLINGS,
        "mtor_caveats": MTOR_CAVEATS,
        "steps": step_texts(data.form),
        "then": then_texts(),
        "ids": IDS,
        **_diagrams(data.diagrams),
    }


def provenance(data: RulesData) -> str:
    """Which program and rules say so."""
    return f"crdecide {data.crdecide}, rules {data.manifest.name} {data.manifest.version}, {data.sha256[:8]}."


def _plain(part: Any) -> Any:
    return part.model_dump(mode="json", by_alias=True) if hasattr(part, "model_dump") else part


def _said(part: Mapping[str, Any], names: Iterable[str]) -> Json:
    """Some of its entries, those that say something."""
    return {name: part[name] for name in names if _says_something(part[name])}


def _says_something(value: Any) -> bool:
    """Whether it is to be written: to the page nothing, no and an empty list are the same as not there; 0 is not."""
    return value is not False and (isinstance(value, int | float) or bool(value))


def _without_nothing(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _without_nothing(each) for name, each in value.items() if _says_something(each)}
    return [_without_nothing(each) for each in value] if isinstance(value, list | tuple) else value


def _input(entry: InputData) -> Json:
    plain = _plain(entry)
    names = ("way", "reads", "type", "values", "unit", "label", "field", "question", "moves")
    return {
        **_said(plain, names),
        **({"cuts": plain["cuts"], "words": plain["region_words"]} if entry.values is None else {}),
        **_without_nothing(
            {
                "instead": plain["asked_instead"],
                "others": plain["also_settled_by"],
                "pointless": plain["pointless_where"],
            }
        ),
    }


def _option(option: Json) -> Json:
    said = {
        "label": option["label"],
        "caveats": option["demands_caveats"],
        "temporary": option["always_temporary"],
        "undecided": option["undecided"],
        "silent": option["silent"],
    }
    return _without_nothing(said)  # type: ignore[no-any-return]


def _card(card: CardData, places: Mapping[str, int]) -> Json:
    plain = _plain(card)
    # Monitoring and notes are told by what they come to alone; nothing asks what leaves them open.
    condition = {"when": plain["applies_when"]} if card.kind not in ("note", "monitoring") else {}
    certainty = {name: plain["certainty"][name] for name in ("level", "of")} if plain["certainty"] else None
    told = {
        "kind": card.kind,
        "says": _without_nothing(plain["says"]),
        "evidence": [places[reference] for reference in card.evidence],
        "certainty": certainty,
        **{name: plain[name] for name in ("caveats", "qualifies", "bears_on")},
    }
    return {**_said(told, told), **condition}


def _references(data: RulesData) -> list[str]:
    """Every statement that is cited, each once."""
    cited = [card.evidence for card in data.cards.values()]
    cited += [finding.evidence for finding in data.findings.values()]
    return list(dict.fromkeys(chain.from_iterable(cited)))


def _source(reference: str, data: RulesData) -> str:
    return data.evidence[reference.partition("#")[0]].short


def _diagrams(diagrams: DiagramsData) -> Json:
    functions: dict[str, dict[str, int]] = {}
    for function in diagrams.functions:
        functions.setdefault(function.kind, {})[function.name] = function.node
    return {
        "parts": [_plain(part) for part in diagrams.parts],
        "leaves": [_plain(leaf) for leaf in diagrams.table.leaves],
        "branches": diagrams.table.branches,
        "functions": functions,
    }
