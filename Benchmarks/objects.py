"""Object storage: one small object, many small ones, and a large one, against the clients of AWS and rclone."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import urllib.request
from pathlib import Path
from typing import IO, Any, Dict, Iterator, List, Mapping, Set, Tuple

from bench import Bench, found, server_variable, text_of, write_noise
from processes import Command, Runs, interleaved, plain_environment
from report import MIB, memory_row, throughput_row, time_row

CALL_GOAL = 0.1
THROUGHPUT_GOAL = 1.5
MEMORY_GOAL = 64 * MIB

REGION = "us-east-1"
SMALL_OBJECT = 1024
MANY_OBJECTS_SIZE = 10 * 1024
# As many oint processes at a time as rclone has transfers.
PARALLEL_PROCESSES = 4
# The other clients take long enough to start that more rounds show nothing new.
MOST_CALL_ROUNDS = 20
# moto reads a whole object for each stretch of it that is asked for: its time grows with the square of the size.
MOST_FROM_MOTO = 256 * MIB
# What of a processor a server that uses one alone, or of all processors both sides, keep busy when they can't do more.
BUSY = 0.9
# Processors that the system and others may keep busy before a figure says nothing about the two sides.
MOST_OTHER_LOAD = 0.4


def measure_objects(bench: Bench) -> None:
    """The same with each server."""
    here = Path(__file__).resolve().parent
    installer, requirements = here.parent / "Scripts/python.sh", here / "requirements.txt"
    environment = Path(text_of([str(installer), str(requirements)]).strip())
    for server in ["moto", "rclone"]:
        clients = _Clients(bench, environment, server)
        if not bench.notes:
            bench.notes.append(clients.versions())
        clients.make_bucket()
        _measure_small(bench, clients, server)
        _measure_many(bench, clients, server)
        _measure_large(bench, clients, server)


class _Clients:
    """The commands of all clients for one server: all with what they do without being told, and no settings of a user.

    curl takes signed links, and moves the bytes in one stream without reading them: about what the server can do.
    """

    def __init__(self, bench: Bench, environment: Path, server: str) -> None:
        self._bench = bench
        self._environment = environment
        self._address = server_variable(f"OINT_TEST_S3_{server.upper()}")
        self._process = int(server_variable(f"OINT_TEST_S3_{server.upper()}_PID"))
        self._access_key = server_variable("OINT_TEST_S3_ACCESS_KEY")
        self._secret_key = server_variable("OINT_TEST_S3_SECRET_KEY")
        self._connection = json.dumps({
            "URL": self._address, "AccessKey": self._access_key, "SecretKey": self._secret_key, "Region": REGION,
            "Service": "s3",
        })
        self.bucket = f"bench-{os.getpid()}"

    def versions(self) -> str:
        """Which clients are compared."""
        aws = text_of([*self._aws_words(), "--version"]).split()[0]
        rclone = text_of([self._rclone_program(), "version"]).split("\n")[0]
        return f"The other clients are {aws} and {rclone}, each with the settings that it has of itself."

    def make_bucket(self) -> None:
        """Makes the bucket of the measurements."""
        text_of([self._bench.oint, *self._ours("CreateBucket", self.bucket)])

    def link(self, method: str, name: str) -> str:
        """A signed link to an object, for GetObjectDownloadLink or GetObjectUploadLink."""
        words = self._ours(method, name, "--bucket", self.bucket, "--expires", "86400")
        return text_of([self._bench.oint, *words]).strip()

    def uploads(self, file: Path, names: Dict[str, str]) -> Dict[str, Command]:
        """A command of each client that uploads a file under the client's name for it."""
        return {
            "oint": self._command(
                self._bench.oint,
                *self._ours("PutObject", names["oint"], "--bucket", self.bucket, "--data", str(file))),
            "aws": self._aws("cp", str(file), f"s3://{self.bucket}/{names['aws']}"),
            "rclone": self._rclone("copyto", str(file), self._remote(names["rclone"])),
            "curl": self._curl(
                "-f", "-H", "Expect:", "-T", str(file), self.link("GetObjectUploadLink", names["curl"])),
        }

    def downloads(self, name: str, file: Path) -> Dict[str, Command]:
        """A command of each client that downloads an object into a file."""
        return {
            "oint": self._command(
                self._bench.oint, *self._ours("GetObject", name, "--bucket", self.bucket, "--out", str(file))),
            "aws": self._aws("cp", f"s3://{self.bucket}/{name}", str(file)),
            "rclone": self._rclone("copyto", self._remote(name), str(file)),
            "curl": self._curl("-f", "-o", str(file), self.link("GetObjectDownloadLink", name)),
        }

    def many_uploads(self, directory: Path) -> Dict[str, Command]:
        """Commands that upload all files of a directory: oint with a process for each, the others in one go."""
        return {
            "oint": self._each("PutObject", directory, "oint/{}", "--data", f"{directory}/{{}}"),
            "aws": self._aws("cp", "--recursive", str(directory), f"s3://{self.bucket}/aws/"),
            "rclone": self._rclone("copy", str(directory), self._remote("rclone")),
        }

    def many_downloads(self, directory: Path, copies: Path) -> Dict[str, Command]:
        """Commands that download what was uploaded by the same client, in the same ways."""
        return {
            "oint": self._each("GetObject", directory, "oint/{}", "--out", f"{copies}/{{}}"),
            "aws": self._aws("cp", "--recursive", f"s3://{self.bucket}/aws/", str(copies)),
            "rclone": self._rclone("copy", self._remote("rclone"), str(copies)),
        }

    def _ours(self, method: str, name: str, *words: str) -> List[str]:
        return ["s3", method, "--name", name, "--basic", self._connection, "--dir", "true", *words]

    def _each(self, method: str, directory: Path, name: str, *words: str) -> Command:
        names = self._bench.scratch / "names"
        names.write_text("".join(f"{file}\n" for file in sorted(os.listdir(directory))))
        return self._command(
            found("xargs"), "-a", str(names), "-P", str(PARALLEL_PROCESSES), "-I", "{}", self._bench.oint,
            *self._ours(method, name, "--bucket", self.bucket, *words))

    def _aws_words(self) -> List[str]:
        return [str(self._environment / "bin/python"), "-m", "awscli"]

    def _aws(self, *words: str) -> Command:
        return self._command(
            *self._aws_words(), "--endpoint-url", self._address, "s3", *words, "--only-show-errors",
            AWS_ACCESS_KEY_ID=self._access_key, AWS_SECRET_ACCESS_KEY=self._secret_key, AWS_DEFAULT_REGION=REGION,
            AWS_CONFIG_FILE=os.devnull, AWS_SHARED_CREDENTIALS_FILE=os.devnull, AWS_EC2_METADATA_DISABLED="true")

    def _rclone_program(self) -> str:
        return str(self._environment / "bin/rclone")

    def _remote(self, name: str) -> str:
        return f"bench:{self.bucket}/{name}"

    def _rclone(self, *words: str) -> Command:
        # It passes over what is there already; here it is to copy that again.
        return self._command(
            self._rclone_program(), "--config", "", *words, "--ignore-times", "--quiet",
            RCLONE_CONFIG_BENCH_TYPE="s3", RCLONE_CONFIG_BENCH_PROVIDER="Other",
            RCLONE_CONFIG_BENCH_ENDPOINT=self._address, RCLONE_CONFIG_BENCH_REGION=REGION,
            RCLONE_CONFIG_BENCH_ACCESS_KEY_ID=self._access_key,
            RCLONE_CONFIG_BENCH_SECRET_ACCESS_KEY=self._secret_key)

    def _curl(self, *words: str) -> Command:
        return self._command(self._bench.curl, "-q", "-sS", *words)

    def _command(self, *words: str, **variables: str) -> Command:
        return Command(words, plain_environment(**variables), self._process)


