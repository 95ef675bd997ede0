"""Form, receipt, look-up: what a reporter sees, what is kept, and that nothing is lost or kept twice."""

from __future__ import annotations

import io
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from PIL import Image

from mashang.code_format import check_identifier
from mashang.feedback import FIELDS
from mashang.markup import StartTag, list_tags, read_events
from mashang.receipts import derive_keys, draw_receipt, read_receipt
from mashang.report_exchange import Answer, ReportState
from mashang.sealing import SealError, open_sealed, seal
from mashang.statement import StatementKind, decode_statement
from mashang_intake.crowding import Crowding, Limits
from mashang_intake.photos import PhotoError, rewrite_photo
from mashang_intake.store import list_envelopes
from tests.intake.conftest import ENTERPRISE, LOST, OLD, WINDOW, World, make_photo, read_hidden
from tests.intake.conftest import read_receipt as see_receipt

WORDS = "排队两小时没有人，周某某 13900000000"


def list_fields(html: str) -> list[StartTag]:
    """The fields of a page."""
    return [event for event in read_events(html) if isinstance(event, StartTag) and event.name in ("input", "textarea")]


def test_the_form_keeps_the_contract_and_chooses_nothing_beforehand(world: World) -> None:
    """Fields, values and limits of a report, each with a label; no script, no cookie, nothing of another host."""
    assert not any(map(check_identifier, (WINDOW, ENTERPRISE, OLD, LOST)))
    answer = world.client.get(f"/{WINDOW}")
    fields = list_fields(answer.text)
    names = dict.fromkeys(tag.attributes["name"] for tag in fields)
    assert list(names) == [
        *("code", "token", "level", "kind", "text", "photo", "name", "contact", "website", "whole"),
    ]
    assert {field.name for field in FIELDS} <= names.keys()
    values = [tag.attributes["value"] for tag in fields if tag.attributes.get("type") == "radio"]
    assert values == ["5", "4", "3", "2", "1", "complaint", "suggestion", "praise", "unresolved"]
    assert not [tag for tag in fields if {"checked", "required"} & tag.attributes.keys()]
    tags = list(list_tags([answer.text]))
    seen = [tag.attributes["id"] for tag in fields if "id" in tag.attributes]
    assert sorted(tag.attributes["for"] for tag in tags if tag.name == "label") == sorted(seen)
    assert not {"script", "img", "iframe"} & {tag.name for tag in tags}
    assert "set-cookie" not in answer.headers
    assert "http://" not in answer.text
    assert "企业开办窗口" in answer.text
    for promise in (
        "一提交就加密，只有明川县营商办打得开；联系方式只用来核实情况、向您回复。",
        "不会转给您评价、投诉的单位和个人（《信访工作条例》第三十条）",
        "保存 180 天，到期删除。想提前删除，凭回执码撤回，或者打 0000-8000100。",
        "不满意、非常不满意的评价和投诉，在 5 个工作日内办理",
    ):
        assert promise in answer.text


def test_a_county_that_takes_no_ratings_asks_for_none(world: World) -> None:
    """Nor for contacts as if they were optional where they are not."""
    world.write_profile(replace(world.profile, ratings=False, anonymous=False))
    html = world.client.get(f"/{WINDOW}").text
    assert "满意" not in html
    assert "评价" not in html.replace("评议码", "")
    assert "请留下，便于核实和回复" in html


def test_every_answer_may_do_nothing_but_be_read_and_send_its_form(world: World) -> None:
    """The policy, the referrer and the cache, on pages and on faults."""
    for path in (f"/{WINDOW}", "/lookup", "/nothing", "/healthz"):
        headers = world.client.get(path).headers
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"
        if headers["Content-Type"].startswith("text/html"):
            assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
            assert "form-action 'self'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("code", "status", "said"),
    [
        ("1ooo-ooo2-r", 200, "企业开办窗口"),
        ("10000003R", 404, "这个码抄错了。请重新扫码，或者对照印着的码再输一遍。"),
        ("10000010P", 404, "没有这个码。请看看网址是不是本县的，或者打电话告诉我们。"),
        (OLD, 410, "这个码已停用。已经换成新码 1000-0002-R，请扫新码。"),
        (LOST, 410, "这个码已停用。请打电话。"),
    ],
)
def test_a_code_is_said_plainly_to_be_altered_unknown_or_withdrawn(
    world: World, code: str, status: int, said: str
) -> None:
    """Each with its sentence; how a code is typed does not matter."""
    answer = world.client.get(f"/{code}")
    assert answer.status_code == status
    assert said in answer.text


