"""The sources of a page by number."""

from __future__ import annotations

from collections.abc import Iterable

from ..answer_parts import EvidenceOut

MOST_CITED = 2


class Sources:
    """Numbers for sources, given out in the order in which they are cited."""

    def __init__(self, evidence: Iterable[EvidenceOut]) -> None:
        self._short = {item.id: item.short for item in evidence}
        self.numbers: dict[str, int] = {}

    def copy(self) -> Sources:
        """The same sources with the numbers given out so far, to go on from there."""
        same = Sources(())
        same._short, same.numbers = self._short, {**self.numbers}
        return same

    def cite(self, references: Iterable[str]) -> str:
        """' [1,3]'; empty where nothing is cited. The first two sources stand for all, which the full view has."""
        named = dict.fromkeys(self._short[reference] for reference in references if reference in self._short)
        names = list(named)[:MOST_CITED]
        numbers = sorted(self.numbers.setdefault(name, len(self.numbers) + 1) for name in names)
        return f" [{','.join(map(str, numbers))}]" if numbers else ""

    @property
    def listed(self) -> tuple[str, ...]:
        """'[1] Sugalska 2021', and so on."""
        return tuple(f"[{number}] {name}" for name, number in self.numbers.items())
