"""The address that symbols hold, against the codes issued and the hosts that strangers can reach."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mashang.codes.code_base import check_code_base
from mashang.model import Code, CodeKind
from mashang.settings import Settings

BASE = "https://www.example.com/f/"
SETTINGS = Settings(
    name="",
    county="",
    organiser="",
    site_url="https://www.example.com/",
    code_base=BASE,
    phone="",
    mailbox="",
    address="",
)
ISSUED = (Code("7K3M9QX2Z", CodeKind.WINDOW, "W01", date(2026, 1, 5), base=BASE),)
MEANT = (
    "确实要这样，运行 python run.py build --confirm {0} --reason 原因，"
    "或在 content/confirmations 表里加一行，“事项”写：{0}"
)


def say(base: str, codes: tuple[Code, ...] = ISSUED) -> list[str]:
    """All that is said of a base."""
    found = list(check_code_base(replace(SETTINGS, code_base=base), codes))
    return [f"{one.where}：{one.sentence}{one.mend.replace(MEANT.format(one.item), '')} [{one.code}]" for one in found]


def test_a_base_on_the_sites_own_host_is_right() -> None:
    """Where nothing was issued under another; a code from before bases were recorded says nothing."""
    assert say(BASE) == say("https://www.example.com/code/", ()) == say(BASE, (replace(ISSUED[0], base=""),)) == []


def test_a_changed_base_is_explained() -> None:
    """What was printed stays as it is, and stands only as long as the old address leads on."""
    assert say("https://www.example.com/g/") == [
        (
            "site_config/site.yml · “code_base”项：code_base 由 https://www.example.com/f/ 改成了 https://www.example.com/g/。"
            "已经发的 1 个码印的还是旧地址，不会变；旧地址一停，这些码就都扫不开。"
            "填错了就改回 https://www.example.com/f/；确实换地址，先让旧地址长期跳转到新地址。 [code-base-changed]"
        )
    ]


def test_another_host_is_asked_about() -> None:
    """It may be meant: a short domain."""
    assert say("https://ma.example.com/", ()) == [
        (
            "site_config/site.yml · “code_base”项："
            "code_base 的域名“ma.example.com”和 site_url 的域名“www.example.com”不一样：扫码打开的是另一个域名。"
            "填错了就改成 www.example.com 下面的网址。 [code-base-elsewhere]"
        )
    ]


def test_a_site_that_moved_leaves_its_codes_alone() -> None:
    """Whoever is asked about the host of codes that hang on walls is not led to change it."""
    [found] = check_code_base(replace(SETTINGS, site_url="https://new.example.com/"), ISSUED)
    assert found.mend.startswith("已经发的码印的就是它，不要改 code_base；")


@pytest.mark.parametrize(
    ("host", "reason"),
    [
        ("localhost", "是内网的名字"),
        ("zwfw", "是内网的名字"),
        ("ma.zwfw.local", "是内网的名字"),
        ("10.1.2.3", "是 IP 地址"),
        ("192.168.1.8:8080", "是 IP 地址"),
        ("203.0.113.7", "是 IP 地址"),
    ],
)
def test_a_host_that_strangers_cannot_reach_is_refused(host: str, reason: str) -> None:
    """There is no answer to it: a code printed so would open nowhere."""
    [said] = say(f"http://{host}/f/", ())
    name = host.partition(":")[0]
    assert said == (
        f"site_config/site.yml · “code_base”项：code_base 写的是“{name}”，{reason}，群众用手机扫码打不开。"
        "改成正式的域名，如 https://www.example.com/yshj/f/。码印出去以后就不能改了。 [code-base-private]"
    )
