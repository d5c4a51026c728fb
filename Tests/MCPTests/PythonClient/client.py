"""Does with the official client what an agent does, and prints what came of it as JSON.

The one argument is a JSON object: `version`, `schemas` (a folder), `database`, `log` (that of the server), `record` (a
file to write), and `command` (a server to start) or `url` and `token` (of one that runs).
"""

from __future__ import annotations

import json
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, AsyncIterator, Dict, List

import anyio
import httpx2
import mcp.client.session
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client
from schemas import Checker

ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) "
STATELESS = "2026-07-28"


class RecordingTransport(httpx2.AsyncHTTPTransport):
    """Passes requests on, and writes down the messages in them and in their answers."""

    def __init__(self, record: Path) -> None:
        super().__init__()
        self._record = record

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Sends a request."""
        if request.method == "POST":
            self._note(">", request.content)
        response = await super().handle_async_request(request)
        kind = response.headers.get("content-type", "")
        if kind == "text/event-stream":
            response.stream = _Recorded(response.stream, self._note)
        elif kind == "application/json":
            self._note("<", await response.aread())
        return response

    def _note(self, mark: str, message: bytes) -> None:
        with self._record.open("ab") as file:
            file.write(mark.encode() + b" " + message.replace(b"\n", b" ") + b"\n")


class _Recorded(httpx2.AsyncByteStream):
    """A stream of events whose data is written down as it passes."""

    def __init__(self, stream: Any, note: Any) -> None:
        self._stream = stream
        self._note = note

    async def __aiter__(self) -> AsyncIterator[bytes]:
        rest = b""
        async for piece in self._stream:
            rest += piece
            *lines, rest = rest.split(b"\n")
            for line in lines:
                if line.startswith(b"data: "):
                    self._note("<", line[6:])
            yield piece

    async def aclose(self) -> None:
        """Closes the stream."""
        await self._stream.aclose()


class Task:
    """What is asked for on the command line."""

    def __init__(self, settings: Dict[str, Any]) -> None:
        self.settings = settings
        self.version: str = settings["version"]
        # One for each client: all of them count their requests from the same number.
        self.records: List[Path] = []

    @asynccontextmanager
    async def client(self) -> AsyncIterator[Client]:
        """A client that speaks the wanted version."""
        record = Path(f"{self.settings['record']}.{len(self.records)}")
        self.records.append(record)
        mode = STATELESS if self.version == STATELESS else "legacy"
        if mode == "legacy":
            # The client offers the newest version with sessions, and knows all of them.
            mcp.client.session.LATEST_HANDSHAKE_VERSION = self.version
        if "command" in self.settings:
            words = [str(Path(__file__).with_name("tee.py")), str(record), *self.settings["command"]]
            transport = stdio_client(StdioServerParameters(command=sys.executable, args=words))
            async with Client(transport, mode=mode) as client:
                yield client
        else:
            headers = {"Authorization": f"Bearer {self.settings['token']}"}
            timeout = httpx2.Timeout(60)
            async with httpx2.AsyncClient(
                headers=headers, transport=RecordingTransport(record), timeout=timeout) as http:
                async with Client(streamable_http_client(self.settings["url"], http_client=http), mode=mode) as client:
                    yield client

    def sql(self, text: str) -> Dict[str, Any]:
        """The arguments of a call that runs SQL."""
        options = {"db": self.settings["database"], "sql": text}
        return {"library": "sqlite", "method": "ExecuteSQLQuery", "options": options}

    async def logged(self, text: str) -> None:
        """Waits until a line of the server's log holds a text."""
        log = anyio.Path(self.settings["log"])
        while text not in await log.read_text():
            await anyio.sleep(0.01)

    async def run(self) -> Dict[str, Any]:
        """Does everything."""
        result: Dict[str, Any] = {}
        async with self.client() as client, self.client() as other:
            result["version"] = client.protocol_version
            result["server"] = client.server_info.name if client.server_info else None
            result["tools"] = [tool.name for tool in (await client.list_tools()).tools]
            found = await client.call_tool("search_methods", {"query": "execute sql query", "library": "sqlite"})
            result["found"] = json.loads(found.content[0].text)["methods"][0]["method"]
            described = await client.call_tool("describe_method", {"library": "sqlite", "method": result["found"]})
            result["options"] = list(json.loads(described.content[0].text)["options"]["properties"])
            rows = await client.call_tool("call_method", self.sql("SELECT id, name FROM people ORDER BY id"))
            result["rows"] = json.loads(rows.content[0].text)
            result["structured"] = rows.structured_content
            failed = await client.call_tool("call_method", self.sql("SELECT nothing"))
            result["failure"] = {"is_error": failed.is_error, "text": failed.content[0].text}
            try:
                await client.call_tool("no_such_tool", {})
            except mcp.MCPError as error:
                result["unknown_tool"] = error.error.code
            result["progress"] = await self._progress(client)
            result["both"] = await self._both(client, other)
            await self._cancel(client)
            after = await client.call_tool("call_method", self.sql("SELECT 1 AS one"))
            result["after_cancelling"] = json.loads(after.content[0].text)["data"]
        return {**result, **self._checked()}

    async def _progress(self, client: Client) -> List[float]:
        told: List[float] = []

        async def note(progress: float, total: float | None, message: str | None) -> None:
            told.append(progress)

        await client.call_tool("call_method", self.sql(ENDLESS + "SELECT x FROM c LIMIT 5000"), progress_callback=note)
        return told

    async def _both(self, *clients: Client) -> List[Any]:
        """What two clients get that ask at the same time, each many times."""
        answers: List[List[int]] = [[] for _ in clients]

        async def ask(index: int, number: int) -> None:
            answer = await clients[index].call_tool("call_method", self.sql(f"SELECT {number * 10 + index} AS n"))
            answers[index].append(json.loads(answer.content[0].text)["data"][0]["n"])

        async with anyio.create_task_group() as group:
            for number in range(10):
                for index in range(len(clients)):
                    group.start_soon(ask, index, number)
        return [sorted(each) for each in answers]

    async def _cancel(self, client: Client) -> None:
        """Gives up a query that would never end, while another one is answered."""
        async with anyio.create_task_group() as group:
            group.start_soon(client.call_tool, "call_method", self.sql(ENDLESS + "SELECT count(*) FROM c"))
            await client.call_tool("call_method", self.sql("SELECT 2"))
            await client.call_tool("get_services", {})
            group.cancel_scope.cancel()
        # Only a query that was really interrupted comes to its end.
        await self.logged("call_method: failed (130)")

    def _checked(self) -> Dict[str, Any]:
        """Checks all messages, as they were on the wire, if there are schemas to check them by."""
        result: Dict[str, Any] = {"checks": 0, "problems": []}
        if not self.settings["schemas"]:
            return result
        for record in self.records:
            checker = Checker(Path(self.settings["schemas"]), self.version)
            for line in record.read_text().splitlines():
                message = json.loads(line[2:])
                (checker.sent if line.startswith(">") else checker.received)(message)
            result["checks"] += checker.count
            result["problems"] += checker.problems
        return result


async def main() -> None:
    """Does what the argument says."""
    task = Task(json.loads(sys.argv[1]))
    with anyio.fail_after(120):
        print(json.dumps(await task.run()))


if __name__ == "__main__":
    anyio.run(main)
