"""Cases at the desk: entered or fetched, assigned, answered, closed; chained, sealed, erased, by several people."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from starlette.testclient import TestClient

from mashang.case_journal import JournalError, StepKind
from mashang.county import County
from mashang.desk.app import make_app
from mashang.desk.state import Desk
from mashang.pipeline.case_handling import list_to_erase, open_case, read_journal, register_fetched
from mashang.pipeline.checking import check_county
from mashang.pipeline.report_exchange import SEALED
from mashang.proof.keys import create_key
from mashang.proof.report_keys import create_report_keys, list_recipients
from mashang.report_exchange import ReportState, decode_answers
from mashang.sealing import find_recipient, new_identity, open_sealed, seal
from mashang.statement import Statement, StatementKind
from tests.case_numbers import case_number
from tests.desk.pressing import TODAY, wait

NOVEMBER = "content/reports/2026-11.xlsx"
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
WORDS, CONTACT = "窗口没有人，等了两小时", "周先生 0000-8000199"


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys of the office lie in a folder of the test."""
    monkeypatch.setenv("MASHANG_KEYS", str(tmp_path / "keys"))
    monkeypatch.delenv("MASHANG_KEY_PASSPHRASE", raising=False)


@pytest.fixture
def office(county: Path, keys: None) -> County:
    """The example's office with its keys."""
    del keys
    made = County(county)
    create_report_keys(made, replace=False)
    create_key(made, replace=False)
    return made


@pytest.fixture
def desk(office: County) -> Desk:
    """Its desk."""
    return Desk(office, lambda: TODAY, lambda: None)


@pytest.fixture
def browser(desk: Desk) -> TestClient:
    """A browser at it, after it has looked."""
    client = TestClient(make_app(desk))
    look(client, desk)
    return client


def look(client: TestClient, desk: Desk) -> None:
    """Let the desk look at the county again."""
    client.get("/")
    wait(desk)
    client.get("/")
    wait(desk)


