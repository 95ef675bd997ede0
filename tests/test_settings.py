"""The declaration of the settings."""

from __future__ import annotations

from dataclasses import MISSING, replace
from decimal import Decimal
from typing import Any

import pytest

from mashang.county import Stage
from mashang.settings import DEFAULTS, SETTINGS, TYPES, Settings

SOUND = Settings(
    name="甲县营商环境公开",
    county="甲县",
    organiser="甲县营商办",
    site_url="https://www.Example.com:8443/yshj/",
    code_base="https://www.example.com/yshj/f/",
    phone="0571-12345678",
    mailbox="a@example.com",
    address="甲县一号",
)


@pytest.mark.parametrize("key", SETTINGS)
def test_a_setting_is_declared_with_an_example_that_it_takes(key: str) -> None:
    """Staff copy the example from a message, so its own check passes it; a default is of the setting's type."""
    setting, kind = SETTINGS[key], TYPES[key]
    assert setting.title
    assert setting.example
    value: Any = {int: int, Decimal: Decimal}.get(kind, str)(setting.example)
    assert setting.check(value) == []
    default = DEFAULTS[key]
    assert default is MISSING or isinstance(default, getattr(kind, "__origin__", kind))


def test_addresses_are_declared_as_such() -> None:
    """Their checks differ from those of words, and digits within them are not searched for private numbers."""
    named = {key for key in SETTINGS if key.endswith("_url") or key in ("code_base", "external_form")}
    assert {key for key, setting in SETTINGS.items() if setting.holds_address} == named


def test_a_preview_has_an_address_of_its_own() -> None:
    """A staging site stands where its own setting says, and where that is not set, as before; codes never change."""
    settings = replace(SOUND, staging_url="https://yulan.example.com/")
    assert settings.at_stage(Stage.PRODUCTION) == settings
    assert settings.at_stage(Stage.STAGING).site_url == "https://yulan.example.com/"
    assert settings.at_stage(Stage.STAGING).code_base == settings.code_base
    assert SOUND.at_stage(Stage.STAGING) == SOUND


def test_the_domain_is_the_addresss_host() -> None:
    """Neither port nor path belongs to SiteDomain."""
    assert SOUND.site_domain == "www.example.com"
