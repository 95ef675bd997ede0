"""Words that are published from outside the tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mashang.checks.wording import check_wording
from mashang.model import Code, CodeKind
from mashang.settings import Settings

SOUND = Settings(
    name="甲县营商环境公开",
    county="甲县",
    organiser="甲县营商办",
    site_url="https://www.example.com/13800000000/",
    code_base="https://www.example.com/f/",
    phone="0000-8000100",
    mailbox="ysb@example.com",
    address="甲县 1 号",
)
CODE = Code("ABCDEFGH1", CodeKind.WINDOW, "W01", date(2026, 1, 5), name="窗口甲")


@pytest.mark.parametrize("key", ["name", "organiser", "phone", "mailbox", "address", "hours", "report_phone"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请找 13800000000", "private-mobile"),
        ("11010519491231002X", "private-id-number"),
        ("甲县\u202e县乙", "control-character"),
        ("甲\ufffd", "replacement-character"),
        ("待补充", "text-placeholder"),
        ("见 192.168.1.1", "address-internal"),
    ],
)
def test_settings_are_searched_like_cells(key: str, text: str, expected: str) -> None:
    """What stands in the footer of every page is published like any cell; the key is named."""
    settings = replace(SOUND, **{key: text})  # type: ignore[arg-type] # all these keys are texts
    found = check_wording(settings, (), "qrcodes/ledger.csv")
    assert [(one.code, one.where.file, one.where.heading) for one in found] == [(expected, "site_config/site.yml", key)]


def test_notes_that_closed_pages_show_are_searched() -> None:
    """A window's note is shown when it is gone; an enterprise's never is."""
    noted = replace(CODE, name="找老王 13800000000")
    found = check_wording(SOUND, [CODE, noted, replace(noted, kind=CodeKind.ENTERPRISE)], "qrcodes/ledger.csv")
    assert [(one.code, one.where.file, one.where.heading) for one in found] == [
        ("private-mobile", "qrcodes/ledger.csv", "ABCDEFGH1")
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("organiser", "甲县营商办（abcd-efgh-2）"),
        ("site_url", "https://www.example.com/ABCDEFGH2/"),
        ("address", "A B C D E F G H 2 号"),
    ],
)
def test_an_enterprises_code_is_found_in_settings_and_names(key: str, value: str) -> None:
    """Also in addresses, for these are published as they stand."""
    firm = replace(CODE, code="ABCDEFGH2", kind=CodeKind.ENTERPRISE, name="ABCDEFGH2")
    settings = replace(SOUND, **{key: value})  # type: ignore[arg-type] # all these keys are texts
    found = check_wording(settings, [firm, replace(CODE, name="原 ABCD-EFGH-2")], "qrcodes/ledger.csv")
    assert [(one.code, one.where.heading) for one in found] == [("hidden-code", key), ("hidden-code", "ABCDEFGH1")]


def test_readers_are_not_sent_into_the_intranet() -> None:
    """A form that opens in the office only; the preview of a site may stand there."""
    settings = replace(SOUND, external_form="http://10.1.2.3/form", staging_url="http://10.1.2.3/")
    found = check_wording(settings, (), "qrcodes/ledger.csv")
    assert [(one.code, one.where.heading) for one in found] == [("address-internal", "external_form")]


def test_sound_words_and_addresses_pass() -> None:
    """A number within an address may be anything."""
    assert check_wording(SOUND, [CODE], "qrcodes/ledger.csv") == ()
    preview = replace(SOUND, staging_url=SOUND.site_url, data_licence_url=SOUND.site_url)
    assert check_wording(preview, [], "qrcodes/ledger.csv") == ()
    assert check_wording(None, [], "qrcodes/ledger.csv") == ()
