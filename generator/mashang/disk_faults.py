"""Why the system cannot read or write a file, in the words of office staff: the cause and the remedy."""

from __future__ import annotations

import errno
import re

_FULL = ("磁盘空间不足", "请腾出空间，再试一次。")
_FORBIDDEN = ("没有权限，或者正在别的程序（如 Excel、WPS）里打开", "请关掉正在使用它的程序，检查权限，再试一次。")
_TAKEN = ("那里有同名的文件或文件夹", "请把它移走，再试一次。")
_TOO_MANY = ("同时打开的文件太多", "请关掉一些程序，再试一次；还不行，请技术人员放宽系统对打开文件数的限制。")
_LARGE = ("文件大小超过了这个磁盘或系统的上限", "请换一个磁盘，或请技术人员放宽限制，再试一次。")
_UNKNOWN = "请检查磁盘，再试一次；还不行，把这句话告诉技术人员。"
_EXPLANATIONS = {
    "ENOSPC": _FULL,
    "EDQUOT": _FULL,
    "EFBIG": _LARGE,
    "EROFS": ("磁盘或文件夹是只读的", "请取消写保护，或换到可以写的磁盘，再试一次。"),
    "EMFILE": _TOO_MANY,
    "ENFILE": _TOO_MANY,
    "EACCES": _FORBIDDEN,
    "EPERM": _FORBIDDEN,
    "EBUSY": _FORBIDDEN,
    "ETXTBSY": _FORBIDDEN,
    "ENOENT": ("没有这个文件或文件夹", "请检查名称和位置。"),
    "EISDIR": _TAKEN,
    "ENOTDIR": _TAKEN,
    "EEXIST": _TAKEN,
    "ENOTEMPTY": _TAKEN,
    "ENAMETOOLONG": ("文件名或路径太长", "请把文件夹移到路径短一些的地方，再试一次。"),
    "EIO": ("磁盘读写出错，可能已经损坏", "请先备份，再请技术人员检查磁盘。"),
    "ENODEV": ("磁盘不见了，可能已经拔下", "请重新接上，再试一次。"),
    "ESTALE": ("网络磁盘断开了", "请重新连接，再试一次。"),
    "ENOMEM": ("内存不够", "请关掉一些程序，再试一次。"),
}
"""By the name of the error: not every system has every number."""
_BY_NUMBER = {getattr(errno, name): texts for name, texts in _EXPLANATIONS.items() if hasattr(errno, name)}
_TEMPORARY = re.compile(r"(?:^|(?<=[/\\]))\.(?=[^/\\]*\.tmp$)|\.tmp$")


def name_cause(fault: OSError) -> str:
    """Why a file could not be read or written: a clause without a full stop."""
    return _BY_NUMBER.get(fault.errno or 0, (fault.strerror or str(fault) or "原因不明", ""))[0]


def name_remedy(fault: OSError) -> str:
    """What to do about it, in one or two sentences."""
    return _BY_NUMBER.get(fault.errno or 0, ("", _UNKNOWN))[1]


def explain_fault(fault: OSError) -> str:
    """The file, the cause and the remedy, in one line."""
    name = _TEMPORARY.sub("", str(fault.filename or ""))
    place = f"（{name}）" if name else ""
    return f"读写文件出错{place}：{name_cause(fault)}。{name_remedy(fault)}"
