"""Bytes become text in the encoding that they were written in, or are called unreadable."""

import pytest

from ingest.reading.decoding import decode
from ingest.reading.errors import UnreadableError

SIMPLIFIED = "近日，临江市人民政府与北湖大学签署战略合作协议，双方将共建新材料研究院。"
TRADITIONAL = "近日，臨江市人民政府與北湖大學簽署戰略合作協議，雙方將共建新材料研究院。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_simplified_text_in_every_encoding(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding)) == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "big5", "gb18030"])
def test_traditional_text_in_every_encoding(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)) == TRADITIONAL


def test_a_character_cut_at_the_end_loses_itself_alone() -> None:
    for encoding in ("utf-8", "gb18030", "big5"):
        text = TRADITIONAL[:-1] + "院"
        assert decode(text.encode(encoding)[:-1]).startswith(text[:-1])


def test_the_declared_encoding_of_a_page() -> None:
    markup = f'<html><head><meta charset="gb2312"></head><body><p>{SIMPLIFIED}</p></body></html>'
    assert SIMPLIFIED in decode(markup.encode("gbk"), markup=True)


def test_a_wrong_declaration_does_no_harm() -> None:
    markup = f'<html><head><meta charset="no-such-code"></head><body><p>{SIMPLIFIED}</p></body></html>'
    assert SIMPLIFIED in decode(markup.encode("gbk"), markup=True)


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", bytes(range(128, 256)) * 40, bytes(range(1, 32)) * 9]
)
def test_binary_bytes_are_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="text"):
        decode(data)
