"""The desk's pages without a browser: what is shown, what buttons do, what strangers get."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from starlette.testclient import TestClient

from mashang.county import County
from mashang.desk.app import make_app
from mashang.desk.state import Desk, is_left
from mashang.desk.steps import STEPS
from mashang.problems import CATALOGUE
from tests.desk.pressing import TODAY, press, wait


def test_every_step_has_a_page(onlooker: TestClient) -> None:
    """With its purpose, and the way to all others."""
    for step in STEPS:
        page = onlooker.get(f"/steps/{step.key}")
        assert page.status_code == 200
        assert step.purpose in page.text
        assert all(f'href="/steps/{other.key}"' in page.text for other in STEPS)
    assert onlooker.get("/steps/nothing").status_code == 404
    assert onlooker.post("/do/nothing").status_code == 404


def test_every_kind_of_problem_is_explained(onlooker: TestClient) -> None:
    """A page each, made from the catalogue, none with a brace left in it."""
    listed = onlooker.get("/help").text
    for code in CATALOGUE:
        assert f'href="/help/{code}"' in listed
        page = onlooker.get(f"/help/{code}")
        assert page.status_code == 200
        assert "现在有 0 处" in page.text
        assert "{" not in page.text
    assert onlooker.get("/help/nothing").status_code == 404


def test_a_wrong_cell_is_drawn_in_its_sheet(client: TestClient, desk: Desk) -> None:
    """True row and column, the neighbours beside it; mended and saved, the desk sees it by itself."""
    path = desk.county / "content" / "progress" / "2026-10.xlsx"
    before = path.read_bytes()
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["D4"].value = "差不多<b>"
    book.save(path)
    client.get("/")
    wait(desk)
    page = client.get("/steps/check").text
    assert "差不多&lt;b&gt;" in page
    assert 'href="/help/percent-not-number"' in page
    assert "现在有 1 处" in client.get("/help/percent-not-number").text
    assert '<th scope="col">D</th>' in page
    assert '<th scope="row">4</th>' in page
    assert page.count('class="wrong"') == 1
    assert "打开这个文件" in page
    assert "<button disabled>生成预览</button>" in client.get("/steps/preview").text
    path.write_bytes(before)
    client.get("/")
    wait(desk)
    assert "没有发现问题" in client.get("/steps/check").text


def test_problems_are_taken_into_the_workbooks_and_to_departments(client: TestClient, desk: Desk) -> None:
    """Annotated copies, listed and left out of what is looked at; a page of one department to send on."""
    path = desk.county / "content" / "progress" / "2026-10.xlsx"
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["D4"].value, book.worksheets[0]["D5"].value = "差不多", "七成"
    book.save(path)
    client.get("/")
    wait(desk)
    page = client.get("/steps/check").text
    assert "<option>科技局</option>" in page
    assert desk.overview is not None
    before = desk.overview.work.problems
    press(client, desk, "annotate")
    assert "<li>content/progress/2026-10（批注）.xlsx</li>" in client.get("/steps/check").text
    assert path.with_name("2026-10（批注）.xlsx").is_file()
    assert desk.overview.work.problems == before
    sent = client.get("/problem-page", params={"department": "科技局"})
    assert "attachment" in sent.headers["Content-Disposition"]
    assert "七成" in sent.text
    assert "差不多" not in sent.text
    assert client.get("/problem-page", params={"department": "无此局"}).status_code == 409


def test_a_question_is_answered_with_a_reason(client: TestClient, desk: Desk) -> None:
    """It stands in the table of confirmations then, and is asked no more; without a reason nothing is written."""
    path = desk.county / "content" / "progress" / "2026-10.xlsx"
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["G4"].value = "同上"
    book.save(path)
    client.get("/")
    wait(desk)
    assert desk.overview is not None
    (item,) = {one.item for one in desk.overview.work.problems if one.code == "text-placeholder"}
    table = desk.county / "content" / "confirmations.csv"
    before = table.read_bytes()
    press(client, desk, "confirm", item=item, reason=" ", person="王")
    assert "确认要写明原因和确认人" in client.get("/steps/check").text
    assert table.read_bytes() == before
    press(client, desk, "confirm", item=item, reason="就是这样", person="王")
    assert f"{item},就是这样,王,2026-11-21" in table.read_text(encoding="utf-8-sig")
    assert item not in {one.item for one in desk.overview.work.problems}


def test_only_files_of_problems_are_opened(onlooker: TestClient) -> None:
    """A page cannot have the desk open whatever it likes."""
    for file in ("/etc/passwd", "../x", "qrcodes/salt.txt", "content/closed/2026-05.csv", ""):
        found = onlooker.post("/do/open", data={"file": file, "back": "/"})
        assert found.status_code == 409
        assert "打不开" in found.text


@pytest.mark.parametrize("path", ["reminders/../qrcodes/salt.txt", "qrcodes/salt.txt", "bundle/x", "incoming/..%2fx"])
def test_only_made_files_are_given(onlooker: TestClient, path: str) -> None:
    """Files to take away, by their names; nothing else of the county."""
    assert onlooker.get(f"/files/{path}").status_code == 404


def test_what_comes_in_is_kept_by_name_and_looked_at_first(client: TestClient, desk: Desk) -> None:
    """Nothing enters the table before somebody says so; a path in a name leads nowhere; files can be taken out."""
    (desk.county / "incoming").mkdir()
    (desk.county / "incoming" / "十月.xlsx").write_bytes(b"1")
    press(client, desk, "new-month", month="2026-11")
    assert list((desk.county / "incoming").iterdir()) == []
    assert (desk.county / "received" / "2026-10" / "十月.xlsx").read_bytes() == b"1"
    assert desk.overview is not None
    assert str(desk.overview.work.month and desk.overview.work.month.month) == "2026-11"
    (sheet,) = (desk.county / "outgoing").glob("*工信局.xlsx")
    book = openpyxl.load_workbook(sheet)
    book.worksheets[0]["G3"].value, book.worksheets[0]["J3"].value = "90%", "又培育了 2 家。"
    book.save(sheet)
    table = desk.county / "content" / "progress" / "2026-11.xlsx"
    before = table.read_bytes()
    data = sheet.read_bytes()
    client.post(
        "/do/receive", files=[("files", ("..\\..\\工信局.xlsx", data)), ("files", ("工信局.xlsx", data + b" "))]
    )
    wait(desk)
    page = client.get("/steps/collect").text
    assert "download>2026-11-各单位填报表.zip</a></p>" in page
    assert sorted(path.name for path in (desk.county / "incoming").iterdir()) == ["工信局.xlsx", "工信局（2）.xlsx"]
    assert "1 项清楚" in client.get("/steps/collect").text
    assert table.read_bytes() == before
    press(client, desk, "put-back", name="工信局（2）.xlsx")
    assert [path.name for path in (desk.county / "incoming").iterdir()] == ["工信局.xlsx"]
    press(client, desk, "take")
    assert "1 项清楚，已经写进 content/progress/2026-11.xlsx" in client.get("/steps/collect").text
    assert client.post("/do/put-back", data={"name": "../content/months.xlsx"}).status_code == 409


def test_a_folder_that_is_no_county_yet_becomes_one(tmp_path: Path) -> None:
    """The first page asks for each setting with an example and its reason; wrong answers are kept and explained."""
    desk = Desk(County(tmp_path / "新县"), lambda: TODAY, lambda: None)
    client = TestClient(make_app(desk))
    page = client.get("/").text
    assert "建立一个新的县" in page
    assert "贴出去以后绝对不能改" in page
    assert 'action="/do/leave"' in page
    given = {
        "name": "柳河县营商环境公开",
        "county": "柳河县",
        "organiser": "柳河县营商办",
        "site_url": "www.liuhe.gov.cn",
        "code_base": "https://www.liuhe.gov.cn/f/",
        "phone": "0772-7210000",
        "mailbox": "ys@liuhe.gov.cn",
        "address": "柳河县政务中心",
    }
    page = client.post("/do/start", data=given).text
    assert "网址以 https:// 开头" in page
    assert 'value="柳河县营商办"' in page
    given |= {"site_url": "https://www.liuhe.gov.cn/", "departments": "柳河县税务局 税务局\n税务局"}
    page = client.post("/do/start", data=given).text
    assert "第 2 行“税务局”和第 1 行重名。" in page
    assert "柳河县税务局 税务局\n税务局</textarea>" in page
    sent = [("files", ("名单.csv", "单位名称,简称\n柳河县税务局,税务局".encode("gb18030")))]
    assert "只要一份" in client.post("/do/start", data=given, files=sent).text
    assert not (tmp_path / "新县").exists()
    client.post("/do/start", data=given | {"departments": ""}, files=sent)
    book = openpyxl.load_workbook(tmp_path / "新县" / "content" / "windows.xlsx")
    assert book["填表说明"]["H2"].value == "税务局"
    wait(desk)
    client.get("/")
    wait(desk)
    assert "新的县先填表" in client.get("/").text
    assert 'href="/more/import">从文件起草' in client.get("/").text
    page = client.get("/steps/collect").text
    assert "开始第一个月" in page
    assert 'type="month" value="2026-10"' in page
    assert desk.overview is not None
    assert desk.overview.work.problems == ()


def test_the_desk_ends_with_its_last_window(desk: Desk) -> None:
    """Not while one is open, nor while work goes on."""
    desk.last_window -= 100
    assert is_left(desk, 90)
    assert not is_left(desk, 200)
    desk.windows = 1
    assert not is_left(desk, 90)


def test_a_month_is_closed_while_the_next_is_a_draft(client: TestClient, desk: Desk) -> None:
    """Only what is public and still open is offered."""
    press(client, desk, "new-month", month="2026-11")
    page = client.get("/steps/close").text
    assert '<option value="2026-10">2026年10月</option>' in page
    assert "2026-11" not in page
    press(client, desk, "close", month="2026-10")
    page = client.get("/steps/close").text
    assert "已封存：" in page
    assert "没有可以封存的" in page
    press(client, desk, "close", month="")
    assert "月份要写成" in client.get("/steps/close").text


GONE = ("icp:", "police_record:", "required_fields:")


def test_what_hinders_the_hand_over_is_said_with_its_mend(client: TestClient, desk: Desk) -> None:
    """Each thing that is missing once; and no page says any more that the site stands, once tables were changed."""
    press(client, desk, "publish")
    assert "内容没有变化，网站不用重新生成。" in client.get("/steps/publish").text
    settings = desk.county / "site_config" / "site.yml"
    kept = [line for line in settings.read_text(encoding="utf-8").splitlines() if not line.startswith(GONE)]
    settings.write_text("\n".join(kept) + "\n", encoding="utf-8")
    client.get("/")
    wait(desk)
    assert "内容没有变化" not in client.get("/steps/publish").text
    press(client, desk, "publish")
    press(client, desk, "handover")
    page = client.get("/steps/handover").text
    assert "：页脚缺少ICP备案号、页脚缺少公网安备号。在 site_config/site.yml 里填好这一项，再运行 build。</li>" in page
    assert 'href="/more/tables"' in page
