#!/usr/bin/env python3
"""Measures oint against curl and python3, and shows the ratios beside their goals.

All figures of a table are from one run of this script, the sides of a comparison in turn: on a busy machine the
ratios hold where the times do not. Goals are judged by medians. They are for reading: missing one is no failure.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Dict, List, Optional

from portal import Portal
from processes import Command, Runs, interleaved, plain_environment, run
from report import MIB, Row, markdown_table, memory_row, summary, table, throughput_row, time_row

CALL_GOAL = 0.6
START_GOAL = 1.0
THROUGHPUT_GOAL = 0.95
MEMORY_GOAL = 40 * MIB

SYSTEM_BUNDLES = [
    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
]


class Bench:
    """What all measurements share: the programs, the server, a place for files; and the rows and notes they add."""

    def __init__(self, arguments: argparse.Namespace, portal: Portal, scratch: Path) -> None:
        self.oint = str(arguments.oint.resolve())
        self.curl = _found("curl")
        # Not what the search path gives, which may be a script that looks for the interpreter first.
        self.python = sys.executable
        self.size = arguments.size * MIB
        self.call_rounds = arguments.call_rounds
        self.transfer_rounds = arguments.transfer_rounds
        self.portal = portal
        self.scratch = scratch
        self.rows: List[Row] = []
        self.notes: List[str] = []

    def ours(self, *words: str, authority: Optional[Path] = None) -> Command:
        """An oint command that trusts an authority."""
        extra = {"SSL_CERT_FILE": str(authority)} if authority else {}
        return Command([self.oint, *words], plain_environment(**extra))

    def theirs(self, *words: str, authority: Path) -> Command:
        """A curl command that trusts an authority, without anybody's .curlrc."""
        return Command([self.curl, "-q", "-sS", "--cacert", str(authority), *words], plain_environment())


def measure_call(bench: Bench, subject: str, authority: Path) -> None:
    """The whole process of a call: start, name look-up, TLS, a small JSON, end."""
    webhook = bench.portal.webhook
    commands = {
        "oint": bench.ours("bitrix24", "ServerTime", "--url", webhook, authority=authority),
        "curl": bench.theirs(
            "-X", "POST", "-H", "Content-Type: application/json", "-d", "{}", webhook + "server.time",
            authority=authority),
    }
    answers = []
    for command in commands.values():
        run(command, bench.scratch)
        answers.append(json.loads((bench.scratch / "output").read_text()))
    if answers[0] != answers[1]:
        raise RuntimeError(f"oint and curl got different answers: {answers}")
    runs = interleaved(commands, bench.call_rounds, bench.scratch)
    bench.rows.append(time_row(subject, runs["oint"], runs["curl"], "curl", CALL_GOAL))


def measure_calls(bench: Bench) -> None:
    """Calls with the one authority that is needed, and with those of a system besides."""
    measure_call(bench, "TLS call, 1 authority", bench.portal.authority)
    system = next((Path(path) for path in SYSTEM_BUNDLES if os.path.exists(path)), None)
    if not system:
        bench.notes.append("No bundle of authorities was found on this system.")
        return
    text = system.read_text() + "\n" + bench.portal.authority.read_text()
    bundle = bench.scratch / "bundle.pem"
    bundle.write_text(text)
    measure_call(bench, f"TLS call, {text.count('BEGIN CERTIFICATE')} authorities", bundle)


def measure_start(bench: Bench) -> None:
    """Programs that start, say something and end."""
    environment = plain_environment()
    runs = interleaved(
        {
            "oint --version": bench.ours("--version"),
            "oint bitrix24": bench.ours("bitrix24"),
            "curl --version": Command([bench.curl, "--version"], environment),
            "python3 -c pass": Command([bench.python, "-c", "pass"], environment),
        }, bench.call_rounds, bench.scratch)
    for other, goal in [("curl --version", START_GOAL), ("python3 -c pass", None)]:
        for ours in ["oint --version", "oint bitrix24"]:
            bench.rows.append(time_row(ours, runs[ours], runs[other], other, goal))


def measure_transfers(bench: Bench) -> None:
    """Downloads and uploads of a large file, on the disk of temporary files and in memory."""
    places = {"disk": Path(tempfile.gettempdir()), "memory": Path("/dev/shm")}
    downloads: Dict[str, Runs] = {}
    uploads: Dict[str, Runs] = {}
    for place, parent in places.items():
        if not parent.is_dir() or shutil.disk_usage(parent).free < 2.5 * bench.size:
            bench.notes.append(f"{parent} has no room for two files of {bench.size // MIB} MiB.")
            continue
        bench.notes.append(f"{place.capitalize()} is {parent} ({_file_system(parent)}).")
        with tempfile.TemporaryDirectory(prefix="oint-bench-", dir=parent) as directory:
            downloads[place] = measure_download(bench, place, Path(directory) / "file")
            uploads[place] = measure_upload(bench, place, Path(directory) / "file")
    for kind, runs in [("Downloads", downloads), ("Uploads", uploads)]:
        if len(runs) == len(places):
            bench.notes.append(_binding(kind, runs["disk"], runs["memory"]))


def measure_download(bench: Bench, place: str, file: Path) -> Runs:
    """A large file that goes from the server into a file; gives the runs of curl."""
    authority = bench.portal.authority

    def check(name: str) -> None:
        if file.stat().st_size != bench.size:
            raise RuntimeError(f"{name} wrote {file.stat().st_size} bytes instead of {bench.size}")
        # Removed before the system writes it out, so that nobody pays for the one before.
        file.unlink()

    runs = interleaved(
        {
            "oint": bench.ours(
                "bitrix24", "DownloadFile", "--url", bench.portal.webhook, "--fileid", str(bench.size), "--out",
                str(file), authority=authority),
            "curl": bench.theirs("-o", str(file), f"{bench.portal.address}/bytes/{bench.size}", authority=authority),
        }, bench.transfer_rounds, bench.scratch, after=check)
    add_transfer(bench, f"Download, {bench.size // MIB} MiB, {place}", runs["oint"], runs["curl"])
    return runs["curl"]


