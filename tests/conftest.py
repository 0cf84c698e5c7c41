"""What all kinds of tests share: the rule set of this project, and which tests need an extra that may not be there."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from crdecide import Ruleset, load_ruleset
from crdecide.service.collector import keep_what_is_loaded

# A terminal's width is not that of a pipe: the commands that are tested write as in a pipe, wherever the tests run.
os.environ.pop("COLUMNS", None)
# And they keep back what they write as their users' do, though the machine may be set to write each letter at once.
os.environ.pop("PYTHONUNBUFFERED", None)

ROOT = Path(__file__).parents[1]
MODULES = {
    "accelerator": ("crdecide_accelerator",),
    "cohort": ("duckdb", "numpy", "pyarrow"),
    "excel": ("openpyxl",),
    "fhir": ("fhir", "ucumvert"),
    "report": ("jinja2",),
    "service": ("alembic", "fastapi", "httpx", "schemathesis", "sqlalchemy", "uvicorn"),
    "verify": ("z3",),
    "jsonschema": ("jsonschema",),
    "pandas": ("pandas",),
    "polars": ("polars",),
    "pypdf": ("pypdf",),
    "scipy": ("scipy",),
}
"""What an extra, or a tool of the tests, brings along; where a module of it is missing, the extra is."""
PLACES = {
    "benchmarks": ("cohort",),
    "browser": ("report", "pypdf"),
    "cohort": ("cohort",),
    "differential/test_tables.py": ("cohort",),
    "fhir": ("fhir",),
    "rows": ("cohort",),
    "rules/test_citations.py": ("scipy",),
    "safety": ("service",),
    "schemas": ("jsonschema",),
    "site": ("report",),
    "service": ("service", "fhir"),
    "verify/test_second_opinion.py": ("verify",),
}
"""Folders and files that cannot even be imported without these; single tests are marked ``needs(…)``."""


def _missing(extra: str) -> bool:
    return any(find_spec(module) is None for module in MODULES[extra])


MISSING = frozenset(filter(_missing, MODULES))


def pytest_configure() -> None:
    if MISSING and os.environ.get("CRDECIDE_EXTRAS") == "required":
        raise pytest.UsageError(f"not installed, and required here: {', '.join(sorted(MISSING))}")


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    here = [place for place in PLACES if collection_path.is_relative_to(ROOT / "tests" / place)]
    return True if any(MISSING.intersection(PLACES[place]) for place in here) else None


LONGEST_FIRST = ("verify", "mutation", "explain", "cohort", "packaging", "site", "browser", "service", "feed")
"""Folders with files that take a minute: begun last, one of them would run while the other core waits."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.parent.name not in LONGEST_FIRST)  # a stable sort
    for item in items:
        needed = {extra for mark in item.iter_markers("needs") for extra in mark.args}
        if missing := needed & MISSING:
            item.add_marker(pytest.mark.skip(reason=f"not installed: {', '.join(sorted(missing))}"))


def pytest_collection_finish() -> None:
    """As every program of the package does: what is loaded by now, thousands of tests too, is not walked through."""
    keep_what_is_loaded()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was not run, and why; the reasons are those of `.ci/install-extras`."""
    for place, extras in PLACES.items():
        if missing := MISSING.intersection(extras):
            terminalreporter.line(f"not run: tests/{place}, which needs {', '.join(sorted(missing))}")
    reasons = Path(sys.prefix, "left-out.txt")
    if MISSING and reasons.exists():
        terminalreporter.line(reasons.read_text(encoding="utf-8").rstrip())


@pytest.fixture(scope="session")
def ruleset() -> Ruleset:
    return load_ruleset(ROOT / "rules")


@pytest.fixture(scope="session")
def published_child() -> bytes:
    return (ROOT / "docs/examples/sugalska2021_table1_row1.json").read_bytes()
