"""What a shell completes besides files and options: names of rules and of properties."""

from __future__ import annotations

import click

from crdecide.errors import CrdecideError
from crdecide.language.loading import default_rules_path, load_ruleset


def rule_names(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """The rules of the set that the line names; none where it does not load, since a shell shows no error."""
    try:
        ruleset = load_ruleset(ctx.params.get("folder") or default_rules_path())
    except CrdecideError:
        return []
    return [rule.id for rule in ruleset.rules if rule.id.startswith(incomplete)]


def property_names(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """The properties that are proved."""
    from crdecide.assurance.properties.catalogue import PROPERTIES

    return [claimed.name for claimed in PROPERTIES if claimed.name.startswith(incomplete)]
