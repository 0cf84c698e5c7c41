"""A target of `support.hostile` under atheris, guided by coverage: ``make fuzz``, or with the name of one target.

    python tests/fuzz/with_atheris.py own_record -max_total_time=60

Inputs that take longer than a second, or more than 2 GiB, end the run as a crash does. What is loaded once (the rules,
the intervals' library) is loaded before that is counted.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))

with atheris.instrument_imports(include=["crdecide"]):
    from support.hostile import TARGETS


def main() -> None:
    """Run the target named first; further arguments are libFuzzer's."""
    program, name, *options = sys.argv
    target = TARGETS[name]
    target(lambda _: 0)

    def once(data: bytes) -> None:
        provider = atheris.FuzzedDataProvider(data)
        target(lambda below: provider.ConsumeIntInRange(0, max(below - 1, 0)))

    atheris.Setup([program, "-timeout=1", "-rss_limit_mb=2048", "-max_len=4096", *options], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
