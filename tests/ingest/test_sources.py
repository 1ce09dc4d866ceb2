"""Whatever is given, every article is read, and everything else is named with its reason."""

import gzip
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.model import Article
from ingest.sources import Unreadable, read_paths

TITLE = "临江市与北湖大学携手共建研究院"
FIRST = "5月5日，临江市人民政府与北湖大学在临江宾馆签署战略合作协议，双方将共建新材料研究院。"
SECOND = "根据协议，临江市将投资3亿元建设研究院的实验楼，北湖大学派出团队常驻；首批课题年内启动。"
TEXT = f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n"


def read(*paths: Path, **limits: int) -> tuple[list[Article], list[Unreadable]]:
    found = list(read_paths(paths, **limits))
    return [x for x in found if isinstance(x, Article)], [x for x in found if isinstance(x, Unreadable)]


def write_lines(path: Path, *rows: Any) -> Path:
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def pdf_of(lines: list[str], *, pages: int = 1) -> bytes:
    """Return a PDF whose pages show the lines, with the map from glyphs to characters that makes a text layer."""
    code = {char: number for number, char in enumerate(sorted(set("".join(lines))), 1)}
    pairs = "\n".join(f"<{number:04X}> <{char.encode('utf-16-be').hex()}>" for char, number in code.items())
    shown = " ".join("<" + "".join(f"{code[char]:04X}" for char in line) + "> Tj T*" for line in lines)
    content = f"BT /F1 12 Tf 14 TL 50 780 Td {shown} ET"
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def "
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange {len(code)} beginbfchar\n{pairs}\n"
        "endbfchar endcmap end end"
    )
    kids = " ".join(f"{8 + number} 0 R" for number in range(pages))
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font<</F1 4 0 R>>>>>>"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[5 0 R]/ToUnicode 6 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/DW 1000/FontDescriptor 7 0 R"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        f"<</Length {len(to_unicode)}>>stream\n{to_unicode}\nendstream",
        "<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 900/Descent -200"
        "/CapHeight 700/StemV 80>>",
        *[page] * pages,
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, content_of in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content_of}\nendobj\n".encode("ascii")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("ascii")


def html_of(body: str) -> str:
    return f'<html><head><meta charset="utf-8"><title>{TITLE}</title></head><body>{body}</body></html>'


PAGE = html_of(
    '<div class="nav"><a href="/">首页</a> &gt; <a href="/n">要闻</a></div>'
    f"<article><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p></article>"
    '<div class="related"><h3>相关新闻</h3><ul><li><a href="1">南山县召开春耕大会</a></li></ul></div>'
    "<footer>版权所有 临江新闻网</footer>"
)


