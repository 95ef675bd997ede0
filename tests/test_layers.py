"""Who may import whom: walks every import of the product and holds the layers that ARCHITECTURE.md draws."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "generator"
GROUND = {"problems", "raw", "model", "derived", "tables", "settings", "spreadsheet"}
STAGES = {"sources", "checks", "figures", "codes", "pages", "publish"}
MAY_IMPORT = {
    "__init__": set(),
    "problems": set(),
    "raw": {"problems"},
    "model": set(),
    "derived": {"model"},
    "tables": set(),
    "settings": {"problems"},
    "spreadsheet": set(),
    **dict.fromkeys(STAGES, GROUND),
    "pipeline": GROUND | STAGES,
    "cli": {"__init__", "pipeline", "problems", "model", "settings", "spreadsheet"},
    "__main__": {"cli"},
}
ONE_ROOM: dict[str, str | tuple[str, ...]] = {
    "openpyxl": "sources/workbook.py",
    "markdown": "checks/documents.py",
    "jinja2": "pages/",
    "markupsafe": ("pages/", "publish/engine.py"),
    "numpy": "codes/",
    "qrcode": "codes/symbol.py",
    "zxingcpp": "codes/verify.py",
    "pandas": "figures/",
    "mkdocs": "publish/engine.py",
    "click": "cli/",
    "rich": "cli/",
    "filelock": "codes/",
    "typst": "codes/",
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def list_imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that a file imports by name, and on which column the statement stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.col_offset) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            names = [alias.name for alias in node.names]
            yield from ((f"generator.{name}" if module == "generator" else module, node.col_offset) for name in names)


def room_of(path: Path) -> str:
    """The top room of a file: ``codes`` for codes/ledger.py, ``model`` for model.py."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_keep_the_layers(path: Path) -> None:
    """A module imports its own room and the rooms beneath it, third-party libraries only in their room."""
    room = room_of(path)
    for module, column in list_imports(path):
        top, _, rest = module.partition(".")
        if top == "generator":
            target = rest.partition(".")[0] or "__init__"
            if target == "__version__":
                target = "__init__"
            assert target == room or target in MAY_IMPORT[room], f"{room} imports {module}"
        else:
            home = ONE_ROOM.get(top, "")
            assert path.relative_to(PACKAGE).as_posix().startswith(home), f"{top} belongs to {home}"
        assert column == 0, f"{path.name} imports {module} inside a function: cycles hide there"


def test_every_room_is_known() -> None:
    """A new room must be given its place in the layers."""
    assert {room_of(path) for path in MODULES} <= set(MAY_IMPORT)


def test_problems_need_the_standard_library_only() -> None:
    """Problems may be used by anything, so they lean on nothing."""
    for module, _ in list_imports(PACKAGE / "problems.py"):
        assert module.partition(".")[0] in sys.stdlib_module_names


def test_modules_form_no_cycle() -> None:
    """Following imports from any module never leads back to it."""
    names = {".".join(["generator", *path.relative_to(PACKAGE).with_suffix("").parts]): path for path in MODULES}
    names = {name.removesuffix(".__init__"): path for name, path in names.items()}
    edges = {
        name: {module for module, _ in list_imports(path) if module in names and module != name}
        for name, path in names.items()
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join((*trail, name))
        if name not in done:
            for target in sorted(edges[name]):
                visit(target, (*trail, name))
            done.add(name)

    for name in sorted(edges):
        visit(name, ())


def test_only_the_command_line_prints() -> None:
    """Nothing but ``cli`` prints or exits; the engine's child process is a program of its own."""
    for path in MODULES:
        if room_of(path) in ("cli", "__main__") or path.name == "engine.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in {"print", "exit", "quit", "sys.exit", "os._exit"}, f"{path.name}: {called}"


def test_modules_stay_small() -> None:
    """A module of more than 450 lines has more than one job; declarations (tables, problems) may be longer."""
    for path in MODULES:
        lines = path.read_text(encoding="utf-8").count("\n")
        assert lines <= 450 or path.name in ("tables.py", "problems.py"), f"{path.name}: {lines} lines"
