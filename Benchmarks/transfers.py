"""Downloads and uploads of a large file over TLS."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Dict

from bench import Bench, write_noise
from portal import Portal
from processes import Runs, interleaved
from report import MIB, memory_row, throughput_row

THROUGHPUT_GOAL = 0.95
MEMORY_GOAL = 40 * MIB


def measure_transfers(bench: Bench, portal: Portal) -> None:
    """Downloads and uploads of a large file, on the disk of temporary files and in memory."""
    places = {"disk": Path(tempfile.gettempdir()), "memory": Path("/dev/shm")}
    size = bench.sizes.transfer
    downloads: Dict[str, Runs] = {}
    uploads: Dict[str, Runs] = {}
    for place, parent in places.items():
        if not parent.is_dir() or shutil.disk_usage(parent).free < 2.5 * size:
            bench.notes.append(f"{parent} has no room for two files of {size // MIB} MiB.")
            continue
        bench.notes.append(f"{place.capitalize()} is {parent} ({_file_system(parent)}).")
        with tempfile.TemporaryDirectory(prefix="oint-bench-", dir=parent) as directory:
            downloads[place] = measure_download(bench, portal, place, Path(directory) / "file")
            uploads[place] = measure_upload(bench, portal, place, Path(directory) / "file")
    for kind, runs in [("Downloads", downloads), ("Uploads", uploads)]:
        if len(runs) == len(places):
            bench.notes.append(_binding(kind, runs["disk"], runs["memory"]))


def measure_download(bench: Bench, portal: Portal, place: str, file: Path) -> Runs:
    """A large file that goes from the server into a file; gives the runs of curl."""
    size = bench.sizes.transfer

    def check(name: str) -> None:
        if file.stat().st_size != size:
            raise RuntimeError(f"{name} wrote {file.stat().st_size} bytes instead of {size}")
        # Removed before the system writes it out, so that nobody pays for the one before.
        file.unlink()

    runs = interleaved(
        {
            "oint": bench.ours(
                "bitrix24", "DownloadFile", "--url", portal.webhook, "--fileid", str(size), "--out", str(file),
                SSL_CERT_FILE=str(portal.authority)),
            "curl": portal.curl(bench.curl, "-o", str(file), f"{portal.address}/bytes/{size}"),
        }, bench.sizes.transfer_rounds, bench.scratch, after=check)
    add_transfer(bench, f"Download, {size // MIB} MiB, {place}", runs["oint"], runs["curl"])
    return runs["curl"]


def measure_upload(bench: Bench, portal: Portal, place: str, file: Path) -> Runs:
    """A large file that goes to the server in a form; gives the runs of curl."""
    size = bench.sizes.transfer
    write_noise(file, size)

    def check(name: str) -> None:
        received = json.loads((bench.scratch / "output").read_text())["size"]
        if not size < received < size + 4096:
            raise RuntimeError(f"{name} sent {received} bytes for a file of {size}")

    runs = interleaved(
        {
            "oint": bench.ours(
                "bitrix24", "UploadFileToFolder", "--url", portal.webhook, "--title", "big.bin", "--file", str(file),
                "--folderid", "1", SSL_CERT_FILE=str(portal.authority)),
            "curl": portal.curl(bench.curl, "-F", f"file=@{file};filename=big.bin", f"{portal.address}/sink"),
        }, bench.sizes.transfer_rounds, bench.scratch, after=check)
    file.unlink()
    add_transfer(bench, f"Upload, {size // MIB} MiB, {place}", runs["oint"], runs["curl"])
    return runs["curl"]


def add_transfer(bench: Bench, subject: str, ours: Runs, theirs: Runs) -> None:
    """Adds what a transfer showed: speed, memory, and how busy the programs were."""
    bench.rows.append(throughput_row(subject, ours, theirs, "curl", bench.sizes.transfer, THROUGHPUT_GOAL))
    bench.rows.append(memory_row(f"{subject}: peak memory", ours, theirs, "curl", MEMORY_GOAL))
    bench.notes.append(f"{subject}: oint kept {ours.load:.2f} processors busy, curl {theirs.load:.2f}.")


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
