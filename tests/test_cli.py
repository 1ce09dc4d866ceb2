from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import cli
from graph.store import open_store
from tests.handmade import HOSTILE_NAME, readings

ROOT = Path(__file__).parents[1]
ARTICLE = "5月8日，青岛市政府与中国海洋大学在青岛签署战略合作协议。"


class Done(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(graph_url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command in this process, on the graph of `readings` unless told otherwise."""
    monkeypatch.setenv("QIANYUE_STORE", graph_url)

    def command(*arguments: str) -> Done:
        capsys.readouterr()
        status = cli.main(arguments)
        return Done(status, *capsys.readouterr())

    return command


def environment(**more: str) -> dict[str, str]:
    others = {name: value for name, value in os.environ.items() if not name.startswith(("QIANYUE", "PYTHON", "PORT"))}
    as_whom = {name: value for name, value in os.environ.items() if name.startswith("QIANYUE_STORE_")}
    return {**others, **as_whom, **more}


def test_search_in_every_format(run: Run) -> None:
    table = run("search", "藍橋")
    assert table.status == 0 and "蓝桥电池公司" in table.out and table.err == ""
    found = json.loads(run("search", "藍橋", "--format", "json").out)
    assert list(found) == ["total", "limit", "offset", "results"]
    (row,) = csv.DictReader(io.StringIO(run("search", "藍橋", "--format", "csv").out))
    assert (row["id"], row["name"], row["home"]) == (found["results"][0]["id"], "蓝桥电池公司", "西安市")
    assert run("search", "藍橋", "--format", "csv", "--bom").out.startswith("\ufeffid,")


def test_lists_are_paged_and_say_so(run: Run) -> None:
    first = run("search", "西安", "--limit", "1")
    assert len(first.out.splitlines()) == 2 and "entities 1–1 of 4" in first.err
    second = run("search", "西安", "--limit", "1", "--offset", "1")
    assert second.out.splitlines()[1] != first.out.splitlines()[1]
    assert "no entities" in run("search", "无此名").err
    assert "there are 4" in run("search", "西安", "--offset", "9").err


def test_an_entity_by_name_or_id(run: Run) -> None:
    shown = run("entity", "西安")
    assert "city-610100" in shown.out and "战略合作框架协议" in shown.out and "news.example.com" in shown.out
    assert run("entity", "city-610100").out == shown.out
    whole = json.loads(run("entity", "西安市", "--format", "json").out)
    assert (whole["entity"]["id"], whole["claims"]["total"], whole["articles"]["total"]) == ("city-610100", 2, 2)
    rows = list(csv.DictReader(io.StringIO(run("entity", "西安市", "--format", "csv").out)))
    assert {row["quote"] for row in rows} == {claim["evidence"] for claim in whole["claims"]["results"]}
    assert run("entity", "西安市", "--type", "VISITED").out.count("SIGNED") == 0


def test_links_of_a_city_with_the_quotes_behind(run: Run) -> None:
    shown = run("links", "锡山区")
    assert shown.status == 0
    assert "珠海市" in shown.out and "锡山区代表团赴珠海市考察招商" in shown.out
    answer = json.loads(run("links", "肇庆", "--format", "json").out)
    assert answer["links"]["results"][0]["figures"]["sums"][0]["amount"] == 1_500_000_000
    (row,) = csv.DictReader(io.StringIO(run("links", "肇庆", "--format", "csv").out))
    assert (row["city"], row["claims"], row["funded"]) == ("西安市", "4", "1")
    assert "陕西省" in run("links", "肇庆", "--level", "province").out
    assert [claim["evidence"] for claim in answer["claims"]["results"]] == [
        row["quote"]
        for row in csv.DictReader(io.StringIO(run("links", "肇庆", "--rows", "claims", "--format", "csv").out))
    ]
    assert answer["claims"]["total"] == answer["figures"]["claims"] == 4
    paged = json.loads(
        run("links", "肇庆", "--rows", "claims", "--limit", "1", "--offset", "3", "--format", "json").out
    )
    assert paged["claims"]["results"] == answer["claims"]["results"][3:]
    assert paged["links"]["results"] == answer["links"]["results"]
    county = run("links", "锡山区", "--level", "county")
    assert "锡山区代表团" not in county.out, "an unplaced claim is not behind the figures"


def test_links_between_two_cities_with_quotes(run: Run) -> None:
    shown = run("links", "肇庆市", "--other", "西安市")
    assert shown.status == 0
    assert "4 claims" in shown.out and "1,500,000,000" in shown.out
    assert "3月12日，肇庆市与西安市签署战略合作框架协议。" in shown.out
    rows = list(csv.DictReader(io.StringIO(run("links", "肇庆", "--other", "西安", "--format", "csv").out)))
    assert len(rows) == 4 and {row["article"] for row in rows} == {r.article.id for r, _ in readings()[:2]}
    filtered = run("links", "肇庆", "--other", "西安", "--since", "2025-03", "--min-confidence", "0.5")
    assert filtered.out.count("SIGNED") == 2 and "FUNDED" not in filtered.out


def test_an_article_with_its_text_and_claims(run: Run) -> None:
    reading, _ = readings()[0]
    shown = run("article", reading.article.id)
    assert reading.article.text.splitlines()[0] in shown.out and "肇庆西安携手" in shown.out
    whole = json.loads(run("article", reading.article.id, "--format", "json").out)
    assert whole["text"] == reading.article.text
    assert all(whole["text"][c["start"] : c["end"]] == c["evidence"] for c in whole["claims"])


def test_stats(run: Run) -> None:
    stats = json.loads(run("stats", "--format", "json").out)
    assert stats["articles"] == 4 and stats["claims"]["SIGNED"] == 3
    rows = list(csv.DictReader(io.StringIO(run("stats", "--format", "csv").out)))
    assert {"of": "claims", "type": "SIGNED", "number": "3"} in rows
    assert "SIGNED" in run("stats").out


def test_hostile_text_is_harmless_in_every_format(run: Run) -> None:
    for arguments in (("search", "cmd"), ("links", "锡山区"), ("article", readings()[3][0].article.id)):
        for form in ("table", "csv", "json"):
            shown = run(*arguments, "--format", form)
            assert shown.status == 0
            assert not set(shown.out) & set("\u202e\u2066\x1b")
    (row,) = csv.DictReader(io.StringIO(run("search", "cmd", "--format", "csv").out))
    assert row["name"].startswith("'=cmd")
    assert json.loads(run("search", "cmd", "--format", "json").out)["results"][0]["name"] == HOSTILE_NAME


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["entity", "没有这家"], "no entity"),
        (["links", "没有这个市"], "没有这个市"),
        (["links", "鼓楼区"], "several"),
        (["article", "0"], "no article"),
        (["links", "肇庆", "--since", "2024", "--until", "2023"], "since 2024 lies after until 2023"),
        (["links", "肇庆", "--since", "2022-13"], "is no date"),
        (["search", "《》"], "holds no letter"),
        (["search", "a\x00"], "control character"),
        (["search", "\udcff"], "broken encoding"),
        (["search", "西安", "--limit", "1001"], "from 1 to 1000"),
        (["stats", "--store", "oracle://x"], "oracle"),
        (["ingest"], "name a file or folder"),
        (["extract"], "PATH"),
        (["serve", "--port", "70000"], "65535"),
        (["fly"], "fly"),
        ([], "COMMAND"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_reason(run: Run, arguments: list[str], reason: str) -> None:
    done = run(*arguments)
    assert done.status == 2 and done.out == ""
    assert reason in done.err and "Traceback" not in done.err


def test_a_bad_setting_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "tcp://10.0.0.1:80")
    assert run("stats").status == 0
    assert "PORT='tcp://10.0.0.1:80'" in run("serve").err


def test_a_missing_graph_is_said_and_not_made(run: Run, tmp_path: Path) -> None:
    done = run("stats", "--store", f"sqlite:///{tmp_path}/new/graph.db")
    assert done.status == 2 and "qianyue ingest" in done.err
    assert not (tmp_path / "new").exists()


def test_ingest_keeps_what_can_be_read_and_names_the_rest(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "good.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "empty\u202e.txt").write_bytes(b"")
    (folder / "broken.jsonl").write_text('{"text": ', encoding="utf-8")
    url = f"sqlite:///{tmp_path}/data/graph.db"
    first = run("ingest", str(folder), "--store", url)
    assert first.status == 1
    assert first.out.startswith("1 articles: 1 added")
    assert "empty" in first.err and "broken.jsonl" in first.err and "\u202e" not in first.err
    assert "1 unchanged" in run("ingest", str(folder), "--store", url).out
    assert "青岛市" in run("search", "青岛", "--store", url).out
    fine = run("ingest", str(folder / "good.txt"), "--store", url)
    assert (fine.status, fine.err) == (0, "")


def test_the_limit_for_one_article_can_be_changed(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "one.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    size = len(ARTICLE.encode("utf-8"))
    for command in (["extract"], ["ingest", "--store", f"sqlite:///{tmp_path}/graph.db"]):
        refused = run(*command, str(file), "--max-bytes", str(size - 1))
        assert refused.status == 1 and "--max-bytes" in refused.err
        assert run(*command, str(file), "--max-bytes", str(size)).status == 0
    assert run("extract", str(file), "--max-bytes", "0").status == 2


def test_extract_prints_and_writes_what_articles_say(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(ARTICLE, encoding="utf-8")
    lines = [
        {"id": "../二", "text": "晴。", "published": "2024-01-02"},
        {"id": "三", "text": "珠海市长率团访问澳门大学。"},
    ]
    (tmp_path / "more.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    paths = [str(tmp_path / "one.txt"), str(tmp_path / "more.jsonl")]
    printed = [json.loads(line) for line in run("extract", *paths).out.splitlines()]
    assert [article["id"] for article in printed] == ["one", "../二", "三"]
    out = tmp_path / "out"
    done = run("extract", "--out", str(out), *paths, str(tmp_path / "missing.txt"))
    assert done.status == 1 and "missing.txt" in done.err and done.out == ""
    written = {file.name: json.loads(file.read_text(encoding="utf-8")) for file in out.iterdir()}
    assert set(written) == {"one.json", "_二.json", "三.json"}
    assert list(written["one.json"]) == ["id", "title", "published", "url", "entities", "claims"]
    assert {entity["name"] for entity in written["one.json"]["entities"]} >= {"青岛市", "中国海洋大学"}
    assert sorted(map(str, written.values())) == sorted(map(str, printed))


def test_ctrl_c_stops_without_a_trace(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("api.opening.open_store", interrupted)
    done = run("stats")
    assert done.status == 130 and "Traceback" not in done.err


def test_utf8_whatever_the_locale(graph_url: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cli", "links", "肇庆市", "--other", "西安市"],
        cwd=ROOT,
        env=environment(LANG="C", LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0", QIANYUE_STORE=graph_url),
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "战略合作框架协议" in done.stdout.decode("utf-8")


def test_a_reader_that_has_enough_is_no_error(graph_url: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "cli", "search", "市", "--limit", "1000", "--format", "json"],
        cwd=ROOT,
        env=environment(QIANYUE_STORE=graph_url),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout and process.stderr
    process.stdout.close()
    assert process.stderr.read().decode("utf-8").count("Traceback") == 0
    assert process.wait(timeout=60) == 141
    process.stderr.close()


def test_help_and_questions_load_no_model() -> None:
    code = (
        "import sys, cli\n"
        "for command in (['--help'], ['stats', '--store', sys.argv[1]]): cli.main(command)\n"
        "print(sorted({'spacy', 'fastapi', 'trafilatura', 'pyvis', 'uvicorn'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, "sqlite:///none.db"], cwd=ROOT, capture_output=True, timeout=60)
    assert done.stderr.decode("utf-8").splitlines()[-1] == "[]"


def test_serve_answers_and_stops_when_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/data/graph.db"
    with (tmp_path / "err").open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-X", "importtime", "-m", "cli", "serve", "--port", "0", "--store", url],
            cwd=ROOT,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=errors,
            # A shell's background job, as these tests may be, ignores the signal and hands that down.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
    assert process.stdout
    try:
        said = process.stdout.readline().decode("utf-8")
        found = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert found, said
        with urllib.request.urlopen(f"{found.group()}/api/v1/stats", timeout=30) as answer:
            assert json.load(answer)["articles"] == 0
        with urllib.request.urlopen(f"{found.group()}/api/v1/cities/610100", timeout=30) as answer:
            assert json.load(answer)["name"] == "西安市"
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    said = (tmp_path / "err").read_text(encoding="utf-8")
    assert "Traceback" not in said
    assert not re.search(r"\| +(spacy|ingest\.extraction)$", said, re.MULTILINE)
    with open_store(url) as store:
        assert store.stats().articles == 0


def test_an_address_in_use_is_said(run: Run, tmp_path: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run("serve", "--port", port, "--store", f"sqlite:///{tmp_path}/graph.db")
    assert done.status == 2 and f"port {port}" in done.err and "--port" in done.err and "PORT=" in done.err
