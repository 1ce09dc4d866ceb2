"""The shipped gazetteers: what they hold, and that their parts agree."""

from __future__ import annotations

from ingest.gazetteers.enterprises import enterprises
from ingest.gazetteers.regions import regions
from ingest.gazetteers.universities import universities
from ingest.gazetteers.zones import zones


def test_universities_by_full_and_short_name() -> None:
    (jiaotong,) = universities().named("西安交通大学")
    assert jiaotong.city == "610100"
    assert jiaotong.country == "CN"
    for short in ("西安交大", "西安交通大學"):
        assert universities().named(short) == (jiaotong,)
    assert [u.name for u in universities().named("浙大")] == ["浙江大学"]
    assert [u.name for u in universities().named("北航")] == ["北京航空航天大学"]
    assert [u.name for u in universities().named("西电")] == ["西安电子科技大学"]


def test_short_names_that_are_shared_give_every_university() -> None:
    assert {u.name for u in universities().named("山大")} == {"山东大学", "山西大学"}


def test_universities_overseas_have_a_country_and_no_city() -> None:
    overseas = [u for u in universities().all() if u.country not in {"CN", "HK", "MO", "TW"}]
    assert len(overseas) >= 100
    assert all(u.city is None for u in overseas)
    assert universities().named("新加坡国立大学")[0].country == "SG"


def test_seats_are_current_divisions() -> None:
    codes = regions().by_code
    assert all(u.city in codes for u in universities().all() if u.city)


def test_zones_by_usual_names() -> None:
    (leshan,) = zones().named("乐山高新区")
    assert leshan.name == "乐山高新技术产业开发区"
    assert leshan.prefecture == "511100"
    assert leshan.code == "511100"
    assert zones().named("上海自贸试验区") == zones().named("中国(上海)自由贸易试验区")
    assert zones().named("西咸新区")[0].province == "610000"


def test_zones_lie_in_current_divisions() -> None:
    codes = regions().by_code
    for zone in zones().all():
        assert zone.province in codes
        assert zone.prefecture is None or codes[zone.prefecture].province == zone.province
        assert zone.county is None or codes[zone.county].province == zone.province


def test_no_zone_bears_the_name_of_a_division() -> None:
    assert not [form for zone in zones().all() for form in (zone.name, *zone.aliases) if regions().named(form)]


def test_unknown_names_give_nothing() -> None:
    for gazetteer in (universities(), zones(), enterprises()):
        assert gazetteer.named("没有这个名字") == ()
        assert gazetteer.named("") == ()
        assert gazetteer.named("\x00'; --") == ()


def test_enterprises_by_short_name() -> None:
    (bank,) = enterprises().named("建行")
    assert bank.name == "中国建设银行"
    assert enterprises().named("中国银行") != enterprises().named("工商银行")
