"""A site that stands as it would be made is left alone; anything else is made anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mashang.county import County, Stage
from mashang.periods import YearMonth
from mashang.pipeline import build, checking, unchanged
from mashang.pipeline.build import Built, build_site
from mashang.pipeline.checking import Checked, check_county
from mashang.pipeline.unchanged import Note, digest_facts, is_whole, read_note, write_note
from mashang.proof.derived_snapshot import derive_snapshots
from mashang.snapshot import SnapshotRows

Run = Callable[..., tuple[int, str]]


def holds(root: Path) -> bool:
    """Whether the site of a county is up to date."""
    county = County(root)
    return read_note(county, Stage.PRODUCTION, digest_facts(county)) is not None and is_whole(root / "site")


def append(root: Path, name: str, text: str = "\n") -> None:
    """Add to the end of a file, which may be new."""
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    with (root / name).open("a", encoding="utf-8") as file:
        file.write(text)


def test_a_second_build_changes_nothing(built: Path, mashang: Run) -> None:
    """It says so, issues nothing, and every file is the very one that was there."""
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in (built / "site").rglob("*")}
    code, said = mashang("build", "--root", built)
    assert code == 0
    assert "内容没有变化" in said
    assert {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in (built / "site").rglob("*")} == before


def test_a_site_somebody_changed_is_made_good(built: Path, mashang: Run) -> None:
    """A page that was altered by hand, and one that was lost, are as before after the next build."""
    home, other = built / "site" / "index.html", built / "site" / "about" / "index.html"
    texts = home.read_bytes(), other.read_bytes()
    home.write_bytes(texts[0] + b"<p>x</p>")
    other.unlink()
    code, said = mashang("build", "--root", built)
    assert code == 0
    assert "网站已生成" in said
    assert (home.read_bytes(), other.read_bytes()) == texts


@pytest.mark.parametrize(
    "change",
    [
        lambda root: append(root, "content/windows.csv"),
        lambda root: append(root, "content/pages/new.md", "# 新\n"),
        lambda root: append(root, "site_config/site.yml"),
        lambda root: append(root, "site_config/overrides/assets/x.css", "p{}"),
        lambda root: append(root, "mkdocs.yml"),
        lambda root: append(root, "mkdocs.yml", "hooks: [x.py]\n"),
        lambda root: append(root, "qrcodes/ledger.csv"),
        lambda root: (root / "qrcodes/ledger.seal").unlink(),
        lambda root: append(root, "site/index.html"),
        lambda root: append(root, "site/manifest.json"),
        lambda root: append(root, "site/new.html"),
        lambda root: (root / "site/feed.xml").unlink(),
        lambda root: shutil.rmtree(root / "site"),
        lambda root: shutil.rmtree(root / "build"),
        lambda root: (root / "build/built-production.json").write_text("{"),
        lambda root: (root / "build/built-production.json").write_text("[]"),
        lambda root: (root / "build/built-production.json").write_text("[" * 100_000),
    ],
)
def test_whatever_changes_is_noticed(built: Path, change: Callable[[Path], object]) -> None:
    """Tables, settings, the theme's own files, the ledger, any file of the site, and the note itself."""
    assert holds(built)
    change(built)
    assert not holds(built)


def test_another_program_makes_it_anew(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One changed template, or another version of a library, is enough; what Python compiled does not count."""
    program = Path(shutil.copytree(unchanged._PROGRAM, tmp_path / "mashang"))
    monkeypatch.setattr(unchanged, "_PROGRAM", program)
    assert holds(built)
    (program / "__pycache__").mkdir(exist_ok=True)
    append(program, "__pycache__/x.pyc")
    assert holds(built)
    monkeypatch.setattr(unchanged, "version", lambda name: f"{name} 9")
    assert not holds(built)
    monkeypatch.undo()
    assert holds(built)
    monkeypatch.setattr(unchanged, "_PROGRAM", program)
    append(program, "pages/templates/reading/home.html")
    assert not holds(built)


def test_mkdocs_that_reaches_outside_is_never_up_to_date(built: Path) -> None:
    """What its plugins or other files would give cannot be seen, so the site is made each time."""
    config = built / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    assert digest_facts(County(built))
    for more in ("INHERIT: ../other.yml\n", "hooks: [x.py]\n", "extra:\n  day: !ENV DAY\n"):
        config.write_text(text + more, encoding="utf-8")
        assert digest_facts(County(built)) == ""
    config.write_text(text.replace("plugins: []", "plugins: [search]"), encoding="utf-8")
    assert digest_facts(County(built)) == ""


def test_a_note_by_a_stranger_is_not_believed(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who does not know the county's salt cannot make a changed county pass for an unchanged one."""
    append(built, "content/windows.csv")
    note, facts = Note(date(2026, 11, 20), 1, ()), digest_facts(County(built))
    write_note(County(built), Stage.PRODUCTION, facts, note)
    assert read_note(County(built), Stage.PRODUCTION, facts) == note
    with monkeypatch.context() as stranger:
        stranger.setattr(unchanged, "read_salt", lambda _: bytes(32))
        write_note(County(built), Stage.PRODUCTION, facts, note)
    assert not holds(built)


def test_an_unchanged_county_is_checked_once_a_day(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same day the same is said without a check; the next day the check runs, and derives no past month again."""
    checks: list[bool] = []
    derived: list[object] = []

    def check(*given: Any, compared: bool) -> Checked:
        checks.append(compared)
        return check_county(*given, compared=compared)

    def derive(*given: Any) -> dict[YearMonth, SnapshotRows]:
        derived.append(given)
        return derive_snapshots(*given)

    monkeypatch.setattr(build, "check_county", check)
    monkeypatch.setattr(checking, "derive_snapshots", derive)

    def run(day: date) -> Built:
        return build_site(County(built), Stage.PRODUCTION, day, lambda _: None)

    first = run(date.today())  # noqa: DTZ011 -- the day on which the fixture was built
    assert (first.made, checks, derived) == (False, [], [])
    assert run(date(2099, 1, 1)) == first
    assert (checks, derived) == ([True], [])
    append(built, "content/windows.csv")
    run(date(2099, 1, 1))
    assert checks == [True, False]
    assert derived


def test_staging_has_a_note_of_its_own(built: Path) -> None:
    """The public site's note says nothing of the preview."""
    assert holds(built)
    assert read_note(County(built), Stage.STAGING, digest_facts(County(built))) is None
