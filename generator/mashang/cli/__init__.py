"""The command line: the only room that prints or exits."""

from mashang.cli.commands import main, run

__all__ = ["main", "run"]
