"""A server of the official Python SDK with one tool, which runs SQL on a SQLite database as oint's does.

It keeps the database open between calls, as oint does.
"""

from __future__ import annotations

import sqlite3
import sys
from functools import lru_cache
from typing import Any, Dict, List

from mcp.server.mcpserver import MCPServer

server = MCPServer("sqlite")


@lru_cache(maxsize=None)
def _opened(path: str) -> sqlite3.Connection:
    # SQLite's own lock lets the threads take turns in which the SDK calls tools.
    database = sqlite3.connect(path, check_same_thread=False)
    database.row_factory = sqlite3.Row
    return database


@server.tool()
def query(db: str, sql: str) -> Dict[str, List[Dict[str, Any]]]:
    """Runs a query, and gives its rows."""
    return {"data": [dict(row) for row in _opened(db).execute(sql)]}


if __name__ == "__main__":
    sys.exit(server.run("stdio"))
