"""The command line as staff and machines meet it."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from mashang.cli.commands import COMMANDS
from mashang.console_text import measure_width

REPOSITORY = Path(__file__).resolve().parents[2]
Run = Callable[..., tuple[int, str]]


def spoil(county: Path, wrong: str = "零零-8000") -> None:
    """Put one wrong cell into the example: a telephone number that is none."""
    path = county / "content" / "windows.csv"
    text = path.read_text(encoding="utf-8-sig")
    assert "0000-8000" in text
    path.write_text(text.replace("0000-8000", wrong, 1), encoding="utf-8-sig")


def test_check_says_where_what_and_how_to_mend(county: Path, mashang: Run) -> None:
    """A wrong cell is named by file, cell and heading, with the remedy, and the summary says what it means."""
    spoil(county)
    code, said = mashang("check", "--root", county)
    assert code == 1
    assert "content/windows.csv · " in said
    assert "  错误：“零零-8000" in said
    assert "[phone-not-phone]" in said
    assert "  改法：" in said
    assert "共 1 个错误" in said


def test_check_writes_nothing(county: Path, mashang: Run) -> None:
    """Checking leaves the folder as it was."""
    before = sorted(county.rglob("*"))
    assert mashang("check", "--root", county)[0] == 0
    assert sorted(county.rglob("*")) == before


def test_machines_read_json_and_csv(county: Path, mashang: Run) -> None:
    """Both forms hold the same problems with the same addresses; CSV begins with a mark for Excel."""
    spoil(county)
    _, said = mashang("check", "--format", "json", "--root", county)
    (found,) = [record for record in json.loads(said) if record["severity"] == "error"]
    assert (found["file"], found["code"], found["heading"]) == ("content/windows.csv", "phone-not-phone", "电话")
    assert found["row"] > 1
    assert found["column"]
    target = county / "problems.csv"
    assert mashang("check", "--format", "csv", "--output", target, "--root", county)[0] == 1
    data = target.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert (rows[0]["级别"], rows[0]["文件"], rows[0]["问题"]) == ("错误", found["file"], found["problem"])


def test_codes_are_listed(county: Path, mashang: Run) -> None:
    """The list names code, kind, state, target; CSV has a heading row for Excel."""
    code, said = mashang("codes", "list", "--kind", "window", "--root", county)
    assert code == 0
    assert "窗口  在用  W01" in said
    assert "  企业  " not in said
    _, said = mashang("codes", "list", "--format", "csv", "--root", county)
    assert said.startswith("\ufeff码,类别,编号,名称,发码日期,状态,接替码,原因,发码时的网址\r\n")


def test_unknown_code_is_reported_plainly(county: Path, mashang: Run) -> None:
    """Withdrawing a code that is none changes nothing and says so."""
    before = (county / "qrcodes" / "ledger.csv").read_bytes()
    code, said = mashang("codes", "withdraw", "AAAAAAAAA", "--root", county)
    assert code == 2
    assert "AAAAAAAAA" in said
    assert (county / "qrcodes" / "ledger.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["biuld"], "没有“biuld”这个命令。是不是“build”？"),
        (["build", "--stag", "x"], "没有 --stag 这个选项。"),
        (["build", "--stage", "test"], "--stage 的值不对。只能是：production、staging。"),
        (["check", "--root", "没有这里"], "--root 的值不对。没有这个文件夹。"),
        (["serve", "--port", "99999"], "--port 的值不对。应当是 0 到 65535 之间的整数。"),
        (["codes", "withdraw"], "缺少 码。"),
        (["check", "extra"], "多了“extra”。"),
        (["close", "11月"], "月份 的值不对。写成 2026-10 这样的年-月。"),
        (["remind", "--date", "11月6日"], "--date 的值不对。写成 2026-11-06 这样的年-月-日。"),
        (["verify-site", "没有这里"], "网站文件夹 的值不对。没有这个文件夹。"),
        (["verify-site", "--manifest", "没有.json"], "--manifest 的值不对。没有这个文件。"),
        (["check", "--output", "/"], "--output 的值不对。这是文件夹，请写文件。"),
    ],
)
def test_wrong_usage_is_explained_in_chinese(mashang: Run, words: list[str], expected: str) -> None:
    """Every slip of the keyboard gets a Chinese line and exit code 2."""
    code, said = mashang(*words)
    assert code == 2
    assert expected in said
    assert "mashang --help" in said


@pytest.mark.parametrize(
    "words", [["--help"], ["build", "--help"], ["codes", "--help"], ["codes", "withdraw", "--help"]]
)
def test_help_is_chinese(mashang: Run, words: list[str]) -> None:
    """Help pages hold no English sentences of the library."""
    code, said = mashang(*words)
    assert code == 0
    assert said.startswith("用法：")
    for english in ("Usage", "Options", "OPTIONS", "Commands", "ARGS", "Show this message", "default", "required"):
        assert english not in said


def test_every_help_page_keeps_within_eighty_columns(mashang: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chinese characters take two columns: no line runs on, and what options mean begins in one column."""
    monkeypatch.setenv("COLUMNS", "80")
    groups = {"codes": ("list", "withdraw", "replace", "verify", "print"), "keys": ("create", "show")}
    pages = [(), *((name,) for name in COMMANDS), *((group, one) for group, all_ in groups.items() for one in all_)]
    for words in pages:
        _, said = mashang(*words, "--help")
        assert max(map(measure_width, said.splitlines())) <= 80, words
    begins = {
        measure_width(line[: line.index(mark)])
        for line in said.splitlines()
        for mark in ("网站", "显示")
        if mark in line
    }
    assert len(begins) == 1