class _Check:
    """Sees to it that every copy has the size of the source, and the first of each client its bytes."""

    def __init__(self, subject: str, source: Path) -> None:
        self._subject = subject
        self._size = source.stat().st_size
        with source.open("rb") as stream:
            self._digest = _digest(stream)
        self._seen: Set[str] = set()

    def check_file(self, client: str, file: Path) -> None:
        """Checks what was downloaded, and removes it."""
        self._check_size(client, file.stat().st_size)
        if self._is_first(client):
            with file.open("rb") as stream:
                self._check_bytes(client, stream)
        # Removed before the system writes it out, so that nobody pays for the one before.
        file.unlink()

    def check_object(self, client: str, link: str) -> None:
        """Checks what was uploaded, by what the server gives back."""
        with _open(link, "bytes=0-0") as answer:
            self._check_size(client, int(answer.headers["Content-Range"].split("/")[1]))
        if self._is_first(client):
            with _open(link) as answer:
                self._check_bytes(client, answer)

    def _is_first(self, client: str) -> bool:
        if client in self._seen:
            return False
        self._seen.add(client)
        return True

    def _check_size(self, client: str, size: int) -> None:
        if size != self._size:
            raise RuntimeError(f"{self._subject}: {client} copied {size} bytes instead of {self._size}")

    def _check_bytes(self, client: str, stream: IO[bytes]) -> None:
        if _digest(stream) != self._digest:
            raise RuntimeError(f"{self._subject}: {client} copied other bytes")


def _measure_small(bench: Bench, clients: _Clients, server: str) -> None:
    """One small object, from the start of a process to its end."""
    file = bench.scratch / "small"
    write_noise(file, SMALL_OBJECT)
    rounds = min(bench.sizes.call_rounds, MOST_CALL_ROUNDS)
    for subject, runs in _copies(bench, clients, server, file, "1 KiB", rounds):
        bench.rows.append(time_row(subject, runs["oint"], runs["aws"], "aws s3 cp", CALL_GOAL))
        bench.rows.append(time_row(subject, runs["oint"], runs["rclone"], "rclone copyto", None))
        bench.rows.append(time_row(subject, runs["oint"], runs["curl"], "curl", None))


