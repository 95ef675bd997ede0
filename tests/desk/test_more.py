"""The desk beside the steps of a month: ledgers, other systems, drop-downs, codes, inspection, kits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from starlette.testclient import TestClient

from mashang.desk.app import make_app
from mashang.desk.guard import Guard
from mashang.desk.more import MORE, find_address
from mashang.desk.state import Desk
from tests.desk.pressing import press, wait

Run = Callable[..., tuple[int, str]]
NOVEMBER = "content/progress/2026-11.xlsx"
ROWS = (
    ("序号", "责任部门", "任务", "目前进展", "完成进度", "办理状态", "备注"),
    (1, "", "有呼必应、无事不扰", "走访 300 户。", "", "正在推进", "内部 7"),
    (2, "科技局", "支持建设科创平台", "引进平台 1 个。", "55%", "正在推进", ""),
)


def send(client: TestClient, desk: Desk, action: str, name: str, data: bytes, **given: str) -> str:
    """Send a file with an action; returns the page that is shown in the end."""
    client.post(f"/do/{action}", data=given, files=[("files", (name, data))])
    wait(desk)
    client.get("/")
    wait(desk)
    return client.get(find_address(action)).text


def write_ledger(path: Path) -> bytes:
    """A ledger as an office keeps it."""
    book = openpyxl.Workbook()
    for row in (("2026年重点任务调度台账",), *ROWS):
        book.worksheets[0].append(row)
    book.save(path)
    return path.read_bytes()


def test_every_page_beside_the_steps(onlooker: TestClient) -> None:
    """Each is led to, says what it is for, and nothing is shown that is not there."""
    listed = onlooker.get("/more").text
    assert '<a class="more" href="/more"' in onlooker.get("/").text
    for one in MORE:
        assert f'href="/more/{one.key}"' in listed
        page = onlooker.get(f"/more/{one.key}")
        assert (page.status_code, one.purpose in page.text) == (200, True)
    assert onlooker.get("/more/nothing").status_code == 404


@pytest.fixture
def guarded(shown: Desk) -> TestClient:
    """A browser at the guarded desk, without its key."""
    return TestClient(Guard(make_app(shown), "K" * 32, 4711), base_url="http://127.0.0.1:4711", follow_redirects=False)


@pytest.mark.parametrize("page", ["/more", *(f"/more/{one.key}" for one in MORE)])
def test_pages_beside_the_steps_are_guarded(guarded: TestClient, page: str) -> None:
    """By the key and by the name of the machine."""
    assert guarded.get(page).status_code == 403
    guarded.get("/enter/" + "K" * 32)
    assert guarded.get(page).status_code == 200
    assert guarded.get(page, headers={"host": "example.com"}).status_code == 421


@pytest.mark.parametrize("action", ["ledger", "ledger-take", "export", "cms", "choices", "withdraw-code", "kit"])
def test_buttons_beside_the_steps_are_guarded(guarded: TestClient, action: str) -> None:
    """A page from elsewhere presses none, not even in a browser with the key."""
    guarded.get("/enter/" + "K" * 32)
    for headers in ({}, {"origin": "http://example.com"}, {"origin": "null"}):
        assert guarded.post(f"/do/{action}", headers=headers).status_code == 403


def test_a_ledger_is_decided_on_looked_at_and_taken(client: TestClient, desk: Desk, tmp_path: Path) -> None:
    """Asked where unsure; nothing is written before somebody says so; the second month asks nothing."""
    press(client, desk, "new-month", month="2026-11")
    data = write_ledger(tmp_path / "调度.xlsx")
    before = (desk.county / NOVEMBER).read_bytes()
    page = send(client, desk, "ledger", "../调度.xlsx", data)
    assert "有 1 处看不准，请定下来。" in page
    assert "“支持建设科创平台”，是不是“支持建设科技平台”" in page
    assert not (desk.county / "site_config/mappings").exists()
    chosen = {"ledger": "调度.xlsx", "mapping": "调度", "column:备注": "不用"}
    press(client, desk, "ledger-decide", **chosen)
    assert "有 1 处看不准" in client.get("/more/adopt").text
    press(client, desk, "ledger-decide", **chosen, **{"answer:标题·支持建设科创平台": "没有这个"})
    assert "有 1 处看不准" in client.get("/more/adopt").text
    press(client, desk, "ledger-decide", **chosen, **{"answer:标题·支持建设科创平台": "支持建设科技平台"})
    page = client.get("/more/adopt").text
    assert "可以写入 2 行：content/progress/2026-11.xlsx。" in page
    assert "没有用到的列：序号、备注。" in page
    assert (desk.county / NOVEMBER).read_bytes() == before
    press(client, desk, "ledger-take", ledger="调度.xlsx", mapping="调度")
    assert "已经写入 2 行" in client.get("/more/adopt").text
    assert (desk.county / NOVEMBER).read_bytes() != before
    press(client, desk, "ledger", ledger="调度.xlsx", mapping="调度")
    assert "有 2 行表里已经是这样" in client.get("/more/adopt").text
    assert '<option value="调度">调度（月度进展）</option>' in client.get("/more/export").text
    press(client, desk, "export", mapping="调度", month="2026-11")
    sheet = openpyxl.load_workbook(desk.county / "outgoing" / "调度-2026-11.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]] == list(ROWS[0])
    assert 'href="/files/outgoing/' in client.get("/more/export").text
    press(client, desk, "put-back-ledger", name="调度.xlsx")
    assert not list((desk.county / "ledgers").iterdir())


def test_what_is_no_ledger_is_said(client: TestClient, desk: Desk) -> None:
    """A file without headings; no file; a path that leads elsewhere."""
    assert "看不出哪一行是列名" in send(client, desk, "ledger", "会.csv", "今天开会,好\n明天,不好".encode())
    for name in ("", "../site_config/site.yml", "没有.xlsx"):
        press(client, desk, "ledger", ledger=name)
        assert "请先选一个台账文件。" in client.get("/more/adopt").text
    assert client.post("/do/put-back-ledger", data={"name": "../content/months.xlsx"}).status_code == 409
    press(client, desk, "export")
    assert "还没有对应表。" in client.get("/more/export").text


def test_the_site_is_written_for_a_portal(client: TestClient, desk: Desk) -> None:
    """With what has no address there yet; a changed site is not."""
    press(client, desk, "cms")
    page = client.get("/more/export").text
    assert "个网页片段" in page
    assert "项没有写门户里的网址" in page
    assert (desk.county / "cms" / "目录.html").is_file()
    press(client, desk, "intact")
    assert "没有被改过" in client.get("/more/inspect").text
    (desk.county / "site" / "index.html").write_text("x", encoding="utf-8")
    press(client, desk, "intact")
    assert "（如 index.html），先弄清是谁改的。" in client.get("/more/inspect").text
    press(client, desk, "cms")
    assert "没有导出" in client.get("/more/export").text


def test_codes_are_found_replaced_and_withdrawn(client: TestClient, desk: Desk) -> None:
    """By name, target or characters; with a reason only."""
    ledger = desk.county / "qrcodes" / "ledger.csv"
    code = ledger.read_text(encoding="utf-8-sig").splitlines()[1].split(",")[0]
    page = client.get("/more/codes", params={"word": f"{code[:4]}-{code[4:]}".lower()}).text
    assert page.count('<th scope="row">') == 1
    listed = client.get("/tables/codes").content.decode("utf-8-sig").splitlines()
    assert (listed[0].split(",")[0], len(listed)) == ("码", len(ledger.read_bytes().splitlines()))
    assert "没有找到。" in client.get("/more/codes", params={"word": "没有这个"}).text
    before = ledger.read_bytes()
    press(client, desk, "replace-code", code=code, reason=" ")
    assert "请填好码和原因再按。" in client.get("/more/codes").text
    assert ledger.read_bytes() == before
    press(client, desk, "replace-code", code=code, reason="台卡被涂改")
    assert f"{code} 换成了新码" in client.get("/more/codes").text
    press(client, desk, "withdraw-code", code=code, reason="不用了")
    assert 'role="alert"' in client.get("/more/codes").text
    new = ledger.read_text(encoding="utf-8-sig").splitlines()[-1].split(",")[0]
    press(client, desk, "withdraw-code", code=new, reason="撤了")
    assert f"{new} 已经停用" in client.get("/more/codes").text
    press(client, desk, "verify-codes")
    assert "图案" in client.get("/more/codes").text


def test_drop_downs_and_inspection(client: TestClient, desk: Desk) -> None:
    """What a county keeps in tables of its own has no drop-down of ours; every rule is listed."""
    assert client.get("/tables/inspection").status_code == 404
    assert client.get("/tables/salt").status_code == 404
    press(client, desk, "choices")
    assert "下拉选项都是最新的" in client.get("/more/choices").text
    press(client, desk, "inspect")
    page = client.get("/more/inspect").text
    assert "没有不合格的" in page
    table = client.get("/tables/inspection")
    assert table.content.decode("utf-8-sig").startswith("代码,规则,依据,结果")
    assert "attachment" in table.headers["Content-Disposition"]
    assert page.count("不适用") > 0


def test_a_kit_is_made_for_a_computer_that_is_known(client: TestClient, desk: Desk) -> None:
    """Neither for another system, nor with an installer that its starters cannot use; nothing is fetched for that."""
    press(client, desk, "kit", platform="amiga", python="3.12")
    assert "请选那台电脑的系统" in client.get("/more/kit").text
    page = send(client, desk, "kit", "python.exe", b"MZ", platform="manylinux_x86_64", python="3.12")
    assert "的 Python 安装文件要是 .tar.gz，这里是 python.exe。" in page


def test_tables_settings_and_keys(
    client: TestClient, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every table of the county is opened from here, and nothing that is not listed; a key is made once."""
    monkeypatch.setenv("MASHANG_KEYS", str(tmp_path / "keys"))
    opened: list[str] = []

    def take(path: Path) -> bool:
        opened.append(path.name)
        return True

    monkeypatch.setattr("mashang.desk.app.open_file", take)
    page = client.get("/more/tables").text
    for file in ("content/measures.xlsx", "content/windows.csv", "site_config/site.yml"):
        assert f'value="{file}"' in page
        assert client.post("/do/open", data={"file": file, "back": "/more/tables"}).url.path == "/more/tables"
    for file in ("qrcodes/ledger.csv", "content", "site_config", "mkdocs.yml", "content/../mkdocs.yml"):
        assert client.post("/do/open", data={"file": file, "back": "/more/tables"}).status_code == 409
    assert opened == ["measures.xlsx", "windows.csv", "site.yml"]
    press(client, desk, "sign")
    page = client.get("/more/tables").text
    assert "在用的公钥，指纹" in page
    press(client, desk, "sign")
    assert "已经有一对密钥" in client.get("/more/tables").text
    press(client, desk, "sign", replace="1")
    assert "以前的公钥，指纹" in client.get("/more/tables").text


