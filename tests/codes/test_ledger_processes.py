"""Real processes: two builds at the same time, and a build that is killed while it writes."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from mashang.codes.ledger import Ledger, issue_codes, read_ledger, write_ledger
from mashang.codes.ledger_chain import read_chain
from mashang.county import HASH_CHAIN, LEDGER, County, CountyBusyError
from mashang.kinds import Target
from mashang.model import CodeKind

REPOSITORY = Path(__file__).resolve().parents[2]
DAY = date(2026, 5, 8)

BUILD = """
import sys, time
from datetime import date
from pathlib import Path
from mashang.codes.ledger import issue_codes, read_ledger, write_ledger
from mashang.kinds import Target
from mashang.county import County
from mashang.model import CodeKind

county, own = County(Path(sys.argv[1])), sys.argv[2]
for turn in range(5):
    with county.hold_lock(60):
        ledger, problems = read_ledger(county)
        assert ledger is not None, problems
        wanted = [Target(CodeKind.WINDOW, f"shared-{turn}", "共用"), Target(CodeKind.WINDOW, f"{own}-{turn}", "自用")]
        issued = issue_codes(ledger, wanted, date(2026, 5, 8), "")
        time.sleep(0.02)
        write_ledger(county, issued)
"""

KILLED = """
import os, sys
from datetime import date
from pathlib import Path
from mashang.codes.ledger import issue_codes, read_ledger, write_ledger
from mashang.kinds import Target
from mashang.county import County
from mashang.model import CodeKind

left = int(sys.argv[2])
call = sys.argv[3]

def audit(event, arguments):
    global left
    if event == call and "ledger" in str(arguments[0]) and (event != "open" or set("wx") & set(arguments[1] or "")):
        if left == 0:
            os._exit(9)
        left -= 1

county = County(Path(sys.argv[1]))
ledger, problems = read_ledger(county)
wanted = [Target(CodeKind.WINDOW, f"W{number}", "窗口") for number in range(len(ledger.codes) + 3)]
issued = issue_codes(ledger, wanted, date(2026, 5, 8), "")
sys.addaudithook(audit)
write_ledger(county, issued)
"""

HOLD = """
import sys
from pathlib import Path
from mashang.county import County

with County(Path(sys.argv[1])).hold_lock(10):
    print("held", flush=True)
    sys.stdin.read()
"""


def _command(script: str, *arguments: object) -> list[str]:
    return [sys.executable, "-c", script, *map(str, arguments)]


def test_builds_at_the_same_time_neither_issue_twice_nor_lose(tmp_path: Path) -> None:
    """Three processes, five turns each, with targets of their own and targets in common."""
    names = ("first", "second", "third")
    running = [subprocess.Popen(_command(BUILD, tmp_path, name), cwd=REPOSITORY) for name in names]
    assert [process.wait(timeout=120) for process in running] == [0, 0, 0]
    ledger, problems = read_ledger(County(tmp_path))
    assert problems == ()
    assert ledger is not None
    expected = {f"{name}-{turn}" for name in (*names, "shared") for turn in range(5)}
    assert sorted(code.target for code in ledger.codes) == sorted(expected)
    chained = read_chain((tmp_path / HASH_CHAIN).read_bytes())
    assert chained is not None
    assert [row.code for row in chained] == [code.code for code in ledger.codes]


@pytest.mark.parametrize("first_build", [True, False])
@pytest.mark.parametrize(
    ("call", "number"), [("open", 0), ("open", 1), ("os.rename", 0), ("os.rename", 1), ("open", 2), ("os.rename", 2)]
)
def test_a_kill_at_any_moment_leaves_a_ledger_to_go_on_from(
    tmp_path: Path, call: str, number: int, *, first_build: bool
) -> None:
    """Killed at each file it opens for writing and at each rename; then all old codes are there, and a build works."""
    old = Ledger()
    if not first_build:
        old = issue_codes(old, [Target(CodeKind.WINDOW, f"W{number}", "窗口") for number in range(4)], DAY, "")
        write_ledger(County(tmp_path), old)
    killed = subprocess.run(
        _command(KILLED, tmp_path, number, call), cwd=REPOSITORY, timeout=60, check=False, capture_output=True
    )
    # A first build writes an empty chain before the two files, so it has one more moment to die in.
    assert killed.returncode == (9 if first_build or number < 2 else 0), killed.stderr.decode()
    after, problems = read_ledger(County(tmp_path))
    assert problems == ()
    assert after is not None
    assert after.codes[: len(old.codes)] == old.codes
    assert len(after.codes) in {len(old.codes), len(old.codes) + 3}
    again = issue_codes(after, [Target(CodeKind.WINDOW, "W99", "窗口")], DAY, "")
    write_ledger(County(tmp_path), again)
    assert read_ledger(County(tmp_path)) == (again, ())


def test_a_second_build_waits_and_then_says_so(tmp_path: Path) -> None:
    """While another process holds the lock; when it is killed, the way is free."""
    with subprocess.Popen(
        _command(HOLD, tmp_path), cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with (
            pytest.raises(CountyBusyError, match=r"^另一个窗口正在生成网站或改动登记簿。请等它结束，再运行一次。$"),
            County(tmp_path).hold_lock(0.2),
        ):
            pytest.fail("two builds held the lock")
        holder.kill()
        holder.wait(timeout=30)
    with County(tmp_path).hold_lock(5):
        assert not (tmp_path / LEDGER).exists()


def test_a_failing_build_lets_go_of_the_lock(tmp_path: Path) -> None:
    """An error inside comes out as it is, and the next build can start at once."""
    with pytest.raises(ZeroDivisionError), County(tmp_path).hold_lock(1):
        raise ZeroDivisionError
    with County(tmp_path).hold_lock(0):
        assert (tmp_path / "qrcodes").is_dir()


def test_a_folder_where_nothing_can_be_written_is_named(tmp_path: Path) -> None:
    """A file stands in the place of the folder."""
    (tmp_path / "qrcodes").write_text("", encoding="utf-8")
    with pytest.raises(CountyBusyError, match="qrcodes）：那里有同名的文件或文件夹。"), County(tmp_path).hold_lock(0):
        pytest.fail("the lock was held")
