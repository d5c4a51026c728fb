"""The server on this machine that stands in for a portal."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from typing import Optional

from processes import Command, plain_environment


class Portal:
    """A running server, with TLS by an authority of its own; it ends with the `with` statement."""

    def __init__(self, program: Path, directory: Path) -> None:
        """Starts the server, which writes its port and its authority's certificate into the directory."""
        self.authority = directory / "ca.pem"
        self._process = subprocess.Popen([program, "--dir", directory], stdin=subprocess.PIPE)
        self.address = f"https://localhost:{self._wait_for_port(directory / 'port')}"
        self.webhook = f"{self.address}/rest/1/made-up-code/"

    @property
    def process_id(self) -> int:
        """The number of the server's process."""
        return self._process.pid

    def curl(self, program: str, *words: str, authority: Optional[Path] = None) -> Command:
        """A curl command that trusts the server, or a given authority, without anybody's .curlrc."""
        return Command(
            [program, "-q", "-sS", "--cacert", str(authority or self.authority), *words], plain_environment())

    def __enter__(self) -> Portal:
        return self

    def __exit__(self, *_: object) -> None:
        # The server ends when its standard input does.
        self._process.communicate()

    def _wait_for_port(self, file: Path) -> int:
        while not file.exists():
            if self._process.poll() is not None:
                raise RuntimeError(f"the server ended with {self._process.returncode} before it listened")
            time.sleep(0.01)
        return int(file.read_text())
