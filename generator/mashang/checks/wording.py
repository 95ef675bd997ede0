"""Words that are published from outside the tables: the settings, and the names of codes that no table has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mashang.checks.hidden_codes import find_codes, list_hidden
from mashang.checks.leftovers import find_leftovers
from mashang.checks.privacy import find_private
from mashang.checks.slip import ask_about
from mashang.checks.texts import find_bad_character
from mashang.contacts import check_address
from mashang.county import SETTINGS_FILE
from mashang.kinds import KINDS
from mashang.model import Code
from mashang.problems import Location, Problem, problem
from mashang.settings import SETTINGS, Settings


def check_wording(settings: Settings | None, codes: Iterable[Code], ledger: str) -> tuple[Problem, ...]:
    """Slips, hidden codes and unseen characters in what settings and ledger would publish. ``ledger`` is its file.

    Of an address to which readers are sent only the host matters: digits in it may mean anything. The site's own may
    be internal, as that of a preview is. The name of a hidden code is never shown, so it is not searched.
    """
    found: list[Problem] = []
    codes = tuple(codes)
    hidden = list_hidden(codes)
    for name, setting in SETTINGS.items() if settings else ():
        value = getattr(settings, name)
        where = Location(SETTINGS_FILE, heading=name)
        if isinstance(value, str):
            found += _check_words(value, where) if not setting.holds_address else ()
            found += (problem("hidden-code", where, value=code) for code in find_codes(value, hidden))
        if setting.check is check_address:
            internal = (slip for slip in find_leftovers(value) if slip.code == "address-internal")
            found += ask_about(internal, where)
    for code in codes:
        if not KINDS[code.kind].hidden:
            where = Location(ledger, heading=code.code)
            found += _check_words(code.name, where)
            found += (problem("hidden-code", where, value=one) for one in find_codes(code.name, hidden))
    return tuple(found)


def _check_words(text: str, where: Location) -> Iterator[Problem]:
    bad = find_bad_character(text)
    if bad:
        yield problem(bad.code, where, **dict(bad.slots))
    yield from ask_about((*find_private(text), *find_leftovers(text)), where, where.heading)
