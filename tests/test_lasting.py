"""A store on disk is the old one or the new one, whole, whatever happens; where it is neither, a message says so."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import mkdtemp
from time import perf_counter

import pytest

import spygraph as package
from nursery import CALLS, instead
from spygraph import paths
from spygraph.casefile.model import CaseFile
from spygraph.errors import SpygraphError
from spygraph.lasting import UnusableError, build, current, open_store, read_stamp, version_name
from spygraph.lasting.stamp import digest
from spygraph.queries.answers import answer
from spygraph.queries.named import names
from spygraph.store import load, select
from support import TESTS, started, write
from support import spygraph as run

SOURCE = Path(package.__file__).parents[1]
HARMS: dict[str, Callable[[Path], object]] = {
    "flipped": lambda path: path.write_bytes(_flipped(path.read_bytes())),
    "cut": lambda path: os.truncate(path, path.stat().st_size // 2),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"\0"),
    "gone": lambda path: path.unlink(),
}


def _flipped(data: bytes) -> bytes:
    return data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 16]) + data[len(data) // 2 + 1 :]


def slugs(folder: Path) -> list[str]:
    """Return the ids of the cases that a kept store tells of."""
    rows = select(open_store(folder), "SELECT ?c { ?c a <https://w3id.org/spygraph/ns#Case> }")
    return sorted(row["c"].value.rsplit("/", 1)[-1] for row in rows)


def seen(folder: Path) -> dict[str, tuple[int, int]]:
    """Return each path under a folder with what tells whether it was written: its inode, and when it was modified."""
    found = [folder, *folder.rglob("*")]
    return {str(path.relative_to(folder)): (path.stat().st_ino, path.stat().st_mtime_ns) for path in found}


def whole(folder: Path) -> bytes:
    """Return the pointer, after the version that it names was compared with its stamp."""
    current(folder)
    return (folder / "current").read_bytes()


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Iterator[Path]:
    """Yield a folder that needs no disk where that is possible: these tests wait for the disk many times."""
    memory = Path("/dev/shm")
    made = Path(mkdtemp(prefix="spygraph-test-", dir=memory if os.access(memory, os.W_OK) else tmp_path))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture(name="one")
def _one(folder: Path) -> Path:
    """Return a folder with one case."""
    (folder / "one").mkdir()
    write(folder / "one", slug="porter-2031")
    return folder / "one"


@pytest.fixture(name="two")
def _two(folder: Path) -> Path:
    """Return a folder with two other cases."""
    (folder / "two").mkdir()
    write(folder / "two", slug="cook-2032")
    write(folder / "two", slug="guard-2033")
    return folder / "two"


@pytest.fixture(name="kept")
def _kept(folder: Path, one: Path) -> Path:
    """Return a store that holds the one case."""
    build(folder / "kept", [one])
    return folder / "kept"


@pytest.fixture(scope="module", name="shipped_kept")
def _shipped_kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shipped") / "kept"
    done = run("build", paths.shipped_cases(), "--store", folder)
    assert (done.code, done.err) == (0, "")
    assert f"spygraph query who-moved-first --store {folder}" in done.out
    return folder


@pytest.mark.parametrize("name", names())
def test_a_kept_store_answers_every_named_query_as_one_in_memory_does(
    name: str, shipped_kept: Path, shipped: object
) -> None:
    kept, fresh = (sorted(answer(store, name, "csv")) for store in (open_store(shipped_kept), shipped))  # type: ignore[arg-type]
    assert kept == fresh


@pytest.mark.parametrize(
    "command",
    [
        ("query", "SELECT ?case { ?case a s:Case } ORDER BY ?case"),
        ("list", "cases"),
        ("show", "naval-technologist-2013"),
        ("why", "case/network-administrator-2014/person/subject"),
        ("coverage",),
        ("patterns", "contrasts"),
        ("similar", "naval-technologist-2013"),
    ],
    ids=lambda command: command[0],
)
def test_commands_say_of_a_kept_store_what_they_say_of_its_files(command: tuple[str, ...], shipped_kept: Path) -> None:
    assert run(*command, "--store", shipped_kept) == run(*command)


def test_exports_of_a_kept_store_are_those_of_its_files(shipped_kept: Path, tmp_path: Path) -> None:
    for name, more in (("kept", ["--store", shipped_kept]), ("fresh", [])):
        (tmp_path / name).mkdir()
        assert run("export", *more, "-o", tmp_path / name / "graph.nq").code == 0
        assert run("explore", *more, "--no-open", "-o", tmp_path / name / "page.html").code == 0
    for name in ("graph.nq", "page.html"):
        assert (tmp_path / "kept" / name).read_bytes() == (tmp_path / "fresh" / name).read_bytes()


def test_a_store_that_has_names_feeds_no_format_that_must_not_have_them(shipped_kept: Path, tmp_path: Path) -> None:
    done = run("export", "--store", shipped_kept, "-o", tmp_path / "graph.stix.json")
    assert (done.code, list(tmp_path.iterdir())) == (2, [])
    assert "takes no names of people" in done.err


def test_files_are_written_beside_a_kept_store_only_when_they_are_asked_for(
    one: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert run("build", one, "--store", "kept").code == 0
    assert not (folder / "out").exists()
    assert "Unchanged in kept" in run("build", one, "--store", "kept", "-o", "files").out
    assert (folder / "files" / "graph.trig").exists()


def test_an_unchanged_input_writes_nothing(kept: Path, one: Path) -> None:
    before = seen(kept)
    assert build(kept, [one])[1] is False
    assert seen(kept) == before


def test_a_change_of_whatever_a_store_is_made_of_is_built(
    kept: Path, one: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ontology = folder / "ontology"
    shutil.copytree(paths.ontology(), ontology)

    def more(path: Path) -> None:
        path.write_text(path.read_text("utf-8") + "# more\n", encoding="utf-8")

    more(one / "porter-2031.yaml")
    assert build(kept, [one])[1]
    more(next((one / "registry").glob("*.yaml")))
    assert build(kept, [one])[1]
    assert build(kept, [one], pseudonyms=True)[1]
    assert build(kept, [one], pseudonyms=True)[1] is False
    monkeypatch.setattr(paths, "ontology", lambda: ontology)
    assert build(kept, [one], pseudonyms=True)[1] is False
    more(next((ontology / "shortcuts" / "claimed").glob("*.rq")))
    assert build(kept, [one], pseudonyms=True)[1]


def test_a_stamp_tells_what_a_version_holds(kept: Path, one: Path, folder: Path) -> None:
    stamp = current(kept).stamp
    assert (stamp.cases, stamp.count, stamp.pseudonyms) == (1, len(open_store(kept)), False)
    assert stamp.count == len(load([one]))
    assert set(stamp.inputs) == {"cases", "registry", "ontology", "program", "options"}
    assert read_stamp(kept) == stamp
    build(kept, [one], pseudonyms=True)
    assert read_stamp(kept).pseudonyms
    assert "Firefly" not in str(list(open_store(kept)))
    assert run("similar", "porter-2031", "--store", kept, "--pseudonyms").code == 2


def test_a_withdrawn_case_is_listed_of_a_kept_store_too(kept: Path, one: Path) -> None:
    text = (
        "schema: 1\ncase: cook-2032\nunit: withdrawn\nwithdrawn: {on: 2031-06-01, because: the article was retracted}\n"
    )
    (one / "cook-2032.yaml").write_text(text, encoding="utf-8")
    build(kept, [one])
    done = run("list", "cases", "--store", kept)
    assert done == run("list", "cases", "--cases", one)
    assert "withdrawn on 2031-06-01: the article was retracted" in done.out


def test_faulty_cases_leave_the_old_version(kept: Path, one: Path) -> None:
    before = whole(kept)
    write(one, "inducements: 3\n", slug="cook-2032")
    done = run("build", one, "--store", kept)
    assert (done.code, done.out) == (2, "")
    assert done.err == run("check", one).err
    assert (whole(kept), slugs(kept)) == (before, ["porter-2031"])
    assert not list(kept.glob("aside-*"))


@pytest.mark.parametrize("command", [("query", "cases"), ("list", "cases"), ("show", "porter-2031"), ("coverage",)])
def test_opening_creates_nothing(command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("nowhere", "empty"):
        done = run(*command, "--store", tmp_path / name)
        assert (done.code, done.err) == (
            2,
            f"{tmp_path / name}: no store here; make one: spygraph build --store {tmp_path / name}\n",
        )
    assert [path.name for path in tmp_path.rglob("*")] == ["empty"]


def test_a_folder_of_other_things_is_not_built_into(one: Path, folder: Path) -> None:
    done = run("build", one, "--store", one)
    assert (done.code, done.err) == (
        2,
        f"{one}: this folder holds other things than a store; name an empty or a new one\n",
    )
    assert sorted(path.name for path in one.iterdir()) == ["porter-2031.yaml", "registry"]


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_file_is_told_and_never_answers(harm: str, kept: Path, one: Path, folder: Path) -> None:
    version = current(kept)
    inside = [f"{version.name}/store/{name}" for name in version.stamp.files]
    for name in ["current", f"{version.name}/stamp.json", *inside]:
        size = (kept / name).stat().st_size
        if not size and harm in ("flipped", "cut"):
            continue
        shutil.copytree(kept, folder / "harmed")
        HARMS[harm](folder / "harmed" / name)
        if not (name == "current" and harm == "longer"):
            done = run("query", "cases", "--store", folder / "harmed")
            assert (done.code, done.out) == (2, ""), name
            assert f"spygraph build --store {folder / 'harmed'}" in done.err
        shutil.rmtree(folder / "harmed")


def test_a_file_too_many_is_damage_too(kept: Path) -> None:
    (current(kept).path / "000099.log").write_bytes(b"")
    with pytest.raises(UnusableError, match=r"000099.log is not what was written; build it again"):
        open_store(kept)


def test_a_damaged_store_is_mended_by_building_again(kept: Path, one: Path) -> None:
    harmed = max(current(kept).path.iterdir(), key=lambda path: path.stat().st_size)
    HARMS["flipped"](harmed)
    assert build(kept, [one])[1]
    assert slugs(kept) == ["porter-2031"]


def test_a_block_that_is_damaged_after_opening_ends_in_a_message(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoilt(folder: Path) -> object:
        store, version = open_store(folder), current(folder)
        for path in version.path.glob("*.sst"):
            with path.open("r+b") as file:
                file.write(b"\0" * min(2_000, path.stat().st_size // 2))
        return store

    monkeypatch.setattr("spygraph.lasting.open_store", spoilt)
    done = run("query", "SELECT * { ?s ?p ?o }", "--store", kept)
    assert (done.code, done.out) == (2, "")
    assert "build it again" in done.err or "cannot be answered: Corruption" in done.err


def test_a_store_of_a_newer_spygraph_is_neither_read_nor_replaced(kept: Path, one: Path) -> None:
    name = version_name(kept)
    found = json.loads((kept / name / "stamp.json").read_bytes()) | {"schema": 2, "spygraph": "9.0", "more": []}
    data = json.dumps(found).encode()
    (kept / name / "stamp.json").write_bytes(data)
    (kept / name).rename(kept / f"version-{digest(data)}")
    (kept / "current").write_text(f"version-{digest(data)}\n", encoding="ascii")
    before = seen(kept)
    for command in (("query", "cases"), ("build", one)):
        done = run(*command, "--store", kept)
        assert done.code == 2
        assert f"{kept}: this store was made by spygraph 9.0" in done.err
    assert seen(kept) == before


def test_a_second_writer_is_told_at_once_and_the_first_is_not_disturbed(kept: Path, two: Path) -> None:
    told = []

    def meanwhile(cases: Iterable[CaseFile]) -> Iterable[CaseFile]:
        told.append(started("-m", "spygraph", "build", two, "--store", kept, path=[SOURCE]))
        return cases

    assert build(kept, [two], progress=meanwhile)[1]
    assert [(one.code, one.err) for one in told] == [
        (2, f"{kept}: another build is writing this store; wait until it is done\n")
    ]
    assert slugs(kept) == ["cook-2032", "guard-2033"]


@pytest.fixture(name="nursery")
def _nursery() -> Iterator[Callable[..., str]]:
    """Yield what builds a store in a process that is killed, and tells whether it came to that."""
    found = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (SOURCE, TESTS / "offline")))}
    with subprocess.Popen(
        [sys.executable, str(TESTS / "nursery.py")], env=found, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        asked, told = process.stdin, process.stdout

        def child(store: Path, cases: Path, *, seconds: float = 0, call: int = 0) -> str:
            asked.write(f"{store} {cases} {seconds} {call}\n")
            asked.flush()
            return told.readline().strip()

        yield child


def test_a_build_that_is_killed_leaves_the_old_version_or_the_new_one(
    kept: Path, one: Path, two: Path, nursery: Callable[..., str]
) -> None:
    versions = {("porter-2031",): one, ("cook-2032", "guard-2033"): two}
    begun = perf_counter()
    assert nursery(kept, two, seconds=60, call=9_999) == "built"
    lasts = perf_counter() - begun
    for moment in range(12):
        now = tuple(slugs(kept))
        other = next(cases for found, cases in versions.items() if found != now)
        nursery(kept, other, seconds=lasts * moment / 12)
        assert tuple(slugs(kept)) in versions
    assert build(kept, [one])[0].stamp.cases == 1
    assert not list(kept.glob("aside-*"))


def calls(folder: Path, cases: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return how many calls make a build durable."""
    for name in CALLS:
        monkeypatch.setattr(os, name, getattr(os, name))  # taken back at the end of the test
    count = instead(0, lambda: None)
    build(folder, [cases])
    return count()


