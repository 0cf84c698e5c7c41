"""Lines that have to be short: cut between words, and never in a drug's name."""

from __future__ import annotations

from collections.abc import Sequence


def shortened(text: str, most: int) -> str:
    """The text, cut between words where it is longer, with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rpartition(' ')[0]}…"


def clause(text: str, most: int) -> str:
    """The text, cut after a clause where it is longer and a clause fits: what is left is still a sentence."""
    line = " ".join(text.split())
    end = line.rfind("; ", 0, most)
    return line if len(line) <= most else f"{line[:end]}." if end > 0 else shortened(line, most)


def listing(text: str, most: int) -> str:
    """The text, cut after an item of its list where it is longer, with an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 3].rpartition(', ')[0] or text[: most - 3]}, …"


def fact(short: str, drugs: Sequence[str], most: int) -> str:
    """The fact to act on, with the drugs that it is about before it: as many as fit, and how many more."""
    for told in range(len(drugs), 0, -1):
        more = f" and {len(drugs) - told} more" if told < len(drugs) else ""
        line = f"{', '.join(drugs[:told])}{more}: {short}"
        if len(line) <= most:
            return line
    return shortened(f"{drugs[0]}: {short}" if drugs else short, most)
