"""What stands over an article: its headline, publisher and date of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.names import simplify
from ingest.reading.dates import dateline_date, day_of, full_date, printed_date
from ingest.reading.furniture import DATELINE, is_furniture
from ingest.reading.lines import Line

_LONGEST_TITLE = 80
_ORIGINAL = re.compile(r"^(?:#\s+)?(?:(?:原标题|原題|原標題|标题|標題|題目|题目)\s*[：:]\s*)?")
_SOURCE = re.compile(
    r"(?<![图片资料数据])(?:信息|文章|稿件|新闻|消息|内容|本文)?(?:来源|稿源|转自)\s*[：:]\s*"
    r"([\u4e00-\u9fffA-Za-z·－\-—“”《》]{2,16}?)(?=$|[\s，。；：:（）()|｜/\[\]【】\d*]|返回|责任|编辑|责编|https?)"
)
_AGENCY = re.compile(
    r"^([\u4e00-\u9fff]{2,10}?(?:日报|晚报|时报|早报|周报|新闻网|新闻客户端|客户端|网|社|报|电视台|在线))"
)
# A headline that runs on into a dateline of a national agency or paper.
_RUN_ON = re.compile(
    r"^(?:原标题[：:]\s*)(.{6,80}?)\s*(?:图为.{2,60}?)?(?=(?:新华[社网]|中新[社网]|人民网|央广网|央视网|中国新闻网|国际在线|光明日报|经济日报|科技日报|本报)"
    r"[^，。]{0,12}\d{1,2}月\d{1,2}日\s*(?:电|讯|消息))"
)
_DATELINE_DAY = re.compile(
    r"(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})日\s*(?:电(?![力子网站动信商池竞影])|讯|消息(?=[：:，（(\s]))"
)
_OWN = ("本报", "本网", "本刊", "本台", "本社")
# How far into an article its header may reach, in lines, and how near its end a notice of its publisher stands.
HEADER_LINES = 10
_END_CHARS = 200


@dataclass(frozen=True, slots=True)
class Header:
    """What a text says of itself. `body` is the number of the first line that is neither header nor furniture."""

    title: str | None = None
    source: str | None = None
    published: str | None = None


def headline(line: str) -> str:
    """Return a line without the words `原标题：`, or Markdown's sign, before it."""
    return _ORIGINAL.sub("", line)


def is_headline(line: Line) -> bool:
    """Tell whether a line may be a headline: short, and no sentence."""
    text = headline(line.text)
    return (
        1 < len(text) <= _LONGEST_TITLE
        and not line.text.endswith(("。", "；", ";", "，", ",", "、", "：", ":"))
        and "。" not in text
        and DATELINE.match(text) is None
    )


def find_title(lines: Sequence[Line]) -> str | None:
    """Return the headline among an article's first lines, or None if it begins with its text.

    A headline is followed by more text; a lone line is none.
    """
    for place, line in enumerate(lines[:HEADER_LINES]):
        if run_on := _RUN_ON.match(line.text[:200]):
            return run_on[1]
        original = headline(line.text)
        if original != line.text and original and is_headline(line):
            return original
        if is_furniture(line.text):
            continue
        if (
            is_headline(line)
            and not line.text.startswith("##")
            and any(not is_furniture(later.text) for later in lines[place + 1 :])
        ):
            labelled = next((h for x in lines[place + 1 : place + 5] if (h := headline(x.text)) != x.text), None)
            return labelled or line.text
        return None
    return None


def find_header(text: str, lines: Sequence[Line]) -> Header:
    """Return what the article that stands on these lines says of itself; `text` is the text that holds them."""
    head = [line for line in lines[:HEADER_LINES] if len(line.text) <= 120]
    published = None
    for line in head:
        if is_furniture(line.text) and (published := full_date(line.text)):
            break
    end = lines[-1].end
    tail = text[max(lines[0].start, end - _END_CHARS) : end]
    source = next((s for line in head if is_furniture(line.text) and (s := stated_source(line.text))), None)
    if source is None and (opening := stated_source(text[lines[0].start : lines[0].start + 60])):
        source = opening
    published = published or printed_date(tail)
    for line in lines[:HEADER_LINES]:
        opening = simplify(line.text[:160])
        if published is None and (found := _DATELINE_DAY.search(opening)) and "。" not in opening[: found.start()]:
            month, day = int(found[2]), int(found[3])
            published = day_of(int(found[1]), month, day) if found[1] else None
            published = published or dateline_date(month, day, text[line.start + found.end() : end])
        if found := DATELINE.match(opening):
            agency = _AGENCY.match(found[0].lstrip("▶►■□●◆【[ "))
            if source is None and agency and not agency[1].startswith(_OWN):
                source = agency[1]
            break
    return Header(find_title(lines), source or stated_source(tail), published)


def stated_source(text: str) -> str | None:
    """Return the publisher that a run of text names (来源：…)."""
    found = _SOURCE.search(simplify(text))
    return text[found.start(1) : found.end(1)].strip("*-—–_") or None if found else None
