from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from api.tables import Columns, csv_text, json_text, table, visible

Pair = tuple[str, int]
PAIRS: Columns[Pair] = {"name": lambda p: p[0], "number": lambda p: p[1], "again": lambda p: p[0]}


def test_columns_are_aligned_by_width() -> None:
    lines = table(PAIRS, [("肇庆市", 1_500_000), ("a", 2)]).splitlines()
    assert lines == [
        "name       number  again",
        "肇庆市  1,500,000  肇庆市",
        "a               2  a",
    ]
    assert len({wcswidth(line[: line.rindex("  ")]) for line in lines}) == 1


def test_nothing_makes_no_table_but_a_heading_in_csv() -> None:
    assert table(PAIRS, []) == ""
    assert csv_text(PAIRS, []) == "name,number,again\r\n"


def test_what_steers_a_terminal_is_written_out() -> None:
    assert visible("a\x1b[31m\u202eb\x00\nc\u2066\x9b") == "a\\u001b[31m\\u202eb\\u0000 c\\u2066\\u009b"
    assert visible("中\udc80文\U000e0041") == "中\\udc80文\\U000e0041"


def test_no_cell_is_a_formula() -> None:
    cells = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "\u3000＋1", "a=1", '"quoted", text']
    written = csv_text(PAIRS, [(cell, -5) for cell in cells])
    read = list(csv.DictReader(io.StringIO(written, newline="")))
    assert [row["name"] for row in read] == [f"'{cell}" for cell in cells[:-2]] + cells[-2:]
    assert {row["number"] for row in read} == {"-5"}


@given(st.text(st.characters(codec=None)))
def test_json_is_what_it_was_and_safe_to_print(text: str) -> None:
    written = json_text({"text": text})
    assert json.loads(written) == {"text": text}
    written.encode("utf-8")
    assert not set(written) & set("\x1b\x7f\x9b\u202e\u2066\u200b")


@given(st.lists(st.text(max_size=20), max_size=4))
def test_every_thing_is_one_line_of_a_table(texts: list[str]) -> None:
    assert len(table(PAIRS, [(text, 1) for text in texts]).splitlines()) == (len(texts) + 1 if texts else 0)