def enter(client: TestClient, desk: Desk, **given: str) -> str:
    """Enter a case that came by telephone; returns its number."""
    facts = {"channel": "电话", "kind": "投诉", "day": "2026-11-16", "subject": "三号窗"}
    facts |= {"text": WORDS, "contact": CONTACT}
    answer = client.post("/cases", data=facts | given, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    look(client, desk)
    return str(answer.headers["location"]).partition("=")[2]


def step(client: TestClient, desk: Desk, number: str, kind: str, **given: str) -> str:
    """Take a step on the case's page as it stands; returns the page after it."""
    mark = client.get(f"/cases/{number}").text.partition('name="mark" value="')[2].partition('"')[0]
    page = client.post(f"/cases/{number}", data={"step": kind, "mark": mark, **given})
    look(client, desk)
    return page.text


def read_row(office: County, number: str) -> dict[str, str]:
    """A row of November's register."""
    sheet = openpyxl.load_workbook(office / NOVEMBER).worksheets[0]
    rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    start = next(place for place, row in enumerate(rows) if "受理编号" in row)
    found = next(row for row in rows[start:] if number in row)
    return dict(zip(rows[start], found, strict=True))


def list_plain(office: County, *wanted: str) -> list[str]:
    """The files of the county in which one of these texts can be read."""
    files = [path for path in office.root.rglob("*") if path.is_file()]
    return [path.name for path in files if any(text.encode() in path.read_bytes() for text in wanted)]


def test_a_call_is_entered_handled_and_closed(office: County, desk: Desk, browser: TestClient) -> None:
    """Each step stands in the register and in the journal; the words are sealed, and lie nowhere else."""
    number = enter(browser, desk)
    listed = browser.get("/more/cases").text
    assert f"/cases/{number}" in listed
    page = browser.get(f"/cases/{number}").text
    assert WORDS in page
    assert CONTACT in page
    assert "还没有交办" in page
    step(browser, desk, number, "ASSIGNED", department="明川县行政审批局", day="2026-11-17", words="请派人顶岗")
    page = step(browser, desk, number, "ANSWERED", result="已解决", day="2026-11-18", words="已经加了一个人")
    assert "请派人顶岗" in page
    step(browser, desk, number, "CALLED", verdict="解决了", day="2026-11-19")
    step(browser, desk, number, "CLOSED", day="2026-11-20")
    row = read_row(office, number)
    assert [row[name] for name in ("受理日", "交办日", "反馈日", "回访日", "销号日")] == [
        f"2026-11-{day}" for day in (16, 17, 18, 19, 20)
    ]
    assert (row["承办单位"], row["结果"], row["反映人评价"]) == ("明川县行政审批局", "已解决", "解决了")
    kinds = [one.kind for one in read_journal(office).list_steps(number)]
    assert kinds == [StepKind.ENTERED, StepKind.ASSIGNED, StepKind.ANSWERED, StepKind.CALLED, StepKind.CLOSED]
    assert check_county(office, TODAY, lambda _: None).problems == ()
    assert list_plain(office, WORDS, CONTACT, "请派人顶岗", "已经加了一个人") == []


def test_two_people_do_not_overwrite_each_other(desk: Desk, browser: TestClient) -> None:
    """The second one, who has not seen the first one's step, is told so; nothing of theirs is written."""
    number = enter(browser, desk)
    stale = {"mark": "1", "day": "2026-11-17"}
    browser.post(f"/cases/{number}", data={"step": "ASSIGNED", "department": "明川县行政审批局", **stale})
    answer = browser.post(f"/cases/{number}", data={"step": "ASSIGNED", "department": "明川县财政局", **stale})
    assert (answer.status_code, "这一件刚才有人办过一步" in answer.text) == (409, True)


def test_an_edited_journal_is_noticed(office: County, desk: Desk, browser: TestClient) -> None:
    """A cell, and a row that is gone."""
    number = enter(browser, desk)
    step(browser, desk, number, "ASSIGNED", department="明川县行政审批局")
    path = office / "reports/journal.csv"
    text = path.read_text(encoding="utf-8-sig")
    for changed in (text.replace("行政审批局", "财政局"), "".join(text.splitlines(keepends=True)[0::2])):
        path.write_text(changed, encoding="utf-8-sig")
        with pytest.raises(JournalError):
            read_journal(office)


def test_words_are_erased_and_it_can_be_proved(office: County, desk: Desk, browser: TestClient) -> None:
    """The files are gone; the journal keeps their names and digests, the register its row."""
    number = enter(browser, desk)
    step(browser, desk, number, "NOTED", words="内部的话")
    files = sorted(path.name for path in (office / "reports").rglob("*.age"))
    page = step(browser, desk, number, "ERASED")
    assert WORDS not in page
    assert list((office / "reports").rglob("*.age")) == []
    (erased,) = [one for one in read_journal(office).list_steps(number) if one.kind is StepKind.ERASED]
    assert sorted(name.partition(":")[0] for name in erased.erased) == files
    assert read_row(office, number)["对象"] == "三号窗"


def test_what_is_old_enough_is_to_be_erased(office: County, desk: Desk, browser: TestClient) -> None:
    """So many days after it was closed."""
    number = enter(browser, desk)
    step(browser, desk, number, "ANSWERED", result="已解决", day="2026-11-17", department="")
    step(browser, desk, number, "ASSIGNED", department="明川县行政审批局", day="2026-11-16")
    step(browser, desk, number, "CLOSED", day="2026-11-18")
    publication = check_county(office, TODAY, lambda _: None).publication
    assert publication
    assert list_to_erase(office, publication.cases, 180, date(2027, 5, 16)) == ()
    assert list_to_erase(office, publication.cases, 180, date(2027, 5, 17)) == (number,)
    desk.today = lambda: date(2027, 5, 17)
    look(browser, desk)
    assert "保存期到了的 1 件" in browser.get("/more/cases").text
    browser.post("/do/erase")
    wait(desk)
    assert "清除了 1 件" in browser.get("/more/cases").text
    assert list((office / SEALED).glob("*")) == []


def receive(office: County, number: str, kind: StatementKind, reply_to: str, **said: Any) -> None:
    """Lay a statement into the folder as a fetch does."""
    statement = Statement(number=number, kind=kind, received_on=date(2026, 11, 17), reply_to=reply_to, **said)
    path = office / SEALED / f"{number}-{kind}{len(said)}.age"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(seal(statement.encode(), list_recipients(office)))


def test_a_report_by_the_form_gets_its_row_and_its_answer(office: County, desk: Desk, browser: TestClient) -> None:
    """Rating, code and kind; what its reporter says later; a reply that only the receipt opens."""
    number, identity = case_number(77), new_identity()
    receive(office, number, StatementKind.REPORT, find_recipient(identity), code="9TYZWRK5J", level="2", text=WORDS)
    assert register_fetched(office, "某", NOW) == (number,)
    assert register_fetched(office, "某", NOW) == ()
    look(browser, desk)
    row = read_row(office, number)
    cells = [row[name] for name in ("受理日", "渠道", "类别", "评价", "码")]
    assert cells == ["2026-11-17", "扫码", "", "不满意", "9TYZWRK5J"]
    page = browser.get(f"/cases/{number}").text
    assert "差评" in page
    assert "请反映人补充" in page
    step(browser, desk, number, "ASSIGNED", department="明川县行政审批局", day="2026-11-18")
    step(browser, desk, number, "ANSWERED", result="已解决", day="2026-11-19", words="已经加了一个人")
    queued = [
        one
        for path in sorted((office / "reports/outbox").glob("*.json"))
        for one in decode_answers(path.read_bytes()).answers
    ]
    assert [one.state for one in queued] == [ReportState.HANDLING, ReportState.ANSWERED]
    assert open_sealed(queued[1].sealed, [identity]).decode() == "已经加了一个人"
    receive(office, number, StatementKind.UNSOLVED, "")
    assert register_fetched(office, "某", NOW) == ()
    assert read_row(office, number)["反映人评价"] == "没有解决"
    opened = open_case(office, number)
    assert [one.kind for one in opened.statements] == [StatementKind.REPORT, StatementKind.UNSOLVED]


def test_what_is_withdrawn_is_erased_at_once(office: County) -> None:
    """The row and the steps stay; the words are gone."""
    number = case_number(78)
    receive(office, number, StatementKind.REPORT, find_recipient(new_identity()), message="complaint", text=WORDS)
    assert register_fetched(office, "某", NOW) == (number,)
    receive(office, number, StatementKind.WITHDRAWAL, "")
    register_fetched(office, "某", NOW)
    assert list((office / SEALED).glob("*")) == []
    assert [one.kind for one in read_journal(office).list_steps(number)][-1] is StepKind.ERASED
    assert read_row(office, number)["类别"] == "投诉"


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        ("CLOSED", {"result": "未解决"}, "却已经销号"),
        ("ANSWERED", {"result": "已解决", "day": "2026-11-10"}, "早于受理日"),
        ("EXTENDED", {"until": "2026-11-17", "reason": "等材料"}, "不晚于原来的期限"),
    ],
)
def test_a_step_that_would_make_the_register_wrong_is_refused(
    desk: Desk, browser: TestClient, kind: str, given: dict[str, str], said: str
) -> None:
    """With the check's own words; neither register nor journal changes, and no words are left behind."""
    number = enter(browser, desk)
    before = {path: path.read_bytes() for path in desk.county.root.rglob("*") if path.is_file()}
    answer = browser.post(f"/cases/{number}", data={"step": kind, "mark": "1", "words": "不要留下", **given})
    assert (answer.status_code, said in answer.text) == (409, True), answer.text
    assert {path: path.read_bytes() for path in desk.county.root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("field", "value", "said"), [("subject", "找 13800138000", "能认出是谁"), ("code", "000000000", "登记簿")]
)
def test_an_entry_that_would_make_the_register_wrong_is_refused(
    office: County, browser: TestClient, field: str, value: str, said: str
) -> None:
    """The pages on cases stay open: a wrong row would shut them."""
    before = (office / NOVEMBER).read_bytes()
    answer = browser.post("/cases", data={"channel": "电话", "kind": "投诉", "text": WORDS, field: value})
    assert (answer.status_code, said in answer.text) == (409, True), answer.text
    assert (office / NOVEMBER).read_bytes() == before
    assert not (office / SEALED).exists()


