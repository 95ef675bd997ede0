"""What is drafted from documents of several shapes; what is unsure stays empty and is asked; nothing gets lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mashang.raw import RawParagraph
from mashang.workbooks.measure_draft import KnownTables, MeasureDraft, draft_measures
from tests.workbooks.documents import (
    EXPECTED,
    NOTICE,
    OUTER,
    POINTS,
    TABLE,
    TASKS,
    TITLES,
    draft,
    list_rows,
    make_paragraphs,
)

NOT_SAID = re.compile(
    r"牵头单位|配合单位|责任单位|责任部门|完成时限|完成时间|按职责分工负责|共同牵头|牵头|配合|负责|完成|无|等|和|由|文件|附件|目标|项目名称"
    r"|[\W_]+"
)
"""What joins names and words, and is no word of a cell."""
MARK = re.compile(r"^(?:第.{1,3}[条章]|[一二三四五六七八九十]+、|（.{1,2}）|[0-9]+[.．、]|①|[0-9]+ \|)[\s：]*")


def list_asked(found: MeasureDraft) -> list[str]:
    """What is asked, with the rows and the column."""
    return [f"{one.row} {one.heading} {one.sentence}" for one in found.points]


@pytest.mark.parametrize("text", EXPECTED, ids=lambda text: text.split()[0][:12])
def test_documents_of_each_shape(text: str) -> None:
    """Articles, points, levels, tasks with items, titles without numbers, numbers that begin again below titles."""
    assert list_rows(draft(text)) == EXPECTED[text]


def test_the_head_says_what_the_document_is() -> None:
    """Title, number, day and body stand in each row; fields are the headings above."""
    row = {name: cell.text for name, cell in draft(NOTICE).rows[0].items()}
    assert row == {
        "id": "2-1",
        "title": "企业开办一日办结",
        "field": "提升政务服务",
        "text": "整合登记、刻章、开户，一个工作日内办结。",
        "leads": "县市场监管局",
        "supporting": "县税务局、县人社局",
        "deadline": "2026年6月底前",
        "basis": "明川县优化营商环境若干措施",
        "document_number": "明政办发〔2026〕12号",
        "made_on": "2026-03-05",
        "publisher": "明川县人民政府办公室",
    }
    signed = draft(POINTS).rows[0]
    assert (signed["made_on"].text, signed["publisher"].text) == ("2026-04-18", "青石区人民政府")
    assert draft(TITLES).rows[0]["basis"].text == "平湖镇服务企业六件实事"
    assert [row["field"].text for row in draft(OUTER).rows] == ["优化准入环境"] * 2 + ["优化要素保障"] * 2
    assert [row["parent"].text for row in draft(TASKS).rows if "parent" in row] == ["1-1", "1-1", "1-2", "1-2"]


def test_what_is_unsure_is_asked() -> None:
    """Each cell that stays empty has its question."""
    asked = list_asked(draft(NOTICE))
    assert "2-2 配合单位 除了牵头的，还写着责任单位“县卫健局”：是一起牵头还是配合，请定。" in asked
    assert "3-2 牵头单位 文件写着“等”，只写上了点名的单位，还有哪些请补上。" in asked
    assert "3-2 完成时限 写的是“6月底前”，看不出是哪一天，请写明年月。" in asked
    asked = list_asked(draft(POINTS))
    assert "2 完成时限 文字里有时间，不能断定是完成时限，请看一看；没有定的填“文件未定时限”。" in asked
    assert " 编号 编号是“5．”，和前一条不相连，看看是不是漏了，或者文件编错了。" in asked
    assert "1、3 牵头单位 文件里没有写牵头单位，请填。" in list_asked(draft(TITLES))
    assert "1、2、3 领域 文件没有分领域，请填（如市场准入、金融支持）。" in list_asked(draft(TITLES))


def test_words_that_are_not_understood_stay_in_the_text() -> None:
    """A bracket is taken out of the text only when each part of it has a cell."""
    (first, second) = draft(
        "1. 甲事。办好。（牵头单位：甲局；责任领导：张某）\n2. 乙事。办好。（牵头单位：甲局；责任单位：乙局）"
    ).rows
    assert first["text"].text == "办好。（牵头单位：甲局；责任领导：张某）"
    assert second["text"].text == "办好。（牵头单位：甲局；责任单位：乙局）"
    assert (first["leads"].text, second["leads"].text) == ("甲局", "甲局")


def test_a_lead_may_be_marked_among_others() -> None:
    """（牵头） behind a name; what the others are is asked."""
    found = draft("1. 甲事。办好。［责任单位：县商务局（牵头）、县住建局］\n2. 乙事。办好。（牵头单位：县商务局）")
    assert found.rows[0]["leads"].text == "县商务局"
    assert "1 配合单位 除了牵头的，还写着责任单位“县住建局”：是一起牵头还是配合，请定。" in list_asked(found)


def test_a_text_that_only_says_who_keeps_its_sentence() -> None:
    """Where a bracket must stay, it does not stand alone; a last measure takes nothing of what is general."""
    text = "1. 甲事（牵头单位：甲局；责任领导：张某）\n2. 乙事。牵头领导：张某；牵头单位：甲局\n3. 丙事。办好。"
    text += "\n（一）加强组织领导"
    rows = draft(text).rows
    assert rows[0]["text"].text == "甲事（牵头单位：甲局；责任领导：张某）"
    assert rows[1]["text"].text == "乙事。牵头领导：张某"
    assert [row["title"].text for row in rows] == ["甲事", "乙事", "丙事"]
    assert rows[2]["text"].text == "办好。"


def test_names_are_those_of_the_county() -> None:
    """A known name is written as ours; an unknown one as the document has it, and it is asked about."""
    known = KnownTables({"县市场监管局": "市场监管局", "税务局": "税务局", "县税务局": "税务局", "县财政局": "财政局"})
    found = draft(NOTICE, known=known)
    assert found.rows[0]["leads"].text == "市场监管局"
    assert found.rows[0]["supporting"].text == "税务局、县人社局"
    assert any(one.startswith("2-1 配合单位 “单位”表里没有“县人社局”，照文件写着。") for one in list_asked(found))


def test_names_that_hold_a_joining_word_are_one() -> None:
    """发展和改革局 is one department, 卫健局和医保局 are two."""
    text = (
        "1. 甲事（牵头单位：县发展和改革局；配合单位：县卫健局和县医保局）\n2. 乙事（县住房和城乡建设局和县财政局牵头）"
    )
    (first, second) = draft(text).rows
    assert (first["leads"].text, first["supporting"].text) == ("县发展和改革局", "县卫健局、县医保局")
    assert second["leads"].text == "县住房和城乡建设局、县财政局"


def test_names_alone_in_a_bracket_lead_where_they_stand_for_themselves() -> None:
    """Behind a full stop at the end they do; behind a word they may explain it, unless the county knows them."""
    text = "1. 甲事。办好。（县工信局、县数据局）\n2. 乙事。进驻大厅（县政务服务中心）。\n3. 丙事。办好（县税务局）"
    found = draft(text, known=KnownTables({"县税务局": "税务局"}))
    assert [row["leads"].text if "leads" in row else "" for row in found.rows] == ["县工信局、县数据局", "", "税务局"]


@pytest.mark.parametrize(
    "sentence",
    [
        "对2026年6月30日前完成备案的企业，给予奖励",
        "到2026年底，新增50家",
        "自2026年3月1日起，2026年9月底前完成申报的项目享受补贴",
        "2026年6月底前完成立项，2026年12月底前建成",
        "力争12月底前完成",
        "2026年12月前完成",
    ],
)
def test_a_day_that_may_be_another_is_no_deadline(sentence: str) -> None:
    """Who gets something, a goal, two days, no year, a month that may end or begin: all are left to a person."""
    row = draft(f"1. 甲事。{sentence}。\n2. 乙事。办好。").rows[0]
    assert "deadline" not in row


@pytest.mark.parametrize(
    "sentence", ["由区领导牵头，每月调度", "部门牵头机制更加完善", "坚持以需求为牵头", "由各方牵头推进", "发挥牵头作用"]
)
def test_a_word_before_leading_is_not_always_an_office(sentence: str) -> None:
    """Only names that end as offices do are taken from running text."""
    assert "leads" not in draft(f"1. 甲事。{sentence}。\n2. 乙事。办好。").rows[0]


def test_a_time_for_all_is_asked_about() -> None:
    """Where a sentence outside may set it, no row says that the document sets none."""
    found = draft("1. 甲事。办好。\n2. 乙事。办好。\n附件：各项任务须于2026年12月底前完成")
    assert found.count("deadline") == 0
    assert "1、2 完成时限 这一段里的时限可能是给各条定的，请看一看。" in list_asked(found)


def test_the_day_of_printing_is_not_taken() -> None:
    """It is named, and the day that the document bears is asked for."""
    found = draft("1. 甲事。办好。\n2. 乙事。办好。\n县政府办公室2026年3月6日印发")
    assert "made_on" not in found.rows[0]
    assert " 成文日期 文件只写了印发的日期，成文日期（落款的日期）请填。" in list_asked(found)


def test_a_closing_paragraph_is_no_part_of_the_last_measure() -> None:
    """It has one paragraph more than any other."""
    found = draft("第一条：甲事。办好甲事。\n第二条：乙事。办好乙事。\n各级各部门要提高认识，形成合力。")
    assert found.rows[-1]["text"].text == "办好乙事。"
    assert [one.text for one in found.unused] == ["各级各部门要提高认识，形成合力。"]


def test_ids_that_the_county_has_are_not_used_again() -> None:
    """A letter goes before all."""
    found = draft(TASKS, known=KnownTables(ids=frozenset({"1-1-2", "b2-1"})))
    assert [row["id"].text for row in found.rows][:3] == ["C1-1", "C1-1-1", "C1-1-2"]
    assert found.rows[1]["parent"].text == "C1-1"


def test_the_level_can_be_told() -> None:
    """Whoever knows better says which numbers are the measures'."""
    found = draft(TASKS, level="（一）")
    assert [row["title"].text for row in found.rows][:2] == ["工程建设项目审批", "企业登记"]
    assert "1. 推行" in found.rows[0]["text"].text or "1.推行" in found.rows[0]["text"].text


