"""The server under load, beside `oxigraph serve-read-only` on the same statements, in the same run.

server.py [--cases N] [--seconds S]: needs wrk and PyPI oxigraph. The load generator is wrk with one
thread and 32 connections; the hostile clients and the idle connections are threads and sockets of this script.
"""

import argparse
import json
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote
from urllib.request import Request, urlopen

import click
import psutil
import pyoxigraph as ox
from generate import generate

from spygraph.casefile.grammar import NS
from spygraph.lasting import current

CONNECTIONS, GOOD, HOSTILE, IDLE = 32, 64, 16, 200
TIMEOUT, OVERRUNS = 2.0, 20
LISTED = f"SELECT ?person ?handler {{ ?person <{NS}handledBy> ?handler }}"
# a product of lists: endless, and as good as nothing in memory
_LIST = " ".join(map(str, range(60)))
ENDLESS = "SELECT (COUNT(*) AS ?n) {{ {} }}".format(" ".join(f"VALUES ?v{one} {{ {_LIST} }}" for one in range(8)))
_SCRIPT = """local addresses = {}
for line in io.lines("%s") do addresses[#addresses + 1] = line end
local number = 0
request = function()
  number = number + 1
  return wrk.format("GET", addresses[(number * 7919) %% #addresses + 1], {["Accept"] = "%s"})
end
"""


