"""A file of site codes, checked against a rule set and added to it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from crdecide.errors import InvalidRuleset, Problem, nearest
from crdecide.guideline.validation import faults

from ..code_maps import Code
from ..code_systems import Coding, Spellings
from ..ruleset import Ruleset
from ..site_codes import SiteCodes, SiteCodesUsed, with_codes_of
from .rule_texts import content_of, text_in
from .sent_rules import MOST_MADE
from .yaml_file import YamlFile, read_yaml

Path_ = tuple[str | int, ...]


def with_site_codes(ruleset: Ruleset, path: Path) -> Ruleset:
    """The rule set, reading records by a site's codes as well.

    Raises:
        InvalidRuleset: with every problem of the file, each with its line and what was expected.
    """
    return with_site_text(ruleset, path.name, content_of(path))


def with_site_text(ruleset: Ruleset, name: str, content: bytes | OSError) -> Ruleset:
    """The same, of the bytes of such a file, or of what kept them from being read.

    Raises:
        InvalidRuleset: as above.
    """
    file = read_yaml(name, text_in(name, content))
    if isinstance(content, OSError) or isinstance(file, Problem):
        raise InvalidRuleset([file] if isinstance(file, Problem) else [])
    try:
        site = SiteCodes.model_validate(file.data)
    except ValidationError as error:
        messages = (("'" + ".".join(map(str, path)) + "': " + text, path) for path, text in faults(error, SiteCodes))
        raise InvalidRuleset([file.problem(path, message) for message, path in messages]) from None
    if problems := list(_problems(site, ruleset, file)):
        raise InvalidRuleset(problems)
    used = SiteCodesUsed(site.site, hashlib.sha256(content).hexdigest())
    read_by_it = replace(ruleset.reading_by(with_codes_of(site, ruleset.terminology)), site_codes=used)
    return read_by_it.loaded_from(SiteContent(ruleset, name, content)) if ruleset.origin else read_by_it


@dataclass(frozen=True, eq=False)
class SiteContent:
    """The rule set to which the codes of a site were added, and the file that has them."""

    ruleset: Ruleset
    name: str
    content: bytes

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The hash of each file of site codes."""
        before = self.ruleset.origin.key if self.ruleset.origin else ()
        return (*before, hashlib.sha256(self.content).hexdigest())

    def recipe(self) -> tuple[Any, ...]:
        """How another process makes the rule set."""
        return _with_site_sent, (self.ruleset, self.name, self.content)


@lru_cache(maxsize=MOST_MADE)
def _with_site_sent(ruleset: Ruleset, name: str, content: bytes) -> Ruleset:
    return with_site_text(ruleset, name, content)


def _problems(site: SiteCodes, ruleset: Ruleset, file: YamlFile) -> Iterator[Problem]:
    terminology = ruleset.terminology
    known = {**terminology.codes.systems, **site.systems}
    yield from _system_problems(site, ruleset, file)
    for name in site.concepts:
        concept = terminology.codes.concepts.get(name)
        if concept is None:
            message = f"no concept '{name}'{nearest(name, terminology.codes.concepts)}"
            yield file.problem(("concepts", name), message)
        elif concept.unused:
            yield file.problem(("concepts", name), f"'{name}' is recognised and not read: {concept.unused}")
    for name in site.ingredients:
        if ruleset.drugs.unknown([name]):
            names = [*ruleset.drugs.drugs, *ruleset.drugs.taken_beside]
            yield file.problem(("ingredients", name), f"no drug '{name}' is in the drug list{nearest(name, names)}")
    for section, entries in site.groups().items():
        for name, codes in entries.items():
            for number, code in enumerate(codes):
                place: Path_ = (section, name, number)
                if code.system not in known:
                    yield file.problem(place, f"no code system '{code.system}' is known{nearest(code.system, known)}")
                elif message := _taken(section, name, code, ruleset):
                    yield file.problem(place, message)
                if code.checked not in site.sources:
                    yield file.problem(place, f"no source '{code.checked}'{nearest(code.checked, site.sources)}")


def _system_problems(site: SiteCodes, ruleset: Ruleset, file: YamlFile) -> Iterator[Problem]:
    """A system of the rules given again, by its name or by one of its addresses."""
    systems = ruleset.terminology.codes.systems
    spellings = Spellings(systems)
    for name, system in site.systems.items():
        if name in systems:
            yield file.problem(("systems", name), f"'{name}' is a code system of the rules; choose another name")
        for uri in system.uris:
            if key := spellings.key(Coding(uri, "1")):
                yield file.problem(("systems", name), f"{uri} is '{key.system}' of the rules; name it so")


def _taken(section: str, name: str, code: Code, ruleset: Ruleset) -> str:
    """What a code means in the rules already, where that is something else."""
    terminology = ruleset.terminology
    index = terminology.concepts if section == "concepts" else terminology.ingredients
    if code.system not in terminology.codes.systems:
        return ""
    others = [meaning.name for meaning in index.find([Coding(code.system, code.code)]) if meaning.name != name]
    return f"{code.system} {code.code} stands for '{others[0]}' in the rules" if others else ""