def measure_upload(bench: Bench, place: str, file: Path) -> Runs:
    """A large file that goes to the server in a form; gives the runs of curl."""
    authority = bench.portal.authority
    _write_noise(file, bench.size)

    def check(name: str) -> None:
        received = json.loads((bench.scratch / "output").read_text())["size"]
        if not bench.size < received < bench.size + 4096:
            raise RuntimeError(f"{name} sent {received} bytes for a file of {bench.size}")

    runs = interleaved(
        {
            "oint": bench.ours(
                "bitrix24", "UploadFileToFolder", "--url", bench.portal.webhook, "--title", "big.bin", "--file",
                str(file), "--folderid", "1", authority=authority),
            "curl": bench.theirs(
                "-F", f"file=@{file};filename=big.bin", f"{bench.portal.address}/sink", authority=authority),
        }, bench.transfer_rounds, bench.scratch, after=check)
    file.unlink()
    add_transfer(bench, f"Upload, {bench.size // MIB} MiB, {place}", runs["oint"], runs["curl"])
    return runs["curl"]


def add_transfer(bench: Bench, subject: str, ours: Runs, theirs: Runs) -> None:
    """Adds what a transfer showed: speed, memory, and how busy the programs were."""
    bench.rows.append(throughput_row(subject, ours, theirs, "curl", bench.size, THROUGHPUT_GOAL))
    bench.rows.append(memory_row(f"{subject}: peak memory", ours, theirs, "curl", MEMORY_GOAL))
    bench.notes.append(f"{subject}: oint kept {ours.load:.2f} processors busy, curl {theirs.load:.2f}.")


def describe_machine(bench: Bench) -> str:
    """The machine, the system and the programs, a line."""
    curl = _first_line([bench.curl, "--version"]).split(" (")[0]
    oint = _first_line([bench.oint, "--version"])
    return (
        f"{os.cpu_count()} processors ({platform.machine()}), {platform.system()} {platform.release()}, "
        f"{oint}, {curl}, Python {platform.python_version()}"
    )


def _found(program: str) -> str:
    path = shutil.which(program)
    if not path:
        sys.exit(f"{program} is missing; Scripts/setup.sh installs it")
    return path


def _first_line(words: List[str]) -> str:
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.split("\n")[0]


def _write_noise(file: Path, size: int) -> None:
    # The same block again and again: the bytes don't matter, and holding many would count as memory of the children.
    block = os.urandom(MIB)
    with file.open("wb") as stream:
        for _ in range(size // MIB):
            stream.write(block)


def _file_system(directory: Path) -> str:
    """The type of the file system that a directory is on."""
    path = str(directory.resolve())
    mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines()]
    above = [mount for mount in mounts if path == mount[0] or path.startswith(mount[0].rstrip("/") + "/")]
    return max(above, key=lambda mount: len(mount[0]))[1] if above else "unknown"


def _binding(kind: str, disk: Runs, memory: Runs) -> str:
    """Says whether the disk limits a transfer, by curl's times."""
    ratio = disk.median / memory.median
    what = "the disk binds" if ratio > 1.1 else "the processors bind, not the disk"
    return f"{kind}: curl takes {ratio:.2f} times as long with the disk as with memory; {what}."


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--oint", type=Path, required=True, help="the program to measure")
    parser.add_argument("--loopback", type=Path, required=True, help="the server to measure against")
    parser.add_argument("--json-benchmark", type=Path, help="the program that measures JSON")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the results to a file as well")
    parser.add_argument("--size", type=int, default=1024, help="MiB to download and upload (1024)")
    parser.add_argument("--call-rounds", type=int, default=80, help="how often each call is made (80)")
    parser.add_argument("--transfer-rounds", type=int, default=3, help="how often each transfer is made (3)")
    return parser.parse_args()


def _measure_all(arguments: argparse.Namespace) -> Bench:
    with tempfile.TemporaryDirectory(prefix="oint-bench-") as directory:
        with Portal(arguments.loopback, Path(directory) / "portal") as portal:
            bench = Bench(arguments, portal, Path(directory))
            for measure in [measure_calls, measure_start, measure_transfers]:
                measure(bench)
    return bench


def _measure_json(program: Path) -> str:
    """The table of the program that measures JSON."""
    return subprocess.run([program], stdout=subprocess.PIPE, text=True, check=True).stdout


def main() -> None:
    """Measures everything and shows it."""
    arguments = _parse_arguments()
    bench = _measure_all(arguments)
    head = describe_machine(bench) + "\nMedians, and the best in brackets."
    tail = "\n".join(f"- {note}" for note in bench.notes) + "\n\n" + summary(bench.rows)
    print(f"{head}\n\n{table(bench.rows)}\n\n{tail}", flush=True)
    markdown = f"{head}\n\n{markdown_table(bench.rows)}\n\n{tail}\n"
    if arguments.json_benchmark:
        json_table = _measure_json(arguments.json_benchmark)
        print(f"\nJSON, {json_table}", end="")
        markdown += f"\nJSON\n\n```\n{json_table}```\n"
    if arguments.markdown:
        arguments.markdown.write_text(markdown)


if __name__ == "__main__":
    main()