def test_a_table_alone_is_the_list() -> None:
    """Its headings are known as those of ledgers are; rows of one text are fields; other columns go into the text."""
    found = draft("白沙镇2026年惠企服务任务分解表", TABLE)
    assert list_rows(found) == (
        ("1", "设立企业服务专窗", "镇便民服务中心", "镇党政办", "2026年4月底前"),
        ("2", "走访企业全覆盖", "镇经济发展办", "各村（社区）", "长期坚持"),
        ("3", "整治乱收费", "镇综合执法队、镇财政所", "", "2026年9月"),
        ("4", "解决用地问题", "镇自然资源所", "", ""),
    )
    assert [row["field"].text for row in found.rows] == ["提升服务", "提升服务", "优化环境", "优化环境"]
    assert found.rows[0]["text"].text == "在便民服务中心设立专窗。\n备注：先试点"
    assert found.rows[3]["text"].text == "协调存量用地。\n完成时限：年底前"
    assert "4 完成时限 写的是“年底前”，看不出是哪一天，请写明年月。" in list_asked(found)


def test_a_table_behind_a_text_fills_what_the_text_leaves_open() -> None:
    """Only where title and cells agree; other rows are not used."""
    table = (
        "任务|牵头单位|完成时间",
        "推动技术改造|县工信局|2026年12月",
        "培育链主企业|县科技局|长期",
        "另外的事|县商务局|2026年",
    )
    text = "一、推动技术改造。对项目给予补助。\n二、培育链主企业。每年认定5家。（牵头单位：县工信局）\n附件：分工表"
    found = draft(text, table)
    assert list_rows(found) == (
        ("1", "推动技术改造", "县工信局", "", "2026年12月"),
        ("2", "培育链主企业", "县工信局", "", "文件未定时限"),
    )
    assert found.rows[0]["leads"].paragraphs == (5,)
    assert [one.text.partition(" ")[0] for one in found.unused] == ["附件：分工表", "任务", "培育链主企业", "另外的事"]
    assert sum("对不上，或者写的不一样" in one for one in list_asked(found)) == 1


