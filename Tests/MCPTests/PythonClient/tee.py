"""Runs a server, and writes down every line that goes to it or comes from it, as it passes.

    tee.py RECORD COMMAND…
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import BinaryIO


def pass_on(source: BinaryIO, target: BinaryIO, record: BinaryIO, mark: bytes) -> None:
    """Passes lines on until the source ends; one write a line, so that the two directions don't mix."""
    for line in source:
        os.write(record.fileno(), mark + line)
        try:
            target.write(line)
            target.flush()
        except OSError:
            break
    try:
        target.close()
    except OSError:
        pass


def main() -> int:
    """Runs the server to its end."""
    with open(sys.argv[1], "ab") as record:
        server = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert server.stdin and server.stdout
        there = threading.Thread(
            target=pass_on, args=(sys.stdin.buffer, server.stdin, record, b"> "), daemon=True)
        there.start()
        pass_on(server.stdout, sys.stdout.buffer, record, b"< ")
        return server.wait()


if __name__ == "__main__":
    sys.exit(main())
