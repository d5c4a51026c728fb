"""Many small calls over TLS: one batch, one curl that makes them side by side, and a curl for each."""

from __future__ import annotations

import json
from pathlib import Path

from bench import Bench
from portal import Portal
from processes import Command, Run, Runs, interleaved, plain_environment, run
from report import Row, memory_row, rate_row

PARALLEL = 64
# What is made by separate processes, and counted up to the whole.
SEPARATE = 500
THROUGHPUT_GOAL = 1.0
SEPARATE_GOAL = 20.0
MEMORY_GOAL = 100 << 20
# How much the peak may grow with ten times the lines.
GROWTH_GOAL = 1.2

_BODY = '{"id":"1"}'
_METHOD = "batch.example"


def measure_batch(bench: Bench, portal: Portal) -> None:
    """The same calls in all ways, and the memory of a tenth of them."""
    count = bench.sizes.calls
    tenth = max(count // 10, 1)
    ours = {number: _batch(bench, portal, number) for number in [count, tenth]}
    parallel = portal.curl(
        bench.curl, "--parallel", "--parallel-max", str(PARALLEL), "-K", str(_curl_file(bench, portal, count)))
    separate = Command(
        ["/bin/sh", str(_script(bench, portal))], plain_environment())
    _check(bench, ours[count], count)
    runs = interleaved(
        {"oint": ours[count], "tenth": ours[tenth], "curl": parallel, "separate": separate},
        bench.sizes.batch_rounds, bench.scratch)
    scaled = Runs([_scaled(each, count / SEPARATE) for each in runs["separate"].all])
    subject = f"{count} TLS calls, {PARALLEL} at a time"
    bench.rows += [
        rate_row(subject, runs["oint"], runs["curl"], "curl --parallel", count, THROUGHPUT_GOAL),
        rate_row(f"{subject}, separate", runs["oint"], scaled, "curl, one each", count, SEPARATE_GOAL),
        memory_row(f"{subject}, memory", runs["oint"], runs["curl"], "curl --parallel", MEMORY_GOAL),
        _growth_row(runs["oint"], runs["tenth"], count, tenth),
        _journal_row(bench, portal, runs["oint"], count),
    ]
    bench.notes.append(f"Separate starts of curl were measured on {SEPARATE} and scaled to {count}.")
    bench.notes.append(
        f"Load: oint {runs['oint'].load:.2f}, the server beside it {runs['oint'].server_load:.2f}; "
        f"curl --parallel {runs['curl'].load:.2f}, the server {runs['curl'].server_load:.2f}.")


def _batch(bench: Bench, portal: Portal, count: int, *words: str) -> Command:
    """A batch of so many calls."""
    file = bench.scratch / f"calls-{count}.jsonl"
    call = {
        "library": "bitrix24", "method": "Call",
        "options": {"url": portal.webhook, "method": _METHOD, "fields": json.loads(_BODY)},
    }
    with file.open("w") as stream:
        for number in range(count):
            stream.write(json.dumps({"id": number, **call}) + "\n")
    command = bench.ours(
        "batch", str(file), "--concurrency", str(PARALLEL), *words, SSL_CERT_FILE=str(portal.authority))
    return Command(command.words, command.environment, portal.process_id)


def _curl_file(bench: Bench, portal: Portal, count: int) -> Path:
    """The same calls for one curl."""
    file = bench.scratch / "calls.curl"
    # One operation with many addresses, whose options count for all of them.
    head = f"header = \"Content-Type: application/json\"\ndata = {json.dumps(_BODY)}\n"
    file.write_text(head + f'url = "{portal.webhook}{_METHOD}"\noutput = "/dev/null"\n' * count)
    return file


def _script(bench: Bench, portal: Portal) -> Path:
    """The same calls, a curl for each."""
    file = bench.scratch / "calls.sh"
    words = portal.curl(
        bench.curl, "-X", "POST", "-H", "Content-Type: application/json", "-d", _BODY, portal.webhook + _METHOD).words
    quoted = " ".join("'" + word + "'" for word in words)
    file.write_text(f"set -e\nn=0\nwhile [ $n -lt {SEPARATE} ]; do\n  {quoted} > /dev/null\n  n=$((n + 1))\ndone\n")
    return file


def _check(bench: Bench, command: Command, count: int) -> None:
    """Makes sure that every call has its result."""
    run(command, bench.scratch)
    lines = (bench.scratch / "output").read_text().splitlines()
    ids = {json.loads(line)["id"] for line in lines}
    if len(lines) != count or len(ids) != count:
        raise RuntimeError(f"{count} calls have {len(lines)} results")


def _scaled(each: Run, factor: float) -> Run:
    return Run(
        each.seconds * factor, each.processor * factor, each.peak, each.server * factor, each.machine * factor)


def _growth_row(whole: Runs, tenth: Runs, count: int, fewer: int) -> Row:
    """How much more memory ten times the lines take."""
    ratio = whole.peak / tenth.peak
    return Row(
        f"Memory, {count} lines and {fewer}", f"{whole.peak / (1 << 20):.1f} MiB", f"{tenth.peak / (1 << 20):.1f} MiB",
        f"{ratio:.2f}", goal=f"≤ {GROWTH_GOAL:.2f}", is_met=ratio <= GROWTH_GOAL)


def _journal_row(bench: Bench, portal: Portal, plain: Runs, count: int) -> Row:
    """What a journal costs; without a goal, since the disk decides it."""
    journal = bench.scratch / "journal"
    command = _batch(bench, portal, count, "--journal", str(journal))

    def remove(_: str) -> None:
        journal.unlink()

    runs = interleaved({"journal": command}, bench.sizes.batch_rounds, bench.scratch, after=remove)["journal"]
    return rate_row("With a journal", runs, plain, "without", count, None)
