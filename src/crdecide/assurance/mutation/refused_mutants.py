"""What the loader would say of a mutant, and which of its checks would say it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from crdecide.errors import Problem
from crdecide.language.loading.check_code_maps import code_problems
from crdecide.language.loading.check_denials import denial_problems
from crdecide.language.loading.check_drug_classes import drug_class_problems
from crdecide.language.loading.check_drugs import drug_problems, drug_reading_problems
from crdecide.language.loading.check_inputs import input_problems
from crdecide.language.loading.check_pinned_codes import pinned_problems
from crdecide.language.loading.checks import cards_are_as_their_kind_demands, stances_are_named
from crdecide.language.loading.draft import Draft
from crdecide.language.loading.yaml_file import YamlFile
from crdecide.language.ruleset import Ruleset, condition_fields

PINNED = "pinned list"
Checks = Mapping[str, Callable[[Draft], Iterable[Problem]]]
OF_FORM: Checks = {
    "law": denial_problems,
    "codes": code_problems,
    "card": cards_are_as_their_kind_demands,
    "stances": stances_are_named,
    "inputs": input_problems,
    "drug names": drug_problems,
    "drug readings": drug_reading_problems,
}
"""Those that see one entry by itself."""
BESIDE_SOURCES: Checks = {
    "cited statement": drug_class_problems,
    PINNED: pinned_problems,
}
"""Those that hold it to what a source says; the second list comes last, so that what it alone refuses is seen."""


def refused_by(ruleset: Ruleset, checks: Checks) -> str | None:
    """The first of these checks that refuses a rule set; None where all let it pass."""
    draft = _draft_of(ruleset)
    for name, check in checks.items():
        if next(iter(check(draft)), None) is not None:
            return name
    return None


def _draft_of(ruleset: Ruleset) -> Draft:
    """The rule set as its own draft; a problem found in it has no file and no line."""
    cards = {rule.id: rule for rule in ruleset.rules}
    return Draft(
        files=defaultdict(lambda: YamlFile("a mutant", {}, "")),
        card_ids=frozenset(cards),
        statement_ids=frozenset(ruleset.references),
        caveat_ids=frozenset(ruleset.caveats),
        fields=condition_fields(ruleset.vocabulary, ruleset.findings),
        manifest=ruleset.manifest,
        vocabulary=ruleset.vocabulary,
        cards=cards,
        caveats=ruleset.caveats,
        sources=ruleset.sources,
        hosts=ruleset.annex.hosts,
        signoff_lines="",
        drugs=ruleset.drugs,
        codes=ruleset.terminology.codes,
        drug_codes=ruleset.terminology.drug_codes,
        wording=ruleset.wording,
        record_fields=ruleset.record_fields,
        pinned=ruleset.pinned,
        pinned_codes=ruleset.annex.pinned_codes,
    )
