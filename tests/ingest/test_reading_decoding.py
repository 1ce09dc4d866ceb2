"""Bytes become text in the encoding that they were written in, or are called unreadable."""

import pytest

from ingest.reading.decoding import decode, storable
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


@pytest.mark.parametrize("charset", ["undefined", "unicode_escape", "cp037", "idna", "utf-7", "utf-16", "iso-8859-1"])
def test_a_declaration_that_cannot_be_is_passed_over(charset: str) -> None:
    markup = f'<html><head><meta charset="{charset}"></head><body><p>{SIMPLIFIED}\\0\\ud800</p></body></html>'
    assert decode(markup.encode("gbk"), markup=True) == markup


@pytest.mark.parametrize(
    ("charset", "codec", "text"),
    [
        ("windows-1252", "cp1252", "Le maire de Besançon a signé à l’hôtel de ville un accord très attendu"),
        ("Shift_JIS", "cp932", "市長は協定書に署名した。これからの協力について話し合った"),
        ("big5", "big5", TRADITIONAL),
    ],
)
def test_a_declaration_of_another_known_encoding(charset: str, codec: str, text: str) -> None:
    markup = f'<html><head><meta charset="{charset}"></head><body><p>{text}</p></body></html>'
    assert decode(markup.encode(codec), markup=True) == markup


def test_lone_surrogates_and_nuls_never_come_out() -> None:
    assert storable("签\ud800约\0𠮷") == "签\ufffd约\ufffd𠮷"
    assert decode("签约".encode("utf-16") + b"\x00\xd8" + "市".encode("utf-16-le")) == "签约\ufffd市"


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", bytes(range(128, 256)) * 40, bytes(range(1, 32)) * 9]
)
def test_binary_bytes_are_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="text"):
        decode(data)