def test_a_text_without_measures_gives_none() -> None:
    """Nothing is invented."""
    assert draft("关于开会的通知\n定于明天开会。请准时参加。").rows == ()


def check_nothing_is_lost(found: MeasureDraft) -> None:
    """Each paragraph is used or not, and what is used stands in cells, word by word."""
    unused = {one.number for one in found.unused}
    assert found.used | unused == {one.number for one in found.paragraphs}
    assert not found.used & unused
    said = "\n".join(
        [cell.text for row in found.rows for cell in row.values()] + [one.sentence for one in found.points]
    )
    for one in found.paragraphs:
        if one.number in found.used and not re.fullmatch(r"[（]?(?:[0-9]{4}年.*|二〇.*)日[）]?", one.text):
            for word in filter(None, NOT_SAID.split(MARK.sub("", one.text))):
                assert word in NOT_SAID.sub("", said) or word in said, (word, one.text)


@pytest.mark.parametrize("text", EXPECTED, ids=lambda text: text.split()[0][:12])
def test_nothing_of_a_document_is_lost(text: str) -> None:
    """In documents of each shape, with a table behind."""
    check_nothing_is_lost(draft(text))
    check_nothing_is_lost(draft(text, TABLE))


MARKS = ("一、", "二、", "（一）", "（二）", "1.", "2．", "(1)", "①", "第一条：", "第二条 ", "第一章 ", "")
ENDS = (
    "",
    "（牵头单位：{}局；完成时限：2026年6月底前）",
    "（{}局牵头，{}委配合，长期坚持）",
    "（{}局、{}办按职责分工负责）",
    "。牵头单位：{}局",
    "，由{}局牵头",
    "（责任单位：{}局等  完成时限：6月）",
    "（牵头单位：{}局；责任单位：{}局；责任人：{}）",
    "（试行）",
)
LINES = (
    "牵头单位：{}局",
    "配合单位：{}局、{}办",
    "完成时限：2026年5月",
    "附件：{}",
    "{}人民政府",
    "2026年3月1日",
    "总体要求",
)