def _measure_large(bench: Bench, clients: _Clients, server: str) -> None:
    """One large object: speed, memory, and what it was that kept it from being faster."""
    size = bench.sizes.transfer
    if server == "moto" and size > MOST_FROM_MOTO:
        size = MOST_FROM_MOTO
        bench.notes.append(
            f"moto reads a whole object for each stretch that is asked for, so it gets no more than {size // MIB} MiB.")
    file = bench.scratch / "large"
    write_noise(file, size)
    for subject, runs in _copies(bench, clients, server, file, f"{size // MIB} MiB", bench.sizes.transfer_rounds):
        ours = runs["oint"]
        bench.rows.append(throughput_row(subject, ours, runs["rclone"], "rclone copyto", size, THROUGHPUT_GOAL))
        bench.rows.append(throughput_row(subject, ours, runs["aws"], "aws s3 cp", size, None))
        bench.rows.append(throughput_row(subject, ours, runs["curl"], "curl", size, None))
        bench.rows.append(memory_row(f"{subject}: peak memory", ours, runs["rclone"], "rclone copyto", MEMORY_GOAL))
        bench.notes.append(f"{subject}: {_loads(runs)}. With oint, {_binding(ours, server)}.")
    file.unlink()


def _copies(
    bench: Bench, clients: _Clients, server: str, file: Path, size: str, rounds: int
) -> Iterator[Tuple[str, Dict[str, Runs]]]:
    """Measures uploads and downloads of a file by each client."""
    names = {client: f"{file.name}-{client}" for client in ["oint", "aws", "rclone", "curl"]}
    links = {client: clients.link("GetObjectDownloadLink", name) for client, name in names.items()}
    subject = f"Upload, {size}, {server}"
    uploaded = _Check(subject, file)
    yield subject, interleaved(
        clients.uploads(file, names), rounds, bench.scratch,
        after=lambda client: uploaded.check_object(client, links[client]))
    copy = bench.scratch / "copy"
    subject = f"Download, {size}, {server}"
    downloaded = _Check(subject, file)
    yield subject, interleaved(
        clients.downloads(names["oint"], copy), rounds, bench.scratch,
        after=lambda client: downloaded.check_file(client, copy))


def _measure_many(bench: Bench, clients: _Clients, server: str) -> None:
    """Many small objects. oint copies one a process, the others all in one: the ratios are for information."""
    count = bench.sizes.objects
    files, copies = bench.scratch / "many", bench.scratch / "copies"
    files.mkdir()
    for number in range(count):
        (files / f"{number:06}").write_bytes(os.urandom(MANY_OBJECTS_SIZE))
    copies.mkdir()

    def check(client: str) -> None:
        for file in files.iterdir():
            if (copies / file.name).read_bytes() != file.read_bytes():
                raise RuntimeError(f"{client} copied {file.name} wrongly")
        shutil.rmtree(copies)
        copies.mkdir()

    rounds = bench.sizes.transfer_rounds
    measured = {
        # What was uploaded is checked by downloading it.
        "Upload": interleaved(clients.many_uploads(files), rounds, bench.scratch),
        "Download": interleaved(clients.many_downloads(files, copies), rounds, bench.scratch, after=check),
    }
    for way, runs in measured.items():
        subject = f"{way}, {count:,} × {MANY_OBJECTS_SIZE // 1024} KiB, {server}"
        bench.rows.append(time_row(subject, runs["oint"], runs["aws"], "aws s3 cp --recursive", None))
        bench.rows.append(time_row(subject, runs["oint"], runs["rclone"], "rclone copy", None))
        each = ", ".join(f"{client} {kind.median / count * 1000:.1f} ms" for client, kind in runs.items())
        bench.notes.append(
            f"{subject}: {each} an object; oint with a process for each, {PARALLEL_PROCESSES} at a time, the others "
            f"with one for all; {_loads(runs)}.")
    shutil.rmtree(files)
    shutil.rmtree(copies)


def _loads(runs: Mapping[str, Runs]) -> str:
    """How many processors each client kept busy, and how many the server did for it."""
    loads = [f"{client} {kind.load:.2f} + {kind.server_load:.2f}" for client, kind in runs.items()]
    return "processors kept busy by the client and by the server: " + ", ".join(loads)


def _binding(runs: Runs, server: str) -> str:
    """Says what limits a transfer."""
    processors = os.cpu_count() or 1
    ours, theirs, others = runs.load, runs.server_load, runs.other_load
    if others > MOST_OTHER_LOAD:
        return f"the machine was busy with other work ({others:.2f} processors), so that nothing can be told"
    if server == "moto" and theirs >= BUSY:
        return "the server binds: it is written in Python, and uses no more than one processor"
    if ours + theirs + others >= BUSY * processors:
        return f"the processors bind, and {theirs / (ours + theirs):.0%} of the work is the server's"
    return "no processor binds, but a disk or waiting"


def _open(link: str, byte_range: str = "") -> Any:
    """The answer to a request for a link, past all proxies."""
    request = urllib.request.Request(link, headers={"Range": byte_range} if byte_range else {})
    return urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request)


def _digest(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    for block in iter(lambda: stream.read(MIB), b""):
        digest.update(block)
    return digest.hexdigest()
