"""The description of Telegram's Bot API by PaulSonOfLars/telegram-bot-api-spec."""

from . import document

NAMES = {"Integer": "integer", "Float": "number", "String": "string", "Boolean": "boolean", "InputFile": "file"}


def operations(paths):
    """The operations of the descriptions."""
    for path in paths:
        for method in document(path)["methods"].values():
            fields = method.get("fields", [])
            yield {
                "name": method["name"],
                "parameters": {field["name"]: field["required"] for field in fields},
                "types": {field["name"]: [kind(name) for name in field["types"]] for field in fields},
            }


def kind(name):
    """The type by the name that all tables use."""
    if name.startswith("Array of "):
        return "array of " + kind(name.removeprefix("Array of "))
    return NAMES.get(name, "object")
