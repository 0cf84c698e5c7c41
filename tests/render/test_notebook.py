"""The notebook among the examples prints what is kept in it. A change is accepted by ``make golden``; read the diff."""

from __future__ import annotations

import io
import json
import os
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

NOTEBOOK = Path(__file__).parents[2] / "docs/examples/programs/one_child.ipynb"


def test_the_notebook_prints_what_is_kept_in_it() -> None:
    """Its cells are run one after the other, as a kernel does, which would bring thirty packages for a few cells."""
    notebook: dict[str, Any] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    kept = [cell["outputs"] for cell in notebook["cells"] if cell["cell_type"] == "code"]
    names: dict[str, Any] = {}
    for number, cell in enumerate((cell for cell in notebook["cells"] if cell["cell_type"] == "code"), start=1):
        with redirect_stdout(io.StringIO()) as printed:
            exec("".join(cell["source"]), names)
        lines = printed.getvalue().splitlines(keepends=True)
        cell["outputs"] = [{"name": "stdout", "output_type": "stream", "text": lines}]
        cell["execution_count"] = number
    if os.environ.get("CRDECIDE_ACCEPT"):
        NOTEBOOK.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return
    assert [cell["outputs"] for cell in notebook["cells"] if cell["cell_type"] == "code"] == kept