def main() -> None:
    """Print one JSON line a measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--no-peer", action="store_true", help="leave out the comparison with oxigraph")
    args = parser.parse_args()
    with TemporaryDirectory() as folder:
        there = Path(folder)
        generate(args.cases, there / "cases")
        run("build", there / "cases", "--store", there / "store")
        if not args.no_peer:
            compare(there, args.seconds)
        with ours(there / "store", "--timeout", str(TIMEOUT)) as (port, pid):
            told(**overrun(port))
            told(**pressed(there, port, pid, args.seconds))
            told(**renewed(there, port))


def compare(there: Path, seconds: int) -> None:
    """Ask both servers the same: the whole list, and the handlers of one person each time."""
    folder = current(there / "store").path
    people = sorted(
        {row[0].value for row in ox.Store.read_only(str(folder)).query(LISTED, use_default_graph_as_union=True)}
    )
    each = [f"SELECT ?handler {{ <{person}> <{NS}handledBy> ?handler }}" for person in people]
    # a comment makes each text new, so that no answer is one that was kept
    fresh = [f"{LISTED} # {number}" for number in range(20_000)]
    for name, queries in (("list, asked again", [LISTED]), ("list, each time new", fresh), ("one person", each)):
        with ours(there / "store") as (port, _):
            mine = load(there, port, "/sparql?query=", queries, seconds)
        with peer(folder) as port:
            theirs = load(there, port, "/query?union-default-graph&query=", queries, seconds)
        told(what=name, ours=mine, oxigraph=theirs, ratio=round(mine["per second"] / theirs["per second"], 2))


def load(
    there: Path, port: int, start: str, queries: list[str], seconds: int, connections: int = CONNECTIONS
) -> dict[str, float]:
    """Return what wrk counted: answers in a second, and those that were none."""
    addresses = there / "addresses.txt"
    addresses.write_text("\n".join(start + quote(query, safe="") for query in queries), encoding="utf-8")
    script = there / "ask.lua"
    script.write_text(_SCRIPT % (addresses, "application/sparql-results+json"), encoding="utf-8")
    command = [
        "wrk",
        "-t1",
        f"-c{connections}",
        f"-d{seconds}",
        "--timeout",
        "60s",
        "-s",
        str(script),
        f"http://127.0.0.1:{port}/",
    ]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", text)
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    lost = sum(int(one) for one in re.findall(r"(?:connect|read|write|timeout) (\d+)", text))
    return {"per second": float(found[1]) if found else 0.0, "errors": int(bad[1] if bad else 0) + lost}


def overrun(port: int) -> dict[str, object]:
    """Return by how many milliseconds the answer to an endless query comes after its deadline."""
    late = []
    for number in range(OVERRUNS):
        begun = time.perf_counter()
        status = ask(port, f"{ENDLESS} # {number}")
        late.append((time.perf_counter() - begun - TIMEOUT) * 1000)
        assert status == 504, status
    return {"what": "deadline overrun, ms", "median": round(statistics.median(late), 1), "most": round(max(late), 1)}


def pressed(there: Path, port: int, pid: int, seconds: int) -> dict[str, object]:
    """Return how good clients fare under hostile and idle ones, and the memory of all processes of the server."""
    before = memory(pid)
    idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(IDLE)]
    over = threading.Event()
    refused: list[int] = []

    def press(number: int) -> None:
        count = 0
        while not over.is_set():
            refused.append(ask(port, f"{ENDLESS} # {number} {count}"))
            count += 1

    most = [before]

    def watch() -> None:
        while not over.wait(0.1):
            most.append(memory(pid))

    threads = [threading.Thread(target=press, args=(number,)) for number in range(HOSTILE)] + [
        threading.Thread(target=watch)
    ]
    for thread in threads:
        thread.start()
    queries = [f"{LISTED} LIMIT {number}" for number in range(1, 500)]
    good = load(there, port, "/sparql?query=", queries, 2 * seconds, GOOD)
    over.set()
    for thread in threads:
        thread.join()
    for connection in idle:
        connection.close()
    statuses = {status: refused.count(status) for status in sorted(set(refused))}
    return {
        "what": f"{GOOD} good clients under {HOSTILE} hostile ones and {IDLE} idle connections",
        "good": good,
        "hostile were answered": statuses,
        "megabytes": {"before": before, "most": max(most), "after": memory(pid)},
    }


def renewed(there: Path, port: int) -> dict[str, object]:
    """Return how long after the end of a build the new version is served; below 0: before the build had ended."""
    before, switched = version(port), []

    def watch() -> None:
        while version(port) == before:
            time.sleep(0.01)
        switched.append(time.perf_counter())

    watching = threading.Thread(target=watch)
    watching.start()
    generate(1 + len([*(there / "cases").glob("*.yaml")]), there / "cases", seed=2)
    run("build", there / "cases", "--store", there / "store")
    ended = time.perf_counter()
    watching.join(60)
    return {"what": "a new version is served after its build, s", "seconds": round(switched[0] - ended, 2)}


def version(port: int) -> str:
    """Return which version is served."""
    with urlopen(f"http://127.0.0.1:{port}/health", timeout=60) as found:
        name: str = json.load(found)["version"]
    return name


def ask(port: int, query: str) -> int:
    """Return the status of an answer; 0 where the connection broke."""
    request = Request(f"http://127.0.0.1:{port}/sparql?query={quote(query)}")
    try:
        with urlopen(request, timeout=60) as found:
            return int(found.status)
    except OSError as error:
        return int(getattr(error, "code", 0))


def memory(pid: int) -> int:
    """Return the megabytes that a process and those under it have for themselves (PSS)."""
    parent = psutil.Process(pid)
    total = 0
    for one in (parent, *parent.children(recursive=True)):
        try:
            total += one.memory_full_info().pss
        except psutil.Error:
            continue
    return total // 1_000_000


@contextmanager
def ours(store: Path, *args: str) -> Iterator[tuple[int, int]]:
    """Run the server; yield its port and process."""
    command = [sys.executable, "-m", "spygraph", "serve", "--store", str(store), "--port", "0", *args]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        port = int(process.stdout.readline().split("/")[2].rpartition(":")[2])
        wait(port, "/sparql?query=ASK%7B%7D")
        try:
            yield port, process.pid
        finally:
            process.terminate()


@contextmanager
def peer(folder: Path) -> Iterator[int]:
    """Run oxigraph on the same files; yield its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).parent / "oxigraph"
    command = [str(program), "serve-read-only", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        wait(port, "/query?query=ASK%7B%7D")
        try:
            yield port
        finally:
            process.terminate()


def wait(port: int, path: str) -> None:
    """Wait until a server answers."""
    for _ in range(600):
        try:
            with urlopen(f"http://127.0.0.1:{port}{path}", timeout=5):
                return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"no server answers at {port}")


def run(*args: object) -> None:
    """Run a command of spygraph."""
    subprocess.run([sys.executable, "-m", "spygraph", *map(str, args)], check=True, stdout=subprocess.DEVNULL)


def told(**found: object) -> None:
    """Print a measurement."""
    click.echo(json.dumps(found))


if __name__ == "__main__":
    main()
