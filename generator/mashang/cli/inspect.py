"""The command that inspects the built site by the field's checklist."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mashang.cli.chinese import ChineseCommand
from mashang.cli.options import EXIT_DATA, county_option, output_option, read_today, stage_option, write_output
from mashang.county import County, Stage
from mashang.pipeline.published import format_inspection, inspect_site


@click.command(cls=ChineseCommand)
@county_option
@stage_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    help="text 文字；json 供程序读；csv 可用 Excel 打开",
)
@output_option
def inspect(county: County, stage: str, form: str, output: Path | None) -> None:
    """Inspect the built site."""
    inspection = inspect_site(county, Stage(stage), read_today())
    report = format_inspection(inspection, form)
    if form == "text" and not output:
        click.echo(report, nl=False)
    else:
        write_output(report, output)
    if inspection.has_faults:
        sys.exit(EXIT_DATA)
