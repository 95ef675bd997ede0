"""Slips in words: leftovers, garbled characters, personal data, addresses, settings, pages."""

from __future__ import annotations

from bench.calc import Cell
from bench.slip_county import CODE, LATEST, PAGE, SETTINGS, Case, latest, slip

_MEASURES, _WINDOWS, _MATTERS = "measures", "windows", "matters"
_LIST, _RATINGS = "lists/plus/2026-03-01", "ratings/2026-10"


def _text(name: str, text: str, *expected: str) -> Case:
    return latest(name, {"E4": text}, *(expected or (f"M03.text={text}",)))


def _setting(name: str, key: str, value: str | None, *expected: str) -> Case:
    changed = {**SETTINGS, key: value}
    text = "".join(f"{each}: {written}\n" for each, written in changed.items() if written is not None)
    return Case(name, {"site_config/site.yml": text}, expected)


def _page(name: str, text: str, *expected: str) -> Case:
    return Case(name, {"content/pages/guide.md": text}, expected)


def _misread(text: str, written: str, read: str) -> str:
    return text.encode(written).decode(read, "ignore")


LEFTOVERS = (
    _text("同上", "同上", "text-placeholder E4"),
    _text("同上月", "同上月", "text-placeholder E4"),
    _text("同 上", "同 上", "text-placeholder E4"),
    _text("无", "无", "text-placeholder E4"),
    _text("a full stop behind 无", "无。", "text-placeholder E4"),
    _text("nothing to say", "暂无进展", "text-placeholder E4"),
    _text("没有进展", "没有进展", "text-placeholder E4"),
    _text("详见附件", "详见附件", "text-placeholder E4"),
    _text("详见附件 1 in a sentence", "新增 3 种套餐（详见附件1）", "text-placeholder E4"),
    _text("见附表", "情况见附表", "text-placeholder E4"),
    _text("待补充", "待补充", "text-placeholder E4"),
    _text("待补充 in brackets", "新增（待补充）种套餐", "text-placeholder E4"),
    _text("待财政局提供数据", "数据待财政局提供", "text-placeholder E4"),
    _text("XX", "为 XX 家企业推出套餐", "text-placeholder E4"),
    _text("××", "为××家企业推出套餐", "text-placeholder E4"),
    _text("full-width ＸＸ", "为ＸＸ家企业推出套餐", "text-placeholder E4"),
    _text("○○", "为○○家企业推出套餐", "text-placeholder E4"),
    _text("asterisks", "为**家企业推出套餐", "text-placeholder E4"),
    _text("question marks for a number", "为???家企业推出套餐", "text-placeholder E4"),
    _text("a blank to fill", "为____家企业推出套餐", "text-placeholder E4"),
    _text("blanks of spaces", "为（   ）家企业推出套餐", "text-placeholder E4"),
    _text("请填写", "（请填写本月进展）", "text-placeholder E4"),
    _text("as last month", "与上月相同", "text-placeholder E4"),
    _text("only a dash", "——", "text-placeholder|text-no-words E4"),
    _text("only a number", "15", "text-no-words E4"),
    _text("【内部】", "【内部】再推 3 种套餐", "text-internal E4"),
    _text("（内部掌握）", "再推 3 种套餐（内部掌握）", "text-internal E4"),
    _text("不宜公开", "再推 3 种套餐（不宜公开）", "text-internal E4"),
    _text("仅供领导参阅", "仅供领导参阅：再推 3 种套餐", "text-internal E4"),
    _text("a reviewer's remark", "再推 3 种套餐【此处请核实】", "text-placeholder|text-internal E4"),
    _text("【草稿】", "【草稿】再推 3 种套餐", "text-internal E4"),
    _text("本月无进展", "本月无进展", "text-placeholder E4"),
    _text("as in September", "与9月一致", "text-placeholder E4"),
    _text("what a program writes for nothing", "undefined", "text-placeholder E4"),
    slip("a placeholder as a title", _MEASURES, {"B4": "同上"}, "text-placeholder B4"),
    slip("a placeholder as the target group", _MEASURES, {"K4": "详见附件"}, "text-placeholder K4"),
    slip("a placeholder as basis of an entry", _LIST, {"C3": "同上"}, "text-placeholder C3"),
    slip("a placeholder among materials", _MATTERS, {"D2": "身份证明；详见附件"}, "text-placeholder D2"),
    slip("a placeholder as a place", _WINDOWS, {"E2": "待定"}, "text-placeholder E2"),
    _text("the office's true words", "内部审批环节由 5 个减到 3 个，无偿代办"),
    _text("附件 that are named by the measure", "申请表作为公告附件一并公布"),
)
GARBLED = (
    _text("锟斤拷", "再推锟斤拷种套餐", "text-garbled E4"),
    _text("烫烫烫", "再推烫烫烫种套餐", "text-garbled E4"),
    _text("UTF-8 read as GBK", _misread("再推三种套餐，共十五种", "utf-8", "gb18030"), "text-garbled E4"),
    _text("UTF-8 read as Western", _misread("再推三种套餐", "utf-8", "cp1252"), "text-garbled E4"),
    _text("GBK read as Western", _misread("再推三种套餐", "gb18030", "latin-1"), "text-garbled E4"),
    _text("Big5 read as GBK", _misread("再推三種套餐，服務企業家", "big5", "gb18030"), "text-garbled E4"),
    _text(
        "Big5 read as GBK inside a sentence",
        "本月" + _misread("推出三種套餐服務企業", "big5", "gb18030"),
        "text-garbled E4",
    ),
    _text("GBK read as Big5", _misread("再推三种套餐，共十五种", "gb18030", "big5"), "text-garbled E4"),
    _text("the replacement character", "再推\ufffd种套餐", "replacement-character E4"),
    _text("a private-use character", "再推\ue5e5种套餐", "text-private-use E4"),
    _text("a zero-width space in words", "再推\u200b3 种套餐", "control-character E4"),
    _text("a soft hyphen", "再推\u00ad3 种套餐", "control-character E4"),
    _text("question marks in place of words", "?????3????", "text-garbled|text-no-words|text-placeholder E4"),
    _text("entities of a web page", "再推 3 种套餐&nbsp;共 15 种", "text-garbled|text-placeholder E4"),
    _text("a rare character of a name", "由𬭎达公司、䶮记商行试点"),
    _text("traditional characters", "再推 3 種套餐，臺商適用"),
)
PRIVATE = (
    _text("a mobile number", "联系 13912345678", "private-mobile E4"),
    _text("a mobile number in groups", "联系 139-1234-5678", "private-mobile E4"),
    _text("a mobile number with +86", "联系 +86 139 1234 5678", "private-mobile E4"),
    _text("full-width mobile number", "联系１３９１２３４５６７８", "private-mobile E4"),
    _text("a mobile number broken over lines", "联系 1391234\n5678", "private-mobile E4"),
    _text("a mobile number in Chinese numerals", "联系一三九一二三四五六七八", "private-mobile E4"),
    _text("a mobile number with points", "联系 139.1234.5678", "private-mobile E4"),
    _text("a mobile number with slashes", "联系 139/1234/5678", "private-mobile E4"),
    _text("a mobile number with the letter O", "联系 139O1234567", "private-mobile E4"),
    _text("an identity number", "身份证 11010519491231002X", "private-id-number E4"),
    _text("an identity number in groups", "身份证 110105 19491231 002X", "private-id-number E4"),
    _text("an identity number with a small x", "身份证 11010519491231002x", "private-id-number E4"),
    _text("a bank card", "账号 6222021234567890128", "private-bank-card E4"),
    _text("a bank card in groups", "账号 6222 0212 3456 7890 128", "private-bank-card E4"),
    _text("a private mailbox", "寄 zhangsan@qq.com", "private-mailbox E4"),
    _text("a private mailbox written (at)", "寄 zhangsan(at)qq.com", "private-mailbox E4"),
    _text("a full-width mailbox", "寄 zhangsan＠qq．com", "private-mailbox E4"),
    _text("a plate", "车牌京A12345停用", "private-plate E4"),
    _text("a plate with a dot", "车牌京A·12345停用", "private-plate E4"),
    _text("a mobile number in pairs", "联系 139 12 34 56 78", "private-mobile E4"),
    _text("a mobile number in two halves", "联系 13912 345678", "private-mobile E4"),
    _text("a mobile number with 0086", "联系 008613912345678", "private-mobile E4"),
    _text("a mobile number with low lines", "联系 139_1234_5678", "private-mobile E4"),
    _text("a plate in small letters", "车牌京a12345停用", "private-plate E4"),
    _text("a plate with blanks", "车牌京 A·12345 停用", "private-plate E4"),
    _text("a WeChat name", "加微信 13912345678", "private-mobile E4"),
    slip("a mobile number as a number", LATEST, {"E4": Cell(13912345678)}, "text-no-words|private-mobile E4"),
    slip("a mobile number as the window's telephone", _WINDOWS, {"H2": "13912345678"}, "private-mobile H2"),
    slip("a mobile number in a place", _WINDOWS, {"E2": "一楼，王 13912345678"}, "private-mobile E2"),
    slip("a number in the evidence", LATEST, {"G4": "https://www.hedong.gov.cn/13912345678.html"}, "private-mobile G4"),
    _text("amounts and counts are none", "兑现 13912345678 元，文号 2026-1391-234"),
    _text("the office's telephone", "拨打 0000-8000201 转 8012、400-800-1234"),
)
ADDRESSES = (
    slip("an intranet address", LATEST, {"G4": "http://10.12.3.4:8080/oa/1"}, "address-internal G4"),
    slip("localhost", LATEST, {"G4": "http://localhost:8000/"}, "address-internal|url-not-url G4"),
    slip("a host without a dot", LATEST, {"G4": "http://oa/news/1"}, "address-internal|url-not-url G4"),
    slip("a path on a drive", LATEST, {"G4": "D:\\营商\\10月.docx"}, "url-not-url G4"),
    slip("an address without https://", LATEST, {"G4": "www.hedong.gov.cn/1.html"}, "url-not-url G4"),
    slip("full-width signs in an address", LATEST, {"G4": "https：//www.hedong.gov.cn/"}, "url-not-url G4"),
    slip(
        "a Chinese full stop behind an address", LATEST, {"G4": "https://www.hedong.gov.cn/1.html。"}, "url-not-url G4"
    ),
    slip("two addresses", LATEST, {"G4": "https://a.gov.cn/1 https://a.gov.cn/2"}, "url-not-url G4"),
    _text("an intranet address in a sentence", "材料见 192.168.1.20 共享盘", "address-internal E4"),
    _text("a share in a sentence", "材料见 \\\\fs01\\营商", "address-internal E4"),
    slip("an intranet link of a matter", _MATTERS, {"G2": "http://172.16.3.4/gzq"}, "address-internal G2"),
    slip(
        "a web address where a code belongs",
        _RATINGS,
        {"A2": f"https://www.hedong.gov.cn/yshj/f/{CODE}/"},
        f"{CODE}.complaints=0",
    ),
    slip("another site's address as a code", _RATINGS, {"A2": "https://www.hedong.gov.cn/yshj/"}, "code-wrong A2"),
    slip("a code with a wrong letter", _RATINGS, {"A2": CODE[:-1] + "Y"}, "code-wrong A2"),
    slip("a count that is none", _RATINGS, {"B2": 57.5}, "count-not-count B2"),
    slip("more closed than complaints", _RATINGS, {"H2": 3}, "rating-closed-over H2"),
    slip("a telephone without its area code", _WINDOWS, {"H2": "8000211"}, "phone-not-phone H2"),
    slip("a telephone as a number", _WINDOWS, {"H2": Cell(5718000211)}, "phone-not-phone H2"),
    slip("two telephones, the second cut short", _WINDOWS, {"H2": "0000-8000211、12"}, "phone-not-phone H2"),
    slip("an unknown state", _WINDOWS, {"G2": "正常"}, "choice-unknown G2"),
    slip("an unknown department", _WINDOWS, {"D2": "营商局"}, "reference-unknown D2"),
    slip("identifiers that became dates", _LIST, {"A3": Cell("2-1")}, "2-1.text=按标准吃工作餐并付费"),
)
SETTING = (
    _setting("Chinese quotation marks", "phone", "“0000-8000200”", "setting-wrong phone"),
    _setting("words for a number", "handling_days", "五个工作日", "setting-wrong handling_days"),
    _setting("a hotline in words", "hotline", "县长热线", "setting-wrong hotline"),
    _setting("a site code that is awaited", "site_code", "待批", "setting-wrong site_code"),
    _setting("a record number that is awaited", "icp", "待批", "setting-wrong icp"),
    _setting("a number sign that cuts", "address", "河东区建设路 #9 号", "yaml-broken 8"),
    _setting("a full-width colon", "county", None, "setting-missing"),
    _setting("a private host for the codes", "code_base", "https://10.1.2.3/f/", "code-base-private|setting-wrong"),
    _setting("the telephone of a person", "phone", '"13912345678"', "private-mobile phone"),
    _setting("a private mailbox as the office's", "mailbox", "yshj@163.com"),
    _setting("是 for true", "demonstration", "是", "setting-wrong demonstration"),
    _setting("a placeholder as an address", "address", "待补充", "text-placeholder address"),
    _setting("another telephone in words", "phone", "见门户网站", "setting-wrong phone"),
)
PAGES = (
    _page("a comment in a page", PAGE + "\n<!-- 王科：数字未核 -->\n", "page-script 5"),
    _page("a mobile number in a page", PAGE + "\n王科 13912345678\n", "private-mobile guide"),
    _page("a placeholder in a page", PAGE + "\n（待补充）\n", "text-placeholder guide"),
    _page("an intranet link in a page", PAGE + "\n[系统](http://10.1.2.3/oa)\n", "address-internal guide"),
    _page("a picture in a page", PAGE + "\n![图](photo.png)\n", "page-script 5"),
    _page("a page without a title", "到区政务大厅办理\n", "page-title-missing guide"),
    _page("an honest page", PAGE, "#=6"),
    _page("hidden words in a page", PAGE + '\n<p style="display:none">王科的话</p>\n', "page-script guide"),
)
CASES = (*LEFTOVERS, *GARBLED, *PRIVATE, *ADDRESSES, *SETTING, *PAGES)
