"""What the desk can do beside the steps of a month: a page each, and where the result of each work is shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MorePage:
    """A page beside the steps. ``kinds`` are the works whose results it shows."""

    key: str
    title: str
    purpose: str
    kinds: tuple[str, ...]


MORE = (
    MorePage(
        *("cases", "诉求", "登记、交办、答复、回访、销号；按期限排列，超期的在最前面。"),
        ("fetch", "push", "supervise", "erase"),
    ),
    MorePage("tables", "表格和设置", "打开单位、措施、窗口这些表，改设置，看给网站签名的密钥。", ("sign",)),
    MorePage("adopt", "接台账", "手里已有的台账，定下哪一列对应我们的哪一列，每个月照着收。", ("ledger",)),
    MorePage(
        *("import", "从文件起草"),
        "县里印发的措施、方案、任务清单（.docx、.txt），写成措施清单的草稿；现有的表不动。",
        ("import",),
    ),
    MorePage("export", "给别的系统", "照台账的样子写导入表；或者把网站写成可以粘贴到门户的片段。", ("export", "cms")),
    MorePage("choices", "下拉选项", "单位表里加了单位，让各张表的下拉选项里也有。", ("choices",)),
    MorePage("codes", "二维码", "查看发出去的码，停用、更换，核对图案。", ("codes", "verify-codes")),
    MorePage("inspect", "自查", "照上级检查网站的办法查一遍，再看网站有没有被人改过。", ("inspect", "intact")),
    MorePage("kit", "离线包", "做一个压缩包，拷到不能上网的电脑上，双击就能打开工作台。", ("kit",)),
)
_ON_STEPS = {
    "confirm": "check",
    "annotate": "check",
    "review": "publish",
    "new-month": "collect",
    "papers": "press",
    "templates": "press",
    "handover-preview": "handover",
}
"""On which step's page other work than its own is shown."""


def find_page(key: str) -> MorePage | None:
    """The page of a key."""
    return next((one for one in MORE if one.key == key), None)


def list_kinds(step: str) -> tuple[str, ...]:
    """The works whose results a step's page shows, its own first."""
    return (step, *(kind for kind, shown in _ON_STEPS.items() if shown == step))


def find_address(kind: str) -> str:
    """Where the result of a work is shown."""
    page = next((one for one in MORE if kind in one.kinds), None)
    return f"/more/{page.key}" if page else f"/steps/{_ON_STEPS.get(kind, kind)}"
