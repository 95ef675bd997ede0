"""Telephone numbers of institutions and web addresses."""

from __future__ import annotations

import pytest

from mashang.checks.contacts import read_phone, read_url
from mashang.checks.fault import fault


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("0000-8000100", "0000-8000100"),
        ("００００－８０００１００", "0000-8000100"),
        ("(0571)88001000", "(0571)88001000"),
        ("0571-88001000 转 801", "0571-88001000转801"),
        ("12345", "12345"),
        ("10086", "10086"),
        ("110", "110"),
        ("400-000-0000", "400-000-0000"),
        ("8008100000", "8008100000"),
        ("0000-8000100、12345；0000-8000101", "0000-8000100、12345、0000-8000101"),
        ("0000-8000100\n12345", "0000-8000100、12345"),
    ],
)
def test_phones(text: str, read: str) -> None:
    """Landlines with area code, service numbers, extensions, several at once."""
    assert read_phone(text) == read


@pytest.mark.parametrize("text", ["8000100", "0000-80001", "办公室", "0000-8000100、", "123", "0000-8000100 张三"])
def test_what_is_no_phone(text: str) -> None:
    """A number that cannot be dialled from elsewhere is a problem."""
    assert read_phone(text) == fault("phone-not-phone", value=text)


@pytest.mark.parametrize("text", ["13800000000", "138-0000-0000", "+86 138 0000 0000"])
def test_mobile_numbers_are_numbers(text: str) -> None:
    """Whether one may be published is asked where all texts are searched."""
    assert read_phone(text) == text


@pytest.mark.parametrize(
    "text", ["https://www.example.com/a?b=1#c", "http://example.com", "https://example.com:8443/办事/指南"]
)
def test_urls(text: str) -> None:
    """Whole addresses of http and https."""
    assert read_url(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "www.example.com",
        "ftp://example.com",
        "javascript:alert(1)",
        "https://user:pass@example.com/",
        "https://example.com/a b",
        "https://localhost/",
        'https://example.com/"><script>',
        "https://example.com/。",
        "https://",
        "https://example.com\\@evil.example",
    ],
)
def test_what_is_no_url(text: str) -> None:
    """No other scheme, no user name, no space, nothing that closes an attribute."""
    assert read_url(text) == fault("url-not-url", value=text)
