"""A server of the RCON protocol: rcon-server.py PORT.

`long N` is answered by N letters, in as many packets as that takes; `empty` by nothing; anything else by `ran: …`.
"""

import sys

from rconx.server.server import RconServer


def answer(command, information):
    text = command.content.decode()
    match text.split():
        case ["long", count]:
            return "x" * int(count)
        case ["empty"]:
            return ""
        case _:
            return "ran: " + text


RconServer("127.0.0.1", int(sys.argv[1]), authentication="pä ss", command_handler=answer).serve()
