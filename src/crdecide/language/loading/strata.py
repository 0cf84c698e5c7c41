"""The findings in layers: each reads only inputs and findings of earlier layers."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from crdecide.errors import Problem

from ..cards import Finding
from ..ruleset import fields_of
from .draft import Draft


def layered(draft: Draft) -> tuple[tuple[tuple[Finding, ...], ...], list[Problem]]:
    """The layers, first to last, or the cycle that stands in the way."""
    findings = {finding.id: finding for finding in draft.findings}
    reads = {name: _findings_read(finding) & findings.keys() for name, finding in findings.items()}
    sorter = TopologicalSorter(reads)
    try:
        sorter.prepare()
    except CycleError as error:
        cycle = error.args[1]
        message = f"findings read one another in a circle: {' → '.join(cycle)}; expected an order to settle them in"
        return (), [draft.problem(cycle[0], ("concludes",), message)]
    layers = []
    while sorter.is_active():
        # In the order of their names, since the sorter's own differs from run to run.
        ready = sorted(sorter.get_ready())
        sorter.done(*ready)
        layers.append(tuple(findings[name] for name in ready))
    return tuple(layers), []


def _findings_read(finding: Finding) -> set[str]:
    return set(fields_of(finding))
