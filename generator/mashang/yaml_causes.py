"""Why YAML cannot be read, in the words of office staff."""

from __future__ import annotations

import re

import yaml

_FULL_WIDTH_COLON = re.compile(r"\s*(?:- *)?[^\s:：'\"#]{1,20}\s*：")
_COLON_WITHOUT_SPACE = re.compile(r"\s*(?:- *)?[^\s:：'\"#/]{1,20}:[^\s:/]")
_BEGINNING = re.compile(r"\s*(?:- +)?(?:[^\s:]+:\s+)?(\S)")
COLON_REASON = "冒号“：”是全角的，要改成英文“:”，后面空一格"
COMMENT_REASON = "“#”和它后面的文字会被当作注释；要保留就给整段加英文引号，不要就删掉"
QUOTE_REASON = "两头用了中文引号，会当作内容显示出来；去掉引号，或改成英文引号"
_NAMED = re.compile(r"\s*(?:- *)?[^\s:：][^:：]*:(?:\s|$)")
_QUOTED = re.compile(r"[“”‘’＂「『][^“”‘’＂」』]*[“”‘’＂」』\"']|[\"'][^“”‘’＂]*[“”‘’＂]")
_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_CAUSES = (
    ("tab character", "缩进用了 Tab 键，要改成空格"),
    ("mapping values are not allowed", "这一行多了一个冒号，或缩进与上一行不一致；内容里有“: ”时给整段加英文引号"),
    ("could not find expected ':'", "缺少冒号“:”"),
    ("found unexpected end of stream", "英文引号没有配对"),
    ("unexpected document", "引号里不能另起“---”"),
    ("expected ',' or ']'", "方括号没有配对"),
    ("expected ',' or '}'", "花括号没有配对"),
    ("expected node content", "括号或“-”没有配对"),
    ("undefined alias", "内容以“*”开头，要给整段加英文引号"),
    ("an alias", "内容以“*”开头，要给整段加英文引号"),
    ("an anchor", "内容以“&”开头，要给整段加英文引号"),
    ("unknown escape", "英文双引号里的“\\”要写成“\\\\”，或改用英文单引号"),
    ("a tag", "内容以“!”开头，要给整段加英文引号"),
    ("a directive", "内容以“%”开头，要给整段加英文引号"),
    ("another document", "一个文件只能有一份内容，去掉中间的“---”"),
    ("document start", "前面已经结束，去掉多余的“---”“...”或缩进"),
    ("block sequence entries", "“-”要另起一行"),
    ("expected '-' indicator", "这一行的缩进与上面的“-”不一致"),
    ("expected <block end>", "这一行的缩进与上下几行不一致"),
    ("expected key", "这一行的缩进或引号与上下几行不一致"),
    ("recursive", "内容以“&”“*”开头，要给整段加英文引号"),
)


def explain_fault(fault: yaml.YAMLError, text: str) -> tuple[int, str]:
    """The row of a fault and its reason in plain Chinese; a wrong colon nearby goes before what the parser says."""
    lines = split_lines(text)
    message = f"{getattr(fault, 'context', '')} {getattr(fault, 'problem', '') or fault}"
    mark = getattr(fault, "problem_mark", None)
    if mark is None:
        found = _UNPRINTABLE.search(text)
        return len(split_lines(text[: found.start() if found else 0])), "有看不见的控制字符，请删掉重新输入"
    row = min(mark.line + 1, len(lines))
    while row > 1 and not lines[row - 1].strip():
        row -= 1
    before = _find_line_before(lines, row)
    for number in (row, before):
        line = lines[number - 1] if number else ""
        if _FULL_WIDTH_COLON.match(line):
            return number, COLON_REASON
        if _COLON_WITHOUT_SPACE.match(line):
            return number, "英文冒号“:”后面要空一格"
    if before and _begins_anew(message) and not _NAMED.match(lines[before - 1]):
        return before, "这一行开头缺少名称和冒号"
    context = getattr(fault, "context_mark", None)
    if context is not None and "end of stream" in message:
        row = context.line + 1
    if "cannot start any token" in message:
        return row, _cannot_start(lines[row - 1])
    return row, next((reason for cause, reason in _CAUSES if cause in message), "缩进、冒号或引号不合规则")


def is_quoted(text: str) -> bool:
    """Whether a whole value stands in Chinese quotation marks, which YAML takes for a part of it."""
    return _QUOTED.fullmatch(text) is not None


def _find_line_before(lines: list[str], row: int) -> int:
    """The row of the last line before a row that is neither blank nor a comment; 0 when there is none."""
    before = (number for number in range(row - 1, 0, -1) if lines[number - 1].strip())
    return next((number for number in before if not lines[number - 1].lstrip().startswith("#")), 0)


def _begins_anew(message: str) -> bool:
    """Whether the parser met a name where the text before it had not ended, or had been no name."""
    return "document start" in message or "mapping values are not allowed" in message


def split_lines(text: str) -> list[str]:
    """The lines as YAML counts them (YAML 1.1, 4.2)."""
    return _LINE_BREAK.split(text)


def _cannot_start(line: str) -> str:
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "缩进用了 Tab 键，要改成空格"
    if "\t" in line:
        return "冒号后面用了 Tab 键，要改成空格"
    found = _BEGINNING.match(line)
    return f"内容以“{found[1] if found else ''}”开头，要给整段加英文引号"
