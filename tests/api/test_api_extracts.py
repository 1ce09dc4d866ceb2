from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.extracts import Extracts, OutputError, file_stem
from graph.model import Address, Article, Reading


def empty_reading(given_id: str | None, text: str = "无事。") -> Reading:
    return Reading(Article(text, ((0, len(text)),), address=Address("file:///x", "x"), given_id=given_id), (), (), "1")


@given(st.text(st.characters(codec=None)))
def test_a_name_never_leads_out_of_its_folder(name: str) -> None:
    stem = file_stem(name)
    assert stem and stem not in {".", ".."} and not set(stem) & set("/\\:\0\n\r")
    assert len(stem.encode("utf-8")) <= 181
    assert Path("/folder", f"{stem}.json").resolve().parent == Path("/folder").resolve()


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("004-1", "004-1"),
        ("肇庆、西安", "肇庆、西安"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\x", "C__x"),
        ("con", "_con"),
        ("..", "_"),
        ("a\u202eb", "a_b"),
    ],
)
def test_names_are_kept_as_far_as_they_are_safe(name: str, stem: str) -> None:
    assert file_stem(name) == stem


def test_every_reading_has_its_own_file(tmp_path: Path) -> None:
    out = Extracts(tmp_path / "new" / "folder")
    readings = [
        empty_reading("a/b"),
        empty_reading("a_b", "别的。"),
        empty_reading("A_B", "又一篇。"),
        empty_reading("a_b", "别的。"),
        empty_reading(None),
    ]
    files = [out.write(reading) for reading in readings]
    assert len({file.name.casefold() for file in files}) == len(readings)
    assert files[0].name == "a_b.json"
    assert json.loads(files[0].read_text(encoding="utf-8"))["id"] == "a/b"
    assert files[-1].stem == readings[-1].article.id


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot make the folder"):
        Extracts(tmp_path / "file")
    out = Extracts(tmp_path)
    (tmp_path / "a.json").mkdir()
    with pytest.raises(OutputError, match="cannot write"):
        out.write(empty_reading("a"))
