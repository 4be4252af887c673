"""What the generator draws from, read off invented.toml."""

import tomllib
from pathlib import Path
from typing import Any

_TABLE: dict[str, Any] = tomllib.loads(Path(__file__).with_name("invented.toml").read_text(encoding="utf-8"))
PROFILES: list[dict[str, int]] = [profile["count"] for profile in _TABLE["profiles"]]
ODDS: dict[str, dict[str, float]] = _TABLE["odds"]
APART: dict[str, float] = _TABLE["apart"]
OFTEN: dict[str, float] = {key: value for key, value in _TABLE["often"].items() if not isinstance(value, list)}
BETWEEN: dict[str, list[int]] = {key: value for key, value in _TABLE["often"].items() if isinstance(value, list)}
WORDS: dict[str, list[str]] = _TABLE["words"]
