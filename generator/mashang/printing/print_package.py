"""印刷包: one zip for the print shop, with the sheets, what they are and how they are to be printed.

The same sheets give the same bytes on every machine.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mashang.settings import Settings
from mashang.zip_archive import write_zip

GUIDE = "印刷说明.txt"


@dataclass(frozen=True, slots=True)
class PrintFile:
    """A PDF for the print shop. ``trim`` is the size after cutting, in words; ``codes`` counts its symbols."""

    name: str
    pdf: bytes
    content: str
    codes: int
    pages: int
    trim: str
    bleed: bool = False


def pack_print_files(files: Iterable[PrintFile], checklist: Mapping[str, bytes], settings: Settings) -> bytes:
    """The zip with the files, the inspection list and :data:`GUIDE`."""
    sheets = tuple(files)
    guide = "\ufeff" + write_guide(sheets, sorted(checklist), settings).replace("\n", "\r\n")
    contents = {file.name: file.pdf for file in sheets} | dict(checklist) | {GUIDE: guide.encode()}
    packed = io.BytesIO()
    write_zip(packed, contents.items())
    return packed.getvalue()


def write_guide(files: Iterable[PrintFile], lists: Iterable[str], settings: Settings) -> str:
    """What is in the package and how to print it, for people who have never heard of the project."""
    sheets = tuple(files)
    total = sum(file.codes for file in sheets)
    lines = [f"{settings.county}二维码印刷说明", ""]
    if settings.demonstration:
        lines += ["演示数据：内容均为虚构，请勿印刷使用。", ""]
    lines += [f"一、文件（共 {len(sheets)} 个 PDF，{total} 个二维码，各不相同，不能漏印、重印）"]
    for file in sheets:
        lines.append(f"  {file.name}：{file.content}，{file.codes} 个码，{file.pages} 页，{file.trim}")
    lines += [f"  {name}：张贴核查表，交货时按它清点，不用印" for name in lists]
    lines += ["", "二、要求"]
    lines += [f"  {number}. {words}" for number, words in enumerate(_list_demands(sheets), 1)]
    lines += ["", f"委托单位：{settings.organiser}　电话：{settings.phone}", ""]
    return "\n".join(lines)


def _list_demands(files: Iterable[PrintFile]) -> list[str]:
    bleed = any(file.bleed for file in files)
    return [
        "按实际大小（100%）印，不要“适合页面”，不要缩放。",
        "二维码印成单色黑、纸要白；图案四周的白边是码的一部分，不能裁掉、不能压别的图。",
        "四边已留 3 毫米出血，角上有裁切线，按裁切线裁成成品尺寸。"
        if bleed
        else "页边有裁切线的，按裁切线裁；没有裁切线的，就是成品尺寸。",
        "覆膜用哑光膜，亮膜反光扫不出来。",
        "每个文件先打一张样，用手机扫一扫，打开的网页上的码应与纸上的码相同，再全部印。",
        "有企业名称的文件只供这次印刷；印完请删除文件，销毁废页。",
    ]
