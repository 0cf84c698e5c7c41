"""A process that has loaded the service once and becomes one, by a fork, as often as it is asked to.

To load it takes seconds, and a test of a setting needs a service of its own. Each line of its standard input asks for
one: the arguments of ``crdecide``, the environment, the folder, the files for what it prints. Each line of its standard
output tells the process that was started, or the exit code of one that ended.
"""

from __future__ import annotations

import json
import os
import select
import sys
from typing import Any

from crdecide.cli import main
from crdecide.language.loading import default_ruleset
from crdecide.service import app  # noqa: F401  # loaded here, to be there in each fork
from crdecide.service.first_answer import warm_up

Asked = dict[str, Any]


def serve_forks() -> Asked | None:
    """Fork until nobody asks any more; in a fork, what was asked of it."""
    running: dict[int, int] = {}
    while True:
        ready, _, _ = select.select([sys.stdin, *running.values()], [], [])
        for number, handle in [*running.items()]:
            if handle in ready:
                _tell({"ended": number, "code": os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])})
                os.close(running.pop(number))
        if sys.stdin in ready:
            line = sys.stdin.readline()
            if not line:
                return None
            number = os.fork()
            if number == 0:
                asked: Asked = json.loads(line)
                return asked
            running[number] = os.pidfd_open(number)
            _tell({"started": number})


def _tell(what: dict[str, int]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def become(asked: Asked) -> None:
    """What a process of its own would be that is started like this."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for place, file in ((1, asked["output"]), (2, asked["errors"])):
        os.dup2(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644), place)
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    main(asked["arguments"], prog_name="crdecide")


if __name__ == "__main__":
    warm_up(default_ruleset())
    if (wanted := serve_forks()) is not None:
        become(wanted)
