"""The intake beside the preview of the site, in a process of its own, as on a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from mashang.county import BUILD, County, CountyError, Stage
from mashang.files import write_atomically
from mashang.intake_profile import PROFILE, PROFILE_SIGNATURE, IntakeProfile
from mashang.pipeline.intake_profile import read_profile, sign_profile
from mashang.processes import Process
from mashang.report_exchange import describe_profile
from mashang.sealing import find_recipient, new_identity
from mashang.signature import create_keys, sign

_MODULE = "mashang_intake"
_KEPT = f"{BUILD}/intake"


@dataclass(frozen=True, slots=True)
class Beside:
    """An intake that answers on a port of this machine; ``kept`` when it seals for the county's own keys."""

    port: int
    kept: bool


@contextmanager
def open_intake(county: County, stage: Stage) -> Iterator[Beside | None]:
    """Run the intake of a built site until the block ends; nothing where the county has no form.

    With the county's keys, reports are kept below ``build/``, to be fetched as from a server. Without them, made-up
    keys are used that are forgotten with the reports.
    """
    profile = read_profile(county, stage)
    if profile is None:
        yield None
        return
    with TemporaryDirectory(prefix="mashang-intake-") as forgotten:
        try:
            files, home, kept = sign_profile(county, profile), county / _KEPT, True
        except CountyError:
            files, home, kept = _sign_for_nobody(profile), Path(forgotten), False
        for name, content in files.items():
            write_atomically(home / name, content)
        process = Process(f"{_MODULE}.preview", {"MASHANG_INTAKE_HOME": str(home)})
        try:
            if not process.listen("ready"):
                raise CountyError(f"意见接收程序没有启动：{process.wait()[1]}")
            yield Beside(int((home / "port").read_text(encoding="ascii")), kept)
        finally:
            process.stop()


def _sign_for_nobody(profile: IntakeProfile) -> dict[str, bytes]:
    """The files of a profile with keys that nobody keeps."""
    private, public = create_keys(None)
    body = replace(profile, recipients=(find_recipient(new_identity()),), office_key=public.decode()).encode()
    return {PROFILE: body, PROFILE_SIGNATURE: sign(private, None, describe_profile(body))}
