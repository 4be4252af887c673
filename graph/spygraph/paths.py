"""Where the ontology and the shipped cases are: beside the package in a wheel, two folders up in a checkout."""

from pathlib import Path

QUALITY = "quality.ttl"
_PACKAGE = Path(__file__).parent


def _data(name: str) -> Path:
    shipped = _PACKAGE / name
    return shipped if shipped.is_dir() else _PACKAGE.parents[1] / name


def ontology() -> Path:
    """Return the folder of terms, vocabularies, shapes and shortcut queries."""
    return _data("ontology")


def turtle_files(folder: Path | None = None) -> list[Path]:
    """Return the files of terms, vocabularies, shapes and alignments, without the shapes that these must satisfy."""
    return sorted(path for path in (folder or ontology()).rglob("*.ttl") if path.name != QUALITY)


def shipped_cases() -> Path:
    """Return the folder of the cases that come with spygraph."""
    return _data("cases")


def default_cases() -> Path:
    """Return ./cases where there is one, else the shipped cases."""
    own = Path("cases")
    return own if own.is_dir() else shipped_cases()