def test_help_says_how_the_program_was_called(mashang: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who starts run.py has no program called mashang: the usage and the way to help can be typed as they stand."""
    monkeypatch.setenv("MASHANG_CALL", "python run.py")
    assert mashang("check", "--help")[1].startswith("用法：python run.py check [选项]\n")
    assert "运行 python run.py --help 查看用法" in mashang("chekc")[1]
    assert "运行 python run.py keys create。" in mashang("keys", "show", "--root", REPOSITORY)[1]


def test_the_end_of_a_command_is_silent() -> None:
    """Neither the reader of symbols nor anything else complains on the screen when the program ends."""
    for words in (["--help"], ["codes", "list", "--root", str(REPOSITORY)], ["check", "--root", str(REPOSITORY)]):
        run = subprocess.run(
            [sys.executable, "-m", "mashang", *words], cwd=REPOSITORY, capture_output=True, check=True, timeout=60
        )
        assert run.stderr == b"", words


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.EACCES, "（placards/标签.pdf）：没有权限，或者正在别的程序（如 Excel、WPS）里打开。请关掉"),
        (errno.ENOSPC, "（placards/标签.pdf）：磁盘空间不足。请腾出空间"),
        (errno.ENOENT, "（placards/标签.pdf）：没有这个文件或文件夹。"),
        (errno.EISDIR, "（placards/标签.pdf）：那里有同名的文件或文件夹。"),
        (errno.EFBIG, "（placards/标签.pdf）：文件大小超过了这个磁盘或系统的上限。请换一个磁盘"),
        (errno.EROFS, "（placards/标签.pdf）：磁盘或文件夹是只读的。请取消写保护"),
        (errno.EMFILE, "（placards/标签.pdf）：同时打开的文件太多。请关掉一些程序"),
        (errno.EIO, "（placards/标签.pdf）：磁盘读写出错，可能已经损坏。请先备份"),
        (errno.EDOM, "（placards/标签.pdf）：Numerical argument out of domain。请检查磁盘"),
    ],
)
def test_a_file_that_cannot_be_written_is_reported_in_chinese(
    county: Path, mashang: Run, monkeypatch: pytest.MonkeyPatch, number: int, expected: str
) -> None:
    """A PDF open in a reader, a full disk, a missing folder: what it is and what to do, by the file's own name."""

    def refuse(path: Path, _: Path) -> Path:
        raise OSError(number, os.strerror(number), f"placards/{path.name}")

    monkeypatch.setattr(Path, "replace", refuse)
    output = county / "标签.pdf"
    code, said = mashang("check", "--output", output, "--root", county)
    assert code == 3
    assert expected in said
    assert not list(county.glob("*标签*"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no such device")
def test_an_output_that_is_no_file_is_written_to_and_stays(county: Path, mashang: Run) -> None:
    """A device, or a link to one, is not replaced by a file; a full one is named as full."""
    link = county / "链接.txt"
    link.symlink_to("/dev/full")
    code, said = mashang("check", "--output", link, "--root", county)
    assert (code, said) == (3, "读写文件出错：磁盘空间不足。请腾出空间，再试一次。\n")
    assert link.is_symlink()
    assert not Path("/dev/full").is_file()


def test_no_command_shows_the_help(mashang: Run) -> None:
    """Called with nothing, the program says what it can do."""
    code, said = mashang()
    assert code == 2
    assert "build" in said
    assert "检查数据，发码" in said


def test_timings_are_json_lines(county: Path, mashang: Run) -> None:
    """Each stage gives one JSON object with its name and seconds."""
    _, said = mashang("check", "--timings", "--root", county)
    stages = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert [stage["stage"] for stage in stages] == ["读取表格", "检查数据"]
    assert all(stage["seconds"] >= 0 for stage in stages)


def test_where_only_the_base_is_installed_printing_says_what_is_missing(county: Path) -> None:
    """One plain line names the component and how to install it."""
    code = "import sys; sys.modules['typst'] = None; from mashang.cli import main; sys.exit(main(['codes', 'print']))"
    done = subprocess.run([sys.executable, "-c", code], cwd=county, capture_output=True, timeout=60, check=False)
    assert done.returncode == 3
    assert done.stderr.decode() == "缺少组件 typst。请运行 pip install 'mashang[build,print]' 装齐，再试一次。\n"


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminal")
def test_a_terminal_shows_how_far_a_command_is(county: Path) -> None:
    """The bar names the stage under way."""
    own, other = os.openpty()
    command = [sys.executable, "-m", "mashang", "check", "--root", str(county)]
    said = b""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=other) as run, os.fdopen(own, "rb", 0) as screen:
        os.close(other)
        with suppress(OSError):  # the end of a terminal, in Linux
            while data := screen.read(4096):
                said += data
    assert (run.returncode, "检查数据" in said.decode()) == (0, True)


def test_a_gbk_console_shows_everything(county: Path) -> None:
    """Under a Chinese Windows console's encoding nothing crashes: a sign that it lacks becomes a question mark."""
    spoil(county, "☎😀-8000")
    done = subprocess.run(
        [sys.executable, "-m", "mashang", "check", "--root", str(county)],
        cwd=REPOSITORY,
        env={"PYTHONIOENCODING": "gbk", "PATH": "", "PYTHONPATH": os.environ["PYTHONPATH"]},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "“??-8000" in done.stdout.decode("gbk")
    assert done.stderr == b""


def test_a_fault_of_the_program_is_one_plain_line(county: Path, mashang: Run) -> None:
    """When mkdocs.yml is broken the engine's words are shown, without a traceback, and no site appears."""
    (county / "mkdocs.yml").write_text("site_name: [", encoding="utf-8")
    code, said = mashang("build", "--root", county)
    assert code == 3
    assert "mkdocs.yml" in said or "生成阅读页面时出错" in said
    assert "Traceback" not in said
    assert not (county / "site").exists()
    _, said = mashang("build", "--debug", "--root", county)
    assert "Traceback" in said
