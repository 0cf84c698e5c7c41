"""Eleven rooms, and imports that run down: from the edges to the core, never up and never in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

from support.source_files import FILES, SOURCE, place, syntax_tree, text_of

ROOMS = (
    "cli", "service", "cohort", "publish", "assurance", "records", "advisory", "explanation", "evaluation", "language",
    "guideline",
)  # fmt: skip
"""From the edges to the core; a room imports only from itself and from those after it."""
GROUND = {"errors", "version", ""}
"""What every room stands on, and what anyone may import: errors, the version, the public names."""
HEAVY = {
    "fastapi", "uvicorn", "fhir", "pandas", "polars", "duckdb", "pyarrow", "pyspark", "matplotlib", "numpy", "scipy",
    "rich", "click", "z3",
}  # fmt: skip
MOST_LINES = 300


def module(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module(path): path for path in FILES}


def imports(path: Path, *, everywhere: bool) -> Iterator[str]:
    """What a file imports, as absolute names of modules; imports inside functions only where `everywhere`."""
    tree = syntax_tree(path)
    package = module(path) if path.name == "__init__.py" else module(path).rpartition(".")[0]
    for node in ast.walk(tree) if everywhere else tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                name = f"{base}.{alias.name}"
                yield name if name in MODULES else base


def room(name: str) -> str:
    """The room of a module of ours: the first part after the package."""
    return name.removeprefix("crdecide").lstrip(".").partition(".")[0]


def test_every_file_is_in_a_room() -> None:
    folders = {path.name for path in SOURCE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == set(ROOMS)
    assert {path.name for path in SOURCE.glob("*.py")} == {"__init__.py", "__main__.py", "errors.py", "version.py"}


def imports_that_run_up(path: Path) -> list[str]:
    here = ROOMS.index(room(module(path)))
    allowed = {*ROOMS[here:], *GROUND}
    ours = [name for name in imports(path, everywhere=True) if name.partition(".")[0] == "crdecide"]
    return [name for name in ours if room(name) not in allowed]


def test_imports_run_down() -> None:
    in_a_room = [path for path in FILES if path.parent != SOURCE]
    assert {place(path): wrong for path in in_a_room if (wrong := imports_that_run_up(path))} == {}


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {name: [other for other in imports(path, everywhere=False) if other in MODULES and other != name]
             for name, path in MODULES.items()}  # fmt: skip
    for name, others in graph.items():
        # A package's own file may name what stands in it; what stands in it does not lean on that file.
        graph[name] = [other for other in others if not name.startswith(f"{other}.")]
    ordered = list(TopologicalSorter(graph).static_order())  # an error where there is a circle
    assert set(ordered) >= set(MODULES)


def test_the_core_loads_no_library_of_an_edge() -> None:
    of_the_core = [path for path in FILES if room(module(path)) in ROOMS[6:] and path.name != "text.py"]
    # The terminal's renderer, text.py, is all there is for Rich.
    loaded = {place(path): {name.partition(".")[0] for name in imports(path, everywhere=False)} for path in of_the_core}
    assert {path: names & HEAVY for path, names in loaded.items() if names & HEAVY} == {}


def test_a_file_reads_in_one_sitting() -> None:
    lengths = {place(path): len(text_of(path).splitlines()) for path in FILES}
    assert {path: length for path, length in lengths.items() if length > MOST_LINES} == {}


def test_no_module_bears_the_name_of_what_it_defines() -> None:
    """``evaluate.evaluate`` would be two things of one name, and the function would hide the module."""
    for name, path in MODULES.items():
        defined = {getattr(node, "name", "") for node in syntax_tree(path).body}
        assert name.rpartition(".")[2] not in defined, path


def test_no_two_files_have_one_name() -> None:
    """One word, one thing: a file's name says what it is without its folder."""
    names = [path.name for path in FILES if path.name != "__init__.py"]
    assert sorted(set(names)) == sorted(names)
