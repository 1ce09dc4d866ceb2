from __future__ import annotations

import pytest

from api.settings import Settings, SettingsError, is_loopback, settings_table


def test_defaults_are_local() -> None:
    settings = Settings.from_environment({})
    assert (settings.store, settings.host, settings.port) == ("sqlite:///data/qianyue.db", "127.0.0.1", 8000)
    assert settings.quotes_only is None


def test_environment_is_read_and_given_values_win() -> None:
    environment = {"QIANYUE_STORE": "sqlite:///x.db", "QIANYUE_PORT": "1", "PORT": "2", "QIANYUE_QUERY_TIMEOUT": "0.5"}
    settings = Settings.from_environment(environment, host="0.0.0.0", store=None)
    assert (settings.store, settings.port, settings.query_timeout) == ("sqlite:///x.db", 1, 0.5)
    assert settings.host == "0.0.0.0"
    assert Settings.from_environment({"PORT": "2", "QIANYUE_PORT": ""}).port == 2
    assert Settings.from_environment({"PORT": "2"}, port=0).port == 0


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PORT", "八千"),
        ("QIANYUE_PORT", "65536"),
        ("QIANYUE_PORT", "-1"),
        ("QIANYUE_STORE", "graph.db"),
        ("QIANYUE_HOST", "a b"),
        ("QIANYUE_QUOTES_ONLY", "maybe"),
        ("QIANYUE_QUERY_TIMEOUT", "0"),
        ("QIANYUE_QUERY_TIMEOUT", "nan"),
        ("QIANYUE_QUERY_TIMEOUT", "fast"),
    ],
)
def test_a_bad_value_is_named(variable: str, value: str) -> None:
    with pytest.raises(SettingsError, match=variable) as raised:
        Settings.from_environment({variable: value})
    assert repr(value) in str(raised.value)


@pytest.mark.parametrize(("text", "value"), [("auto", None), ("", None), ("off", False), ("0", False), ("ON", True)])
def test_the_switch_has_three_values(text: str, value: bool | None) -> None:
    assert Settings.from_environment({"QIANYUE_QUOTES_ONLY": text}).quotes_only is value


def test_loopback_is_the_whole_block() -> None:
    assert is_loopback("127.9.9.9") and is_loopback("[::1]")
    assert not is_loopback("localhost.example.com")


def test_every_setting_is_documented() -> None:
    assert Settings.__doc__
    for variables, _, meaning in settings_table():
        assert meaning
        assert all(variable in Settings.__doc__ for variable in variables.split(", "))
