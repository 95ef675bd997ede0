"""Cuts a site's stylesheets down to what the built pages can use.

Material ships one stylesheet for every part that any site might have, of which our pages use a fifth; ours are written
for people, with room and words between the rules. A page must be there within three seconds (政府网站发展指引,
国办发〔2017〕47号), also over a weak network, so each rule has to earn its place: it stays when the elements, classes,
ids and attributes that one of its selectors asks for occur somewhere in the pages. In doubt it stays. What a script may
add counts as occurring: every word in the site's scripts does.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from tinycss2 import parse_component_value_list, parse_rule_list, parse_stylesheet, serialize

from mashang.markup import list_tags
from mashang.problems import MashangError

Tokens = Sequence[Any]
"""What tinycss2 makes of a piece of CSS; it declares no types."""

_WORD = re.compile(r"[A-Za-z_-][\w-]*")
_PROPERTY_USED = re.compile(r"var\(\s*(--[\w-]+)")
_BY_READERS = frozenset({"open"})
"""Attributes that a browser sets when a reader acts: a ``<details>`` is opened."""
_GROUPS = frozenset({"media", "supports", "layer", "container"})
"""At-rules that hold rules."""
_NAMED = frozenset({"keyframes", "-webkit-keyframes", "font-face"})
"""At-rules that do nothing until a declaration names them."""
_ALTERNATIVES = frozenset({"is", "where", "matches", "-webkit-any", "-moz-any"})
"""Pseudo-classes that ask for one of several selectors."""
_TIGHT_SELECTOR = (frozenset(",>+~"), frozenset(",>+~"))
_TIGHT_CONDITION = (frozenset(",:"), frozenset(","))
_TIGHT_DECLARATION = (frozenset(",:;!"), frozenset(",;!"))
"""Marks after which, and before which, a blank says nothing."""


class StyleError(MashangError):
    """A stylesheet that cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What selectors can find in a site's pages. Elements and attributes are in small letters.

    ``values`` are attributes with their values; ``words`` are what scripts may put in, as whatever it be;
    ``properties`` are the custom properties that the pages use by themselves.
    """

    elements: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    values: frozenset[tuple[str, str]] = frozenset()
    words: frozenset[str] = frozenset()
    properties: frozenset[str] = frozenset()


def read_vocabulary(pages: Iterable[str], scripts: Iterable[str] = ()) -> Vocabulary:
    """Every name that the tags of these HTML pages hold, and every word of these scripts and of the pages' own."""
    tags = tuple(list_tags(pages))
    pairs = {pair for tag in tags for pair in tag.attributes.items()}
    own = {tag.content for tag in tags}
    styled = (*own, *(value for _, value in pairs))
    return Vocabulary(
        elements=frozenset(tag.name for tag in tags),
        classes=frozenset(word for name, value in pairs if name == "class" for word in value.split()),
        ids=frozenset(value for name, value in pairs if name == "id"),
        attributes=frozenset(name for name, _ in pairs),
        values=frozenset(pairs),
        words=frozenset(word for script in (*scripts, *own) for word in _WORD.findall(script)),
        properties=frozenset(name for text in styled for name in _PROPERTY_USED.findall(text)),
    )


