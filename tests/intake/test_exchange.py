"""Between the intake and the office, by network and by stick: all arrives, nothing twice, and nobody else asks."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mashang.county import County
from mashang.pipeline.intake_profile import sign_profile
from mashang.pipeline.report_exchange import (
    Fetched,
    fetch_reports,
    find_intake_url,
    open_statements,
    push_answers,
    queue_answer,
    read_stick,
    write_stick,
)
from mashang.pipeline.unchanged import digest_facts
from mashang.problems import MashangError
from mashang.proof.keys import create_key, keys_folder
from mashang.proof.origin import _list_paths
from mashang.proof.report_keys import create_report_keys, list_recipients, read_identities
from mashang.report_exchange import ReportState
from mashang.sealing import find_recipient
from mashang.statement import Statement, StatementKind
from mashang_intake.__main__ import main
from mashang_intake.store import list_envelopes
from tests.intake.conftest import World, adopt

Run = Callable[..., tuple[int, str]]
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


def list_sealed(office: County) -> list[str]:
    """What was fetched."""
    return sorted(path.name for path in (office / "reports" / "sealed").glob("*"))


def fill(world: World, *texts: str) -> list[tuple[str, str]]:
    """Report some things; receipts and numbers."""
    return [world.report(text=text) for text in texts]


@pytest.fixture
def told(world: World, office: County) -> list[tuple[str, str]]:
    """Two reports that wait."""
    assert office
    return fill(world, "甲事", "乙事")


@pytest.mark.usefixtures("told")
def test_what_is_fetched_is_here_once_and_gone_there_after_its_days(world: World, office: County, url: str) -> None:
    """Fetched, confirmed, erased from the server's file a week later; a second fetch brings nothing."""
    assert fetch_reports(office, url) == Fetched(2, 0)
    assert fetch_reports(office, url) == Fetched(0, 0)
    assert sorted(one.text for _, one in open_statements(office)) == ["乙事", "甲事"]
    sealed = [(office / "reports" / "sealed" / name).read_bytes() for name in list_sealed(office)]
    kept = world.place.data / "intake.sqlite"
    assert all(one in kept.read_bytes() for one in sealed)
    world.day += timedelta(days=7)
    assert push_answers(office, url) == 0
    _, statement = next(open_statements(office))
    queue_answer(office, statement, ReportState.HANDLING, "", NOW)
    assert push_answers(office, url) == 1
    assert not any(one in kept.read_bytes() for one in sealed)


