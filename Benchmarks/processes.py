"""Runs commands and takes their time, processor time and memory."""

from __future__ import annotations

import os
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Dict, List, Mapping, Optional, Sequence

# What would send the two sides of a comparison different ways.
_VARIABLES = {
    "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE", "HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY",
    "OINT_DEBUG",
}


def plain_environment(**extra: str) -> Dict[str, str]:
    """The environment without certificates and proxies, and with the given variables."""
    kept = {name: value for name, value in os.environ.items() if name.upper() not in _VARIABLES}
    return {**kept, **extra}


@dataclass(frozen=True)
class Command:
    """A program with its arguments, the environment it gets, and the process of the server it talks to, if that is
    watched."""

    words: Sequence[str]
    environment: Mapping[str, str]
    server: Optional[int] = None


class CommandFailed(Exception):
    """A command did not end with 0: what it measured means nothing."""


@dataclass(frozen=True)
class Run:
    """One run of a command: wall seconds, processor seconds, the peak of its memory in bytes, and the processor seconds
    of its server and of the whole machine meanwhile."""

    seconds: float
    processor: float
    peak: int
    server: float
    machine: float


@dataclass(frozen=True)
class Runs:
    """All runs of a command."""

    all: List[Run]

    @property
    def median(self) -> float:
        """Wall seconds of the run in the middle."""
        return statistics.median(run.seconds for run in self.all)

    @property
    def best(self) -> float:
        """Wall seconds of the shortest run."""
        return min(run.seconds for run in self.all)

    @property
    def peak(self) -> int:
        """Bytes of memory that no run exceeded."""
        return max(run.peak for run in self.all)

    @property
    def load(self) -> float:
        """The share of the wall time that the command was on a processor, above 1 when on more than one."""
        return self._load(sum(run.processor for run in self.all))

    @property
    def server_load(self) -> float:
        """The same of the server it talked to, if that was watched."""
        return self._load(sum(run.server for run in self.all))

    @property
    def other_load(self) -> float:
        """The same of everything else on the machine."""
        return max(self._load(sum(run.machine - run.processor - run.server for run in self.all)), 0)

    def _load(self, processor: float) -> float:
        return processor / sum(run.seconds for run in self.all)


def run(command: Command, scratch: Path) -> Run:
    """Runs a command to its end; what it prints goes to files in the scratch directory.

    The memory is at least that of this process: the kernel counts the child before it turns into the command.
    """
    output, errors = scratch / "output", scratch / "errors"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, str(output), flags, 0o600),
        (os.POSIX_SPAWN_OPEN, 2, str(errors), flags, 0o600),
    ]
    server, machine = _process_seconds(command.server), _machine_seconds()
    start = time.perf_counter()
    child = os.posix_spawn(command.words[0], list(command.words), command.environment, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    server, machine = _process_seconds(command.server) - server, _machine_seconds() - machine
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        raise CommandFailed(f"{' '.join(command.words)} ended with {code}:\n{errors.read_text(errors='replace')}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, server, machine)


def _machine_seconds() -> float:
    """Processor seconds that the machine has spent since its start, idle and waiting for disks not counted."""
    with open("/proc/stat", encoding="ascii") as stream:
        user, nice, system, _, _, *interrupts = (int(ticks) for ticks in stream.readline().split()[1:9])
    return (user + nice + system + sum(interrupts)) / os.sysconf("SC_CLK_TCK")


def _process_seconds(process: Optional[int]) -> float:
    """Processor seconds that a process has spent since its start."""
    if process is None:
        return 0
    with open(f"/proc/{process}/stat", encoding="utf-8") as stream:
        # The name in brackets may hold anything; the numbers follow it.
        user, system = stream.read().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def interleaved(
    commands: Mapping[str, Command], rounds: int, scratch: Path, after: Callable[[str], None] = lambda name: None
) -> Dict[str, Runs]:
    """Runs commands in turn, round by round, so that a busy machine is busy for all of them.

    Each round starts with another command. One round more than asked for comes first and does not count: it brings
    files into memory. `after` is called after each run, outside the time that is taken.
    """
    names = list(commands)
    results: Dict[str, List[Run]] = {name: [] for name in names}
    for number in range(-1, rounds):
        shift = number % len(names)
        for name in names[shift:] + names[:shift]:
            result = run(commands[name], scratch)
            after(name)
            if number >= 0:
                results[name].append(result)
    return {name: Runs(runs) for name, runs in results.items()}
