"""A county's folder: where everything that one county keeps, derives and publishes lies.

Names of files are relative to the folder, with forward slashes, as problems and the manifest give them; the properties
of :class:`County` are the same places as paths. What is written there is written under :meth:`County.hold_lock`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from filelock import FileLock, Timeout

from mashang.disk_faults import explain_fault
from mashang.files import undo_unfinished
from mashang.problems import MashangError

CONTENT, SETTINGS, CODES = "content", "site_config", "qrcodes"
"""The three folders that a county keeps by hand: tables and pages, settings, the ledger of codes."""
SNAPSHOTS = f"{CONTENT}/closed"
SETTINGS_FILE = f"{SETTINGS}/site.yml"
OVERRIDES = f"{SETTINGS}/overrides"
PUBLIC_KEYS = f"{SETTINGS}/signing.pub"
"""The county's public keys, the one in use first, then those that were replaced."""
ENGINE_SETTINGS = "mkdocs.yml"
LEDGER, HASH_CHAIN, SALT = f"{CODES}/ledger.csv", f"{CODES}/ledger.seal", f"{CODES}/salt.txt"
"""The ledger, the hash chain over its rows, and what makes digests of private files impossible to guess."""

_UNFINISHED = f"{CONTENT}/.unfinished"
_LOCK = f"{CODES}/.lock"
_LOCK_SECONDS = 300.0
_BUILD = "build"
_WRITTEN = (_BUILD, "build/docs", "build/staging", "build/symbols", "build/theme", "placards")


class Stage(StrEnum):
    """For whom a site is built. Staging shows drafts and says so."""

    PRODUCTION = "production"
    STAGING = "staging"


class CountyError(MashangError):
    """The folder is no county's folder, or lacks what was asked for."""


class CountyBusyError(MashangError):
    """Another run works in the folder, or nothing can be written there."""


class ForeignFolderError(MashangError):
    """A link leads out of the county's folder where files are written, cleared or copied."""


@dataclass(frozen=True, slots=True)
class County:
    """The folder of one county."""

    root: Path

    def __truediv__(self, name: str) -> Path:
        """The path of a name relative to the folder."""
        return self.root / name

    @property
    def content(self) -> Path:
        """Tables and pages of free text."""
        return self.root / CONTENT

    @property
    def snapshots(self) -> Path:
        """What closed months said when they were closed."""
        return self.root / SNAPSHOTS

    @property
    def settings(self) -> Path:
        """Settings, mappings, overrides."""
        return self.root / SETTINGS

    @property
    def overrides(self) -> Path:
        """The county's own files over the theme's."""
        return self.root / OVERRIDES

    @property
    def engine_settings(self) -> Path:
        """The settings of the reading site's engine."""
        return self.root / ENGINE_SETTINGS

    @property
    def ledger(self) -> Path:
        """Every code ever issued."""
        return self.root / LEDGER

    @property
    def hash_chain(self) -> Path:
        """What each row of the ledger said at its issue, chained row by row."""
        return self.root / HASH_CHAIN

    @property
    def docs(self) -> Path:
        """The Markdown that the engine reads."""
        return self.root / _BUILD / "docs"

    @property
    def theme(self) -> Path:
        """The theme with the county's own files over it."""
        return self.root / _BUILD / "theme"

    @property
    def staging(self) -> Path:
        """Sites that are being built."""
        return self.root / _BUILD / "staging"

    @property
    def symbols(self) -> Path:
        """Symbols drawn before."""
        return self.root / _BUILD / "symbols"

    @property
    def placards(self) -> Path:
        """What was printed."""
        return self.root / "placards"

    @property
    def reminders(self) -> Path:
        """Letters to departments."""
        return self.root / "reminders"

    @property
    def bundles(self) -> Path:
        """Archives for the web server."""
        return self.root / "bundle"

    @property
    def journal(self) -> Path:
        """What stood in the place of files that are being written together; it is there only meanwhile."""
        return self.root / _UNFINISHED

    def cache(self, name: str, stage: Stage) -> Path:
        """The file in which builds of a stage keep results of one sort from one build to the next."""
        return self.root / _BUILD / f"{name}-{stage.value}.json"

    def site(self, stage: Stage) -> Path:
        """Where a stage's site is published."""
        return self.root / ("site" if stage is Stage.PRODUCTION else "site-staging")

    def check_present(self) -> None:
        """Raise :class:`CountyError` when this is no county's folder."""
        if not self.content.is_dir() and not self.settings.is_dir():
            raise CountyError(
                f"{self.root} 里没有 content 和 site_config 文件夹。请换到网站所在的文件夹，或用 --root 指明。"
            )

    def check_own(self, *names: str) -> None:
        """Make sure that the folders that are written and cleared, and ``names``, are no links to other places.

        Behind a link a build would clear what belongs to somebody else. Raises :class:`ForeignFolderError`.
        """
        home = self.root.resolve()
        for name in (*_WRITTEN, *names):
            if (home / name).resolve() != home / name:
                raise ForeignFolderError(
                    f"{name} 是指向别处的链接，程序不会改动那里的文件。请删掉这个链接，再运行一次。"
                )

    @contextmanager
    def hold_lock(self, timeout: float = _LOCK_SECONDS) -> Iterator[None]:
        """Keep every other run from changing the folder while the block runs.

        Waits ``timeout`` seconds at most, then raises :class:`CountyBusyError`. The lock ends with the process; what an
        earlier process began to write together and did not finish is undone first.
        """
        lock = FileLock(self.root / _LOCK, timeout=timeout)
        try:
            (self.root / _LOCK).parent.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout as fault:
            raise CountyBusyError("另一个窗口正在生成网站或改动登记簿。请等它结束，再运行一次。") from fault
        except OSError as fault:
            raise CountyBusyError(explain_fault(fault)) from fault
        try:
            undo_unfinished(self.root, self.journal)
            yield
        finally:
            lock.release()
