#!/usr/bin/env python3
"""Measures oint against curl, python3 and the usual clients of databases and object storage, beside its goals.

All figures of a table are from one run of this script, the sides of a comparison in turn: on a busy machine the
ratios hold where the times do not. Goals are judged by medians. They are for reading: missing one is no failure.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import subprocess
import tempfile
from pathlib import Path
from typing import Callable, Dict, List

from batch import measure_batch
from bench import Bench, Sizes, first_line, found
from calls import measure_calls, measure_starts
from databases import measure_databases
from mcp_calls import measure_mcp
from objects import measure_objects
from portal import Portal
from report import MIB, Row, markdown_table, summary, table
from transfers import measure_transfers

# The parts that use the server that stands in for a portal, and those that don't.
WITH_PORTAL: Dict[str, Callable[[Bench, Portal], None]] = {
    "calls": measure_calls, "batch": measure_batch, "transfers": measure_transfers,
}
WITHOUT_PORTAL: Dict[str, Callable[[Bench], None]] = {
    "starts": measure_starts, "databases": measure_databases, "objects": measure_objects, "mcp": measure_mcp,
}
# All parts, in the order in which they are measured.
TITLES = {
    "calls": "Calls", "batch": "Batches", "starts": "Starts", "transfers": "Transfers", "databases": "Databases",
    "objects": "Object storage", "mcp": "Agents", "json": "JSON",
}


class _Report:
    """What is shown as it comes, and written to a file in the end."""

    def __init__(self, head: str) -> None:
        self.rows: List[Row] = []
        self.markdown = ""
        self.add(head, head)

    def add(self, text: str, markdown: str) -> None:
        """Adds a paragraph in both forms."""
        print(text + "\n", flush=True)
        self.markdown += markdown + "\n\n"

    def add_part(self, title: str, bench: Bench) -> None:
        """Adds what a part has measured."""
        self.rows += bench.rows
        notes = "\n".join(f"- {note}" for note in bench.notes)
        end = f"\n\n{notes}" if notes else ""
        self.add(f"{title}\n\n{table(bench.rows)}{end}", f"## {title}\n\n{markdown_table(bench.rows)}{end}")


def describe_machine(oint: Path) -> str:
    """The machine, the system and the programs, a line."""
    curl = first_line([found("curl"), "--version"]).split(" (")[0]
    return (
        f"{os.cpu_count()} processors ({platform.machine()}), {platform.system()} {platform.release()}, "
        f"{first_line([str(oint), '--version'])}, {curl}, Python {platform.python_version()}"
    )


def measure(part: str, arguments: argparse.Namespace, sizes: Sizes) -> Bench:
    """Measures a part, in a directory of its own."""
    with tempfile.TemporaryDirectory(prefix="oint-bench-") as directory:
        bench = Bench(arguments.oint, sizes, Path(directory))
        if part in WITHOUT_PORTAL:
            WITHOUT_PORTAL[part](bench)
        else:
            with Portal(arguments.loopback, Path(directory) / "portal") as portal:
                WITH_PORTAL[part](bench, portal)
    return bench


def _measure_json(program: Path) -> str:
    """The table of the program that measures JSON."""
    return subprocess.run([program], stdout=subprocess.PIPE, text=True, check=True).stdout.rstrip("\n")


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"what to measure, all when not given: {', '.join(TITLES)}")
    parser.add_argument("--oint", type=Path, required=True, help="the program to measure")
    parser.add_argument("--loopback", type=Path, help="the server for calls and transfers")
    parser.add_argument("--json-benchmark", type=Path, help="the program that measures JSON")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the results to a file as well")
    parser.add_argument("--size", type=int, default=1024, help="MiB to download and upload (1024)")
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the tables that are read (1000000)")
    parser.add_argument("--added-rows", type=int, default=100_000, help="rows that are added to a table (100000)")
    parser.add_argument("--objects", type=int, default=1000, help="small objects that are copied together (1000)")
    parser.add_argument("--calls", type=int, default=10_000, help="small calls of a batch (10000)")
    parser.add_argument("--mcp-calls", type=int, default=5000, help="calls of a tool that an agent makes (5000)")
    parser.add_argument("--call-rounds", type=int, default=80, help="how often each call is made (80)")
    parser.add_argument("--database-rounds", type=int, default=5, help="how often each table is read or filled (5)")
    parser.add_argument("--transfer-rounds", type=int, default=3, help="how often each transfer is made (3)")
    parser.add_argument("--batch-rounds", type=int, default=5, help="how often each batch is made (5)")
    arguments = parser.parse_args()
    unknown = [part for part in arguments.parts if part not in TITLES]
    if unknown:
        parser.error(f"there is no part {', '.join(unknown)}; the parts are {', '.join(TITLES)}")
    # Without a choice, JSON is measured where its program is given.
    arguments.parts = arguments.parts or [part for part in TITLES if part != "json" or arguments.json_benchmark]
    if not arguments.loopback and set(arguments.parts) & set(WITH_PORTAL):
        parser.error("calls, batch and transfers need --loopback")
    if not arguments.json_benchmark and "json" in arguments.parts:
        parser.error("json needs --json-benchmark")
    return arguments


def main() -> None:
    """Measures everything that is asked for, and shows it."""
    arguments = _parse_arguments()
    sizes = Sizes(
        transfer=arguments.size * MIB, rows=arguments.rows, added_rows=arguments.added_rows,
        objects=arguments.objects, mcp_calls=arguments.mcp_calls, call_rounds=arguments.call_rounds,
        database_rounds=arguments.database_rounds, transfer_rounds=arguments.transfer_rounds, calls=arguments.calls,
        batch_rounds=arguments.batch_rounds)
    report = _Report(describe_machine(arguments.oint.resolve()) + "\nMedians, and the best in brackets.")
    for part in [part for part in TITLES if part in arguments.parts]:
        if part == "json":
            text = _measure_json(arguments.json_benchmark)
            report.add(f"JSON, {text}", f"## JSON\n\n```\n{text}\n```")
        else:
            report.add_part(TITLES[part], measure(part, arguments, sizes))
    if report.rows:
        # The kernel counts a child's memory from before it turns into the command.
        floor = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        end = f"Peaks of memory are told from {floor:.0f} MiB on, which the measuring itself takes.\n"
        report.add(end + summary(report.rows), end + summary(report.rows))
    if arguments.markdown:
        arguments.markdown.write_text(report.markdown.rstrip("\n") + "\n")


if __name__ == "__main__":
    main()
