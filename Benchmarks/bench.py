"""What all measurements share: the programs, a place for files, and the rows and notes that they add."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import List

from processes import Command, plain_environment
from report import MIB, Row


@dataclass(frozen=True)
class Sizes:
    """How much is measured, and how often."""

    # Bytes of a large file.
    transfer: int
    # Rows of a table that is read, and rows that are added to one.
    rows: int
    added_rows: int
    # Small objects that are copied together.
    objects: int
    # Small calls that are made in one batch.
    calls: int
    # Calls of a tool that an agent makes.
    mcp_calls: int
    # How often each small call, each work of a database, each large transfer, and each batch is done.
    call_rounds: int
    database_rounds: int
    transfer_rounds: int
    batch_rounds: int


class Bench:
    """The measurements of one subject: their means, and the rows and notes that come of them."""

    def __init__(self, oint: Path, sizes: Sizes, scratch: Path) -> None:
        self.oint = str(oint.resolve())
        self.curl = found("curl")
        # Not what the search path gives, which may be a script that looks for the interpreter first.
        self.python = sys.executable
        self.sizes = sizes
        self.scratch = scratch
        self.rows: List[Row] = []
        self.notes: List[str] = []

    def ours(self, *words: str, **variables: str) -> Command:
        """An oint command with some variables in its environment."""
        return Command([self.oint, *words], plain_environment(**variables))

    def remove_output(self) -> None:
        """Removes what the last command printed, so that the next one need not cut a long file short."""
        (self.scratch / "output").unlink(missing_ok=True)


def found(program: str, installer: str = "Scripts/setup.sh") -> str:
    """The path of a program, which has to be there."""
    path = shutil.which(program)
    if not path:
        sys.exit(f"{program} is missing; {installer} installs it")
    return path


def server_variable(name: str) -> str:
    """Where a server of the tests is, which a variable tells."""
    value = os.environ.get(name)
    if not value:
        sys.exit(f"{name} is not set: run this through Scripts/with-servers.sh, as Benchmarks/run.sh does")
    return value


def text_of(words: List[str], **variables: str) -> str:
    """What a command prints that is not measured."""
    environment = plain_environment(**variables)
    result = subprocess.run(words, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if result.returncode != 0:
        raise RuntimeError(f"{words[0]} ended with {result.returncode}:\n{result.stdout}{result.stderr}")
    return result.stdout


def first_line(words: List[str]) -> str:
    """The first line that a command prints."""
    return text_of(words).split("\n")[0]


def write_noise(file: Path, size: int) -> None:
    """Fills a file with as many bytes that can't be compressed."""
    # The same block again and again: the bytes don't matter, and holding many would count as memory of the children.
    block = os.urandom(MIB)
    with file.open("wb") as stream:
        for start in range(0, size, MIB):
            stream.write(block[: size - start])
