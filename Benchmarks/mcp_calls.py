"""Tools called by an agent through standard input and output: oint's server, and one of the official Python SDK."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any, Callable, Dict, List, Tuple

from bench import Bench, first_line
from processes import Command, Run, Runs, plain_environment
from report import memory_row, rate_row, time_row

CALLS_GOAL = 10.0
VERSION = "2025-11-25"
ROUNDS = 5
OTHER = "Python SDK"

# A server's command, and what makes the arguments of a call that runs SQL.
Side = Tuple[Command, Callable[[str], Dict[str, Any]]]


def measure_mcp(bench: Bench) -> None:
    """The first result of a server that is started, and how many calls it serves a second; one client for both."""
    database = bench.scratch / "people.db"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, mail TEXT)")
        connection.executemany(
            "INSERT INTO people VALUES (?, ?, ?)", ((n, f"Person {n}", f"{n}@example.com") for n in range(1000)))
    sides = _sides(bench, database)
    firsts: Dict[str, List[Run]] = {name: [] for name in sides}
    rates: Dict[str, List[Run]] = {name: [] for name in sides}
    for _ in range(ROUNDS):
        for name, side in sides.items():
            first, rest = _converse(side, bench.sizes.mcp_calls)
            firsts[name].append(first)
            rates[name].append(rest)
    first, rest = ({name: Runs(runs) for name, runs in each.items()} for each in (firsts, rates))
    bench.rows.append(
        time_row("MCP: start, initialize, first result", first["oint"], first[OTHER], OTHER, None))
    subject = f"MCP: {bench.sizes.mcp_calls:,} SQLite queries"
    bench.rows.append(rate_row(subject, rest["oint"], rest[OTHER], OTHER, bench.sizes.mcp_calls, CALLS_GOAL))
    bench.rows.append(memory_row("MCP: peak memory", rest["oint"], rest[OTHER], OTHER, None))


def _sides(bench: Bench, database: Path) -> Dict[str, Side]:
    def ours(sql: str) -> Dict[str, Any]:
        options = {"db": str(database), "sql": sql}
        return {
            "name": "call_method", "arguments": {"library": "sqlite", "method": "ExecuteSQLQuery", "options": options}}

    def theirs(sql: str) -> Dict[str, Any]:
        return {"name": "query", "arguments": {"db": str(database), "sql": sql}}

    here = Path(__file__).resolve().parent
    installer, requirements = here.parent / "Scripts/python.sh", here / "requirements.txt"
    python = Path(first_line([str(installer), str(requirements)])) / "bin/python"
    return {
        "oint": (bench.ours("mcp", "start", "--files", str(bench.scratch)), ours),
        OTHER: (Command([str(python), str(here / "mcp_server.py")], plain_environment()), theirs),
    }


def _converse(side: Side, count: int) -> Tuple[Run, Run]:
    """Starts a server, takes the time until the first result, then that of all calls, and checks all answers."""
    command, arguments = side
    lines = [_line(number, arguments(_sql(number))) for number in range(count + 1)]
    start = time.perf_counter()
    with subprocess.Popen(
        command.words, env=dict(command.environment), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL) as server:
        assert server.stdin and server.stdout
        server.stdin.write(_message("initialize", {
            "protocolVersion": VERSION, "capabilities": {}, "clientInfo": {"name": "bench", "version": "1"}}, "start"))
        server.stdin.flush()
        server.stdout.readline()
        server.stdin.write(b'{"jsonrpc":"2.0","method":"notifications/initialized"}\n' + lines[0])
        server.stdin.flush()
        answers = [server.stdout.readline()]
        first = time.perf_counter() - start
        # The pipes hold back whoever runs ahead, so that as many calls are under way as the server lets in.
        sender = threading.Thread(target=_send, args=(server.stdin, lines[1:]))
        start = time.perf_counter()
        sender.start()
        answers += [server.stdout.readline() for _ in range(count)]
        seconds = time.perf_counter() - start
        sender.join()
        server.stdin.close()
        _, _, usage = os.wait4(server.pid, 0)
        server.returncode = 0
    for answer in answers:
        _check(json.loads(answer))
    processor, peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024
    return Run(first, processor, peak, 0, 0), Run(seconds, processor, peak, 0, 0)


def _send(target: Any, lines: List[bytes]) -> None:
    for start in range(0, len(lines), 16):
        target.write(b"".join(lines[start : start + 16]))
        target.flush()


def _sql(number: int) -> str:
    return f"SELECT id, name, mail FROM people WHERE id = {number % 1000}"


def _line(number: int, parameters: Dict[str, Any]) -> bytes:
    return _message("tools/call", parameters, number)


def _message(method: str, parameters: Dict[str, Any], identifier: Any) -> bytes:
    message = {"jsonrpc": "2.0", "id": identifier, "method": method, "params": parameters}
    return json.dumps(message).encode() + b"\n"


def _check(answer: Dict[str, Any]) -> None:
    """Answers may come in any order: the id tells which row is wanted."""
    number = answer["id"] % 1000
    wanted = [{"id": number, "name": f"Person {number}", "mail": f"{number}@example.com"}]
    if json.loads(answer["result"]["content"][0]["text"])["data"] != wanted:
        raise RuntimeError(f"the answer to call {answer['id']} is wrong: {answer}")
