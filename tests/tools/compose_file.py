"""What docker-compose.yml and Dockerfile say, read without Docker, as far as ours use their formats.

Formats: the Compose specification (interpolation, durations, byte values) and the Dockerfile reference.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
COMPOSE = ROOT / "docker-compose.yml"
DOCKERFILE = ROOT / "Dockerfile"

_VARIABLE = re.compile(r"\$(?:(?P<dollar>\$)|\{(?P<name>\w+)(?::(?P<kind>[-?])(?P<word>[^}]*))?\})")
_DURATION = re.compile(r"(?:(?P<hours>\d+)h)?(?:(?P<minutes>\d+)m)?(?:(?P<seconds>\d+)s)?")
_UNITS = {"k": 1 << 10, "m": 1 << 20, "g": 1 << 30}


class MissingVariableError(Exception):
    """A variable is not set that the file cannot do without; the message is the file's."""


def interpolate(value: Any, environment: Mapping[str, str]) -> Any:
    """Return a value of the file with `${X:-default}` and `${X:?message}` filled in, in every string within it.

    Raises `MissingVariableError`.
    """

    def fill(found: re.Match[str]) -> str:
        if found["dollar"]:
            return "$"
        given = environment.get(found["name"], "")
        if not given and found["kind"] == "?":
            raise MissingVariableError(found["word"])
        return given or found["word"] or ""

    if isinstance(value, str):
        return _VARIABLE.sub(fill, value)
    if isinstance(value, list):
        return [interpolate(item, environment) for item in value]
    if isinstance(value, dict):
        return {key: interpolate(item, environment) for key, item in value.items()}
    return value


def read_compose(environment: Mapping[str, str]) -> dict[str, Any]:
    """Return docker-compose.yml with its variables filled in. Raises `MissingVariableError`."""
    read: dict[str, Any] = interpolate(yaml.safe_load(COMPOSE.read_text(encoding="utf-8")), environment)
    return read


def seconds(duration: str) -> float:
    """Return a duration such as `1m30s` in seconds. Raises `ValueError`."""
    found = _DURATION.fullmatch(duration)
    if not found or not duration:
        raise ValueError(f"{duration!r} is no duration such as 1m30s")
    hours, minutes, rest = (int(part or 0) for part in found.groups())
    return float(hours * 3600 + minutes * 60 + rest)


def size(text: str) -> int:
    """Return a size such as `512m` in bytes. Raises `KeyError`, `ValueError`."""
    return int(text[:-1]) * _UNITS[text[-1].lower()]


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """How a service is asked for its health: a command, and times in seconds."""

    command: tuple[str, ...]
    interval: float
    timeout: float
    retries: int
    start_period: float

    @classmethod
    def of(cls, service: Mapping[str, Any]) -> HealthCheck:
        """Return that of a service. Raises `KeyError` or `ValueError` where it lacks something of it."""
        check = service["healthcheck"]
        kind, *command = check["test"]
        if kind != "CMD":
            raise ValueError(f"a health check by {kind}, not CMD")
        times = (seconds(check[name]) for name in ("interval", "timeout", "start_period"))
        interval, timeout, start_period = times
        return cls(tuple(command), interval, timeout, int(check["retries"]), start_period)


@dataclass(frozen=True, slots=True)
class Instruction:
    keyword: str
    argument: str

    @property
    def words(self) -> list[str]:
        """The argument's words: of the JSON form, or as a shell would split it."""
        if self.argument.startswith("["):
            return [str(word) for word in json.loads(self.argument)]
        return shlex.split(self.argument)


def stages() -> list[list[Instruction]]:
    """Return the instructions of each stage of the Dockerfile, from its FROM on."""
    lines = [line for line in DOCKERFILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    found: list[list[Instruction]] = []
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        if not line.strip():
            continue
        keyword, argument = line.split(maxsplit=1)
        if keyword == "FROM":
            found.append([])
        found[-1].append(Instruction(keyword, argument.strip()))
    return found


def image_environment() -> dict[str, str]:
    """Return what the image sets in the environment, but for the search path."""
    pairs = (word.split("=", 1) for step in stages()[-1] if step.keyword == "ENV" for word in step.words)
    return {name: value for name, value in pairs if name != "PATH"}


def image_command() -> list[str]:
    """Return what the image runs when it is told nothing."""
    of = {step.keyword: step.words for step in stages()[-1]}
    return of["ENTRYPOINT"] + of["CMD"]
