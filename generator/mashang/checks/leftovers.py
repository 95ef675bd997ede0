"""What was left in a text and is no word for readers: placeholders, garbled characters, addresses of the intranet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mashang.checks.fault import narrow
from mashang.checks.slip import Slip
from mashang.sources.garbled import GARBLED, find_garbled

_SUSPECT = re.compile(rf"[A-Za-z\uff21-\uff5a×_○〇●*?？&＆\ue000-\uf8ff\U000f0000-\U0010ffff\\{GARBLED}]")
_SUSPECT_PAIR = re.compile(
    r"[件表部传供限待此请机秘绝不勿先暂未数这草初样\s）).．斤烫屯](?:(?<=附[件表])|(?<=内部|外传|仅供|仅限|锟斤|烫烫|屯屯)"
    r"|(?<=[（(【[〔][待此请机秘绝不勿先暂未数这草初样\s）)])|(?<=[0-9０-９][.．]))"
)
"""Without one of these a text is left over as a whole or not at all; most have none. Searched by single signs, as
each alternative before them is tried at every place."""
_PLACEHOLDER_SIGN = re.compile("[同上见附待略测无没请此与和空未/／—]")
"""Without one of these a text without what is suspect is no placeholder."""
_LONGEST_PLACEHOLDER = 20
_EDGES = " \n。.，,；;：:、！!（）()【】[]“”\"'"
_NOTHING = re.compile(
    "无|暂无|没有|略|/|—|空|未填|待报|待核|(?:本月)?(?:暂?无|没有)(?:新的?|明显)?(?:进展|变化)|数据待.{1,8}(?:提供|填报|补充|反馈|核实|确认)"
)
"""What says nothing where something must be said."""
_PLACEHOLDERS = re.compile(
    r"同上(?:个?月)?|同前|同左|见上|(?:具体|详细)?(?:情况|内容|数据|清单|名单)?(?:详?见|参见)附(?:件|表|后)\d?|附后|待定|待完善|待更新|略"
    r"|测试\d{0,3}|测试(?:数据|内容|一下)?|(?:与|和|同)(?:上|\d{1,2})(?:个?月|期)(?:的?情况)?(?:相同|一致|一样)|无内容|请填写|此处填写.{0,8}"
    r"|test\d{0,3}|demo|todo|tbd|(?:本月|进展|数据|内容|情况){0,2}待(?:补充|填写|填报|补|填)|null|none|nan|undefined|n/?a",
    re.IGNORECASE,
)
_NUMERAL = "零一二三四五六七八九十百千○〇"
_INSIDE = re.compile(
    r"(?<![0-9A-Za-z])[Xx×]{2,}(?![0-9A-Za-z])|(?<![A-Za-z])(?:TODO|FIXME|TBD|XXX)(?![A-Za-z])"
    r"|[（(【\[]待(?:补|填|定|核|确认|完善|更新)[^）)】\]]{0,6}[）)】\]]|[（(【\[](?:此处|请)(?:填写|补充)[^）)】\]]{0,12}[）)】\]]"
    r"|[（(【\[](?:此处|这里|数据|数字)?(?:请|待|需)?再?(?:核实|核对|确认|修改)(?:一下)?[）)】\]]|详见附[件表]"
    r"|(?<=[\u4e00-\u9fff])(?:_{3,}|\((?:\s{2,})?\)|\?{2,})|\?{2,}(?=[\u4e00-\u9fff])"
    rf"|(?<![{_NUMERAL}])[○〇●]{{2,}}(?![{_NUMERAL}年])|^[^*\n]*\*{{2,}}(?=[家户人次件个项种万亿元%名场])(?=[^*\n]*$)",
    re.MULTILINE,
)
_INTERNAL = re.compile(
    r"[【\[（(〔](?:内部|机密|秘密|绝密|(?:先|暂|请)?[不勿](?:宜|要|得|对外)?(?:公开|发布|公布|对外)|不对外|未公开)[^】\]）)〕]{0,6}[】\]）)〕]"
    r"|[【\[](?:草稿|初稿|样稿|未定稿|待审)[】\]]|仅[供限](?:内部|领导)\S{0,4}|内部(?:资料|使用|掌握)[,，;；]?\s*(?:请?勿|不得|严禁)外?传?|请?勿外传|不得外传"
)
_PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_HOST_END = r"(?![A-Za-z0-9.-]*[A-Za-z0-9])"
_ADDRESS = re.compile(
    r"(?<![0-9A-Za-z._])(?<![^/]/)(?:10(?:\.[0-9]{1,3}){3}|172\.(?:1[6-9]|2[0-9]|3[01])(?:\.[0-9]{1,3}){2}"
    r"|192\.168(?:\.[0-9]{1,3}){2}|127(?:\.[0-9]{1,3}){3}|169\.254(?:\.[0-9]{1,3}){2})(?![0-9.]*[0-9])"
    rf"|(?<![0-9A-Za-z.-])(?:localhost{_HOST_END}|(?:[A-Za-z0-9-]+\.)+(?:local|lan|intranet|internal|intra){_HOST_END})"
    r"|(?<![A-Za-z])file:/{1,3}\S+|\\\\[A-Za-z0-9._-]+\\[^\s，。；]+|(?<![A-Za-z])[A-Za-z]:\\[^\s，。；]+"
    r"|https?://[A-Za-z0-9_-]+(?=[/:\s，。；）)]|$)",
    re.IGNORECASE,
)


def find_leftovers(text: str, *, required: bool = False) -> Iterator[Slip]:
    """What in a text looks left over, each thing once. Where words are ``required``, 无 is one of them."""
    suspect = _SUSPECT.search(text) or _SUSPECT_PAIR.search(text)
    if not suspect and (len(text) > _LONGEST_PLACEHOLDER or not _PLACEHOLDER_SIGN.search(text)):
        return
    plain = narrow(text)
    whole = "".join(plain.split()).strip(_EDGES)
    if _PLACEHOLDERS.fullmatch(whole) or (required and _NOTHING.fullmatch(whole)):
        yield Slip("text-placeholder", whole, text, placed=True)
    elif found := suspect and _INSIDE.search(plain):
        yield Slip("text-placeholder", found[0], text, found.start(), placed=True)
    if not suspect:
        return
    if internal := _INTERNAL.search(plain):
        yield Slip("text-internal", internal[0], text, internal.start(), placed=True)
    garbled = find_garbled(text)
    if garbled:
        yield Slip("text-garbled", garbled, text, text.index(garbled), placed=True)
    for sign in () if garbled else _PRIVATE_USE.finditer(text):
        yield Slip("text-private-use", sign[0], sign[0], sign.start())
    for address in _ADDRESS.finditer(plain):
        yield Slip("address-internal", address[0], address[0].lower(), address.start())