@pytest.mark.usefixtures("told")
def test_a_fetch_that_was_killed_before_it_confirmed_is_made_good(
    office: County, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written stays as it is, and is confirmed the next time."""
    monkeypatch.setattr("mashang.pipeline.report_exchange.encode_answers", fail)
    with pytest.raises(KeyboardInterrupt):
        fetch_reports(office, url)
    before = list_sealed(office)
    assert len(before) == 2
    monkeypatch.undo()
    monkeypatch.setenv("MASHANG_KEYS", str(office.root.parent / "keys"))
    assert fetch_reports(office, url) == Fetched(0, 0)
    assert list_sealed(office) == before
    assert fetch_reports(office, url) == Fetched(0, 0)


def fail(_: object) -> bytes:
    """End as a kill would."""
    raise KeyboardInterrupt


def test_a_reply_reaches_its_reporter_alone(world: World, office: County, told: list[tuple[str, str]]) -> None:
    """By stick and back: exported, read, answered, imported; each file may come twice; a lost one is made good."""
    outgoing, back = office.root / "out.json", office.root / "back.json"
    place = ["--data", str(world.place.data), "--profile", str(world.place.profile)]
    assert main([*place, "export", str(outgoing)]) == 0
    assert read_stick(office, outgoing) == Fetched(2, 0)
    assert read_stick(office, outgoing) == Fetched(0, 0)
    statement = next(one for _, one in open_statements(office) if one.text == "甲事")
    queue_answer(office, statement, ReportState.ANSWERED, "已经办好。", NOW)
    assert write_stick(office, back) == 1
    back.unlink()
    assert write_stick(office, back) == 0
    for _ in range(2):
        assert main([*place, "import", str(back)]) == 0
    first, second = told
    assert world.look_up(first[0]).text.count("已经办好。") == 1
    assert "已经办好。" not in world.look_up(second[0]).text
    assert world.intake.store.do(list_envelopes) == []


def test_nobody_else_asks_or_answers(
    world: World, office: County, url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another county's key is refused, over the network and by stick; so is a clock that is wrong, with the minutes."""
    home, keys = office.root.parent, keys_folder()
    stranger = County(Path(shutil.copytree(office.root, home / "stranger")))
    monkeypatch.setenv("MASHANG_KEYS", str(home / "others"))
    create_key(stranger, replace=True)
    create_report_keys(stranger, replace=True)
    with pytest.raises(MashangError, match="签名不对：不是这个县在用的密钥。"):
        fetch_reports(stranger, url)
    write_stick(stranger, home / "false.json")
    words = ["--data", str(world.place.data), "--profile", str(world.place.profile), "import"]
    assert main([*words, str(home / "false.json")]) == 3
    assert "不是这个县的办公室送来的，没有收下" in capsys.readouterr().err
    monkeypatch.setenv("MASHANG_KEYS", str(keys))
    world.now += 1200
    with pytest.raises(MashangError, match="时间差了 20 分钟，请校准时间再试。"):
        fetch_reports(office, url)


def test_without_a_network_the_way_by_stick_is_named(office: County) -> None:
    """In words, with the address."""
    with pytest.raises(
        MashangError, match=r"(?s)连不上意见接收程序（http://127.0.0.1:9/）.*用 U 盘带来，再加 --from 文件。"
    ):
        fetch_reports(office, "http://127.0.0.1:9/")


@pytest.mark.usefixtures("told")
def test_loss_and_change_of_keys(world: World, office: County) -> None:
    """Old reports open with the old key, or with the one from the safe; new ones with the new keys."""
    safe, private = sorted(keys_folder().glob("reports-*.key"), key=lambda path: "safe" not in path.name)
    away = Path(shutil.move(safe, office.root / "safe.key"))
    old = list(world.intake.store.do(list_envelopes))
    create_report_keys(office, replace=True)
    for name, content in sign_profile(office, world.profile).items():
        (world.place.profile / name).write_bytes(content)
    fill(world, "丙事")
    private.unlink()
    export = office.root / "out.json"
    main(["--data", str(world.place.data), "--profile", str(world.place.profile), "export", str(export)])
    assert read_stick(office, export) == Fetched(3, len(old))
    assert [one.text for _, one in open_statements(office)] == ["丙事"]
    shutil.copy(away, safe)
    assert sorted(one.text for _, one in open_statements(office)) == ["丙事", "乙事", "甲事"]


def test_a_passphrase_locks_the_offices_key(office: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """It opens with the passphrase; a damaged file is said to be one; the files are their owner's."""
    for path in keys_folder().glob("reports-*"):
        assert path.stat().st_mode & 0o077 == 0
        path.unlink()
    monkeypatch.setenv("MASHANG_KEY_PASSPHRASE", "一句话")
    create_report_keys(office, replace=True)
    assert {find_recipient(one) for one in read_identities()} == set(list_recipients(office))
    (locked,) = (path for path in keys_folder().glob("reports-*") if "safe" not in path.name)
    locked.write_bytes(locked.read_bytes().replace(b"scrypt", b"script", 1))
    with pytest.raises(MashangError, match="口令不对"):
        list(read_identities())


def test_what_was_fetched_is_no_part_of_the_site(office: County) -> None:
    """Neither what a build is made from, nor what its manifest lists, knows of the private store."""
    before = digest_facts(office), list(_list_paths(office))
    queue_answer(
        office, Statement(number="X", kind=StatementKind.REPORT, received_on=NOW.date()), ReportState.HANDLING, "", NOW
    )
    assert (digest_facts(office), list(_list_paths(office))) == before


def test_the_commands_say_what_to_do_next(
    county: Path, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mashang: Run
) -> None:
    """Keys once, the safe named; fetch and push by file say what to carry."""
    monkeypatch.setenv("MASHANG_KEYS", str(tmp_path / "keys"))
    code, said = mashang("reports", "keys", "--root", county)
    assert code == 0
    assert "锁进保险柜，再从这台电脑上删掉" in said
    assert "签名的密钥也建好了" in said
    assert mashang("reports", "keys", "--root", county)[0] == 2
    adopt(world, County(county))
    fill(world, "甲事")
    main(["--data", str(world.place.data), "--profile", str(world.place.profile), "export", str(tmp_path / "a.json")])
    code, said = mashang("reports", "fetch", "--root", county, "--from", tmp_path / "a.json")
    assert (code, "取回 1 份" in said, "reports push --to 文件" in said) == (0, True, True)
    code, said = mashang("reports", "push", "--root", county, "--to", tmp_path / "b.json")
    assert (code, "写好 0 条新答复。" in said) == (0, True)
    assert find_intake_url(County(county)) == "https://www.mingchuan.example/yshj/intake/"
