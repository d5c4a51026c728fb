#!/usr/bin/env python3
"""Writes Tests/ContractTests/Catalog/Vendor/telegram.json: what Telegram says the methods of its Bot API take.

Usage: Scripts/telegram-vendor-table.py API > Tests/ContractTests/Catalog/Vendor/telegram.json

API is api.json, plain or with .gz, of https://github.com/PaulSonOfLars/telegram-bot-api-spec. Only facts are kept, and only
of methods that the library calls: names of parameters, whether each is needed, and its types.
"""

import gzip
import json
import pathlib
import re
import sys

CATALOG = pathlib.Path(__file__).parent.parent / "Tests/ContractTests/Catalog"
FILES = ["telegram.yaml", "Exceptions/telegram.yaml"]
BASE = "https://api.telegram.org/bot<token>/"


def called():
    """The methods of the Bot API in the templates of the catalogue."""
    text = "".join((CATALOG / name).read_text("utf-8") for name in FILES)
    return {name.lower() for name in re.findall(re.escape(BASE) + "([A-Za-z]+)", text)}


def descriptions(path):
    """The methods of the vendor's description."""
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        return json.load(file)["methods"].values()


def facts(method):
    """What is kept of one method."""
    fields = method.get("fields", [])
    return {
        "parameters": {field["name"]: field["required"] for field in fields},
        "types": {field["name"]: field["types"] for field in fields},
    }


def main():
    names = called()
    methods = {m["name"]: facts(m) for m in descriptions(sys.argv[1]) if m["name"].lower() in names}
    table = {
        "source": "https://github.com/PaulSonOfLars/telegram-bot-api-spec",
        "base": BASE,
        "common": [],
        "methods": dict(sorted(methods.items())),
    }
    json.dump(table, sys.stdout, ensure_ascii=False, indent=1)
    print()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main()
