"""Furniture goes, the article stays; title, publisher and date are found; a page is split into its articles."""

import json
from pathlib import Path

import pytest

from graph.model import Address, Article
from ingest.reading.articles import Known, articles_of
from ingest.reading.dates import dateline_date, given_date

HERE = Address("file:///t.txt", "t.txt")
FIRST = "5月5日，临江市人民政府与北湖大学在临江宾馆签署战略合作协议，双方将共建新材料研究院。"
SECOND = "根据协议，临江市将投资3亿元建设研究院的实验楼，北湖大学派出团队常驻；首批课题年内启动，面向全市企业征集需求。"
THIRD = "会前，北湖大学代表团考察了临江经济开发区，并与当地三家新材料企业座谈，了解人才和技术需求。"
FOURTH = (
    "双方约定每年召开一次联席会议，检查课题进展，评议经费使用，研究下一年的合作重点，并邀请企业代表列席，听取意见。"
)
BODY = "\n\n".join((FIRST, SECOND, THIRD, FOURTH))
TITLE = "临江市与北湖大学携手共建研究院"


def read(text: str, **known: str | None) -> Article:
    (article,) = articles_of(text, HERE, known=Known(**known), given_id="t", split=False)
    return article


def body(article: Article) -> str:
    return "".join(article.body.split())


def test_furniture_around_an_article_changes_neither_its_body_nor_its_id() -> None:
    bare = read(f"{TITLE}\n{BODY}")
    dressed = read(
        f"当前位置：首页 > 要闻 > 正文\n\n{TITLE}\n\n2024-05-06 08:30:00  来源：临江日报\n\n{BODY}\n\n"
        "责任编辑：王小明\n标签：合作\n分享到：\n联系电话：0000-12345678\n版权所有 临江新闻网\n\n"
        "猜你喜欢\n南山县召开春耕大会\n东山县一批项目开工\n"
    )
    assert body(dressed) == body(bare) == "".join((TITLE + BODY).split())
    assert dressed.id == bare.id
    assert (dressed.title, dressed.source, dressed.published) == (TITLE, "临江日报", "2024-05-06")


def test_traditional_and_simplified_copies_are_one_article() -> None:
    assert read(f"臨江市與北湖大學攜手\n{FIRST}").id == read(f"临江市与北湖大学携手\n{FIRST}").id


def test_the_text_is_kept_as_given() -> None:
    text = f"\n\u3000\u3000{TITLE}\r\n\r\n\u3000\u3000{BODY}\r\n  \n"
    article = read(text)
    assert article.text == text
    assert all(text[start:end] == text[start:end].strip() for start, end in article.spans)


@pytest.mark.parametrize(
    "tail",
    ["责任编辑：王小明", "返回搜狐，查看更多 责任编辑：", "分享让更多人看到", "（来源：临江日报）", "【编辑:王小明】"],
)
def test_furniture_at_the_end_of_a_lone_paragraph(tail: str) -> None:
    assert body(read(FIRST + SECOND + tail)) == FIRST + SECOND


@pytest.mark.parametrize(
    "line",
    [
        "国新办举行中外记者见面会",
        "一张蓝图绘出临江新版图",
        "扫描隧道显微镜项目落户临江",
        "返回家乡创业的三位博士",
        "版权归属协议在临江签署",
        "临江公众号上线发布会举行",
    ],
)
def test_headlines_that_look_like_furniture_stay(line: str) -> None:
    assert line in read(f"{TITLE}\n{FIRST}\n{line}\n{SECOND}").body


def test_a_list_within_an_article_takes_no_paragraph_with_it() -> None:
    article = read(f"{TITLE}\n相关阅读\n南山县召开春耕大会\n东山县一批项目开工\n{FIRST}\n{SECOND}")
    assert body(article) == TITLE + FIRST + SECOND


def test_nothing_but_furniture_is_no_article() -> None:
    assert articles_of("首页 > 要闻\n标签：合作\n版权所有 临江新闻网\n", HERE) == []
    assert articles_of(" \n\u3000\n", HERE) == []


def test_a_given_title_that_runs_into_the_text_is_a_run_of_its_own() -> None:
    text = f"原标题：{TITLE}中新网临江5月6日电 (王小明){FIRST}返回搜狐，查看更多 责任编辑："
    article = read(text, title=TITLE, published="2024-05-06")
    assert [text[start:end] for start, end in article.spans] == [TITLE, FIRST]
    assert (article.published, article.source) == ("2024-05-06", None)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (f"本报临江5月6日电 （记者王小明）2024年上半年，{SECOND}", "2024-05-06"),
        (f"临江新闻网2024年5月6日讯（记者 王小明）{FIRST}", "2024-05-06"),
        (f"本报临江5月6日电 （记者王小明）{FIRST}", None),
        (f"本报临江5月6日电 （记者王小明）预计2030年建成。{FIRST}", None),
        (f"{FIRST}《临江日报》（2024年05月07日 03版）", "2024-05-07"),
        (f"{TITLE}\n发布时间：2024年5月6日\n{FIRST}", "2024-05-06"),
        (f"{TITLE}\n{FIRST}\n2019年2月3日，双方首次接触。", None),
        (f"{TITLE}\n2024-02-31\n{FIRST}", None),
    ],
)
def test_the_date_of_publication(text: str, published: str | None) -> None:
    assert read(text).published == published


