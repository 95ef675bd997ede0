"""Modules run beside the one that asked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mashang.processes import Process, ProcessError


def test_a_process_answers_its_job() -> None:
    """The job goes in as JSON, in any script; what is said comes back with the exit code."""
    process = Process("json.tool")
    process.send({"名称": "甲县"})
    code, said = process.wait()
    assert code == 0
    assert "\\u7532\\u53bf" in said


def test_what_opens_the_private_key_stays_with_whoever_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """mkdocs.yml and a county's templates can print any variable of the process they run in."""
    (tmp_path / "starts.py").write_text("import os; print(sorted(os.environ))", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("MASHANG_KEY_PASSPHRASE", "很长的口令")
    monkeypatch.setenv("MASHANG_KEYS", str(tmp_path))
    code, said = Process("starts").wait()
    assert code == 0
    assert "PYTHONPATH" in said
    assert "MASHANG_KEY" not in said


def test_a_process_that_is_not_needed_ends() -> None:
    """Stopping ends it while it waits for its job, and stopping again does no harm."""
    process = Process("json.tool")
    process.stop()
    process.stop()
    assert process.wait()[0] != 0


def test_one_job_is_enough() -> None:
    """A second one is refused."""
    process = Process("json.tool")
    process.send({})
    with pytest.raises(ProcessError, match="已经有了任务"):
        process.send({})
    process.wait()


def test_a_module_that_cannot_start_is_reported() -> None:
    """The words of the fault reach whoever waits."""
    process = Process("mashang.nowhere")
    try:
        process.send({"x": "y" * 1_000_000})
    except ProcessError as fault:
        said = str(fault)
    else:
        said = process.wait()[1]
    assert "mashang.nowhere" in said


def test_a_word_is_listened_for_while_the_process_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was said before and after it is kept for the end; a word that never comes is not waited for for ever."""
    module = "import sys\nprint('before')\nprint('ready', flush=True)\nsys.stdin.read()\nprint('after')\n"
    (tmp_path / "speaker.py").write_text(module, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    process = Process("speaker")
    assert process.listen("ready")
    assert process._process.poll() is None
    process.send({})
    assert not process.listen("never")
    assert process.wait() == (0, "before\nafter")


@pytest.mark.skipif(sys.platform == "win32", reason="there an orphan keeps its parent's number")
def test_a_process_ends_with_its_parent(tmp_path: Path) -> None:
    """When that one is killed, at whatever point of the work."""
    (tmp_path / "works.py").write_text(
        "import os, time\nfrom mashang.processes import end_with_parent\n"
        "end_with_parent()\nprint(os.getpid(), flush=True)\ntime.sleep(60)\n",
        encoding="utf-8",
    )
    asks = (
        "from mashang.processes import Process\nfor line in Process('works')._process.stdout: print(line, flush=True)"
    )
    path = os.pathsep.join([str(tmp_path), os.environ["PYTHONPATH"]])
    with subprocess.Popen(
        [sys.executable, "-c", asks], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path}
    ) as parent:
        assert parent.stdout
        works = int(parent.stdout.readline())
        os.kill(works, 0)
        parent.send_signal(signal.SIGKILL)
    end = time.monotonic() + 10
    while Path(f"/proc/{works}").exists() and " Z " not in Path(f"/proc/{works}/stat").read_text(encoding="utf-8"):
        assert time.monotonic() < end
        time.sleep(0.02)
