from __future__ import annotations

import fnmatch
import re
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.settings import settings_table
from tests.tools.compose_file import (
    COMPOSE,
    DOCKERFILE,
    ROOT,
    HealthCheck,
    MissingVariableError,
    image_command,
    image_environment,
    interpolate,
    read_compose,
    seconds,
    size,
    stages,
)
from tests.tools.neo4j_server import VERSION, CannotStartError
from tests.tools.walk_compose import walk

PASSWORD = {"QIANYUE_STORE_PASSWORD": "four$words: in#one"}
SETTINGS = {variable for variables, _, _ in settings_table() for variable in variables.split(", ")}


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found: dict[str, Any] = read_compose(PASSWORD)["services"]
    return found


def copied() -> list[str]:
    """Return the paths that the Dockerfile copies from the repository."""
    return [name for step in stages()[0] if step.keyword == "COPY" for name in step.words[:-1]]


def test_refuses_to_start_without_a_password() -> None:
    for environment in ({}, {"QIANYUE_STORE_PASSWORD": ""}):
        with pytest.raises(MissingVariableError, match="set QIANYUE_STORE_PASSWORD"):
            read_compose(environment)
    filled = read_compose(PASSWORD)["services"]
    assert filled["app"]["environment"]["QIANYUE_STORE_PASSWORD"] == PASSWORD["QIANYUE_STORE_PASSWORD"]
    assert filled["neo4j"]["environment"]["NEO4J_AUTH"] == f"neo4j/{PASSWORD['QIANYUE_STORE_PASSWORD']}"


def test_no_password_stands_in_a_file() -> None:
    for path in (COMPOSE, DOCKERFILE):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.lstrip().startswith("#") and re.search("PASSWORD|NEO4J_AUTH", line):
                assert re.search(r": (?:neo4j/)?\$\{QIANYUE_STORE_PASSWORD:\?[^}]+\}$", line), line
    assert not any(re.search("PASSWORD|SECRET|TOKEN", step.argument) for stage in stages() for step in stage)
    assert ".env" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_every_setting_is_one_of_ours(services: dict[str, Any]) -> None:
    given = {**image_environment(), **services["app"]["environment"]}
    assert given.keys() <= SETTINGS
    asked = set(re.findall(r"\$\{(\w+)", COMPOSE.read_text(encoding="utf-8")))
    assert asked <= SETTINGS, "what people set is named as the application names it"
    assert services["app"]["environment"]["QIANYUE_STORE"] == "neo4j://neo4j:7687"


def test_only_the_application_is_published_and_to_this_machine_only(services: dict[str, Any]) -> None:
    assert services["app"]["ports"] == ["127.0.0.1:8000:8000"]
    assert image_environment()["QIANYUE_PORT"] == "8000"
    assert "ports" not in services["neo4j"]
    assert read_compose({**PASSWORD, "PORT": "8080"})["services"]["app"]["ports"] == ["127.0.0.1:8080:8000"]


