"""Importing costs little: a library is loaded where it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

import crdecide

LATER = {
    "click", "duckdb", "fastapi", "fhir", "jinja2", "matplotlib", "numpy", "pandas", "pyarrow", "pyspark", "rich",
    "ruamel", "scipy", "sqlalchemy", "ucumvert", "uvicorn",
}  # fmt: skip


def loaded(program: str) -> set[str]:
    code = f"{program}\nimport sys; print(*{{name.partition('.')[0] for name in sys.modules}})"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_importing_the_package_loads_not_even_pydantic() -> None:
    assert not loaded("import crdecide") & {*LATER, "pydantic", "durable_rules_engine"}


@pytest.mark.parametrize("use", ["", "; advise({})", "; advise({}).model_dump_json()"])
def test_advising_loads_no_library_of_an_edge(use: str) -> None:
    found = loaded(f"from crdecide import Advisory, Patient, advise, load_ruleset{use}")
    assert found & LATER <= ({"ruamel"} if use else set())
    assert {"pydantic", *(["durable_rules_engine"] if use else [])} <= found


def test_every_public_name_is_there_and_no_other() -> None:
    assert dir(crdecide) == sorted(crdecide.__all__)
    assert all(getattr(crdecide, name) is not None for name in crdecide.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'advice'"):
        crdecide.advice  # noqa: B018
