"""What staff promise in their own pages, held to the declared ways to report."""

from __future__ import annotations

from mashang.checks.promises import check_promises
from mashang.raw import RawDocument
from mashang.report_ways import ReportWay, WayKind

TEXT = "# 说明\n\n请扫码评价。\n可以匿名反映，提交后给您回执码。\n对评价结果的统计。\n"
PAGE = RawDocument("content/pages/help.md", "help", TEXT)
WAY = ReportWay(title="甲", kind=WayKind.PHONE, address="12345")


def test_a_promise_that_no_way_keeps_is_asked_about() -> None:
    """With its place, its words, and what a way would have to declare."""
    found = list(check_promises([PAGE], (WAY,)))
    assert [(str(one.where), one.sentence) for one in found] == [
        (
            "content/pages/help.md · 第 3 行",
            "这一页写着“扫码评价”，而设置的反映渠道里没有一种能评价（ratings）。",
        ),
        (
            "content/pages/help.md · 第 4 行",
            "这一页写着“回执码”，而设置的反映渠道里没有一种给受理编号（receipt）。",
        ),
        (
            "content/pages/help.md · 第 4 行",
            "这一页写着“匿名”，而设置的反映渠道里没有一种能不说出自己是谁（anonymous）。",
        ),
    ]
    assert found[0].mend.startswith("改掉这句话；真能做到的，在 site_config/site.yml 的 report_ways 里写上。")


def test_a_promise_that_is_kept_is_none() -> None:
    """One way that gives it is enough."""
    able = ReportWay(title="乙", kind=WayKind.FORM, address="https://a.cn/", ratings=True, anonymous=True, receipt=True)
    assert list(check_promises([PAGE], (WAY, able))) == []
