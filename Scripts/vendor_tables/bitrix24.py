"""The methods of Bitrix24's REST interface by bitrix-tools/b24-rest-docs, one a line."""

import json
import re

from . import opened

# Parameters that lead to further pages, the most telling first.
PAGING = ["start", "START", "OFFSET", "LAST_ID"]


def operations(paths):
    """The operations of the descriptions."""
    for path in paths:
        with opened(path) as file:
            yield from map(read, map(json.loads, file))


def read(method):
    """One operation."""
    names = {parameter["name"] for parameter in method["params"]}
    # Some pages have the fields of the answer where the parameters belong.
    described = [] if names & {"result", "time"} else method["params"]
    parameters = {
        parameter["name"]: parameter["required"] if isinstance(parameter["required"], bool) else None
        for parameter in described
        # The rest are wildcards such as UF_*.
        if re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", parameter["name"])
    }
    operation = {"name": method["method"], "parameters": parameters}
    by = next((name for name in PAGING if name in parameters), None)
    if by:
        operation["pages"] = {"by": by}
        text = next(p["description"] for p in method["params"] if p["name"] == by)
        if size := re.search(r"(\d+) запис", text):
            operation["pages"]["rows"] = int(size[1])
    return operation
