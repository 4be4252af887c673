"""What the README shows is what happens."""

import doctest
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from spygraph.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```console\n\$ spygraph (.+)\n((?s:.+?))```", README)
CASE = re.search(r"```yaml\n((?s:.+?))```", README)[1]  # type: ignore[index]
REGISTRY = """schema: 1
authorities: {example-ministry: {name: Example Ministry}}
outlets: {example-paper: {name: Example Paper, kind: independent}}
sources:
  example-2031-05-02: {title: A porter, publisher: example-paper, language: en, kind: independent}
"""


def run(command: str) -> tuple[int, str]:
    import shlex

    result = CliRunner().invoke(main, shlex.split(command))
    return result.exit_code, result.output


@pytest.fixture(name="own_case")
def _own_case(tmp_path: Path) -> Path:
    (tmp_path / "registry").mkdir()
    (tmp_path / "registry" / "all.yaml").write_text(REGISTRY, encoding="utf-8")
    path = tmp_path / "night-porter-2031.yaml"
    path.write_text(CASE, encoding="utf-8")
    return path


@pytest.mark.parametrize(("command", "expected"), EXAMPLES, ids=[command[:30] for command, _ in EXAMPLES])
def test_each_example_prints_what_the_readme_shows(
    command: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    code, output = run(command)
    assert code == 0
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    assert doctest.OutputChecker().check_output(expected, output, flags), output


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`spygraph ((?:list|show) [a-z0-9-]+)`", README))))
def test_each_command_named_in_the_text_works(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert run(command)[0] == 0


def test_the_case_file_shown_is_sound(own_case: Path) -> None:
    assert run(f"check {own_case}")[1].startswith("1 file,")


def test_the_error_message_shown_is_the_one_printed(own_case: Path) -> None:
    own_case.write_text(CASE.replace("initiation: recruited", "initiation: recruted"), encoding="utf-8")
    shown = re.search(r"cases/night-porter-2031.yaml:(.+)", README)[1]  # type: ignore[index]
    assert run(f"check {own_case}") == (2, f"{own_case}:{shown}\n")


def test_the_python_shown_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    exec(re.search(r"```python\n((?s:.+?))```", README)[1], names)  # type: ignore[index]
    assert len(list(names["rows"])) > 3  # type: ignore[call-overload]
    assert len(names["graph"]) > 100  # type: ignore[arg-type]


def test_the_two_set_up_commands_are_the_ones_that_continuous_integration_runs() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for mark in ("main command", "test command"):
        assert f"<!-- {mark} -->" in README
        assert mark in script


def test_every_file_and_folder_that_the_readme_links_to_exists() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_python_versions_agree() -> None:
    import tomllib

    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert f"Python {wanted.removeprefix('>=')} or newer" in README