@st.composite
def write_line(draw: st.DrawFn) -> str:
    """A line of a document, each of its names and words its own."""

    def name() -> str:
        return draw(st.text("ABCDEFGHKLMNPQRSTUVWXYZ", min_size=3, max_size=6))

    shape = draw(st.sampled_from((*LINES, "", "", "")))
    if not shape:
        sentence = draw(st.sampled_from(("推进{}", "推进{}。做好{}", "推进{}：一是{}，二是{}。", "{}（{}）事。")))
        shape = draw(st.sampled_from(MARKS)) + sentence + draw(st.sampled_from(ENDS))
    return re.sub(r"\{\}", lambda _: name(), shape)


@settings(max_examples=80, deadline=None)
@given(st.lists(write_line(), min_size=1, max_size=14), st.lists(st.sampled_from(TABLE), max_size=5))
def test_nothing_of_any_document_is_lost(lines: list[str], table: list[str]) -> None:
    """Whatever the lines and their order, every paragraph is used or listed, and its words survive."""
    paragraphs: tuple[RawParagraph, ...] = make_paragraphs("\n".join(lines), table)
    found = draft_measures(paragraphs, KnownTables())
    if found.rows:
        check_nothing_is_lost(found)
        ids = [row["id"].text for row in found.rows]
        assert len(set(ids)) == len(ids)
        assert {row["parent"].text for row in found.rows if "parent" in row} <= set(ids)
