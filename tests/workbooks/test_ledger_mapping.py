"""The file that says how a ledger becomes one of our tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from mashang.problems import Problem
from mashang.workbooks.ledger import find_ledger
from mashang.workbooks.ledger_mapping import (
    ADOPTABLE,
    MEANT,
    OUR_COLUMN,
    WRITTEN,
    LedgerMapping,
    Question,
    check_mapping,
    read_mapping,
    render_mapping,
)
from mashang.workbooks.ledger_proposal import answer_question, propose_mapping
from tests.workbooks.sheets import KNOWN, make_sheet, read_text

WHOLE = """\
# 一句说明
- 数据表: 月度进展
- 台账列: 任务
  对应: 标题
- 台账列: 情况
  对应: 本月进展
- 台账列: 备注
  对应: 不用
- 我们的列: 状态
  都填: 推进中
- 我们的列: 标题
  台账写: 联办
  改成: 证照联办
"""


def report(folder: Path, text: str) -> list[str]:
    """What is said of a mapping, with its places."""
    mapping, problems = read_mapping(read_text(folder, text))
    found: list[Problem] = [*problems]
    if mapping and not found:
        found += check_mapping(mapping, "site_config/mappings/m.yml")
    return [f"{one.where}：{one.sentence}{one.mend}" for one in found]


def test_a_whole_mapping_is_read(tmp_path: Path) -> None:
    """Columns in their order, words, what stands in every row."""
    mapping, problems = read_mapping(read_text(tmp_path, WHOLE))
    assert mapping
    assert not problems
    assert mapping.columns == (("任务", "title"), ("情况", "text"), ("备注", ""))
    assert mapping.values == {"title": {"联办": "证照联办"}}
    assert mapping.constants == {"written_status": "推进中"}
    assert mapping.unused == ("备注",)
    assert report(tmp_path, WHOLE) == []


@pytest.mark.parametrize(
    "text", ["联办", "“联办” # 一期: 二", "1. 联办\n", "- 联办", "*联办", "'联'", "100%", "no: \\n"]
)
def test_what_is_written_is_read_again(text: str, tmp_path: Path) -> None:
    """Whatever stands in a ledger."""
    mapping, _ = read_mapping(read_text(tmp_path, WHOLE))
    assert mapping
    changed = answer_question(mapping, _ask_title(text), "上门服务")
    again, problems = read_mapping(read_text(tmp_path, render_mapping(changed, (), "台账.xlsx")))
    assert (again and again.values["title"][text.strip()], problems) == ("上门服务", ())


def _ask_title(text: str) -> Question:
    return Question(((OUR_COLUMN, "标题"), (WRITTEN, text)), MEANT, "")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "  对应: 标题\n",
            "",
            (
                "第 3 行：这一条写的是台账列，看不出是什么。"
                "一条只写这样几行：“台账列”“对应”；或“我们的列”“台账写”“改成”；或“我们的列”“都填”。"
            ),
        ),
        ("对应: 标题", "对应: ？", "第 3 行：“任务”还没有定。把“？”改成上面一行提示里的一个。"),
        ("改成: 证照联办", "改成: ？", "第 11 行：“联办”还没有定。把“？”改成上面一行提示里的一个。"),
        (
            "对应: 标题",
            "对应: 标提",
            "第 4 行（对应）：没有“标提”。是不是“标题”？台账的这一列不取，就写“不用”。",
        ),
        (
            "月度进展",
            "进展表",
            (
                "第 2 行（数据表）：没有“进展表”。"
                "写一条“数据表”，内容是其中一个：月度进展、措施清单、单位、窗口、事项、企业、网格、评价汇总、诉求台账。"
            ),
        ),
        (
            "对应: 不用",
            "对应: 本月进展",
            "“本月进展”项：有几处都来填“本月进展”。只留一处，别处的“对应”写“不用”，或删掉那一条“都填”。",
        ),
        (
            "对应: 本月进展",
            "对应: 不用",
            (
                "“本月进展”项：“本月进展”是必填的，却没有哪一列对应它。"
                "加一条“台账列”“对应: 本月进展”；每一行都一样的，加一条“我们的列: 本月进展”“都填: 内容”。"
            ),
        ),
        ("都填: 推进中", "都填: 在推", "第 10 行：“状态”不能填“在推”。只能填：未启动、推进中、已完成。"),
    ],
)
def test_what_is_wrong_is_named_where_it_stands(old: str, new: str, said: str, tmp_path: Path) -> None:
    """With what to write instead."""
    assert report(tmp_path, WHOLE.replace(old, new, 1)) == [f"site_config/mappings/m.yml · {said}"]


def test_a_proposal_is_written_with_its_questions(tmp_path: Path) -> None:
    """What is open stands there as ？ under what may be written, and is a problem until it is decided."""
    sheet = make_sheet("任务|进展情况|完成率", "联办|好。|60%", "上门服务|好。|50%")
    found = find_ledger([sheet], ADOPTABLE)
    assert found
    mapping, questions = propose_mapping(*found, KNOWN, LedgerMapping(found[1]))
    text = render_mapping(mapping, questions, "台账.xlsx")
    assert "是不是“证照联办”？可以写：证照联办、上门服务；这一项不取就写“不用”。\n- 我们的列: 标题\n" in text
    assert [one.code for one in read_mapping(read_text(tmp_path, text))[1]] == ["mapping-open"]
