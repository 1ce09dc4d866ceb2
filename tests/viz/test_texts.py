"""The table of texts."""

from __future__ import annotations

import re
from importlib.resources import files
from string import Formatter

import pytest
import yaml

from graph.ontology import ClaimType, EntityType, Level, Status
from viz.texts import Lang, Texts, keys

TEMPLATES = {
    entry.name: entry.read_text("utf-8")
    for entry in files("viz").joinpath("templates").iterdir()
    if entry.name.endswith(".html")
}
CALLED = re.compile(r"\bt\(\s*[\"'](\w+)[\"']\s*[,)]")


def test_every_text_is_in_both_languages_and_leaves_the_same_open() -> None:
    table = yaml.safe_load(files("viz").joinpath("texts.yaml").read_text("utf-8"))
    for key, texts in table.items():
        assert set(texts) == {"zh", "en"}, key
        fields = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in texts.values()]
        assert fields[0] == fields[1], key
        assert all(text.strip() for text in texts.values()), key


def test_the_templates_say_what_the_table_has_and_the_table_has_nothing_else() -> None:
    called = {key for template in TEMPLATES.values() for key in CALLED.findall(template)}
    called |= set(CALLED.findall(files("viz").joinpath("network.py").read_text("utf-8").replace("texts(", "t(")))
    built = {key for key in keys() if key.startswith(("error_", "currency_"))}
    assert called - keys() == set()
    assert keys() - called - built == set()


def test_the_templates_hold_no_words_of_their_own() -> None:
    for name, template in TEMPLATES.items():
        said = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", "", template, flags=re.S)
        # The seal is a picture.
        assert re.findall(r"[\u4e00-\u9fff]", said) == (["签"] if name == "base.html" else []), name
        assert re.findall(r"[A-Za-z]{2,}", said) == [], name


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_type_status_and_level_has_a_name(lang: Lang) -> None:
    texts = Texts(lang)
    kinds = [*EntityType, *ClaimType, *Status, *Level]
    assert all(texts.name(kind) for kind in kinds)
    assert Texts("zh").name(ClaimType.SIGNED) == "签约"
