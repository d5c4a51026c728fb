#!/usr/bin/env python3
"""Writes Tests/ContractTests/Catalog/Vendor/telegram.json: what Telegram says the methods of its Bot API take.

Usage: Scripts/telegram-vendor-table.py API > Tests/ContractTests/Catalog/Vendor/telegram.json

API is api.json, plain or with .gz, of https://github.com/PaulSonOfLars/telegram-bot-api-spec. Only facts are kept, and only
of methods that the library calls: names of parameters, whether each is needed, and its types.
"""

import json

import vendor_table


def facts(method):
    """What is kept of one method."""
    fields = method.get("fields", [])
    return {
        "parameters": {field["name"]: field["required"] for field in fields},
        "types": {field["name"]: field["types"] for field in fields},
    }


if __name__ == "__main__":
    vendor_table.main(
        usage=__doc__,
        catalog="telegram.yaml",
        source="https://github.com/PaulSonOfLars/telegram-bot-api-spec",
        base="https://api.telegram.org/bot<token>/",
        common=[],
        call="([A-Za-z]+)",
        descriptions=lambda file: json.load(file)["methods"].values(),
        name=lambda method: method["name"],
        facts=facts,
    )
