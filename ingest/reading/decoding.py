"""From bytes to text: UTF-8, UTF-16, GB18030 and Big5, with or without a byte order mark."""

from __future__ import annotations

import codecs
import re

from ingest.reading.errors import UnreadableError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Characters that make up a good third of any Chinese text; bytes read in the wrong encoding seldom give them.
_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学"
    "法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政"
    "四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立"
    "代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运"
    "农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六"
    "共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况"
    "今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响"
    "市县府镇村乡投约签京沪深圳州浙江苏港企司"
    "這個們來時國說對會發動過產種後學經著進點從業開還東與關無電體當兩實應長現將處間問題樣變結設數據義機總質級資員論條農強區"
    "縣鄉鎮報記導勢際術團議執黨協類領財貿臺灣廣陽場創車達聯專華興線環業單價權歲僅親許態認識績維統標億萬餘"
    "，。、：；“”（）《》「」！？"
)
# Below this share of frequent characters a text is taken for noise. Chinese news has 0.35 and more in the right
# encoding and under 0.1 in a wrong one.
_LEAST_SHARE = 0.12
_MOST_BROKEN = 0.005
_SAMPLE = 20_000
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_DECLARED = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.I
)
# What a page may declare, and the codec that reads it: Python knows others, which are no encodings of text or have no
# place on a page. UTF-8 and UTF-16 are told from the bytes alone.
_CODECS = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "windows-936"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "big5hkscs", "cn-big5", "x-x-big5", "cp950", "windows-950"), "big5hkscs"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932"),
    "euc-jp": "euc_jp",
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "windows-949"), "cp949"),
}
# Pages in Chinese often declare these by mistake: they are believed where the bytes are not Chinese.
_WESTERN = frozenset(("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252", "cp1252"))
# A text may hold half a surrogate pair or a NUL, which no text in UTF-8 and no store keeps.
_UNSTORABLE = re.compile("[\ud800-\udfff\0]")


def decode(data: bytes, *, markup: bool = False) -> str:
    """Return the text of the bytes, without its byte order mark.

    UTF-8 is taken where the bytes allow it; otherwise GB18030 or Big5, whichever gives the more common characters. A
    few broken bytes, such as a character cut at the end, become U+FFFD. With `markup`, an encoding that HTML or XML
    declares is tried before those two, or after them where it is a Western one; any that is unknown is passed over.

    Raises `UnreadableError` where the bytes are no text in any of these.
    """
    if found := marked(data):
        mark, name = found
        return _checked(data[len(mark) :].decode(name, "replace"))
    if b"\0" in data:
        raise UnreadableError("it holds NUL bytes: a binary file, not text; save it as UTF-8 text")
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    declared = _declared(data) if markup else None
    if declared in _CODECS:
        try:
            return _checked(data.decode(_CODECS[declared]))
        except UnicodeDecodeError:
            pass
    sample = data[:_SAMPLE]
    share, encoding = max((_share(sample.decode(name, "replace")), name) for name in ("utf-8", "gb18030", "big5hkscs"))
    text = data.decode(encoding, "replace")
    if share < _LEAST_SHARE or text.count("\ufffd") > max(2, _MOST_BROKEN * len(text)):
        if declared in _WESTERN:
            return _checked(data.decode("cp1252", "replace"))
        raise UnreadableError("its bytes are no text in UTF-8, UTF-16, GB18030 or Big5; save it as UTF-8 text")
    return _checked(text)


def marked(data: bytes) -> tuple[bytes, str] | None:
    """Return the byte order mark that the bytes begin with and the encoding that it stands for, or None."""
    return next((pair for pair in _BOMS if data.startswith(pair[0])), None)


def storable(text: str) -> str:
    """Return the text, of the same length, with U+FFFD for every lone surrogate and NUL."""
    return _UNSTORABLE.sub("\ufffd", text)


def _declared(data: bytes) -> str | None:
    """Return the encoding that the head of an HTML or XML file names, in lower case."""
    found = _DECLARED.search(data[:4096])
    return found[1].decode("ascii").lower() if found else None


def _share(text: str) -> float:
    """Return the share of the characters beyond ASCII that are frequent in Chinese; a broken one counts against it."""
    beyond = [char for char in text if char > "\x7f"]
    if not beyond:
        return 0.0
    # The sample may end within a character: one broken character says nothing.
    broken = max(0, text.count("\ufffd") - 1)
    return (sum(char in _FREQUENT for char in beyond) - 5 * broken) / len(beyond)


def _checked(text: str) -> str:
    """Return the text unless it is full of control characters."""
    if "\0" in text or len(_CONTROLS.findall(text[:_SAMPLE])) > max(2, 0.01 * min(len(text), _SAMPLE)):
        raise UnreadableError("it is full of control characters: a binary file, not text; save it as UTF-8 text")
    return text
