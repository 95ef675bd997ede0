"""Cuts the theme's stylesheets down to what the built pages can use.

Material ships one stylesheet for every part that any site might have, of which our pages use a fifth. A page must
be there within three seconds (政府网站发展指引, 国办发〔2017〕47号), also over a weak network, so each rule has to earn
its place: it stays when the elements, classes, ids and attributes that one of its selectors asks for occur somewhere
in the pages. In doubt it stays. What a script may add counts as occurring: every word in the site's scripts does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from tinycss2 import parse_component_value_list, parse_rule_list, parse_stylesheet, serialize

from generator.problems import MashangError

Tokens = Sequence[Any]
"""What tinycss2 makes of a piece of CSS; it declares no types."""

_TAG = re.compile(rb'<[a-zA-Z][^>"]*(?:"[^"]*"[^>"]*)*')
_ELEMENT = re.compile(r"<([^\s/>]+)")
_ATTRIBUTE = re.compile(r"""[\s"']([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?""")
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


class StyleError(MashangError):
    """A stylesheet that cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What selectors can find in a site's pages. Elements and attributes are in small letters.

    ``values`` are attributes with their values; ``words`` are what scripts may put in, as whatever it be.
    """

    elements: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    values: frozenset[tuple[str, str]] = frozenset()
    words: frozenset[str] = frozenset()


def read_vocabulary(pages: Iterable[bytes], scripts: Iterable[str] = ()) -> Vocabulary:
    """Every name that the tags of these HTML pages hold, and every word of these scripts."""
    tags: set[bytes] = set()
    for page in pages:
        tags.update(_TAG.findall(page))
    text = b"\n".join(tags).decode("utf-8", "replace")
    pairs = {(name.lower(), value.strip("\"'")) for name, value in set(_ATTRIBUTE.findall(text))}
    return Vocabulary(
        elements=frozenset(name.lower() for name in set(_ELEMENT.findall(text))),
        classes=frozenset(word for name, value in pairs if name == "class" for word in value.split()),
        ids=frozenset(value for name, value in pairs if name == "id"),
        attributes=frozenset(name for name, _ in pairs),
        values=frozenset(pairs),
        words=frozenset(word for script in scripts for word in _WORD.findall(script)),
    )


def reduce_stylesheet(css: str, vocabulary: Vocabulary, others: str = "") -> str:
    """The stylesheet without what can match nothing in pages of that vocabulary, and without comments.

    ``others`` is whatever else may use its custom properties, key frames and typefaces: further stylesheets, scripts.
    Raises :class:`StyleError` when the stylesheet has an error.
    """
    rules = parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    kept = list(_keep_rules(rules, vocabulary))
    used = _find_properties(kept, others)
    texts = [(rule, text) for rule in kept if (text := _write_rule(rule, used))]
    said = others + "".join(text for rule, text in texts if not _is_named(rule))
    return "".join(text for rule, text in texts if not _is_named(rule) or _name_of(rule) in said)


def write_reduced(site_dir: Path) -> Iterator[str]:
    """Reduce the theme's own stylesheets in a built site, under their own names; a broken one stays whole.

    Yields what is wrong with each of those.
    """
    pages = (path.read_bytes() for path in site_dir.rglob("*.html"))
    assets = site_dir / "assets"
    scripts = [path.read_text(encoding="utf-8") for path in sorted(assets.rglob("*.js"))]
    vocabulary = read_vocabulary(pages, scripts)
    themes = sorted((assets / "stylesheets").rglob("*.css"))
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(assets.rglob("*.css"))}
    for path in themes:
        others = "\n".join([*scripts, *(text for place, text in texts.items() if place != path)])
        try:
            reduced = reduce_stylesheet(texts[path], vocabulary, others)
        except StyleError as fault:
            yield f"样式表 {path.relative_to(site_dir).as_posix()} 有误，没有精简：{fault}"
        else:
            path.write_text(reduced, encoding="utf-8", newline="")


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule that stays: how it begins, and what it holds: declarations, in a group rules, or nothing at all."""

    keyword: str
    prelude: Tokens
    content: Tokens | None = None
    rules: tuple[_Rule, ...] | None = None


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


def _find_properties(rules: Iterable[_Rule], others: str) -> frozenset[str]:
    """The custom properties that something uses, be it by way of another one."""
    used = set(_PROPERTY_USED.findall(others))
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
    begin = (f"@{rule.keyword}" if rule.keyword else "") + serialize(rule.prelude)
    if rule.rules is not None:
        inside = "".join(_write_rule(inner, used) for inner in rule.rules)
        return f"{begin}{{{inside}}}" if inside else ""
    if rule.content is None:
        return f"{begin};"
    pieces = _part(rule.content, ";")
    kept = [serialize(piece) for piece in pieces if not (name := _property_of(piece)) or name in used]
    return f"{begin}{{{';'.join(kept)}}}" if "".join(kept).strip() else ""


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
