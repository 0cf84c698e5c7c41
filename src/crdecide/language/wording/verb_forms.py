"""The forms of English verbs, regular unless a list says otherwise."""

from __future__ import annotations

from collections.abc import Mapping

DOUBLED = {
    "begin": "beginning",
    "stop": "stopping",
    "put": "putting",
    "get": "getting",
    "cut": "cutting",
    "skip": "skipping",
    "admit": "admitting",
}
VOWELS = "aeiou"


def third_person(verb: str) -> str:
    """'carry' → 'carries', 'reach' → 'reaches', 'say' → 'says'."""
    if verb == "have":
        return "has"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{verb}s"


def past(verb: str, irregular: Mapping[str, tuple[str, ...]]) -> str:
    """'give' → 'gave', 'carry' → 'carried'."""
    return irregular[verb][0] if verb in irregular else _regular(verb)


def participle(verb: str, irregular: Mapping[str, tuple[str, ...]]) -> str:
    """'give' → 'given', 'carry' → 'carried'."""
    return irregular[verb][-1] if verb in irregular else _regular(verb)


def gerund(verb: str) -> str:
    """'give' → 'giving', 'wait' → 'waiting'."""
    if verb.endswith("e") and not verb.endswith("ee"):
        return f"{verb[:-1]}ing"
    return DOUBLED.get(verb, f"{verb}ing")


def _regular(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return f"{verb[:-1]}ied"
    return f"{verb}ed"
