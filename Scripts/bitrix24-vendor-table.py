#!/usr/bin/env python3
"""Writes Tests/ContractTests/Catalog/Vendor/bitrix24.json: what Bitrix24 says its REST methods take.

Usage: Scripts/bitrix24-vendor-table.py METHODS > Tests/ContractTests/Catalog/Vendor/bitrix24.json

METHODS is methods.ndjson, plain or with .gz, of https://github.com/bitrix-tools/b24-rest-docs: one method a line. Only
facts are kept, and only of methods that the library calls: names of parameters, whether each is needed (null where the
documentation does not say), by which parameter further pages are asked for, and how many rows a page has.
"""

import gzip
import json
import pathlib
import re
import sys

CATALOG = pathlib.Path(__file__).parent.parent / "Tests/ContractTests/Catalog"
FILES = ["bitrix24.yaml", "Exceptions/bitrix24.yaml"]
# Parameters that lead to further pages, the most telling first.
PAGING = ["start", "START", "OFFSET", "LAST_ID"]


def called():
    """The REST methods in the templates of the catalogue."""
    text = "".join((CATALOG / name).read_text("utf-8") for name in FILES)
    return {name.lower() for name in re.findall(r"<url>/([A-Za-z0-9_.]+)", text)}


def descriptions(path):
    """The methods of the vendor's description."""
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def facts(method):
    """What is kept of one method."""
    names = {parameter["name"] for parameter in method["params"]}
    # Some pages have the fields of the answer where the parameters belong.
    described = [] if names & {"result", "time"} else method["params"]
    parameters = {
        parameter["name"]: parameter["required"] if isinstance(parameter["required"], bool) else None
        for parameter in described
        # The rest are wildcards such as UF_*.
        if re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", parameter["name"])
    }
    table = {"parameters": parameters}
    by = next((name for name in PAGING if name in parameters), None)
    if by:
        table["pages"] = {"by": by}
        text = next(p["description"] for p in method["params"] if p["name"] == by)
        if size := re.search(r"(\d+) запис", text):
            table["pages"]["rows"] = int(size[1])
    return table


def main():
    names = called()
    methods = {m["method"]: facts(m) for m in descriptions(sys.argv[1]) if m["method"].lower() in names}
    table = {
        "source": "https://github.com/bitrix-tools/b24-rest-docs",
        "base": "<url>/",
        "common": ["auth"],
        "methods": dict(sorted(methods.items())),
    }
    json.dump(table, sys.stdout, ensure_ascii=False, indent=1)
    print()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main()