def write_reduced(site_dir: Path) -> Iterator[str]:
    """Reduce the stylesheets of a built site, under their own names; a broken one stays whole.

    What can match nothing in the site's pages goes, with comments and idle blanks; so do custom properties, key frames
    and typefaces that no stylesheet, page or script uses. Yields what is wrong with each broken one.
    """
    pages = (path.read_text(encoding="utf-8", errors="replace") for path in site_dir.rglob("*.html"))
    assets = site_dir / "assets"
    others = [path.read_text(encoding="utf-8") for path in sorted(assets.rglob("*.js"))]
    vocabulary = read_vocabulary(pages, others)
    sheets: dict[str, tuple[_Rule, ...]] = {}
    for path in sorted(assets.rglob("*.css")):
        name, text = path.relative_to(site_dir).as_posix(), path.read_text(encoding="utf-8")
        try:
            sheets[name] = tuple(_read_sheet(text, vocabulary))
        except StyleError as fault:
            others.append(text)
            yield f"样式表 {name} 有误，没有精简：{fault}"
    for name, reduced in _write_sheets(sheets, vocabulary, "\n".join(others)).items():
        (site_dir / name).write_text(reduced, encoding="utf-8", newline="")


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule that stays: how it begins, and what it holds: declarations, in a group rules, or nothing at all."""

    keyword: str
    prelude: Tokens
    content: Tokens | None = None
    rules: tuple[_Rule, ...] | None = None


def _read_sheet(css: str, vocabulary: Vocabulary) -> Iterator[_Rule]:
    return _keep_rules(parse_stylesheet(css, skip_comments=True, skip_whitespace=True), vocabulary)


def _write_sheets(sheets: Mapping[str, Iterable[_Rule]], vocabulary: Vocabulary, others: str) -> dict[str, str]:
    """The text of each stylesheet, by name. One may use what another declares."""
    used = _find_properties([rule for rules in sheets.values() for rule in rules], others, vocabulary.properties)
    written = {
        name: [(rule, text) for rule in rules if (text := _write_rule(rule, used))] for name, rules in sheets.items()
    }
    said = others + "".join(text for pairs in written.values() for rule, text in pairs if not _is_named(rule))
    return {
        name: "".join(text for rule, text in pairs if not _is_named(rule) or _name_of(rule) in said)
        for name, pairs in written.items()
    }


def _keep_rules(rules: Tokens, vocabulary: Vocabulary) -> Iterator[_Rule]:
    for rule in rules:
        _refuse_errors([rule])
        if rule.type == "qualified-rule":
            _refuse_errors(rule.prelude)
            if prelude := _keep_selectors(rule.prelude, vocabulary):
                yield _Rule("", prelude, rule.content)
        elif rule.lower_at_keyword in _GROUPS and rule.content is not None:
            inner = parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            yield _Rule(rule.at_keyword, rule.prelude, rules=tuple(_keep_rules(inner, vocabulary)))
        else:
            yield _Rule(rule.at_keyword, rule.prelude, rule.content)


def _refuse_errors(tokens: Tokens) -> None:
    for token in tokens:
        if token.type == "error":
            raise StyleError(f"第 {token.source_line} 行第 {token.source_column} 列，{token.message}")
        _refuse_errors(getattr(token, "content", None) or ())


def _keep_selectors(prelude: Tokens, vocabulary: Vocabulary) -> Tokens:
    """The selectors of a list that can match; none when none can.

    A browser that does not know one selector throws the whole list away. Where a vendor's own pseudo-class stands in
    it, the list therefore stays together.
    """
    selectors = _part(prelude, ",")
    alive = [selector for selector in selectors if can_match(selector, vocabulary)]
    if alive and any(_is_vendors(before, token) for before, token in pairwise(prelude)):
        return prelude
    joined: list[Any] = []
    for selector in alive:
        joined += [*parse_component_value_list(","), *selector] if joined else selector
    return joined


def _is_vendors(before: Any, token: Any) -> bool:
    return bool(before == ":" and token.type in ("ident", "function") and _token_name(token).startswith("-"))


def _token_name(token: Any) -> str:
    return str(token.lower_value if token.type == "ident" else token.lower_name)


def can_match(selector: Tokens, vocabulary: Vocabulary) -> bool:
    """Whether all that one selector asks for occurs; what it asks not to be, or of its state, is not looked at."""
    before: Any = None
    for token in selector:
        if not _occurs(before, token, vocabulary):
            return False
        before = token
    return True


def _occurs(before: Any, token: Any, vocabulary: Vocabulary) -> bool:
    words = vocabulary.words
    match token.type:
        case "ident" if before == ".":
            return token.value in vocabulary.classes or token.value in words
        case "ident" if before != ":":
            return token.lower_value in vocabulary.elements or token.lower_value in words
        case "hash":
            return token.value in vocabulary.ids or token.value in words
        case "[] block":
            return _attribute_occurs(token.content, vocabulary)
        case "function" if before == ":" and token.lower_name in _ALTERNATIVES:
            return any(can_match(selector, vocabulary) for selector in _part(token.arguments, ","))
    return True


def _attribute_occurs(content: Tokens, vocabulary: Vocabulary) -> bool:
    parts = [token for token in content if token.type != "whitespace"]
    name = parts[0].lower_value if parts and parts[0].type == "ident" else ""
    if not name or name in vocabulary.words or name in _BY_READERS:
        return True
    if len(parts) == 3 and parts[1] == "=" and parts[2].type in ("ident", "string"):  # noqa: PLR2004 — [name=value]
        return (name, parts[2].value) in vocabulary.values
    return name in vocabulary.attributes


def _part(tokens: Tokens, mark: str) -> list[list[Any]]:
    """The pieces between marks, as far as there is anything in them."""
    return [list(piece) for found, piece in groupby(tokens, lambda token: token == mark) if not found]


def _property_of(declaration: Tokens) -> str:
    """The custom property that a declaration sets, or nothing."""
    first = next((token for token in declaration if token.type not in ("whitespace", "comment")), None)
    name = first.value if first is not None and first.type == "ident" else ""
    return str(name) if name.startswith("--") else ""


def _flatten(rules: Iterable[_Rule]) -> Iterator[_Rule]:
    for rule in rules:
        yield rule
        yield from _flatten(rule.rules or ())


def _find_properties(rules: Iterable[_Rule], others: str, known: Collection[str]) -> frozenset[str]:
    """The custom properties that something uses, be it by way of another one."""
    used = {*known, *_PROPERTY_USED.findall(others)}
    by_property: dict[str, set[str]] = {}
    for rule in _flatten(rules):
        for declaration in _part(rule.content or (), ";"):
            asked = set(_PROPERTY_USED.findall(serialize(declaration)))
            name = _property_of(declaration)
            by_property.setdefault(name, set()).update(asked)
    used |= by_property.pop("", set())
    waiting = list(used)
    while waiting:
        for name in by_property.get(waiting.pop(), ()):
            if name not in used:
                used.add(name)
                waiting.append(name)
    return frozenset(used)


def _write_rule(rule: _Rule, used: frozenset[str]) -> str:
    """The rule as text, without custom properties that nothing uses; empty when nothing is left in it."""
    begin = serialize(_squeeze(rule.prelude, *(_TIGHT_CONDITION if rule.keyword else _TIGHT_SELECTOR))).strip()
    if rule.keyword:
        begin = f"@{rule.keyword} {begin}" if begin else f"@{rule.keyword}"
    if rule.rules is not None:
        inside = "".join(_write_rule(inner, used) for inner in rule.rules)
        return f"{begin}{{{inside}}}" if inside else ""
    if rule.content is None:
        return f"{begin};"
    pieces = _part(rule.content, ";")
    kept = [_write_declaration(piece) for piece in pieces if not (name := _property_of(piece)) or name in used]
    inside = ";".join(filter(None, kept))
    return f"{begin}{{{inside}}}" if inside else ""


def _write_declaration(tokens: Tokens) -> str:
    """A declaration as text. A custom property without a value keeps the blank that older browsers ask for."""
    text = str(serialize(_squeeze(tokens, *_TIGHT_DECLARATION))).strip()
    return f"{text} " if text.startswith("--") and text.endswith(":") else text


def _squeeze(tokens: Tokens, after: frozenset[str], before: frozenset[str]) -> list[Any]:
    """The tokens without comments, and without the blanks that follow or precede these marks; others are one blank."""
    kept: list[Any] = []
    for token in tokens:
        if token.type == "comment":
            continue
        last = kept[-1] if kept else None
        blank = last is not None and last.type == "whitespace"
        if token.type == "whitespace":
            if not blank and not _is_mark(last, after):
                one = copy(token)
                one.value = " "
                kept.append(one)
            continue
        if blank and _is_mark(token, before):
            kept.pop()
        kept.append(_squeeze_inside(token))
    return kept


def _squeeze_inside(token: Any) -> Any:
    """The token; a block or function without idle blanks in it."""
    whole = copy(token)
    if token.type == "{} block":
        pieces = filter(None, map(_write_declaration, _part(token.content, ";")))
        whole.content = parse_component_value_list(";".join(pieces))
    elif token.type in ("() block", "[] block"):
        whole.content = _squeeze(token.content, *_TIGHT_CONDITION)
    elif token.type == "function":
        whole.arguments = _squeeze(token.arguments, frozenset(","), frozenset(","))
    return whole


def _is_mark(token: Any, marks: frozenset[str]) -> bool:
    return token is not None and token.type == "literal" and token.value in marks


def _is_named(rule: _Rule) -> bool:
    return rule.keyword.lower() in _NAMED


def _name_of(rule: _Rule) -> str:
    """What declarations call these key frames or this typeface."""
    if rule.keyword.lower() != "font-face":
        return str(serialize(rule.prelude)).strip()
    for piece in _part(rule.content or (), ";"):
        name, _, value = str(serialize(piece)).partition(":")
        if name.strip().lower() == "font-family":
            return value.strip().strip("\"'")
    return ""
