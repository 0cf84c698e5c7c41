"""What is said in words is never an instruction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from crdecide.language.ruleset import Ruleset

from .counterexample import Counterexample, first_of
from .property import Outcome, Property
from .subject import Subject

DIRECTIVE = re.compile(
    r"\b(should|must|shall|ought|administer\w*|prescrib\w*|recommend\w*|start|starts|started|starting|initiat\w*|"
    r"commenc\w*|be given|give (?:the|a|an|it|everolimus|sirolimus)|treat with|we advise|needs? to be|has to be|"
    r"is indicated)\b",
    re.IGNORECASE,
)
"""Words that tell somebody to do something. A list of words, not of meanings."""
NOT_OURS = ("citation", "url", "doi", "disclaimer", "locator")
"""Fields whose words are a publication's, or that say what this is not."""


def _never_directs(subject: Subject) -> Outcome:
    texts = [*_texts_of_rules(subject.ruleset), *_texts_of_advisories(subject)]
    return Outcome(len(texts), "texts", first_of(_directives(texts)))


def _directives(texts: Iterable[tuple[str, str]]) -> Iterator[Counterexample]:
    for where, text in texts:
        if match := DIRECTIVE.search(text):
            yield Counterexample(f"{where}: '{match.group()}' in “{text}”")


def _texts_of_rules(ruleset: Ruleset) -> Iterator[tuple[str, str]]:
    yield from _texts(ruleset.vocabulary.model_dump(mode="python", exclude={"contradictions"}), "vocabulary")
    for rule in ruleset.rules:
        yield from _texts(rule.model_dump(exclude={"applies_when", "concludes"}), rule.id)
    for name, caveat in ruleset.caveats.items():
        yield from _texts(caveat.model_dump(), name)
    for source in ruleset.sources.values():
        yield from _texts(source.model_dump(mode="json"), source.id)


def _texts_of_advisories(subject: Subject) -> Iterator[tuple[str, str]]:
    """Sentences that are joined from words of the rules may say what no word by itself does."""
    for _, advisory in subject.advisories:
        yield from _texts(advisory.model_dump(mode="json"), "advisory")


def _texts(node: Any, where: str) -> Iterator[tuple[str, str]]:
    """Every text of two words or more, with the path to it."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in NOT_OURS:
                yield from _texts(value, f"{where}.{key}")
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _texts(value, where)
    elif isinstance(node, str) and " " in node and "://" not in node:
        yield where, node


NEVER_DIRECTS = Property(
    name="never_directs",
    claims="no text that the rules hold, and no sentence made from them, uses a word that tells somebody to treat",
    reason="a summary of evidence that reads as an order will be followed as one",
    not_proved="that no other words could be read so: it is a list of words",
    check=_never_directs,
)