def test_a_report_is_sealed_for_both_recipients_and_nothing_readable_is_kept(world: World) -> None:
    """The office and the key in the safe open it; the file of the store holds no word, code, receipt or token."""
    form = world.open_form() | {"level": "1", "kind": "complaint", "text": WORDS, "name": "周某某", "contact": "a@b.cn"}
    receipt, number = see_receipt(world.send(form).text)
    (statement,) = world.open_envelopes()
    assert (statement.code, statement.level, statement.message) == (WINDOW, "1", "complaint")
    assert (statement.text, statement.name, statement.contact) == (WORDS, "周某某", "a@b.cn")
    assert (statement.number, statement.kind, statement.received_on) == (number, StatementKind.REPORT, world.day)
    (envelope,) = world.intake.store.do(list_envelopes)
    assert decode_statement(open_sealed(envelope.sealed, [world.safe])) == statement
    with pytest.raises(SealError):
        open_sealed(envelope.sealed, [derive_keys(read_receipt(receipt), world.profile.salt).identity])
    kept = b"".join(path.read_bytes() for path in world.place.data.rglob("*") if path.is_file())
    plain = read_receipt(receipt)
    for secret in (WORDS, "周某某", "a@b.cn", "complaint", WINDOW, plain, receipt, form["token"].partition(".")[0]):
        assert secret.encode() not in kept


def test_the_same_form_is_one_report_however_often_it_comes(world: World) -> None:
    """Fifty times at once and again after a restart: one row, one receipt, one number."""
    form = world.open_form() | {"text": WORDS}
    with ThreadPoolExecutor(10) as senders:
        answers = list(senders.map(lambda _: see_receipt(world.send(form).text), range(50)))
    world.stop()
    world.start()
    answers.append(see_receipt(world.send(form).text))
    assert len(set(answers)) == 1
    assert len(world.open_envelopes()) == 1


def test_other_words_under_the_same_form_are_added_and_not_lost(world: World) -> None:
    """Somebody goes back, changes what he wrote and sends it again."""
    form = world.open_form() | {"text": WORDS}
    first = see_receipt(world.send(form).text)
    second = see_receipt(world.send(form | {"text": "还有一件"}).text)
    assert first == second
    assert sorted((one.kind, one.text) for one in world.open_envelopes()) == [
        (StatementKind.ADDITION, "还有一件"),
        (StatementKind.REPORT, WORDS),
    ]


def test_a_photo_is_turned_upright_and_made_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """As its telephone held it; clear parts are white; too many pixels and half a picture are refused."""
    turned = Image.Exif()
    turned[0x0112] = 6
    with Image.open(io.BytesIO(rewrite_photo(make_photo((2000, 1000), exif=turned)))) as photo:
        assert (photo.size, photo.mode, dict(photo.getexif())) == ((800, 1600), "RGB", {})
    clear = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(clear, "PNG")
    with Image.open(io.BytesIO(rewrite_photo(clear.getvalue()))) as photo:
        assert photo.getpixel((4, 4)) == (255, 255, 255)
    monkeypatch.setattr("mashang_intake.photos._MOST_PIXELS", 1000)
    for broken in (make_photo((20, 20))[:300], b"GIF89a", make_photo((40, 30), "GIF")):
        with pytest.raises(PhotoError):
            rewrite_photo(broken)


def test_an_empty_form_is_no_report(world: World) -> None:
    """No silent rating: the form comes again and says so; a level that does not exist is none."""
    answer = world.send(world.open_form())
    assert answer.status_code == 400
    assert "还没有填写" in answer.text
    assert world.open_envelopes() == []
    world.report(level="7", text="一句")
    assert world.open_envelopes()[0].level == ""