def test_papers_of_a_period_with_their_number(client: TestClient, desk: Desk) -> None:
    """Quarters and years with a public month are offered; a number stands on the 通报."""
    page = client.get("/steps/press").text
    assert '<option value="2026-q3">2026年第三季度通报</option>' in page
    assert '<option value="2026">2026年通报</option>' in page
    press(client, desk, "papers", period="2026-q3", number="明政办〔2026〕12号")
    page = client.get("/steps/press").text
    assert "2026年第三季度：写了 1 份材料" in page
    assert "2026-q3-通报.docx" in page
    press(client, desk, "papers", period="2027")
    assert "还没有公布的月份" in client.get("/steps/press").text
    press(client, desk, "papers", period="x")
    assert "请选一个月、一个季度或一年。" in client.get("/steps/press").text
    press(client, desk, "press", month="2026-09", day="2026-10-08")
    assert "2026年9月：" in client.get("/steps/press").text
    press(client, desk, "templates")
    assert "写了 7 个模板" in client.get("/steps/press").text
    assert (desk.county / "site_config" / "papers" / "通报.docx").is_file()


def test_some_codes_are_printed(client: TestClient, desk: Desk) -> None:
    """As the command prints them; what cannot be is said."""
    code = (desk.county / "qrcodes" / "ledger.csv").read_text(encoding="utf-8-sig").splitlines()[1].split(",")[0]
    press(client, desk, "print", sheet="label", codes=code, skip="99")
    assert "已经用掉的格数要写 0 到 23。" in client.get("/steps/print").text
    press(client, desk, "print", sheet="placard", codes=code, paper="a5", bleed="1")
    assert "选印-a5-出血" in client.get("/steps/print").text


