"""What is handed to the server for the intake: the profile of the last build, with the county's keys, signed."""

from __future__ import annotations

from dataclasses import replace

from mashang.county import County, CountyError, Stage
from mashang.files import read_regular
from mashang.intake_profile import PROFILE, PROFILE_SIGNATURE, IntakeProfile, decode_profile
from mashang.proof.keys import list_keys, sign_data
from mashang.proof.report_keys import list_recipients
from mashang.report_exchange import describe_profile


def read_profile(county: County, stage: Stage) -> IntakeProfile | None:
    """The profile that the last build kept, without keys; ``None`` for a county without a form of its own."""
    kept = county.cache("intake", stage)
    return decode_profile(read_regular(kept)) if kept.is_file() else None


def sign_profile(county: County, profile: IntakeProfile) -> dict[str, bytes]:
    """The files of a profile by their names.

    Raises :class:`CountyError` when keys are missing, or the private one that signs is not on this machine.
    """
    recipients, keys = list_recipients(county), list_keys(county)
    if not recipients or not keys:
        raise CountyError("还没有接收意见的密钥。请先运行 reports keys，再试一次。")
    body = replace(profile, recipients=recipients, office_key=keys[0].public.decode()).encode()
    signature = sign_data(keys[0], describe_profile(body))
    if signature is None:
        raise CountyError(f"签名的私钥不在这台电脑上（{keys[0].private}）。请在有私钥的电脑上再试一次。")
    return {PROFILE: body, PROFILE_SIGNATURE: signature}
