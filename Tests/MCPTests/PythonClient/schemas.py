"""Checks messages against the JSON schema of their version of the protocol."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List

from jsonschema.validators import validator_for

# The definition of what stands in a request, and of its result, by method.
REQUESTS = {
    "initialize": ("InitializeRequest", "InitializeResult"),
    "ping": ("PingRequest", "EmptyResult"),
    "server/discover": ("DiscoverRequest", "DiscoverResult"),
    "tools/list": ("ListToolsRequest", "ListToolsResult"),
    "tools/call": ("CallToolRequest", "CallToolResult"),
}
NOTIFICATIONS = {
    "notifications/initialized": "InitializedNotification",
    "notifications/cancelled": "CancelledNotification",
    "notifications/progress": "ProgressNotification",
}


class Checker:
    """Follows a conversation, and collects what is wrong with its messages."""

    def __init__(self, folder: Path, version: str) -> None:
        schema = json.loads((folder / f"schema-{version}.json").read_text())
        self._key = "$defs" if "$defs" in schema else "definitions"
        self._schema = schema
        self._class = validator_for(schema)
        self._methods: Dict[str, str] = {}
        self.count = 0
        self.problems: List[str] = []

    def sent(self, message: Any) -> None:
        """Checks what the client sends."""
        if isinstance(message, list):
            for part in message:
                self.sent(part)
        elif "id" in message:
            self._methods[json.dumps(message["id"])] = message["method"]
            self._check("JSONRPCRequest", message)
            if message["method"] in REQUESTS:
                self._check(REQUESTS[message["method"]][0], message)
        else:
            self._check("JSONRPCNotification", message)
            self._check(NOTIFICATIONS[message["method"]], message)

    def received(self, message: Any) -> None:
        """Checks what the server sends."""
        if isinstance(message, list):
            for part in message:
                self.received(part)
        elif "method" in message:
            self._check("JSONRPCNotification", message)
            self._check(NOTIFICATIONS[message["method"]], message)
        elif "error" in message:
            self._check("JSONRPCError", message, "JSONRPCErrorResponse")
        else:
            self._check("JSONRPCResponse", message, "JSONRPCResultResponse")
            method = self._methods.pop(json.dumps(message["id"]))
            self._check(REQUESTS[method][1], message["result"])

    def _check(self, name: str, value: Any, *others: str) -> None:
        self.count += 1
        names = [each for each in (*others, name) if each in self._schema[self._key]]
        if not names:
            self.problems.append(f"the schema has no {name}")
            return
        schema = {**self._schema, "$ref": f"#/{self._key}/{names[0]}"}
        for error in self._class(schema).iter_errors(value):
            self.problems.append(f"{names[0]}: {error.message[:300]} at {list(error.absolute_path)}")