def test_photos_are_written_anew_and_unreadable_ones_are_named(world: World) -> None:
    """What a telephone notes is gone, at most three are kept, and a broken one costs nothing else."""
    noted = make_photo(exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0CANARY")
    files = [("photo", (f"{place}.jpg", data)) for place, data in enumerate([noted, b"no photo", noted, noted])]
    answer = world.send(world.open_form() | {"text": WORDS}, files)
    assert "有 1 张照片打不开，没有收下；其余的都收到了。" in answer.text
    assert "照片最多收 3 张，后面的 1 张没有收下" in answer.text
    (statement,) = world.open_envelopes()
    assert len(statement.photos) == 2
    assert all(photo.startswith(b"\xff\xd8") and b"CANARY" not in photo for photo in statement.photos)


def test_a_full_disk_is_never_called_received(world: World) -> None:
    """The store can grow no more: the page says so, with the telephone; what was there stays."""
    world.report(text=WORDS)

    def fill(connection: object) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()  # type: ignore[attr-defined]
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")  # type: ignore[attr-defined]

    world.intake.store.do(fill)
    client = world.client
    client._transport.raise_server_exceptions = False  # type: ignore[attr-defined]
    answer = world.send(world.open_form() | {"text": WORDS * 1000})
    assert answer.status_code == 503
    assert "没有收到，请打电话。" in answer.text
    assert "0000-8000100" in answer.text
    assert len(world.open_envelopes()) == 1


def test_a_form_that_was_cut_leaves_no_half_report(world: World) -> None:
    """The body cut at every byte: what lacks its last field is refused."""
    form = world.open_form() | {"text": "短"}
    form["whole"] = form.pop("whole")
    request = world.client.build_request("POST", "/report", files=[(name, (None, text)) for name, text in form.items()])
    body = request.read()
    kind = request.headers["Content-Type"]
    closed = body.rindex(b"\r\n--")
    for end in range(0, closed, 3):
        answer = world.client.post("/report", content=body[:end], headers={"Content-Type": kind})
        assert answer.status_code == 400, end
    assert world.open_envelopes() == []
    assert world.client.post("/report", content=body, headers={"Content-Type": kind}).status_code == 200


def test_what_looks_suspicious_is_marked_and_kept(world: World) -> None:
    """The trap filled in, no token of ours, sent at once, sent after a day, origin unknown: all arrive, all marked."""
    cases = {
        "": world.open_form(),
        "trap": world.open_form() | {"website": "http://spam.example"},
        "token": world.open_form() | {"token": "x"},
    }
    quick = read_hidden(world.client.get(f"/{WINDOW}").text)
    for form in (*cases.values(), quick):
        assert world.send(form | {"text": WORDS}).status_code == 200
    stale = world.open_form()
    world.now += 90_000
    world.send(stale | {"text": WORDS})
    world.send(world.open_form() | {"text": WORDS}, Origin="null")
    assert sorted(one.marks for one in world.open_envelopes()) == [
        *((), ("origin",), ("quick",), ("stale",), ("token",), ("trap",)),
    ]
    metrics = world.client.get("/metrics").text
    assert "mashang_intake_reports 6\n" in metrics
    assert "mashang_intake_marked 5\n" in metrics


def test_a_hall_behind_one_address_is_not_locked_out(world: World) -> None:
    """Reports beyond what is usual are marked by code, address and device; only a flood is refused, and told so."""
    world.intake.crowding = Crowding(Limits(code=3, address=5, device=2, flood=7))
    for _ in range(6):
        world.report(text=WORDS)
    marks = sorted(one.marks for one in world.open_envelopes())
    assert marks == [
        (),
        (),
        ("many-address", "many-code", "many-device"),
        ("many-code", "many-device"),
        ("many-code", "many-device"),
        ("many-device",),
    ]
    world.report(text=WORDS)
    answer = world.send(world.open_form() | {"text": WORDS})
    assert answer.status_code == 429
    assert "没有收到" in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null", "Referer": "https://evil.example/x"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_page_of_another_site_can_send_nothing(world: World, headers: dict[str, str]) -> None:
    """And is told so."""
    answer = world.send(world.open_form() | {"text": WORDS}, **headers)
    assert answer.status_code == 403
    assert world.open_envelopes() == []


def test_a_report_is_looked_up_by_its_receipt_alone(world: World) -> None:
    """However it is typed; the reply is readable with it and with nothing that the server keeps."""
    receipt, number = world.report(text=WORDS)
    assert "已收到" in world.look_up(receipt.lower()).text
    (statement,) = world.open_envelopes()
    reply = seal("已退还多收的 20 元。".encode(), [statement.reply_to])
    answer = Answer("r1", number, "2026-11-25T09:00:00", ReportState.ANSWERED, reply)
    assert world.take(answers=[answer]) == 1
    page = world.look_up(receipt).text
    assert "已退还多收的 20 元。" in page
    assert "2026-11-25" in page
    assert WORDS not in page


def test_what_the_office_hands_over_twice_or_late_changes_nothing(world: World) -> None:
    """A reply is kept once, an older state does not come back, and strangers' numbers are passed over."""
    receipt, number = world.report(text=WORDS)
    (statement,) = world.open_envelopes()
    reply = seal(b"x", [statement.reply_to])
    closed = Answer("r2", number, "2026-11-26T09:00:00", ReportState.CLOSED, reply)
    earlier = Answer("r1", number, "2026-11-25T09:00:00", ReportState.HANDLING)
    assert world.take(answers=[closed, closed, earlier, replace(closed, id="r3", number="NOBODY")]) == 1
    page = world.look_up(receipt).text
    assert "<h1>已办结</h1>" in page
    assert page.count("的答复</h2>") == 1


def test_wrong_receipts_are_said_to_be_mistyped_or_unknown(world: World) -> None:
    """The check character catches a slip before anything is asked."""
    receipt, _ = world.report(text=WORDS)
    plain = receipt.replace("-", "")
    slip = plain[:-1] + ("0" if plain[-1] != "0" else "1")
    assert "回执码抄错了" in world.look_up(slip).text
    other = "00000000000000"
    assert read_receipt(other) == other
    answer = world.look_up(other)
    assert (answer.status_code, "没有这个回执码" in answer.text) == (404, True)


def test_a_look_up_takes_its_time_whether_there_is_such_a_receipt_or_not(world: World) -> None:
    """Nobody learns by the clock; and of two hundred guesses none finds anything."""
    receipt, _ = world.report(text=WORDS)
    for guess in (draw_receipt(bytes([place])) for place in range(200)):
        assert world.look_up(guess).status_code == 404
    world.intake.lookup_seconds = 0.2
    for asked in (receipt, draw_receipt(b"nobody")):
        begun = time.monotonic()
        world.look_up(asked)
        assert time.monotonic() - begun >= 0.2


@pytest.mark.parametrize("word", ["solved", "unsolved", "addition", "withdrawal"])
def test_a_reporter_says_what_came_of_it(world: World, word: str) -> None:
    """Each arrives sealed at the office under the report's number, once however often the button is pressed."""
    receipt, number = world.report(text=WORDS)
    hidden = read_hidden(world.look_up(receipt).text)
    for _ in range(2):
        answer = world.client.post("/say", data=hidden | {"word": word, "text": "说明" if word == "addition" else ""})
        assert "已经收到" in answer.text
    said = [one for one in world.open_envelopes() if one.kind is not StatementKind.REPORT]
    assert [(one.kind.value, one.number) for one in said] == [(word, number)]
    again = read_hidden(world.look_up(receipt).text)
    world.client.post("/say", data=again | {"word": "solved"})
    assert world.open_envelopes()[-1].number == number


def test_a_withdrawn_report_is_erased_before_the_office_has_fetched_it(world: World) -> None:
    """Its words are gone from the file; the office learns that there was one."""
    receipt, _ = world.report(text=WORDS)
    (envelope,) = world.intake.store.do(list_envelopes)
    world.client.post("/say", data=read_hidden(world.look_up(receipt).text) | {"word": "withdrawal"})
    assert [one.kind for one in world.open_envelopes()] == [StatementKind.WITHDRAWAL]
    assert envelope.sealed not in (world.place.data / "intake.sqlite").read_bytes()
    page = world.look_up(receipt).text
    assert "<h1>已撤回</h1>" in page
    assert "撤回这件事" not in page


def test_the_receipt_stands_in_no_address_and_can_be_saved(world: World) -> None:
    """Only in bodies; whoever goes back by an address is led to the look-up."""
    receipt, _ = world.report(text=WORDS)
    saved = world.client.post("/receipt.txt", data={"receipt": receipt, "whole": "1"})
    assert receipt in saved.text
    assert saved.headers["Content-Disposition"] == 'attachment; filename="receipt.txt"'
    for path in ("/report", "/say"):
        assert world.client.get(path).headers["Location"] == "lookup"


def test_the_log_holds_no_people(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """What was asked, how it ended, how long it took, from which network; no code, receipt, word or full address."""
    with caplog.at_level("INFO", "mashang_intake"):
        receipt, number = world.report(text=WORDS)
        world.look_up(receipt)
    lines = caplog.text
    assert "POST take_report 200" in lines
    for secret in (WORDS, receipt, receipt.replace("-", ""), number, WINDOW):
        assert secret not in lines


def test_a_profile_of_another_key_is_refused(world: World) -> None:
    """The first key is kept; with another one the service goes on with what it has, and says that it is not well."""
    from mashang.signature import create_keys  # noqa: PLC0415

    private, public = create_keys(None)
    world.write_profile(replace(world.profile, office_key=public.decode(), name="别的"), private)
    assert "明川县营商环境公开" in world.client.get("/lookup").text
    assert world.client.get("/healthz").status_code == 503
    world.write_profile(replace(world.profile, name="新的名字"))
    assert "新的名字" in world.client.get("/lookup").text
    assert world.client.get("/healthz").text == "ok\n"


def test_the_store_is_safe_against_a_power_cut(world: World) -> None:
    """Every connection writes through to the disk, by a rollback journal."""
    settings = [
        world.intake.store.do(lambda connection, name=name: connection.exec_driver_sql(f"PRAGMA {name}").scalar())
        for name in ("synchronous", "journal_mode", "secure_delete")
    ]
    assert settings == [2, "truncate", 1]
    with sqlite3.connect(world.place.data / "intake.sqlite") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
