"""Who may import whom: walks every import of the product and holds the layers that ARCHITECTURE.md draws."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from mashang.cli.commands import COMMANDS, name_module

HOME = Path(__file__).resolve().parents[1]
PACKAGE, INTAKE = HOME / "generator" / "mashang", HOME / "intake" / "mashang_intake"
GROUND = (
    *("problems", "disk_faults", "console_text", "spreadsheet", "report", "hash_chain", "code_format", "feedback"),
    *("signature", "sealing", "receipts", "statement", "report_exchange", "intake_profile"),
    *("yaml_causes", "free_page", "zip_archive"),
    *(
        "files",
        "county",
        "processes",
        "parallel",
        "spelling",
        "raw",
        "periods",
        "rule_version",
        "working_days",
        "cases",
        "case_journal",
        "case_figures",
        "rating_counts",
        "records",
        "issue",
        "model",
        "entry_matching",
    ),
    *("kinds",),
    *(
        "tables",
        "derived",
        "published_rules",
        "contacts",
        "report_ways",
        "settings",
        "markup",
        "settings_file",
        "snapshot",
        "addresses",
    ),
)
STAGES = ("sources", "checks", "workbooks", "figures", "codes", "pages", "printing", "search", "proof", "publish")
ORDER = (*GROUND, *STAGES)
"""The ground, then the stages in the order of the work: each room may use those before it."""
MAY_IMPORT: dict[str, set[str]] = {
    "__init__": set(),
    **{room: {"__init__", *ORDER[:place]} for place, room in enumerate(ORDER)},
    "inspection": set(GROUND),
    "pipeline": {"__init__", *ORDER, "inspection"},
    "desk": {"__init__", *GROUND, "proof", "pipeline"},
    "cli": {"__init__", *GROUND, "proof", "pipeline", "desk"},
    "__main__": {"cli"},
    "mashang_intake": {
        *("problems", "files", "code_format", "feedback", "signature", "sealing", "receipts", "statement"),
        *("report_exchange", "intake_profile"),
    },
}
ONE_ROOM: dict[str, str | tuple[str, ...]] = {
    "chinese_calendar": "working_days.py",
    "markdown": "checks/prose.py",
    "nh3": "checks/prose.py",
    "jinja2": (
        "pages/",
        "printing/docx_template.py",
        "publish/server_files.py",
        "desk/rendering.py",
        "mashang_intake/rendering.py",
    ),
    "markupsafe": ("pages/", "publish/engine_run.py", "mashang_intake/rendering.py"),
    "numpy": ("codes/", "figures/"),
    "qrcode": "codes/matrix.py",
    "tinycss2": "publish/styles.py",
    "zxingcpp": "codes/verify.py",
    "pandas": "figures/",
    "highspy": "figures/rating_worlds.py",
    "mkdocs": "publish/engine_run.py",
    "click": "cli/",
    "cryptography": "signature.py",
    "openpyxl": "workbooks/",
    "rich": "cli/bar.py",
    "starlette": ("desk/", "mashang_intake/"),
    "uvicorn": ("desk/server.py", "mashang_intake/__main__.py", "mashang_intake/preview.py"),
    "pyrage": "sealing.py",
    "PIL": "mashang_intake/photos.py",
    "sqlalchemy": tuple(f"mashang_intake/{part}" for part in ("schema.py", "store.py", "moving.py", "migrations/")),
    "alembic": ("mashang_intake/store.py", "mashang_intake/migrations/"),
    "filelock": "county.py",
    "packaging": "pipeline/kit.py",
    "typst": "printing/typesetting.py",
    "xlrd": "sources/binary_workbook.py",
    "docx": "printing/",
    "docxtpl": "printing/docx_template.py",
    "fontTools": "printing/typeface.py",
    "pylopdf_fonts_zh_cn": "printing/typeface.py",
    "yaml": ("settings_file.py", "yaml_causes.py", "sources/", "pages/markdown.py"),
}
SPOKEN = {"print", "exit", "quit", "input", "sys.exit", "os._exit", "SystemExit", "sys.stdout", "sys.stderr"}
"""What only the command line may use."""
OF_THEIR_OWN = {
    "codes/pictures_run.py",
    "publish/engine_run.py",
    "mashang_intake/__main__.py",
    "mashang_intake/preview.py",
}
"""Modules that are also programs, run beside a build."""
LATE = {"importlib.import_module", "import_module", "__import__", "exec", "eval"}
"""Ways to import that no test could follow."""
LOADER = "cli/commands.py"
"""Loads each command by its name, and nothing else."""
MAY_IMPORT_LATE = ("cli", "pipeline")
"""Rooms that may import where their work begins, so that no command waits for what another one needs."""
LATE_LIBRARIES = {("sources/binary_workbook.py", "xlrd")}
"""Libraries that only a county with such files should wait for."""
MODULES = sorted((*PACKAGE.rglob("*.py"), *INTAKE.rglob("*.py")))


def list_imports(source: str) -> Iterator[tuple[str, int]]:
    """Every module that a source imports by name, and on which column the statement stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.col_offset) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            module = node.module or ""
            for alias in node.names:
                inner = f"{module}.{alias.name}"
                yield (inner if module == "mashang" or is_module(inner) else module), node.col_offset


