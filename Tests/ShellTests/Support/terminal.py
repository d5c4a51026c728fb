"""Types into a shell on a terminal, and tells what the screen shows.

A job comes through standard input as JSON: "command", "environment", "directory", "steps", "seconds". A step is the
keys to type, under "type", and a text to wait for, under "until". The answer is JSON: what the "screen" shows at the
end, and the text that was "missing" when the time was up, or null.
"""

import json
import sys
import time

import pexpect
import pyte

ROWS, COLUMNS = 50, 140


class Terminal:
    """A shell, and the screen that it draws on."""

    def __init__(self, job):
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.stream = pyte.ByteStream(self.screen)
        self.deadline = time.monotonic() + job["seconds"]
        command = job["command"]
        self.shell = pexpect.spawn(
            command[0], command[1:], env=job["environment"], cwd=job["directory"], dimensions=(ROWS, COLUMNS),
        )
        self.shell.delaybeforesend = None
        # Shells ask the terminal what it is, and where the cursor stands.
        self.screen.write_process_input = self.shell.send

    def lines(self):
        """What the screen shows, without blanks at the ends of lines and without empty lines at the end."""
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip().split("\n")

    def shows(self, text):
        """Takes in what the shell draws until the screen shows a text; false when the time is up first."""
        while not any(text in line for line in self.lines()):
            try:
                drawn = self.shell.read_nonblocking(65536, timeout=max(0.0, self.deadline - time.monotonic()))
            except (pexpect.TIMEOUT, pexpect.EOF):
                return False
            self.stream.feed(drawn)
        return True

    def run(self, steps):
        """Does the steps; gives the text that was waited for in vain, or None."""
        for step in steps:
            self.shell.send(step["type"])
            if not self.shows(step["until"]):
                return step["until"]
        return None


def main():
    job = json.load(sys.stdin)
    terminal = Terminal(job)
    missing = terminal.run(job["steps"])
    json.dump({"screen": terminal.lines(), "missing": missing}, sys.stdout)
    terminal.shell.close(force=True)


main()