def test_a_build_that_is_killed_while_versions_change_places_leaves_one_of_them(
    kept: Path, one: Path, two: Path, nursery: Callable[..., str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = calls(folder / "counted", two, monkeypatch)
    for call in range(last - 6, last + 1):
        assert nursery(kept, two, call=call) == "killed"
        assert slugs(kept) == (["porter-2031"] if call < last else ["cook-2032", "guard-2033"])
    assert build(kept, [one])[1]
    assert sorted(path.name for path in kept.iterdir() if path.is_dir()) == sorted(
        (kept / "current").read_text("ascii").split()
    )


def test_a_call_of_the_system_that_fails_leaves_one_of_them_and_a_message(
    kept: Path, two: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise OSError(5, "Input/output error")

    last = calls(folder / "counted", two, monkeypatch)
    for call in (1, *range(last - 6, last + 1)):
        with monkeypatch.context() as patch:
            for name in CALLS:
                patch.setattr(os, name, getattr(os, name))
            instead(call, fail)
            with pytest.raises(SpygraphError, match=r"what was kept stays: Input/output error"):
                build(kept, [two])
        assert slugs(kept) == (["porter-2031"] if call < last else ["cook-2032", "guard-2033"])
        assert not list(kept.glob("aside-*"))


@pytest.fixture(name="small_disk")
def _small_disk(tmp_path: Path) -> Iterator[Path]:
    """Yield a file system of 40 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=40m", "spygraph-test", str(disk)], check=False, capture_output=True
    )
    if not mounted or mounted.returncode:
        pytest.skip("a small disk can be mounted by root only; the limit on files is tried instead")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_full_disk_leaves_the_old_version_and_a_message(small_disk: Path, one: Path, two: Path) -> None:
    kept = small_disk / "kept"
    build(kept, [one])
    before = whole(kept)
    filler = small_disk / "filler"
    for left in (0, 100_000, 600_000):
        free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
        filler.write_bytes(bytes(max(free - left, 0)))
        done = started("-m", "spygraph", "build", two, "--store", kept, path=[SOURCE])
        filler.unlink()
        assert done.code == 2, done
        assert "No space left on device" in done.err
        assert "Traceback" not in done.err
        assert (whole(kept), list(kept.glob("aside-*"))) == (before, [])
    assert build(kept, [two])[1]


def test_a_file_that_may_not_grow_leaves_the_old_version_and_a_message(kept: Path, two: Path) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)); "
    begin = "from spygraph.cli import main; main()"
    before = whole(kept)
    done = started("-c", limit + begin, "build", two, "--store", kept, path=[SOURCE])
    assert done.code == 2, done
    assert "not built, and what was kept stays: " in done.err
    assert (whole(kept), list(kept.glob("aside-*"))) == (before, [])


READER = """
import sys
from pathlib import Path
from spygraph.lasting import open_store
while True:
    print(len(open_store(Path(sys.argv[1]))), flush=True)
"""


def test_readers_see_whole_versions_while_others_are_built(kept: Path, one: Path, two: Path) -> None:
    held = open_store(kept)
    sizes = {len(held), len(load([two]))}
    found = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (SOURCE, TESTS / "offline")))}
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(kept)], env=found, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout
        first = int(reader.stdout.readline())
        for cases in (two, one, two, one, two):
            assert build(kept, [cases])[1]
        reader.terminate()
        said, errors = reader.communicate(timeout=60)
    assert errors == ""
    read = [first, *map(int, said.splitlines()[:-1])]
    assert set(read) == sizes
    assert len(list(held)) == read[0], "a store that was open goes on, though its version is gone"


def test_a_store_that_may_not_be_written_can_be_read(kept: Path) -> None:
    version = current(kept)
    before = seen(kept)
    for path in (kept, *kept.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    # root may write anything: then it becomes somebody who may not
    script = """import os, sys; from pathlib import Path; from spygraph.lasting import open_store
os.getuid() or os.setuid(65534)
print(len(open_store(Path(sys.argv[1]))))"""
    done = started("-c", script, kept, path=[SOURCE])
    for path in (kept, *kept.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert (done.code, done.out) == (0, f"{version.stamp.count}\n"), done.err
    assert seen(kept) == before
