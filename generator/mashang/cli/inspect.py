"""The command that inspects the built site by the field's checklist."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mashang.cli.chinese import ChineseCommand
from mashang.cli.options import (
    EXIT_DATA,
    county_option,
    format_option,
    output_option,
    read_today,
    show_report,
    stage_option,
)
from mashang.county import County, Stage
from mashang.pipeline.published import inspect_site, report_inspection


@click.command(cls=ChineseCommand)
@county_option
@stage_option
@format_option("text 文字；json 供程序读；csv 可用 Excel 打开")
@output_option
def inspect(county: County, stage: str, form: str, output: Path | None) -> None:
    """Inspect the built site."""
    inspection = inspect_site(county, Stage(stage), read_today())
    show_report(report_inspection(inspection), form, output)
    if inspection.has_faults:
        sys.exit(EXIT_DATA)
