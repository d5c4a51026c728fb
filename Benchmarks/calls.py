"""Small things from start to end: a call over TLS, and programs that only say something."""

from __future__ import annotations

import json
import os
from pathlib import Path

from bench import Bench
from portal import Portal
from processes import Command, interleaved, plain_environment, run
from report import time_row

CALL_GOAL = 0.6
START_GOAL = 1.0

SYSTEM_BUNDLES = [
    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
]


def measure_call(bench: Bench, portal: Portal, subject: str, authority: Path) -> None:
    """The whole process of a call: start, name look-up, TLS, a small JSON, end."""
    commands = {
        "oint": bench.ours("bitrix24", "ServerTime", "--url", portal.webhook, SSL_CERT_FILE=str(authority)),
        "curl": portal.curl(
            bench.curl, "-X", "POST", "-H", "Content-Type: application/json", "-d", "{}",
            portal.webhook + "server.time", authority=authority),
    }
    answers = []
    for command in commands.values():
        run(command, bench.scratch)
        answers.append(json.loads((bench.scratch / "output").read_text()))
    if answers[0] != answers[1]:
        raise RuntimeError(f"oint and curl got different answers: {answers}")
    runs = interleaved(commands, bench.sizes.call_rounds, bench.scratch)
    bench.rows.append(time_row(subject, runs["oint"], runs["curl"], "curl", CALL_GOAL))


def measure_calls(bench: Bench, portal: Portal) -> None:
    """Calls with the one authority that is needed, and with those of a system besides."""
    measure_call(bench, portal, "TLS call, 1 authority", portal.authority)
    system = next((Path(path) for path in SYSTEM_BUNDLES if os.path.exists(path)), None)
    if not system:
        bench.notes.append("No bundle of authorities was found on this system.")
        return
    text = system.read_text() + "\n" + portal.authority.read_text()
    bundle = bench.scratch / "bundle.pem"
    bundle.write_text(text)
    measure_call(bench, portal, f"TLS call, {text.count('BEGIN CERTIFICATE')} authorities", bundle)


def measure_starts(bench: Bench) -> None:
    """Programs that start, say something and end."""
    environment = plain_environment()
    runs = interleaved(
        {
            "oint --version": bench.ours("--version"),
            "oint bitrix24": bench.ours("bitrix24"),
            "curl --version": Command([bench.curl, "--version"], environment),
            "python3 -c pass": Command([bench.python, "-c", "pass"], environment),
        }, bench.sizes.call_rounds, bench.scratch)
    for other, goal in [("curl --version", START_GOAL), ("python3 -c pass", None)]:
        for ours in ["oint --version", "oint bitrix24"]:
            bench.rows.append(time_row(ours, runs[ours], runs[other], other, goal))