def test_the_same_article_from_every_kind_of_file_has_one_id(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="gb18030")
    (tmp_path / "b.md").write_text(f"# {TEXT}", encoding="utf-8")
    (tmp_path / "c.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "d.pdf").write_bytes(pdf_of([TITLE, "", FIRST, "", SECOND]))
    write_lines(tmp_path / "e.jsonl", {"text": TEXT})
    with gzip.open(tmp_path / "f.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.write(json.dumps({"id": "7", "text": TEXT}) + "\n")
    articles, unreadable = read(tmp_path)
    assert unreadable == []
    assert [article.address.name for article in articles] == [
        "a.txt",
        "b.md",
        "c.html",
        "d.pdf",
        "e.jsonl",
        "f.jsonl.gz",
    ]
    assert len({article.id for article in articles}) == 1
    assert {article.title for article in articles} == {TITLE}
    assert len({article.address.uri for article in articles}) == 6
    assert articles[0].address.uri == (tmp_path / "a.txt").as_uri()
    assert articles[0].given_id == "a"
    assert str(tmp_path) not in "".join(article.address.name for article in articles)


def test_bad_files_are_named_with_their_reason_and_nothing_else_is_lost(tmp_path: Path) -> None:
    bad: dict[str, tuple[bytes, str]] = {
        "binary.txt": (b"\x89PNG\r\n\0\0\0", "binary"),
        "bodyless.html": (b"<html><head><title>x</title></head></html>", "no body"),
        "broken.pdf": (b"%PDF-1.4 no more", "no valid PDF"),
        "deep.html": (b"<div>" * 60_000, "tags"),
        "empty.txt": (b"", "empty"),
        "empty.pdf": (b"", "empty"),
        "furniture.txt": ("首页 > 要闻\n标签：合作\n".encode(), "no article"),
        "huge.txt": (b"", "bytes"),
        "long.pdf": (pdf_of([FIRST], pages=400), "400 pages"),
        "scan.pdf": (pdf_of([]), "text layer"),
        "spaces.txt": (b" \n\t\n", "no article"),
        "torn.jsonl.gz": (gzip.compress(b"x" * 9999)[:20], "gzip"),
    }
    for name, (data, _) in bad.items():
        (tmp_path / name).write_bytes(data)
    with (tmp_path / "huge.txt").open("wb") as stream:
        stream.truncate(50_000_000)
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    articles, unreadable = read(tmp_path)
    assert [article.address.name for article in articles] == ["good.txt"]
    assert {report.name for report in unreadable} == set(bad)
    for report in unreadable:
        assert bad[report.name][1] in report.reason, report


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    (tmp_path / "b.json").write_text("{}", encoding="utf-8")
    (tmp_path / ".hidden").write_text("x", encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.txt")
    _, unreadable = read(tmp_path, tmp_path / "none.txt", tmp_path / "a.json")
    assert [report.name for report in unreadable] == ["pipe.txt", "a.json and 1 more", "none.txt", "a.json"]
    assert "not exist" in unreadable[2].reason


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every folder")
def test_a_folder_without_permission_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    try:
        articles, unreadable = read(tmp_path)
    finally:
        closed.chmod(0o700)
    assert [article.address.name for article in articles] == ["a.txt"]
    assert unreadable == [Unreadable("closed", "the folder may not be read; change its permissions")]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other bounds for a path")
def test_a_folder_that_the_system_cannot_open_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "z.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    # A path may have 4,095 bytes: the folders beyond can be made one from within the other, and not named whole.
    for number in range(20):
        name = f"{number:0>250}"
        os.mkdir(name)  # noqa: PTH102 - relative to the folder we are in
        os.chdir(name)
    monkeypatch.chdir(tmp_path)
    try:
        articles, unreadable = read(tmp_path)
    finally:
        shutil.rmtree(f"{0:0>250}")
    assert [article.address.name for article in articles] == ["z.txt"]
    (fault,) = unreadable
    assert fault.name.startswith("0" * 200) and "folder" in fault.reason


def test_a_file_given_twice_is_read_once_and_the_order_is_that_of_the_names(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.txt", "sub/c.txt"):
        (tmp_path / name).write_text(f"{name}开幕。{FIRST}", encoding="utf-8")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    articles, unreadable = read(tmp_path / "b.txt", tmp_path)
    assert [article.given_id for article in articles] == ["b", "a", "c"]
    assert unreadable == []


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux only")
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"\xff\xfe.txt", "�"),
        ("北湖签约".encode("gb18030") + b".txt", "北湖签约.txt"),
        ("签\n约\u202e.txt".encode(), "签\ufffd约\ufffd.txt"),
        (b"=cmd|'A1'!x\"<b>.txt", "=cmd|'A1'!x\"<b>.txt"),
    ],
)
def test_odd_file_names(tmp_path: Path, name: bytes, shown: str) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    path.write_text(TEXT, encoding="utf-8")
    (article,), unreadable = read(tmp_path)
    assert unreadable == []
    assert shown in article.address.name
    assert article.address.uri.isascii()
    assert article.given_id is not None
    article.given_id.encode("utf-8")
    article.address.name.encode("utf-8")


def test_json_lines_keep_what_they_give(tmp_path: Path) -> None:
    url = "https://news.example.com/1"
    row = {"id": "x/1", "title": "题", "published": "2024-05", "url": url, "source": "临江日报", "text": TEXT}
    path = write_lines(tmp_path / "a.jsonl", row, {**dict.fromkeys(row), "text": SECOND}, {"id": 5, "text": FIRST})
    (first, second, third), unreadable = read(path)
    assert unreadable == []
    assert (first.given_id, first.title, first.published, first.source) == ("x/1", "题", "2024-05", "临江日报")
    assert (first.address.uri, first.address.url, first.text) == (f"{path.as_uri()}#x%2F1", url, TEXT)
    assert second.address.uri == f"{path.as_uri()}#line=2"
    assert (third.given_id, third.address.uri) == ("5", f"{path.as_uri()}#5")


def test_two_texts_under_one_id_or_url_are_both_kept(tmp_path: Path) -> None:
    url = "https://news.example.com/1"
    rows = [
        {"id": "1", "text": FIRST},
        {"id": "1", "text": SECOND},
        {"url": url, "text": FIRST},
        {"url": url, "text": TEXT},
        {"id": "1", "text": FIRST},
        {"id": "1", "text": FIRST, "url": url},
        {"id": "line=2", "text": FIRST},
    ]
    path = write_lines(tmp_path / "a.jsonl", *rows)
    articles, _ = read(path)
    assert [article.text for article in articles] == [row["text"] for row in rows]
    assert [article.address.uri.removeprefix(path.as_uri()) for article in articles] == [
        "#1",
        "#line=2",
        "#line=3",
        "#line=4",
        "#1",
        "#line=6",
        "#line%3D2",
    ]
    assert [article.address.url for article in articles] == [None, None, url, url, None, url, None]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32", "big5"])
@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
def test_json_lines_of_every_encoding(tmp_path: Path, encoding: str, suffix: str) -> None:
    texts = ["近日，臨江市人民政府與北湖大學簽署戰略合作協議，雙方將共建研究院。", "根據協議，臨江市將投資三億元。"]
    lines = "\r\n".join(json.dumps({"id": "x", "text": text}, ensure_ascii=False) for text in texts)
    path = tmp_path / f"a{suffix}"
    path.write_bytes((gzip.compress if suffix.endswith("gz") else bytes)(lines.encode(encoding)))
    articles, unreadable = read(path)
    assert unreadable == []
    assert [article.text for article in articles] == texts


def test_lines_of_no_known_encoding_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps({"text": FIRST}, ensure_ascii=False)
    path.write_bytes(
        b'{"text": "' + bytes(range(128, 256)) + b'"}\n\0\0\n' + good.encode("gbk") + b"\n" + good.encode()
    )
    articles, unreadable = read(path)
    assert [article.text for article in articles] == [FIRST, FIRST]
    assert [(fault.name, "UTF-8" in fault.reason) for fault in unreadable] == [("a.jsonl:1", True), ("a.jsonl:2", True)]


def test_a_long_line_of_utf_16_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = (json.dumps({"text": text}, ensure_ascii=False) for text in ("签" * 400_000, SECOND))
    path.write_text("\n".join(rows), encoding="utf-16")
    articles, unreadable = read(path, max_bytes=1000)
    assert [article.text for article in articles] == [SECOND]
    assert [fault.name for fault in unreadable] == ["a.jsonl:1"] and "--max-bytes" in unreadable[0].reason


def test_broken_lines_are_named_and_the_others_kept(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "a.jsonl",
        {"text": FIRST},
        "{broken",
        "[1, 2]",
        {"id": "no text"},
        {"text": 7},
        "[" * 100_000,
        "",
        {"text": "标签：合作"},
        {"text": "签" * 400_000},
        {"text": SECOND},
    )
    articles, unreadable = read(path)
    assert [article.text for article in articles] == [FIRST, SECOND]
    assert [report.name for report in unreadable] == [f"a.jsonl:{number}" for number in (2, 3, 4, 5, 6, 8, 9)]
    assert all(report.reason for report in unreadable)


def test_bad_optional_fields_are_reported_and_the_article_kept(tmp_path: Path) -> None:
    row = {"id": [1], "title": 3, "published": "2024-02-30", "url": "javascript:alert(1)", "source": {}, "text": SECOND}
    (article,), unreadable = read(write_lines(tmp_path / "a.jsonl", row))
    assert {field for field in row for report in unreadable if f"“{field}”" in report.reason} == set(row) - {"text"}
    assert {report.name for report in unreadable} == {"a.jsonl:1"}
    assert (article.title, article.published, article.address.url, article.source) == (None, None, None, None)


def test_lone_surrogates_and_nuls_become_replacement_characters(tmp_path: Path) -> None:
    line = '{"id": "a\\ud800", "title": "\\udfff题", "text": "临江\\ud800签约\\u0000。' + SECOND + '"}'
    (article,), _ = read(write_lines(tmp_path / "a.jsonl", line))
    assert article.text == f"临江\ufffd签约\ufffd。{SECOND}"
    for value in (article.given_id, article.title, article.address.uri):
        assert value is not None
        value.encode("utf-8")


def test_a_line_without_end_takes_no_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.sources.jsonl._LONGEST_LINE", 20_000_000)
    with gzip.open(tmp_path / "bomb.jsonl.gz", "wb") as stream:
        stream.write(json.dumps({"text": FIRST}).encode() + b"\n")
        stream.write(b" " * 30_000_000)
    articles, unreadable = read(tmp_path)
    assert [article.text for article in articles] == [FIRST]
    assert ["bytes" in report.reason for report in unreadable] == [True]


def test_a_file_that_is_no_json_at_all_is_given_up_early(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"not json\n" * 5000)
    articles, unreadable = read(path)
    assert articles == []
    assert unreadable[-1] == Unreadable("a.jsonl", "none of its first 1000 lines is an article in JSON")


@pytest.mark.parametrize(
    "write",
    [
        lambda path, text: path.with_suffix(".txt").write_text(text, encoding="utf-8"),
        lambda path, text: path.with_suffix(".html").write_text(html_of(f"<p>{text}</p>"), encoding="utf-8"),
        lambda path, text: write_lines(path.with_suffix(".jsonl"), {"text": text}),
    ],
)
def test_the_limit_is_for_each_article(tmp_path: Path, write: Callable[[Path, str], object]) -> None:
    write(tmp_path / "long", FIRST * 40)
    write(tmp_path / "short", FIRST)
    articles, unreadable = read(tmp_path, max_bytes=1000)
    assert len(articles) == len(unreadable) == 1
    assert "limit" in unreadable[0].reason


def test_the_limit_is_not_for_the_file(tmp_path: Path) -> None:
    rows = [{"id": str(number), "text": f"{number}{FIRST}"} for number in range(50)]
    articles, unreadable = read(write_lines(tmp_path / "a.jsonl", *rows), max_bytes=1000)
    assert len(articles) == 50
    assert unreadable == []


def test_an_article_of_markup_is_plain_text(tmp_path: Path) -> None:
    hostile = "临江市&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;公司"
    path = tmp_path / "a.html"
    path.write_text(html_of(f"<script>alert(2)</script><p>{hostile}{FIRST}</p>"), encoding="utf-8")
    (article,), _ = read(path)
    assert "临江市</script><script>alert(1)</script>公司" in article.body
    assert "alert(2)" not in article.text


@pytest.mark.parametrize(
    "reference", ["&#x1F;", "&#11;", "&#12;", "&#x0001f;", "&#31", "&#xFFFE;", "&#0;", "&#xD800;", f"&#{'9' * 5000};"]
)
def test_a_reference_to_no_character_loses_nothing(tmp_path: Path, reference: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        html_of(f"<p>{reference} {FIRST}</p><p>{reference} {SECOND}&#x4E2D;{reference}</p>"), encoding="utf-8"
    )
    (article,), unreadable = read(path)
    assert unreadable == []
    assert FIRST in article.body and f"{SECOND}中" in article.body


@pytest.mark.parametrize("charset", ["undefined", "unicode_escape", "cp037", "utf-16"])
def test_a_page_of_an_unknown_encoding_stops_nothing(tmp_path: Path, charset: str) -> None:
    page = html_of(f"<p>{FIRST}\\u0000\\ud800</p><p>{SECOND}</p>").replace("utf-8", charset)
    (tmp_path / "a.html").write_bytes(page.encode("gbk"))
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    articles, unreadable = read(tmp_path)
    assert unreadable == []
    assert FIRST in articles[0].body and SECOND in articles[0].body
    assert articles[1].text == TEXT
