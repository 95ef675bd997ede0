"""A county's folder: where everything that one county keeps, derives and publishes lies.

Names are relative to the folder, with forward slashes, as problems and the manifest give them; ``county / LEDGER`` is
the same place as a path. What is written there is written under :meth:`County.hold_lock`.
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
SNAPSHOTS, RECORDS = f"{CONTENT}/closed", f"{CONTENT}/published"
"""What months said when they were closed, and when they were first published; written by the program."""
SETTINGS_FILE = f"{SETTINGS}/site.yml"
OVERRIDES = f"{SETTINGS}/overrides"
"""The county's own files over the theme's."""
MAPPINGS = f"{SETTINGS}/mappings"
"""How tables of other systems become ours, a file for each."""
CMS_ADDRESSES = f"{SETTINGS}/cms-addresses.csv"
"""Under which address of a portal each page lies there, as the office fills it in."""
WORKDAYS = f"{SETTINGS}/workdays.csv"
"""Which days are worked, where the year's arrangement is not known to the program or differs."""
PUBLIC_KEYS = f"{SETTINGS}/signing.pub"
"""The county's public keys, the one in use first, then those that were replaced."""
ENGINE_SETTINGS = "mkdocs.yml"
LEDGER, HASH_CHAIN, SALT = f"{CODES}/ledger.csv", f"{CODES}/ledger.seal", f"{CODES}/salt.txt"
"""The ledger, the hash chain over its rows, and what makes digests of private files impossible to guess."""
BUILD = "build"
DOCS, THEME, STAGING = f"{BUILD}/docs", f"{BUILD}/theme", f"{BUILD}/staging"
"""The Markdown that the engine reads, the theme with the county's overrides, sites being built."""
PLACARDS, REMINDERS, BUNDLES = "placards", "reminders", "bundle"
"""What was printed, letters to departments, archives for the web server."""
CMS = "cms"
"""Fragments to be pasted into a portal."""
PAPERS, PAPER_TEMPLATES = "papers", f"{SETTINGS}/papers"
"""Papers that the office sends on as Word documents, and the county's own templates of them."""
DRAFTS = "drafts"
"""Tables drafted from official documents, each beside its document."""
OUTGOING, INCOMING = "outgoing", "incoming"
"""Sheets for departments to fill, and what they sent back."""
RECEIVED = "received"
"""What was sent back for earlier months, a folder each."""
LEDGERS = "ledgers"
"""Tables of other systems that were put into the desk."""
KITS = "kits"
"""The program packed for computers without network."""
JOURNAL = f"{CONTENT}/.unfinished"
"""What stood in the place of files that are being written together; it is there only meanwhile."""

REPORTS = "reports"
"""The private store of reports as they were fetched, sealed, and what is to be answered; never published or packed."""
REPORT_KEYS = f"{SETTINGS}/reports.pub"
"""For whom the intake seals reports: the office's recipient and the one whose key lies in a safe."""

PUBLIC_RECORD = f"{CODES}/public.csv"
"""What readers were last given, and every address that they were ever given."""

_LOCK = f"{CODES}/.lock"
_LOCK_SECONDS = 300.0
_WRITTEN = (BUILD, DOCS, STAGING, THEME, PLACARDS)


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

    def cache(self, name: str, stage: Stage) -> Path:
        """The file in which builds of a stage keep results of one sort from one build to the next."""
        return self / BUILD / f"{name}-{stage.value}.json"

    def site(self, stage: Stage) -> Path:
        """Where a stage's site is published."""
        return self.root / ("site" if stage is Stage.PRODUCTION else "site-staging")

    def check_present(self) -> None:
        """Raise :class:`CountyError` when this is no county's folder."""
        if not (self / CONTENT).is_dir() and not (self / SETTINGS).is_dir():
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
        lock = FileLock(self / _LOCK, timeout=timeout)
        try:
            (self / _LOCK).parent.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout as fault:
            raise CountyBusyError("另一个窗口正在生成网站或改动登记簿。请等它结束，再运行一次。") from fault
        except OSError as fault:
            raise CountyBusyError(explain_fault(fault)) from fault
        try:
            undo_unfinished(self.root, self / JOURNAL)
            yield
        finally:
            lock.release()
