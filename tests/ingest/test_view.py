"""The text that is read leads back to the article, and no sentence is broken in it."""

from hypothesis import given
from hypothesis import strategies as st

from graph.model import Address, Article
from graph.names import simplify
from ingest.reading.articles import articles_of
from ingest.reading.view import View

START = "近日，临江市集中推介优势产业，邀请外地高校、科研院所、龙头企业代表实地考察，在座谈中就人才、资金、技"
REST = "术合作深入交流，达成多项意向。"
OTHER = "根据安排，双方下半年将在技术攻关上先行合作，共享实验条件。"


def article_of(text: str, title: str | None = None) -> Article:
    return Article(text, ((0, len(text)),), title)


def test_simplified_and_narrow() -> None:
    view = View(article_of("臨江市投資３．５億元，與ＡＢ公司簽約（首期）。"))
    assert view.text == "临江市投资3.5亿元，与AB公司签约（首期）。"


def test_raw_leads_back_to_the_quote() -> None:
    text = f"\u3000\u3000{START}\n\n{REST}\n{OTHER}"
    view = View(article_of(text))
    at = view.text.index("技术合作深入")
    start, end = view.raw(at, at + 6)
    assert text[start:end] == "技\n\n术合作深入"


def test_a_sentence_broken_by_a_column_is_whole() -> None:
    assert View(article_of(f"{START}\n\n{REST}\n\n{OTHER}")).text == f"{START}{REST}\n{OTHER}"


def test_a_sentence_broken_by_a_caption_is_whole_and_without_it() -> None:
    text = f"临江集中推介\n{START}\n\n\n图片来源:临江高新区\n\n{REST}\n\n{OTHER}"
    (article,) = articles_of(text, Address("file:///t", "t"))
    assert View(article).text == f"临江集中推介\n{START}{REST}\n{OTHER}"


def test_headlines_and_paragraphs_are_not_glued() -> None:
    lines = ["临江市谋划新局，携手北湖大学", START + REST, "强化供给，夯实基础", OTHER, "共育人才", OTHER]
    view = View(article_of("\n".join(lines), lines[0]))
    assert view.text.split("\n") == lines
    assert view.text[: view.title_end] == lines[0]


def test_lines_broken_at_a_fixed_width_are_paragraphs_again() -> None:
    paragraph = START + REST + OTHER
    wrapped = [paragraph[at : at + 20] for at in range(0, len(paragraph), 20)]
    view = View(article_of("临江推介产业\n\n" + "\n".join(wrapped), "临江推介产业"))
    assert view.text == f"临江推介产业\n{paragraph}"


def test_latin_words_keep_their_space() -> None:
    text = "临江市引进设备，培训人才，扩大合作，签约对象为Northern\nLake公司，总部设在外地，产品销往各国。"
    assert "Northern Lake公司" in View(article_of(f"{text}\n{OTHER}")).text


def test_no_title_no_title_end() -> None:
    assert View(article_of(f"{START}{REST}\n{OTHER}", "另一个标题")).title_end == 0
    assert View(article_of(f"{START}{REST}")).title_end == 0


@given(st.text(alphabet="临江市與３ＡＢab，。、“”　 \n\r\t12月日電报讯（）記者", min_size=1, max_size=200), st.data())
def test_every_character_stands_for_one_of_the_article(text: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(text)))
    spans = tuple((start, end) for start, end in ((0, cut), (cut, len(text))) if start < end)
    view = View(Article(text, spans))
    for place, char in enumerate(view.text):
        start, end = view.raw(place, place + 1)
        assert end == start + 1
        if char not in "\n ":
            raw = text[start]
            assert char == raw or char == simplify(raw) or ord(raw) - ord(char) == 0xFEE0
    if len(view.text) > 1:
        spots = [view.raw(place, place + 1)[0] for place in range(len(view.text)) if view.text[place] not in "\n "]
        assert spots == sorted(set(spots))