def test_services_are_watched_kept_and_started_in_order(services: dict[str, Any]) -> None:
    assert set(services) == {"app", "neo4j"}
    assert services["app"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    named = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["volumes"]
    for service in services.values():
        assert service["restart"] == "unless-stopped"
        check = HealthCheck.of(service)
        assert check.command and check.interval > 0 and check.timeout > 0 and check.retries > 1
        assert {volume.split(":")[0] for volume in service["volumes"]} <= named.keys()
    assert "/readyz" in HealthCheck.of(services["app"]).command[-1]


def test_memory_is_bounded_and_the_bounds_agree(services: dict[str, Any]) -> None:
    neo4j = services["neo4j"]
    given = {name.removeprefix("NEO4J_server_memory_"): value for name, value in neo4j["environment"].items()}
    assert given["heap_initial__size"] == given["heap_max__size"]
    assert size(given["heap_max__size"]) + size(given["pagecache_size"]) + size("512m") <= size(neo4j["mem_limit"])
    assert size(services["app"]["mem_limit"]) >= size("512m")


def test_the_server_is_of_the_version_that_is_tested(services: dict[str, Any]) -> None:
    name, tag = services["neo4j"]["image"].split(":")
    version, edition = tag.split("-")
    assert (name, edition) == ("neo4j", "community")
    assert VERSION.startswith(f"{version}.")


def test_the_image_is_built_of_what_is_here_with_the_locked_versions() -> None:
    builder, final = stages()
    assert builder[0].words[0] == final[0].words[0]
    assert re.fullmatch(r"python:3\.\d+\.\d+-slim-\w+", builder[0].words[0])
    assert all((ROOT / name).exists() for name in copied())
    installs = [step.argument for step in builder if "pip install" in step.argument]
    assert len(installs) == 1
    words = installs[0].split()
    assert words[words.index("-c") + 1] == "constraints.txt" and "constraints.txt" in copied()
    assert words[-1] == "." and not {"-e", "--editable"} & set(words)
    pins = [line for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    assert pins and all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in pins)


def test_every_room_is_copied() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert packages <= set(copied())


def test_the_user_is_not_root() -> None:
    final = stages()[-1]
    order = [step.keyword for step in final]
    (user,) = (step.argument for step in final if step.keyword == "USER")
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", user)
    assert order.index("USER") < order.index("ENTRYPOINT")
    (volume,) = (step.argument for step in final if step.keyword == "VOLUME")
    assert image_environment()["QIANYUE_STORE"].startswith(f"sqlite:///{volume}/")


def test_nothing_but_what_is_copied_reaches_the_build() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    assert sorted(rule[1:] for rule in rules if rule.startswith("!")) == sorted(copied())
    dropped = [rule.removeprefix("**/") for rule in rules[1:] if not rule.startswith("!")]
    assert not any(fnmatch.fnmatch(name, rule) for name in copied() for rule in dropped)


def test_the_image_asks_itself_for_its_health() -> None:
    (check,) = (step.argument for step in stages()[-1] if step.keyword == "HEALTHCHECK")
    assert "/healthz" in check and image_environment()["QIANYUE_PORT"] in check
    assert image_command() == ["qianyue", "serve", "--no-browser"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("${A}", "x"), ("${A:-d}", "x"), ("${B:-d}", "d"), ("${B}", ""), ("$${A}", "${A}"), ("a${A:?no}b", "axb")],
)
def test_variables_are_filled_in_as_compose_does(text: str, value: str) -> None:
    assert interpolate({"k": [text]}, {"A": "x", "B": ""}) == {"k": [value]}


def test_times_and_sizes_are_read_as_compose_does() -> None:
    assert [seconds(text) for text in ("10s", "2m", "1h1m1s")] == [10, 120, 3661]
    assert [size(text) for text in ("1g", "512m")] == [1 << 30, 1 << 29]
    for wrong in ("", "10", "ten"):
        with pytest.raises(ValueError, match="duration"):
            seconds(wrong)


@pytest.fixture
def compose() -> str:
    found = shutil.which("docker-compose")
    if found is None:
        pytest.skip("docker-compose is missing; on Debian: apt-get install --no-install-recommends docker-compose")
    return found


def _config(compose: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [compose, "-f", str(COMPOSE), "--project-directory", str(folder), "config"]
    path = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
    return subprocess.run(command, env={**path, **environment}, cwd=folder, capture_output=True, text=True, timeout=60)


@pytest.mark.slow
def test_compose_itself_finds_the_file_valid(compose: str, tmp_path: Path, services: dict[str, Any]) -> None:
    done = _config(compose, tmp_path, **PASSWORD)
    assert done.returncode == 0, done.stderr
    # What is printed can be read again, so that a dollar sign is doubled.
    printed = interpolate(yaml.safe_load(done.stdout), {})["services"]
    assert set(printed) == set(services)
    for name, service in services.items():
        assert printed[name]["environment"] == service["environment"]
        assert printed[name]["healthcheck"]["test"] == service["healthcheck"]["test"]


@pytest.mark.slow
@pytest.mark.parametrize("given", [{}, {"QIANYUE_STORE_PASSWORD": ""}])
def test_compose_itself_refuses_without_a_password(compose: str, tmp_path: Path, given: dict[str, str]) -> None:
    done = _config(compose, tmp_path, **given)
    assert done.returncode != 0
    assert "set QIANYUE_STORE_PASSWORD" in done.stderr


@pytest.mark.neo4j
@pytest.mark.timeout(1200)
def test_the_walk_without_docker(services: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    def tell(line: str) -> None:
        with capsys.disabled():
            print(f"\n  {line}", end="", flush=True)

    try:
        walked = walk(tell)
    except CannotStartError as reason:
        pytest.skip(str(reason))
    read = re.match(r"(\d+) articles: \1 added", walked.said)
    assert read and int(read[1]) >= len(list((ROOT / "ingest" / "samples").iterdir()))
    assert walked.answer["claims"]["total"] >= 1
    assert all(claim["evidence"] for claim in walked.answer["claims"]["results"])
    assert set(walked.healthy_after) == set(services)
    # Both stop by themselves when asked; uvicorn then ends by the signal that it was sent.
    assert walked.exits == {"app": -signal.SIGTERM, "neo4j": 0}
    limits = {name: size(service["mem_limit"]) for name, service in services.items()}
    for name, peak in walked.peaks.items():
        assert 0 < peak < limits.get(name, limits["app"]), name
