"""A published site packed for the web server, when the inspection finds nothing wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mashang.county import BUNDLES, County, CountyError, Stage
from mashang.inspection.checklist import Verdict
from mashang.inspection.rules import OF_UPDATES
from mashang.pipeline.intake_profile import read_profile, sign_profile
from mashang.pipeline.published import inspect_site
from mashang.problems import Problem, Severity
from mashang.proof.verification import verify_site
from mashang.publish.bundle import Bundle, write_bundle
from mashang.publish.server_files import Release
from mashang.settings_file import read_settings


@dataclass(frozen=True)
class Bundled:
    """What packing did: the archive, and for which address. Neither when settings or site are at fault."""

    problems: tuple[Problem, ...]
    faults: tuple[Verdict, ...] = ()
    """The rules that the site breaks. Those of being up to date are none: to publish is what mends them."""
    bundle: Bundle | None = None
    no_intake: str = ""
    """Why the county's own form cannot be handed over, where it has one."""
    site_url: str = ""


def bundle_site(county: County, stage: Stage, output: Path | None, today: date) -> Bundled:
    """Pack the published site of a stage into ``output``, or into ``bundle/`` under the name of the release.

    Raises :class:`MashangError` when there is no such site, it is not as it was built or was built otherwise than the
    settings say, or the preview has no address of its own.
    """
    settings, problems = read_settings(county)
    if settings is None:
        return Bundled(problems)
    if stage is Stage.STAGING and not settings.staging_url:
        raise CountyError(
            "site.yml 里没有写 staging_url（预览网站地址），预览不能打包：预览要和正式网站分开放。"
            "请先和服务器管理员定一个只给内部看的网址，填好以后重新运行 build --stage staging。"
        )
    check_intact(county, stage, "没有打包")
    verdicts = inspect_site(county, stage, today).verdicts
    faults = tuple(one for one in verdicts if one.severity is Severity.ERROR and one.rule.id not in OF_UPDATES)
    if faults:
        return Bundled(problems, faults)
    settings = settings.at_stage(stage)
    profile, files, reason = read_profile(county, stage), {}, ""
    if profile and stage is Stage.PRODUCTION:
        try:
            files = sign_profile(county, profile)
        except CountyError as fault:
            reason = str(fault)
    bundle = write_bundle(county.site(stage), Release(settings, stage, intake=files), output, county / BUNDLES)
    return Bundled(problems, bundle=bundle, no_intake=reason, site_url=settings.site_url)


def check_intact(county: County, stage: Stage, undone: str) -> None:
    """Make sure that the published site of a stage is as its manifest says.

    Raises :class:`CountyError` otherwise, which says what is ``undone`` by that.
    """
    verified = verify_site(county, stage)
    changed = verified.found
    if verified.replaced:
        raise CountyError(f"网站的签名用的是已经换掉的密钥，{undone}。请重新运行 build。")
    if changed:
        raise CountyError(
            f"网站生成以后有 {len(changed)} 个文件变了（如 {changed[0].path}），{undone}。"
            "请重新运行 build；想看是哪些文件，运行 verify-site。"
        )
