"""Builds a store in processes that are killed: reads "STORE CASES SECONDS CALL" from each line of its input.

A child is forked, so that it need not import anything, and builds CASES into STORE. It is killed after SECONDS, or,
where CALL is a number from 1, in place of that call of the system that makes the build durable. Then a word is printed:
built or killed.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from spygraph.lasting import build

CALLS = ("fsync", "rename", "replace")


def instead(number: int, action: Callable[[], None]) -> Callable[[], int]:
    """Let the given call of those in CALLS, counted from 1, do something else; return what counts the calls."""
    seen = 0

    def wrap(real: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **kwargs: Any) -> Any:
            nonlocal seen
            seen += 1
            if seen == number:
                action()
            return real(*args, **kwargs)

        return counted

    for name in CALLS:
        setattr(os, name, wrap(getattr(os, name)))
    return lambda: seen


def main() -> None:
    for line in sys.stdin:
        store, cases, seconds, call = line.split()
        child = os.fork()
        if not child:
            instead(int(call), lambda: os.kill(os.getpid(), signal.SIGKILL))
            build(Path(store), [Path(cases)])
            os._exit(0)
        if not int(call):
            time.sleep(float(seconds))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        print("killed" if os.WIFSIGNALED(status) else "built", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
