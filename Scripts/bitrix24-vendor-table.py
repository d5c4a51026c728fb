#!/usr/bin/env python3
"""Writes Tests/ContractTests/Catalog/Vendor/bitrix24.json: what Bitrix24 says its REST methods take.

Usage: Scripts/bitrix24-vendor-table.py METHODS > Tests/ContractTests/Catalog/Vendor/bitrix24.json

METHODS is methods.ndjson, plain or with .gz, of https://github.com/bitrix-tools/b24-rest-docs: one method a line. Only
facts are kept, and only of methods that the library calls: names of parameters, whether each is needed (null where the
documentation does not say), by which parameter further pages are asked for, and how many rows a page has.
"""

import json
import re

import vendor_table

# Parameters that lead to further pages, the most telling first.
PAGING = ["start", "START", "OFFSET", "LAST_ID"]


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


if __name__ == "__main__":
    vendor_table.main(
        usage=__doc__,
        catalog="bitrix24.yaml",
        source="https://github.com/bitrix-tools/b24-rest-docs",
        base="<url>/",
        common=["auth"],
        call="([A-Za-z0-9_.]+)",
        descriptions=lambda file: map(json.loads, file),
        name=lambda method: method["method"],
        facts=facts,
    )
