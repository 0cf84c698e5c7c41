"""Imports point one way, from the edges to the core; and knowledge stays in the rules."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src/crdecide"
EDGES = {
    "cli",
    "__main__",
    "cohort",
    "fhir",
    "phenopacket",
    "recognise",
    "records",
    "render",
    "review",
    "service",
    "verify",
}
CORE = sorted(p for p in SOURCE.rglob("*.py") if p.relative_to(SOURCE).parts[0].removesuffix(".py") not in EDGES)
HEAVY = {
    "fastapi",
    "uvicorn",
    "fhir",
    "pandas",
    "polars",
    "duckdb",
    "pyarrow",
    "pyspark",
    "matplotlib",
    "numpy",
    "scipy",
    "rich",
    "click",
}


def imported(path: Path) -> Iterator[str]:
    """What a file imports, its own package's modules as ``.name``; imports inside functions are left out."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            name = (node.module or "").partition(".")[0]
            yield f".{name}" if node.level == len(path.relative_to(SOURCE).parts) else name


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_the_core_imports_no_edge_and_no_web_or_data_frame_library(path: Path) -> None:
    names = set(imported(path))
    assert not names & HEAVY
    assert not names & {f".{edge}" for edge in EDGES}


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_file_reads_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


CLINICAL = re.compile(r"\b(6574|6575|neonat\w+|everolimus_|regress\w* (?:on|after)|symptomatic|CTCAE grade [1-5])\b")


@pytest.mark.parametrize(
    "path", [p for p in CORE if p.name != "patient.py"], ids=lambda path: path.relative_to(SOURCE).as_posix()
)
def test_no_clinical_knowledge_stands_in_the_code(path: Path) -> None:
    """Outside docstrings and comments no clinical word or number appears; the record's own names are its contract."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.body[0].value) for node in ast.walk(tree) if _documented(node)}
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docstrings]
    assert [c.value for c in constants if CLINICAL.search(str(c.value))] == []


def _documented(node: ast.AST) -> bool:
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    return isinstance(node, kinds) and bool(node.body) and ast.get_docstring(node) is not None
