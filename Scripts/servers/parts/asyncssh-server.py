"""An SSH server: asyncssh-server.py DIR. Prints `port NUMBER`, and serves until it is ended.

`plain` logs in by password; `questioned` by questions in two rounds: code `a` and PIN `b`, then `c`. Commands:

stderr N     writes N bytes to standard error, then `done` to standard output
exit N       ends with that status
sleep        ends when the connection does
anything     is written back: `command: …`
"""

import asyncio
import pathlib
import sys

import asyncssh

FOLDER = pathlib.Path(sys.argv[1])
PASSWORD = "pä ss, 100%"


class Server(asyncssh.SSHServer):
    def connection_made(self, connection):
        self.connection = connection
        self.round = 0

    def begin_auth(self, user):
        self.user = user
        self.connection.send_auth_banner("Welcome\n")
        return True

    def password_auth_supported(self):
        return self.user == "plain"

    def validate_password(self, user, password):
        return user == "plain" and password == PASSWORD

    def kbdint_auth_supported(self):
        return self.user == "questioned"

    def get_kbdint_challenge(self, user, language, methods):
        return "Log in", "Two rounds", "en", [("Code: ", True), ("PIN: ", False)]

    def validate_kbdint_response(self, user, answers):
        self.round += 1
        if self.round == 1 and list(answers) == ["a", "b"]:
            return "Once more", "", "en", [("Again: ", False)]
        return self.round == 2 and list(answers) == ["c"]


async def run(process):
    words = (process.command or "").split()
    match words:
        case ["stderr", count]:
            process.stderr.write("e" * int(count))
            process.stdout.write("done\n")
        case ["sleep"]:
            await asyncio.Event().wait()
        case _:
            process.stdout.write(f"command: {process.command}\n")
    await process.stdout.drain()
    process.exit(int(words[1]) if words[:1] == ["exit"] else 0)


class Files(asyncssh.SFTPServer):
    """Files below the folder, which is the root for clients."""

    def __init__(self, channel):
        super().__init__(channel, chroot=str(FOLDER / "files").encode())


async def main():
    server = await asyncssh.create_server(
        Server, "127.0.0.1", 0, server_host_keys=[str(FOLDER / "host_key")], process_factory=run, sftp_factory=Files)
    print("port", server.sockets[0].getsockname()[1])
    await asyncio.Event().wait()


asyncio.run(main())
