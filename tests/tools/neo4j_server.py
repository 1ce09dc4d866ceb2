"""A Neo4j Community server without Docker: assembled from Maven Central, on a free port of this machine.

`python tests/tools/neo4j_server.py` starts one and says how to reach it, until Ctrl-C. It needs Java 17 or 21 and, the
first time, Maven; the jars are kept in the user's cache folder, the data only as long as the server.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType

from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

VERSION = "5.26.0"
MAIN = "org.neo4j.server.CommunityEntryPoint"
USER = "neo4j"
START_SECONDS = 240
HOW = "on Debian: apt-get install default-jre-headless maven; or name a server by QIANYUE_TEST_NEO4J"

_POM = f"""<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>qianyue.tests</groupId><artifactId>server</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{VERSION}</version></dependency>
    <dependency>
      <groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId><version>{VERSION}</version>
    </dependency>
  </dependencies>
</project>
"""

_JAVA = [
    *(
        f"--add-opens=java.base/{package}=ALL-UNNAMED"
        for package in ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
    ),
    "--enable-native-access=ALL-UNNAMED",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-Dfile.encoding=UTF-8",
    "-XX:+UseG1GC",
]

# A look at the clock every tenth of a second stops a question that is late soon enough for a test.
_CONFIGURATION = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
server.memory.heap.initial_size=512m
server.memory.heap.max_size=1g
server.memory.pagecache.size=256m
db.transaction.monitor.check.interval=100ms
"""


class CannotStartError(Exception):
    """The server cannot be had here; the message says why and what to do."""


def jars() -> Path:
    """Return the folder of the server's jars, which Maven fetches the first time."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "qianyue"
    folder = cache / f"neo4j-{VERSION}"
    if folder.is_dir():
        return folder
    if shutil.which("mvn") is None:
        raise CannotStartError(f"Maven is missing, which fetches Neo4j {VERSION}; {HOW}")
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as made:
        pom, library = Path(made, "pom.xml"), Path(made, "lib")
        pom.write_text(_POM, encoding="utf-8")
        goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={library}"]
        done = subprocess.run(["mvn", "-q", "-B", "-f", str(pom), *goal], capture_output=True, timeout=1200)
        if done.returncode or not any(library.glob("neo4j-server-*.jar")):
            said = (done.stdout + done.stderr).decode("utf-8", "replace")
            raise CannotStartError(f"Maven could not fetch Neo4j {VERSION}: {said[-500:]}")
        try:
            library.rename(folder)
        except OSError:  # another process was faster
            if not folder.is_dir():
                raise
    return folder


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def _die_with_parent() -> None:
    """Let Linux end the server should this process be killed."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


class Neo4jServer:
    """A running server with a password of its own. Leaving the context stops it and removes its data."""

    def __init__(self) -> None:
        if shutil.which("java") is None:
            raise CannotStartError(f"Java is missing; {HOW}")
        self._jars = jars()
        self._home = Path(tempfile.mkdtemp(prefix="qianyue-neo4j-"))
        self._process: subprocess.Popen[bytes] | None = None
        self.port = _free_port()
        self.user = USER
        self.password = secrets.token_urlsafe(16)
        self.url = f"neo4j://127.0.0.1:{self.port}"
        try:
            (self._home / "conf").mkdir()
            conf = self._home / "conf" / "neo4j.conf"
            conf.write_text(_CONFIGURATION.format(port=self.port), encoding="utf-8")
            self.start()
            self._change_password()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Neo4jServer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start it, on the data that it left, and wait until it answers."""
        command = ["java", "-Xms512m", "-Xmx1g", *_JAVA, "-cp", f"{self._jars}/*", MAIN]
        command += [f"--home-dir={self._home}", f"--config-dir={self._home / 'conf'}", "--console-mode"]
        with (self._home / "out.log").open("ab") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, preexec_fn=_die_with_parent
            )
        until = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                said = (self._home / "out.log").read_text(encoding="utf-8", errors="replace")
                raise CannotStartError(f"Neo4j did not start: {said[-1000:]}")
            time.sleep(0.2)

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """End it at once, as a loss of power would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def close(self) -> None:
        self.kill()
        shutil.rmtree(self._home, ignore_errors=True)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1) as bolt:
                # The magic number of Bolt and four times version 5: a server that is up names the one it takes.
                bolt.sendall(b"\x60\x60\xb0\x17" + b"\x00\x08\x08\x05" * 4)
                bolt.settimeout(5)
                return len(bolt.recv(4)) == 4
        except OSError:
            return False

    def _change_password(self) -> None:
        change = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"
        until = time.monotonic() + 60
        while True:
            try:
                with GraphDatabase.driver(f"bolt://127.0.0.1:{self.port}", auth=(USER, USER)) as driver:
                    driver.execute_query(change, old=USER, new=self.password, database_="system")
                with GraphDatabase.driver(self.url, auth=(USER, self.password)) as driver:
                    driver.execute_query("RETURN 1", database_="neo4j")
                return
            except (DriverError, Neo4jError):
                if time.monotonic() > until:
                    raise
                time.sleep(0.5)


def main() -> None:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt), Neo4jServer() as server:
        print(f"export QIANYUE_STORE={server.url}")
        print(f"export QIANYUE_STORE_USER={server.user} QIANYUE_STORE_PASSWORD={server.password}")
        print("(Ctrl-C stops it)", flush=True)
        signal.pause()


if __name__ == "__main__":
    main()
