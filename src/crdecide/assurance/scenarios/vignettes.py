"""The vignettes: whole children to be signed, which stand in the folder `children` of the features."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from .scenario import Scenario

FOLDER = "children"


def vignette_names(scenarios: Iterable[Scenario]) -> Mapping[Scenario, str]:
    """Each vignette with its name: that of its file, a second one of the same file with a number."""
    names: dict[Scenario, str] = {}
    of_file: dict[str, int] = {}
    for scenario in scenarios:
        path = PurePosixPath(scenario.place.partition(".feature")[0])
        if path.parent.name == FOLDER:
            of_file[path.name] = number = of_file.get(path.name, 0) + 1
            names[scenario] = f"{path.name}_{number}" if number > 1 else path.name
    return names