def test_the_day_in_the_address() -> None:
    url = "https://news.example.com/2024/05/06/a.html"
    (article,) = articles_of(FIRST, Address(url, "a.jsonl", url))
    assert article.published == "2024-05-06"


def test_given_dates() -> None:
    good = {
        "2024": "2024",
        "2024-5": "2024-05",
        "2024年5月6日": "2024-05-06",
        "2024-05-06T08:00:00+08:00": "2024-05-06",
    }
    assert {value: given_date(value) for value in good} == good
    assert [given_date(value) for value in ("2024-02-30", "2024-13", "昨天", "20240506", "2024-05-06垃圾")] == [
        None
    ] * 5


def test_a_dateline_takes_the_year_of_the_same_day_in_full() -> None:
    assert dateline_date(5, 6, "2019年以来，临江加快建设。2024年5月6日，临江开会。") == "2024-05-06"


def test_a_newspaper_page_is_split_at_headlines_with_bylines() -> None:
    page = (
        f"深化合作谱新篇\n\n{TITLE}\n\n▶ 本报特约通讯员 王小明\n\n{FIRST}\n\n突出“实” 让成果落地\n\n{SECOND}\n\n"
        f"南山高新区首发应用清单\n\n本报讯(记者 李小红){THIRD}\n\n\n\n\n"
        "近日,东山县集中签约16个项目,总投资20亿元,同时还\n\n赵小刚/摄"
    )
    address = Address("file:///page.txt", "page.txt")
    articles = articles_of(page, address, given_id="page")
    assert [article.given_id for article in articles] == ["page-1", "page-2", "page-3"]
    assert [article.address.uri for article in articles] == [f"file:///page.txt#{number}" for number in (1, 2, 3)]
    assert [article.title for article in articles] == ["深化合作谱新篇", "南山高新区首发应用清单", None]
    assert "让成果落地" in articles[0].body
    assert "记者" not in articles[1].body
    assert articles[2].body == "近日,东山县集中签约16个项目,总投资20亿元,同时还"
    assert all(article.text == page for article in articles)


def test_a_reporter_at_the_end_and_sub_headings_do_not_split() -> None:
    text = f"{TITLE}\n本报记者 王小明\n{FIRST}\n共建平台\n{SECOND}\n共育人才\n{THIRD}\n本报记者 王小明"
    assert len(articles_of(text, HERE)) == 1


@pytest.mark.parametrize("part", ["train", "dev"])
def test_every_evaluation_quote_lies_within_the_article(shared: Path, part: str) -> None:
    folder = shared / "evaluation" / part
    outside = []
    for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        given = json.loads(line)
        text = given["text"]
        article = read(text, title=given["title"], published=given["published"])
        gold = json.loads((folder / "gold" / f"{given['id']}.json").read_text(encoding="utf-8"))
        for claim in gold["claims"]:
            quote = claim["evidence"]
            starts = [at for at in range(len(text)) if text.startswith(quote, at)]
            if not any(s <= at and at + len(quote) <= e for at in starts for s, e in article.spans):
                outside.append((given["id"], quote))
    assert outside == []


def test_the_split_of_the_seed_page_covers_the_separate_articles(shared: Path) -> None:
    seeds = shared / "evaluation" / "seeds"
    page = (seeds / "page" / "004.txt").read_text(encoding="utf-8")
    articles = articles_of(page, Address("file:///004.txt", "004.txt"), given_id="004")
    assert len(articles) == 4
    for article, part in zip(articles, "abcd", strict=True):
        alone = articles_of((seeds / "text" / f"004{part}.txt").read_text(encoding="utf-8"), HERE)
        assert [article.id] == [one.id for one in alone]
        gold = json.loads((seeds / "gold" / f"004{part}.json").read_text(encoding="utf-8"))
        for claim in gold["claims"]:
            start = page.index(claim["evidence"])
            for place in (start, start + len(claim["evidence"]) - 1):
                assert any(s <= place < e for s, e in article.spans), claim["evidence"]


def test_no_article_holds_what_no_store_keeps() -> None:
    article = read(f"{FIRST}\ud800{SECOND}\0", title="题\udfff", source="临江\ud83d日报")
    assert article.text == f"{FIRST}\ufffd{SECOND}\ufffd"
    assert (article.title, article.source) == ("题\ufffd", "临江\ufffd日报")