def test_nobody_outside_makes_the_register_wrong(office: County, desk: Desk, browser: TestClient) -> None:
    """What a reporter says before the answer, after the end, or of a case that is not there, waits for the office."""
    number = case_number(79)
    receive(office, number, StatementKind.REPORT, find_recipient(new_identity()), message="complaint", text=WORDS)
    register_fetched(office, "某", NOW)
    receive(office, number, StatementKind.UNSOLVED, "", text="还没有")
    receive(office, case_number(80), StatementKind.SOLVED, "")
    register_fetched(office, "某", NOW)
    assert read_row(office, number)["反映人评价"] == ""
    look(browser, desk)
    assert "反映人又说了，还没有办" in browser.get("/more/cases").text
    step(browser, desk, number, "ASSIGNED", department="明川县行政审批局", day="2026-11-18")
    step(browser, desk, number, "ANSWERED", result="已解决", day="2026-11-19")
    step(browser, desk, number, "CLOSED", day="2026-11-20")
    receive(office, number, StatementKind.UNSOLVED, "")
    register_fetched(office, "某", NOW)
    assert read_row(office, number)["反映人评价"] == ""
    assert check_county(office, TODAY, lambda _: None).problems == ()


def test_the_board_shows_numbers_and_no_names(desk: Desk, browser: TestClient) -> None:
    """What waits by department, hall and kind."""
    enter(browser, desk, department="明川县行政审批局")
    page = browser.get("/board").text
    assert "各单位" in page
    assert "行政审批局" in page
    assert CONTACT not in page
    assert WORDS not in page


def test_without_keys_no_words_are_taken(county: Path, keys: None) -> None:
    """There would be nowhere to seal them; the row alone is entered."""
    del keys
    desk = Desk(County(county), lambda: TODAY, lambda: None)
    client = TestClient(make_app(desk))
    look(client, desk)
    answer = client.post("/cases", data={"channel": "电话", "kind": "投诉", "text": WORDS})
    assert (answer.status_code, "还没有密封意见用的密钥" in answer.text) == (409, True)
    assert enter(client, desk, text="", contact="")


def test_a_form_that_lacks_something_says_what(desk: Desk, browser: TestClient) -> None:
    """Nothing is written then."""
    number = enter(browser, desk)
    for kind, said in (("ANSWERED", "请填好结果再按"), ("NOTED", "请写上内容再按"), ("NOTHING", "没有这一步")):
        assert said in browser.post(f"/cases/{number}", data={"step": kind, "mark": "1"}).text
    assert browser.get("/cases/K000000000").status_code == 404
    assert browser.get(f"/cases?number={number[:4]}-{number[4:]}").url.path == f"/cases/{number}"