def test_a_document_is_drafted(client: TestClient, desk: Desk) -> None:
    """A file, another level, a pasted text; the drafts are there to be taken away, and the tables stay."""
    measures = (desk.county / "content" / "measures.xlsx").read_bytes()
    text = "明川县惠企措施\n一、甲事\n1. 子事。办好。（牵头单位：县税务局）\n2. 丑事。办好。（牵头单位：县税务局）\n"
    page = send(client, desk, "import", "若干措施.txt", text.encode("gb18030"), text="")
    assert "起草了 2 行，2 行有牵头单位" in page
    assert "content/measures.xlsx 没有动" in page
    name = "措施清单草稿-若干措施.xlsx"
    assert client.get(f"/files/drafts/{name}").content == (desk.county / "drafts" / name).read_bytes()
    address = find_address("import")
    press(client, desk, "import", document="若干措施.txt", level="一、")
    assert "起草了 1 行" in client.get(address).text
    press(client, desk, "import", text=text.replace("甲事", "乙事"))
    assert "措施清单草稿-粘贴的文字.xlsx" in client.get(address).text
    press(client, desk, "import", document="../content/measures.xlsx")
    assert "请选一个文件，或者把文件的文字粘贴进来。" in client.get(address).text
    assert (desk.county / "content" / "measures.xlsx").read_bytes() == measures
