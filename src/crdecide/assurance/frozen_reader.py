"""Rule set 0.1.0, as it was written, for `rules diff` and nothing else: today's loader would refuse it.

Frozen: what it knows is the format of 0.1.0 alone. What today's forms ask for beyond it is filled in with what 0.1.0
said elsewhere, or with as little as the form takes; no answer is read from that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from crdecide.errors import InvalidRuleset
from crdecide.guideline.named_ids import PINNED_OF_0_1_0
from crdecide.language.cards.alert import MOST_WORDS
from crdecide.language.loading import load_ruleset
from crdecide.language.loading.assemble import load_unchecked, sha256_of
from crdecide.language.loading.rule_files import RuleFiles, read_folder
from crdecide.language.loading.yaml_file import YamlFile
from crdecide.language.ruleset import Ruleset
from crdecide.language.wording.word_lists import WordLists

FROZEN = "0.1.0"
A_WORD = "word"
NOT_SAID: Mapping[str, Mapping[str, Any]] = {
    "evidence_hosts": {"hosts": {"doi.org": "identifiers of publications"}},
    "wording": {
        name: {} if name == "irregular" else [A_WORD] if name == "examples" else A_WORD
        for name, field in WordLists.model_fields.items()
        if field.is_required()
    },
    "pinned_codes": {"sources": {}, "systems": {}, "codes": [], "denied": {}, "courses": {}, "allergies": {}},
    "pinned": {"cards": list(PINNED_OF_0_1_0)},
    "record_fields": {"groups": {"record": {"label": "the record", "fields": {"life_stage": {}}}}},
}
"""The files that 0.1.0 did not have. Its texts are pinned with hindsight, so that it is told which of them changed."""
AN_EFFECT = "an effect that rule set 0.1.0 did not name"


def read_for_diff(folder: Path) -> Ruleset:
    """The rule set in a folder, by today's loader, or by this one where it is of the frozen format.

    Raises:
        InvalidRuleset: with what keeps it from being read.
    """
    files = read_folder(folder) if folder.is_dir() else None
    if files is None or not _is_frozen(files):
        return load_ruleset(folder)
    absent = [f"{name}.yaml: this file is missing" for name in NOT_SAID]
    problems = [problem for problem in files.problems if not str(problem).endswith(tuple(absent))]
    if problems:
        raise InvalidRuleset(sorted(problems))
    return load_unchecked(_as_today(files), sha256_of(files))


def _is_frozen(files: RuleFiles) -> bool:
    ruleset = files.singles.get("ruleset")
    return ruleset is not None and ruleset.data.get("version") == FROZEN and "evidence_hosts" not in files.singles


def _as_today(files: RuleFiles) -> RuleFiles:
    missing = {name: YamlFile(f"{name}.yaml", data, "") for name, data in NOT_SAID.items()}
    singles = {**missing, **files.singles}
    for name, changed in AS_TODAY.items():
        if name in singles:
            singles[name] = replace(singles[name], data=changed(singles[name].data))
    return replace(
        files,
        singles=singles,
        cards=[replace(file, data=_card(file.data)) for file in files.cards],
        evidence=[replace(file, data=_source(file.data)) for file in files.evidence],
    )


def _vocabulary(said: Mapping[str, Any]) -> dict[str, Any]:
    """Of the certainty of an option its level was what no card about it might exceed."""
    return {**said, "options": {name: _option(option) for name, option in said["options"].items()}}


def _option(said: Mapping[str, Any]) -> dict[str, Any]:
    rest = {key: value for key, value in said.items() if key != "certainty"}
    return {**rest, "certainty_at_most": said["certainty"]["level"]}


def _drugs(said: Mapping[str, Any]) -> dict[str, Any]:
    """Its drugs were checked for both mTOR inhibitors at once: none is said beside which others were."""
    return {"taken_beside": {}, **said}


def _manifest(said: Mapping[str, Any]) -> dict[str, Any]:
    """Its only disclaimer is the short one too."""
    return {"short_disclaimer": said["disclaimer"], **said}


def _caveats(said: Mapping[str, Any]) -> dict[str, Any]:
    """A caveat had one text, which is its short one too."""
    return {name: {"short": caveat["text"], **caveat} for name, caveat in said.items()}


AS_TODAY: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "ruleset": _manifest,
    "caveats": _caveats,
    "vocabulary": _vocabulary,
    "drugs": _drugs,
}
"""The files that are written otherwise today, each with what makes it so."""


def _card(said: Mapping[str, Any]) -> dict[str, Any]:
    """An alert has its title for its short text; the certainty of an option is that of an effect."""
    if said.get("kind") == "alert":
        return {**said, "says": {"short": _short(said["title"]), **said["says"]}}
    if "certainty" in said:
        return {**said, "certainty": {"of": AN_EFFECT, **said["certainty"]}}
    return dict(said)


def _short(title: str) -> str:
    return " ".join(title.split()[:MOST_WORDS])


def _source(said: Mapping[str, Any]) -> dict[str, Any]:
    """A source or a statement said `secondary_copy` where it now says what was read of it."""
    statements = {name: _read(statement, None) for name, statement in said["statements"].items()}
    return {"short": said["id"], **_read(said, "full_text"), "statements": statements}


def _read(said: Mapping[str, Any], otherwise: str | None) -> dict[str, Any]:
    """A source or a statement with what was read of it, as far as 0.1.0 says: a copy, or not."""
    rest = {key: value for key, value in said.items() if key != "secondary_copy"}
    read_in = "secondary" if said.get("secondary_copy") else otherwise
    return {**rest, "read_in": read_in} if read_in else rest