def is_module(name: str) -> bool:
    """Whether the product has a module or package of that dotted name."""
    path = find_home(name).parent.joinpath(*name.split("."))
    return name.startswith(("mashang.", "mashang_intake.")) and (path.with_suffix(".py").is_file() or path.is_dir())


def find_home(name: str) -> Path:
    """The folder of the package of a dotted name."""
    return INTAKE if name.startswith(INTAKE.name) else PACKAGE


def room_of(place: str) -> str:
    """The top room of a place: ``codes`` for codes/ledger.py, ``model`` for model.py; the intake is one room."""
    return place.partition("/")[0].removesuffix(".py")


def place_of(path: Path) -> str:
    """Where a file stands in its package, with forward slashes, the intake's behind its name."""
    return path.relative_to(INTAKE.parent if path.is_relative_to(INTAKE) else PACKAGE).as_posix()


def find_faults(place: str, source: str) -> list[str]:
    """What a module at this place may not do: import from above or beside, import late, print, exit."""
    room, faults = room_of(place), []
    for module, column in list_imports(source):
        top, _, rest = module.partition(".")
        if top == "mashang":
            target = rest.partition(".")[0].replace("__version__", "") or "__init__"
            if target != room and target not in MAY_IMPORT[room]:
                faults.append(f"{room} imports {module}")
        elif top == INTAKE.name:
            faults += [] if room == top else [f"{room} imports the intake"]
        elif top not in sys.stdlib_module_names and not place.startswith(ONE_ROOM.get(top, "nowhere")):
            faults.append(f"{top} belongs to {ONE_ROOM.get(top, 'no room yet')}")
        late = (room in MAY_IMPORT_LATE and top == "mashang") or (place, module) in LATE_LIBRARIES
        if column and not late:
            faults.append(f"{module} is imported inside a block: cycles hide there")
    speaks = room in ("cli", "__main__") or place in OF_THEIR_OWN
    for node in ast.walk(ast.parse(source)):
        words = ast.unparse(node) if isinstance(node, (ast.Name, ast.Attribute)) else ""
        if (words in LATE and place != LOADER) or (words in SPOKEN and not speaks):
            faults.append(f"uses {words}")
    return faults


@pytest.mark.parametrize("path", MODULES, ids=place_of)
def test_modules_keep_the_layers(path: Path) -> None:
    """A module imports its own room and those beneath it, and libraries in their room; only ``cli`` speaks."""
    assert find_faults(place_of(path), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("checks/content.py", "from mashang.codes.ledger import read_ledger"),
        ("checks/content.py", "from mashang import pipeline"),
        ("checks/content.py", "import mashang.cli.commands"),
        ("model.py", "from mashang.settings import Settings"),
        ("pipeline/build.py", "import mashang.cli"),
        ("cli/codes.py", "from mashang.codes.ledger import read_ledger"),
        ("checks/values.py", "import pandas as pd"),
        ("checks/values.py", "from typst import compile"),
        ("checks/values.py", "import some_new_library"),
        ("checks/values.py", "def f():\n    import json"),
        ("checks/values.py", "if TYPE_CHECKING:\n    from mashang.model import Code"),
        ("checks/values.py", "import importlib\nimportlib.import_module('mashang.cli')"),
        ("cli/codes.py", "from importlib import import_module\nimport_module('mashang.codes.ledger')"),
        ("cli/codes.py", "def f():\n    from mashang.codes.ledger import read_ledger"),
        ("pipeline/build.py", "def f():\n    import json"),
        ("checks/values.py", "print('x')"),
        ("pages/site.py", "import sys\nsys.stdout.write('x')"),
        ("pipeline/build.py", "raise SystemExit(1)"),
        ("publish/swap.py", "import sys\nsys.exit(1)"),
        ("mashang_intake/app.py", "from mashang.pages.scan_kinds import SCAN_KINDS"),
        ("mashang_intake/app.py", "import pandas"),
        ("pipeline/serving.py", "from mashang_intake.app import make_app"),
    ],
)
def test_a_breach_is_noticed(place: str, source: str) -> None:
    """The rules above are not idle: each of these lines would be refused."""
    assert find_faults(place, source)


