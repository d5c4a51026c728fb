"""A WebSocket server: websocket-server.py DIR. Prints `tls NUMBER` and `port NUMBER`, and serves until it is ended.

By path: `/echo` gives every message back; `/headers` sends the request's headers as JSON, and closes; `/close/CODE/REASON`
closes with these; `/fragments` answers each message in fragments of three characters or bytes, with a ping between;
`/drop` drops the connection after the first message; `/count/N` sends N messages, and closes; any other path is refused
with 404 and a text. It takes the subprotocols `chat` and `json`.
"""

import asyncio
import http
import json
import pathlib
import ssl
import sys
from urllib.parse import unquote

from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

folder = pathlib.Path(sys.argv[1])
PATHS = ("/echo", "/headers", "/close/", "/fragments", "/drop", "/count/")


async def handle(connection):
    words = [unquote(word) for word in connection.request.path.split("?")[0].strip("/").split("/")]
    try:
        match words:
            case ["headers"]:
                await connection.send(json.dumps(list(connection.request.headers.raw_items())))
            case ["close", code, *reason]:
                await connection.close(int(code), "/".join(reason))
            case ["count", number]:
                for index in range(int(number)):
                    await connection.send(str(index))
            case ["drop"]:
                await connection.recv()
                connection.transport.abort()
            case ["fragments"]:
                async for message in connection:
                    await connection.send(fragments(connection, message))
            case _:
                async for message in connection:
                    await connection.send(message)
    except ConnectionClosed:
        pass


async def fragments(connection, message):
    """A message in pieces, with pings between them."""
    for start in range(0, len(message), 3):
        yield message[start : start + 3]
        await connection.ping()


def refuse(connection, request):
    if not request.path.startswith(PATHS):
        return connection.respond(http.HTTPStatus.NOT_FOUND, "there is no such path\n")


def choose(connection, offered):
    """A subprotocol of those that the client offers; a client need not offer any."""
    return next((name for name in offered if name in ("chat", "json")), None)


async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.crt", folder / "server.key")
    options = {"process_request": refuse, "select_subprotocol": choose, "max_size": 64 << 20}
    secure = await serve(handle, "127.0.0.1", 0, ssl=context, **options)
    plain = await serve(handle, "127.0.0.1", 0, **options)
    print("tls", secure.sockets[0].getsockname()[1])
    print("port", plain.sockets[0].getsockname()[1])
    await asyncio.Event().wait()


asyncio.run(main())
