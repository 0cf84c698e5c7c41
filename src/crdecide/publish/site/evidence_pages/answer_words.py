"""What of an answer a card makes, and what an answer would turn into, in a few words."""

from __future__ import annotations

from collections.abc import Mapping

from crdecide.guideline.spelling import spoken
from crdecide.language.cards import Alert, Finding, Monitoring, Note, OptionCard, Rule, Scope
from crdecide.language.ruleset import Ruleset, fields_of

IN_WORDS: Mapping[str, Mapping[str | None, str]] = {
    "danger": {"yes": "said", "no": "known not to be there", None: "not settled, or not asked of this child"},
    "alert": {"shown": "shown", "asked for": "told as a check", None: "not told"},
    "note": {"said": "said", None: "not said"},
    "monitoring": {"said": "said", None: "not said"},
}
"""The values of an answer of each kind, as a reader of the answer meets them."""
NO_OPTION = "no option is weighed"


def made_of(rule: Rule, ruleset: Ruleset) -> str:
    """What a card brings into an answer: 'surgery: may be considered'."""
    options, stances = ruleset.vocabulary.options, ruleset.vocabulary.stances
    match rule:
        case OptionCard():
            especially = ", especially here" if rule.says.especially else ""
            return f"{options[rule.says.option].label}: {stances[rule.says.stance]}{especially}"
        case Scope():
            return f"the child is {spoken(rule.says.status)}"
        case Note():
            return f"a remark beside {', '.join(options[name].label for name in rule.qualifies)}"
        case Alert():
            return f"{rule.says.severity}: {rule.says.short}"
        case Monitoring():
            return f"follow-up: {rule.says.text}, {rule.says.interval}"
        case Finding():
            return _read_by(rule, ruleset)
    return ""


def _read_by(finding: Finding, ruleset: Ruleset) -> str:
    readers = sum(finding.id in fields_of(each) for each in ruleset.rules)
    options = [option.label for option in ruleset.vocabulary.options.values() if option.in_use == finding.id]
    read = [f"a finding that {readers} {'rule reads' if readers == 1 else 'rules read'}"] if readers else []
    told = [f"a finding that tells whether it is in use: {', '.join(options)}"] if options else []
    return "; ".join([*read, *told]) or "a finding that no rule reads"


def outcome_words(kind: str, value: str | None, ruleset: Ruleset) -> str:
    """What an answer says, as `answer_changes` has it, for readers: 'not supported by the evidence'."""
    if kind == "option":
        return _option_words(value, ruleset)
    return IN_WORDS[kind][value] if kind in IN_WORDS else spoken(str(value))


def _option_words(value: str | None, ruleset: Ruleset) -> str:
    if value is None:
        return NO_OPTION
    stances = {str(stance): words for stance, words in ruleset.vocabulary.stances.items()}
    stance, _, especially = value.partition(", ")
    if stance in stances:
        return f"{stances[stance]}{', especially here' if especially else ''}"
    return f"no answer, but a {value}"
