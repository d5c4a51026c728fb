"""A server of the official Python SDK with one tool, which runs SQL on a SQLite database as oint's does."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from typing import Any, Dict, List

from mcp.server.mcpserver import MCPServer

server = MCPServer("sqlite")


@server.tool()
def query(db: str, sql: str) -> Dict[str, List[Dict[str, Any]]]:
    """Runs a query, and gives its rows; the database is opened for each call, as it is by oint."""
    with closing(sqlite3.connect(db)) as database:
        database.row_factory = sqlite3.Row
        return {"data": [dict(row) for row in database.execute(sql)]}


if __name__ == "__main__":
    sys.exit(server.run("stdio"))
