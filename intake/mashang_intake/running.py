"""Starts the service in a place: its folder, its profile, its database."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from mashang_intake.app import Intake, make_app
from mashang_intake.guard import Guard
from mashang_intake.profile_file import ProfileFile
from mashang_intake.store import Store

_KEY = "token.key"
_DATA, _PROFILE, _DATABASE = "MASHANG_INTAKE_DATA", "MASHANG_INTAKE_PROFILE", "MASHANG_INTAKE_DATABASE"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the service keeps what it has (``data``), where its profile lies, and which database it uses."""

    data: Path
    profile: Path
    database: str = ""

    @property
    def address(self) -> str:
        """The database as SQLAlchemy names it; without one of its own a file in the folder."""
        return self.database or f"sqlite+pysqlite:///{self.data / 'intake.sqlite'}"

    def open(self) -> Intake:
        """The service, ready to answer. Raises :class:`MashangError` when its profile cannot be used."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        profile = ProfileFile(self.profile, self.data)
        profile.read()
        return Intake(Store(self.address), profile, self._read_key())

    def export(self) -> None:
        """Tell worker processes where it is."""
        os.environ.update({_DATA: str(self.data), _PROFILE: str(self.profile), _DATABASE: self.database})

    def _read_key(self) -> bytes:
        """The key that signs tokens, made at the first start: forms that were shown before a restart stay good."""
        path = self.data / _KEY
        try:
            with path.open("xb") as file:
                file.write(secrets.token_bytes(32))
        except FileExistsError:
            pass
        return path.read_bytes()


def open_app() -> Guard:
    """The service of a worker process."""
    place = Place(Path(os.environ[_DATA]), Path(os.environ[_PROFILE]), os.environ[_DATABASE])
    return make_app(place.open())
