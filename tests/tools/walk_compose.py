"""Walks through docker-compose.yml without Docker: the same steps, as processes of this machine.

`python tests/tools/walk_compose.py` installs the package into an empty environment by the Dockerfile's own commands,
starts Neo4j and the application with the environment that the files give them, in the order of `depends_on`, waits
for the health checks, reads the samples, asks a question over HTTP, and stops everything as Docker would. Host names
become 127.0.0.1 and ports free ones. What only Docker has is not walked: base images, users, volumes, limits (the
most memory that was used is told instead). Linux, Java 17 and, the first time, Maven are needed.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.tools.compose_file import (
    ROOT,
    HealthCheck,
    image_command,
    image_environment,
    read_compose,
    seconds,
    stages,
)
from tests.tools.neo4j_server import USER, CannotStartError, _die_with_parent, _free_port, jars

INSTALLED = "/opt/qianyue"
GRACE = "10s"
QUESTION = "/api/v1/links/肇庆市/西安市"
PATIENCE = 60
"""Seconds in which a question that is refused for now (503, 504) is asked again."""

_OURS = ("QIANYUE", "NEO4J", "PYTHON", "PORT", "VIRTUAL_ENV", "JAVA")


class WalkError(Exception):
    """A step did not go as the files say; the message names it."""


@dataclass(slots=True)
class Walked:
    """What was seen on the way."""

    healthy_after: dict[str, float] = field(default_factory=dict)
    """For each service, the seconds from its start to its first good health check."""
    peaks: dict[str, int] = field(default_factory=dict)
    """For each process, the most memory that was resident, in bytes."""
    exits: dict[str, int] = field(default_factory=dict)
    """For each service, its exit status after it was told to stop."""
    said: str = ""
    """What reading the samples printed."""
    answer: dict[str, Any] = field(default_factory=dict)
    """The answer to `QUESTION`."""


class Process:
    """A process with a log of its own, watched for its memory."""

    def __init__(self, name: str, command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> None:
        self.name = name
        self.log = folder / f"{name}.log"
        self.peak = 0
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=_die_with_parent,
            )

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def running(self) -> bool:
        with suppress(OSError):
            status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8")
            if found := re.search(r"VmHWM:\s+(\d+) kB", status):
                self.peak = max(self.peak, int(found[1]) * 1024)
        return self._process.poll() is None

    def wait(self, limit: float) -> int:
        """Return its exit status. Raises `WalkError` where it does not end within the limit, in seconds."""
        until = time.monotonic() + limit
        while self.running():
            if time.monotonic() > until:
                raise WalkError(f"{self.name} did not end within {limit:g} s")
            time.sleep(0.05)
        return self._process.returncode

    def stop(self, grace: float) -> int:
        """Tell it to stop, as Docker would, and return its exit status. Raises `WalkError` as `wait` does."""
        self._process.send_signal(signal.SIGTERM)
        return self.wait(grace)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


def _get(host: str, port: int, path: str) -> tuple[int, str]:
    """Return the status and the body of an answer. No proxy is asked, whatever the environment says."""
    connection = HTTPConnection(host, port, timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8")
    finally:
        connection.close()


class Walk:
    """The walk in a folder; `tell` gets a line for each step."""

    def __init__(self, folder: Path, tell: Callable[[str], None]) -> None:
        self._folder = folder
        self._tell = tell
        self._venv = folder / "venv"
        self._password = secrets.token_urlsafe(16)
        self._bolt, self._web = _free_port(), _free_port()
        self._services = read_compose({"QIANYUE_STORE_PASSWORD": self._password, "PORT": str(self._web)})["services"]
        self._processes: dict[str, Process] = {}
        self._inherited = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
        self.walked = Walked()

    def run(self) -> Walked:
        """Take every step. Raises `WalkError` and `CannotStartError`."""
        with ExitStack() as stack:
            self._install()
            needs = {name: service.get("depends_on", {}) for name, service in self._services.items()}
            order = list(TopologicalSorter(needs).static_order())
            for name in order:
                service = self._services[name]
                starts = self._start_app if "build" in service else self._start_neo4j
                process = starts(name, service)
                stack.callback(process.kill)
                self._processes[name] = process
                self._await_health(name, HealthCheck.of(service))
            self._read_samples()
            self._ask()
            for name in reversed(order):
                self._stop(name)
        return self.walked

    def _here(self, text: str) -> str:
        """Return a text with hosts and ports as they are on this machine."""
        names = "|".join(map(re.escape, self._services))
        text = re.sub(rf"\b(?:{names})(?=:\d)|\b0\.0\.0\.0\b", "127.0.0.1", text)
        ports = {"8000": str(self._web), "7687": str(self._bolt)}
        return re.sub(r"(?<![\w.-])(?:8000|7687)(?![\w.-])", lambda found: ports[found[0]], text)

    def _install(self) -> None:
        """Do what the Dockerfile's first stage does, with the files that it copies."""
        source = self._folder / "src"
        source.mkdir()
        environment = {**self._inherited, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        for step in stages()[0]:
            if step.keyword == "COPY":
                *names, target = step.words
                for name in names:
                    if (ROOT / name).is_dir():
                        shutil.copytree(ROOT / name, source / target, ignore=shutil.ignore_patterns("__pycache__"))
                    else:
                        shutil.copy(ROOT / name, source / target)
            elif step.keyword == "RUN":
                began = time.monotonic()
                command = step.argument.replace(INSTALLED, str(self._venv))
                done = subprocess.run(["/bin/sh", "-c", command], cwd=source, env=environment, capture_output=True)
                if done.returncode:
                    raise WalkError(f"{step.argument}: {done.stderr.decode('utf-8', 'replace')[-2000:]}")
                self._tell(f"installed as the Dockerfile does in {time.monotonic() - began:.0f} s")
        shutil.rmtree(source)

    def _start_neo4j(self, name: str, service: Mapping[str, Any]) -> Process:
        """Start the server as its image does: settings from the environment, the first password, `neo4j console`.

        See the entry point of github.com/neo4j/docker-neo4j for the names of settings: `_` is a dot, `__` an underline.
        """
        home = self._folder / name
        (home / "conf").mkdir(parents=True)
        (home / "lib").symlink_to(jars(), target_is_directory=True)
        given = dict(service["environment"])
        user, password = given.pop("NEO4J_AUTH").split("/")
        if user != USER:
            raise WalkError(f"NEO4J_AUTH names the user {user}: the image takes none but {USER}")
        lines = ["server.default_listen_address=127.0.0.1", self._here("server.bolt.listen_address=:7687")]
        for variable, value in given.items():
            setting = variable.removeprefix("NEO4J_").replace("__", "\0").replace("_", ".").replace("\0", "_")
            lines.append(f"{setting}={self._here(value)}")
        (home / "conf" / "neo4j.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")
        environment = {**self._inherited, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}

        def tool(main: str, *arguments: str) -> str:
            command = ["java", "-cp", f"{home / 'lib'}/*", f"-Dbasedir={home}", f"org.neo4j.server.startup.{main}"]
            done = subprocess.run([*command, *arguments], env=environment, capture_output=True)
            if done.returncode:
                raise WalkError(f"{main}: {(done.stdout + done.stderr).decode('utf-8', 'replace')[-1000:]}")
            return done.stdout.decode("utf-8")

        tool("Neo4jAdminCommand", "dbms", "set-initial-password", password)
        command = shlex.split(tool("Neo4jCommand", "console", "--dry-run").splitlines()[-1])
        return Process(name, command, home, environment)

    def _app_environment(self, service: Mapping[str, Any]) -> dict[str, str]:
        given = {**image_environment(), **service["environment"]}
        path = f"{self._venv / 'bin'}:{self._inherited['PATH']}"
        return {**self._inherited, "PATH": path, **{name: self._here(value) for name, value in given.items()}}

    def _start_app(self, name: str, service: Mapping[str, Any]) -> Process:
        data = self._folder / name
        data.mkdir()
        program, *arguments = image_command()
        return Process(name, [str(self._venv / "bin" / program), *arguments], data, self._app_environment(service))

    def _await_health(self, name: str, check: HealthCheck) -> None:
        """Wait as Docker does: so many failures after the start period, one after another, make a service unhealthy."""
        began = time.monotonic()
        process, command = self._processes[name], [self._here(word) for word in check.command]
        environment = {**self._inherited, "PATH": f"{self._venv / 'bin'}:{self._inherited['PATH']}"}
        failures = 0
        while failures < check.retries:
            time.sleep(check.interval)
            if not process.running():
                raise WalkError(f"{name} ended: {process.said()[-2000:]}")
            with suppress(subprocess.TimeoutExpired):
                done = subprocess.run(command, env=environment, capture_output=True, timeout=check.timeout)
                if not done.returncode:
                    self.walked.healthy_after[name] = time.monotonic() - began
                    self._tell(f"{name} is healthy after {self.walked.healthy_after[name]:.0f} s")
                    return
            failures += time.monotonic() - began > check.start_period
        raise WalkError(f"{name} is not healthy: {process.said()[-2000:]}")

    def _read_samples(self) -> None:
        """Read the samples as `docker compose run --rm app ingest --samples` does."""
        (service,) = (service for service in self._services.values() if "build" in service)
        program = image_command()[0]
        command = [str(self._venv / "bin" / program), "ingest", "--samples"]
        process = Process("ingest", command, self._folder, self._app_environment(service))
        try:
            status = process.wait(600)
        finally:
            process.kill()
        self.walked.said, self.walked.peaks["ingest"] = process.said().strip(), process.peak
        if status:
            raise WalkError(f"reading the samples ended with {status}: {self.walked.said[-2000:]}")
        self._tell(f"{self.walked.said}; {process.peak / 2**20:.0f} MiB at the most")

    def _ask(self) -> None:
        """Ask at the published address, again where the server has not yet planned its queries in the time it has."""
        (published,) = (port for service in self._services.values() for port in service.get("ports", []))
        host, port, _ = published.split(":")
        status, body = _get(host, int(port), quote(QUESTION))
        until = time.monotonic() + PATIENCE
        while status in (503, 504) and time.monotonic() < until:
            self._tell(f"{QUESTION}: {status}, asked again")
            status, body = _get(host, int(port), quote(QUESTION))
        if status != 200:
            raise WalkError(f"{QUESTION}: {status} {body[:1000]}")
        self.walked.answer = json.loads(body)
        self._tell(f"{QUESTION}: {self.walked.answer['claims']['total']} claims")

    def _stop(self, name: str) -> None:
        process = self._processes[name]
        process.running()
        grace = seconds(self._services[name].get("stop_grace_period", GRACE))
        self.walked.exits[name] = process.stop(grace)
        self.walked.peaks[name] = process.peak
        self._tell(f"{name} ended with {self.walked.exits[name]}; {process.peak / 2**20:.0f} MiB at the most")


def walk(tell: Callable[[str], None]) -> Walked:
    """Walk in a folder that is removed afterwards. Raises `WalkError`, and `CannotStartError` where Neo4j cannot be."""
    if shutil.which("java") is None:
        raise CannotStartError("Java is missing; on Debian: apt-get install openjdk-17-jre-headless maven")
    jars()
    with tempfile.TemporaryDirectory(prefix="qianyue-walk-", ignore_cleanup_errors=True) as folder:
        return Walk(Path(folder), tell).run()


def main() -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        walk(lambda line: print(line, flush=True))
    except (WalkError, CannotStartError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