def test_late_commands_are_those_of_the_command_line() -> None:
    """What the loader loads are commands of the names it lists, in modules of the command line."""
    for name in map(name_module, COMMANDS):
        module = import_module(f"mashang.cli.{name}")
        assert isinstance(getattr(module, name), click.Command)


HEAVY = {"pandas", "numpy", "openpyxl", "rich", "typst", "fontTools", "mkdocs", "jinja2", "qrcode", "zxingcpp", "xlrd"}
BUILD = {"mashang.pages.site", "mashang.figures.site", "mashang.publish.engine"}


@pytest.mark.parametrize(
    ("words", "loaded", "spared"),
    [
        ("--help", "mashang.cli.commands", {*HEAVY, *BUILD, "yaml", "markdown", "mashang.pipeline.checking"}),
        ("codes --help", "mashang.cli.codes", {*HEAVY, *BUILD}),
        ("check", "mashang.checks.content", {*HEAVY, *BUILD, "cryptography"}),
        ("build", "mashang.pipeline.build", {*HEAVY, *BUILD}),
        ("codes list", "mashang.codes.ledger", {*HEAVY, *BUILD}),
        ("codes print", "mashang.printing.placards", {"pandas", "openpyxl", "rich", "mkdocs", "jinja2", *BUILD}),
        ("serve --port 0", "mashang.publish.preview", {*HEAVY, *BUILD, "markdown", "mashang.checks.content"}),
    ],
)
def test_a_command_loads_only_what_it_needs(
    example: Path, tmp_path: Path, words: str, loaded: str, spared: set[str]
) -> None:
    """What is run often starts at once; a build that finds nothing changed loads nothing of what makes a site."""
    county = shutil.copytree(example, tmp_path / "county")
    code = (
        "import sys; from http.server import ThreadingHTTPServer; ThreadingHTTPServer.serve_forever = lambda _: None\n"
        "from mashang.cli import main; code = main(sys.argv[1:]); print(); print(code, *sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words.split()], cwd=county, capture_output=True, text=True, check=True
    )
    ended, *modules = done.stdout.splitlines()[-1].split()
    assert ended == "0", done.stdout + done.stderr
    assert loaded in modules
    assert not spared & set(modules)


def test_every_room_is_known() -> None:
    """A new room must be given its place in the layers."""
    assert {room_of(place_of(path)) for path in MODULES} <= set(MAY_IMPORT)


def test_problems_need_the_standard_library_only() -> None:
    """Problems may be used by anything, so they lean on nothing."""
    for module, _ in list_imports((PACKAGE / "problems.py").read_text(encoding="utf-8")):
        assert module.partition(".")[0] in sys.stdlib_module_names


def test_modules_form_no_cycle() -> None:
    """Following imports from any module never leads back to it."""
    homes = {path: INTAKE if path.is_relative_to(INTAKE) else PACKAGE for path in MODULES}
    names = {".".join(path.relative_to(home.parent).with_suffix("").parts): path for path, home in homes.items()}
    names = {name.removesuffix(".__init__"): path for name, path in names.items()}
    edges = {
        name: {m for m, _ in list_imports(path.read_text(encoding="utf-8")) if m in names and m != name}
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


def test_modules_stay_small() -> None:
    """A module of more than 450 lines has more than one job; declarations (tables, problems) may be longer."""
    for path in MODULES:
        lines = path.read_text(encoding="utf-8").count("\n")
        assert lines <= 450 or path.name in ("tables.py", "problems.py"), f"{path.name}: {lines} lines"
