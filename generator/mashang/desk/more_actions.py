"""What the buttons beside the steps do: each calls what a command calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mashang.county import DRAFTS, KITS, County, Stage
from mashang.desk.case_work import erase_due, fetch
from mashang.desk.ledger_work import decide_on_ledger, look_at_ledger, take_ledger
from mashang.desk.state import Desk
from mashang.desk.typed import read_month
from mashang.desk.work import Task
from mashang.pipeline.adopting import export_ledger
from mashang.pipeline.bundling import check_intact
from mashang.pipeline.case_papers import supervise
from mashang.pipeline.checking import ProgressCallback
from mashang.pipeline.cms_export import export_for_cms
from mashang.pipeline.department_names import renew_choices
from mashang.pipeline.importing import Imported, ImportOrder, import_document
from mashang.pipeline.kit import HOME, PYTHONS, SYSTEMS, Kit, Target, name_kit, write_kit
from mashang.pipeline.ledger import replace, withdraw
from mashang.pipeline.month_work import find_made_file
from mashang.pipeline.published import inspect_site
from mashang.pipeline.receiving import receive_file
from mashang.pipeline.report_exchange import find_intake_url, push_answers
from mashang.pipeline.symbols import verify_codes
from mashang.problems import Problem, RequestError
from mashang.proof.keys import create_key

PASTED = "粘贴的文字.txt"
"""Under which name a text is kept that was pasted."""


@dataclass(frozen=True, slots=True)
class CodeChanged:
    """A code that was taken out of use, and the new one in its place if there is one; neither with ``problems``."""

    problems: tuple[Problem, ...]
    code: str
    new: str = ""


def find_more_task(desk: Desk, action: str, given: Mapping[str, str]) -> tuple[str, str, Task] | None:
    """Which work an action beside the steps is, what it is called, and the work itself."""
    county, today = desk.county, desk.today()
    tasks: dict[str, tuple[str, str, Task]] = {
        "ledger": ("ledger", "看台账", lambda on_stage: look_at_ledger(county, given, today, on_stage)),
        "ledger-decide": ("ledger", "看台账", lambda on_stage: decide_on_ledger(county, given, today, on_stage)),
        "ledger-take": ("ledger", "收台账", lambda on_stage: take_ledger(county, given, today, on_stage)),
        "fetch": ("fetch", "取回意见", lambda _: fetch(county)),
        "push": ("push", "送出答复", lambda _: push_answers(county, find_intake_url(county))),
        "erase": ("erase", "清除到期的原话", lambda _: erase_due(desk)),
        "supervise": ("supervise", "写督办单", lambda on_stage: supervise(county, today, today, on_stage)),
        "import": ("import", "起草措施清单", lambda on_stage: _draft(desk, given, on_stage)),
        "export": ("export", "写导入表", lambda _: _export(county, given)),
        "cms": ("cms", "写门户片段", lambda _: export_for_cms(county, None)),
        "sign": ("sign", "建立密钥", lambda _: create_key(county, replace=bool(given.get("replace")))),
        "choices": ("choices", "更新下拉选项", lambda _: renew_choices(county)),
        "withdraw-code": ("codes", "停用二维码", lambda _: _withdraw(county, given)),
        "replace-code": ("codes", "换二维码", lambda _: _replace(desk, given)),
        "verify-codes": ("verify-codes", "核对二维码图案", lambda _: verify_codes(county, Stage.PRODUCTION)),
        "inspect": ("inspect", "自查", lambda _: inspect_site(county, _read_stage(given), today)),
        "intact": ("intact", "核对网站", lambda _: check_intact(county, Stage.PRODUCTION, "先弄清是谁改的")),
        "kit": ("kit", "做离线包（下载组件约 100 MB）", lambda _: _make_kit(county, given)),
    }
    return tasks.get(action)


def _draft(desk: Desk, given: Mapping[str, str], on_stage: ProgressCallback) -> tuple[str, Imported]:
    """Draft the table of measures from a file that was sent, or from a text that was pasted and is kept like one."""
    name, text = given.get("document", ""), given.get("text", "")
    if not name and text.strip():
        name = receive_file(desk.county, PASTED, text.encode(), DRAFTS)
    path = find_made_file(desk.county, DRAFTS, name)
    if path is None:
        raise RequestError("请选一个文件，或者把文件的文字粘贴进来。")
    order = ImportOrder(file=path, level=given.get("level", ""))
    return name, import_document(desk.county, order, desk.today(), on_stage)


def _export(county: County, given: Mapping[str, str]) -> tuple[Path, tuple[str, ...]]:
    if not given.get("mapping"):
        raise RequestError("还没有对应表。请先到“接台账”，定下哪一列对应我们的哪一列。")
    month = read_month(given["month"]) if given.get("month") else None
    return export_ledger(county, given["mapping"], month, None)


def _withdraw(county: County, given: Mapping[str, str]) -> CodeChanged:
    code, reason = _read_code(given)
    _, problems = withdraw(county, code, reason)
    return CodeChanged(problems, code)


def _replace(desk: Desk, given: Mapping[str, str]) -> CodeChanged:
    code, reason = _read_code(given)
    ledger, problems = replace(desk.county, code, reason, desk.today())
    return CodeChanged(problems, code, ledger.codes[-1].grouped if ledger else "")


def _read_code(given: Mapping[str, str]) -> tuple[str, str]:
    """The code and the reason. Raises :class:`RequestError` without either."""
    code, reason = (" ".join(given.get(name, "").split()) for name in ("code", "reason"))
    if not code or not reason:
        raise RequestError("请填好码和原因再按。")
    return code, reason


def _read_stage(given: Mapping[str, str]) -> Stage:
    return Stage.STAGING if given.get("stage") == Stage.STAGING else Stage.PRODUCTION


def _make_kit(county: County, given: Mapping[str, str]) -> Kit:
    platform, python = given.get("platform", ""), given.get("python", "")
    if platform not in SYSTEMS or python not in PYTHONS:
        raise RequestError("请选那台电脑的系统和 Python 版本。")
    target = Target(platform, python)
    installer = find_made_file(county, KITS, given["installer"]) if given.get("installer") else None
    (county / KITS).mkdir(parents=True, exist_ok=True)
    return write_kit(HOME, target, installer, county / KITS / name_kit(target))
