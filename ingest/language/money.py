"""Sums of money in Chinese text, in whole units of their currency (ISO 4217)."""

from __future__ import annotations

import re
from decimal import Decimal

from spacy.language import Language
from spacy.tokens import Doc

from ingest.language.document import FoundSum, text_of

CURRENCIES = {
    "人民币": "CNY", "元人民币": "CNY", "元": "CNY", "块钱": "CNY", "RMB": "CNY",
    "美元": "USD", "美金": "USD", "港元": "HKD", "港币": "HKD", "港纸": "HKD", "元港币": "HKD",
    "澳门元": "MOP", "澳门币": "MOP", "新台币": "TWD", "台币": "TWD", "元新台币": "TWD",
    "日元": "JPY", "日圆": "JPY", "韩元": "KRW", "韩圆": "KRW", "欧元": "EUR", "英镑": "GBP",
    "瑞士法郎": "CHF", "瑞郎": "CHF", "澳元": "AUD", "澳大利亚元": "AUD", "加元": "CAD", "加拿大元": "CAD",
    "新加坡元": "SGD", "新元": "SGD", "坡币": "SGD", "卢布": "RUB", "泰铢": "THB", "林吉特": "MYR",
    "越南盾": "VND", "印尼盾": "IDR", "印度卢比": "INR", "卢比": "INR", "迪拉姆": "AED", "坚戈": "KZT",
}  # fmt: skip

_SCALES = {"": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "百亿": 10**10,
           "千亿": 10**11, "万亿": 10**12}  # fmt: skip
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}

_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,13}(?:\.\d{1,6})?"
_HAN = r"[一二两三四五六七八九十][〇零一二两三四五六七八九十百千]{0,12}(?:点[〇零一二三四五六七八九]{1,6})?"
_SCALE = r"万亿|千亿|百亿|亿|千万|百万|万|千"
_NAMES = "|".join(sorted(CURRENCIES, key=len, reverse=True))
_MORE = r"[余多]?\s?"
_SUM = re.compile(
    rf"(?P<before>人民币|美元|港币|港元|RMB|USD|US\$|[¥￥])?\s?(?<![\d.])"
    rf"(?:(?P<low>{_ARABIC}|{_HAN})(?P<lowscale>{_SCALE})?(?:{_NAMES})?(?:至|到|[-—~～]{{1,2}}))?"
    rf"(?P<number>{_ARABIC}|{_HAN})\s?{_MORE}(?P<scale>{_SCALE})?"
    rf"(?:(?P<number2>{_ARABIC}|{_HAN})(?P<scale2>千万|百万|万))?{_MORE}"
    rf"(?P<currency>{_NAMES})?"
)
# Where a bare 亿 or 万 means money: a word that measures in money stands right before the number.
_MEASURED = re.compile(
    r"(?:投资|资金|金额|融资|注资|出资|授信|额度|资本|资产|营收|收入|产值|规模|估值|市值|贷款|基金|订单|合同额|投资额)"
    r"[^，。；！？\n、]{0,6}$"
)
# What shows that a bare 亿 or 万 counts something else.
_COUNTED = re.compile(
    r"[千兆吉]?[瓦伏米克字]|吨|平|立方|人|户|次|亩|台|辆|件|股|份|枚|套|家|个|只|级|颗|片|头|株|条|名|度|公|年|多?[用客]户"
)
_FOREIGN = {"美元": "USD", "USD": "USD", "US$": "USD", "港币": "HKD", "港元": "HKD"}
_PER_UNIT = re.compile(r"\s?[/每]|级(?!别?合作)")


def _han(text: str) -> Decimal:
    """Return the value of a Chinese numeral below 10,000 (五千, 三十五, 一点五)."""
    whole, _, fraction = text.partition("点")
    total, digit = 0, 0
    if len(whole) > 1 and not any(char in _SMALL for char in whole):
        total = int("".join(str(_DIGITS[char]) for char in whole))
    else:
        for char in whole:
            if char in _SMALL:
                total += (digit or 1) * _SMALL[char]
                digit = 0
            else:
                digit = _DIGITS[char]
        total += digit
    decimals = "".join(str(_DIGITS[char]) for char in fraction)
    return Decimal(f"{total}.{decimals or 0}")


def _value(number: str, scale: str | None) -> Decimal:
    plain = number.replace(",", "")
    value = Decimal(plain) if plain[0].isdigit() and plain[0].isascii() else _han(number)
    return value * _SCALES[scale or ""]


def _currency(match: re.Match[str], text: str) -> str | None:
    """Return the sum's currency, or None where the number is no sum of money."""
    start, end = match.span()
    if match["currency"]:
        # 元 right before another word of money (元港币) is taken whole by the alternation; 元/吨 is a price.
        return None if _PER_UNIT.match(text, end) else CURRENCIES[match["currency"]]
    if match["before"]:
        return _FOREIGN.get(match["before"], "CNY")
    measured = match["scale"] in ("亿", "万亿", "千亿", "百亿", "万", "千万") and (
        _MEASURED.search(text, max(0, start - 12), start) is not None
    )
    return "CNY" if measured and not _COUNTED.match(text, end) else None


def find_sums(text: str) -> list[FoundSum]:
    """Return the sums of money in the text, in order.

    近, 约, 超, 余 and 多 are read over (近30亿元 is 3,000,000,000 CNY); of a range the lower bound counts. Prices by
    the unit (元/吨) and orders of magnitude (亿元级, 数亿元) are no sums.
    """
    sums: list[FoundSum] = []
    for match in _SUM.finditer(text):
        currency = _currency(match, text)
        if currency is None:
            continue
        value = _value(match["number"], match["scale"])
        if match["number2"]:
            value += _value(match["number2"], match["scale2"])
        if match["low"]:
            value = min(value, _value(match["low"], match["lowscale"] or match["scale"]))
        if value >= 1 and value < 10**18:
            end = match.start() + len(match[0].rstrip())
            sums.append(FoundSum(match.start() + len(match[0]) - len(match[0].lstrip()), end, int(value), currency))
    return sums


@Language.component("qianyue_money", assigns=["doc._.sums"])
def money(doc: Doc) -> Doc:
    """Set `doc._.sums`: the sums of money, in order."""
    doc._.sums = find_sums(text_of(doc))
    return doc
