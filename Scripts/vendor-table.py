#!/usr/bin/env python3
"""Writes what a vendor says its service takes: Tests/ContractTests/Catalog/Vendor/LIBRARY.json.

Usage: Scripts/vendor-table.py LIBRARY FORMAT --base PREFIX… --source URL [--common NAMES] DESCRIPTION…

LIBRARY      the library's name, as in Tests/ContractTests/Catalog
FORMAT       the form of the description: openapi, discovery, stone, vk, slack, postman, telegram, bitrix24
--base       what stands before the path or the name of the remote method in the catalogue's addresses; several times
             where a service has several hosts
--source     where the description comes from, for those who read the table
--common     parameters that every request may have, with commas between them
DESCRIPTION  files of the description, plain or with .gz; a folder for stone and vk

Only facts are kept, and only of what the library calls: the addresses in its file of the catalogue and in its file of
exceptions.

    Scripts/vendor-table.py notion openapi --base https://api.notion.com/ \\
        --source https://github.com/makenotion/notion-mcp-server notion-openapi.json
    Scripts/vendor-table.py gdrive discovery --base https://www.googleapis.com/ \\
        --common alt,fields,key,prettyPrint,quotaUser --source https://github.com/googleapis/… drive__v3.json.gz
"""

import argparse
import importlib
import json
import pathlib
import re
import sys

CATALOG = pathlib.Path(__file__).parent.parent / "Tests/ContractTests/Catalog"
# What stands for a value in an address, in the catalogue or in a description.
VALUE = r"<[^<>]*>|\{[^{}]*\}"


def called(library, bases):
    """What the library calls: the parts of addresses behind a base, without values' names, in lower case."""
    files = [CATALOG / f"{library}.yaml", CATALOG / f"Exceptions/{library}.yaml"]
    text = "".join(file.read_text("utf-8") for file in files if file.exists())
    found = set()
    for base in bases:
        # In prose, too, bases are spoken of.
        for match in re.findall(r"\b(?:url|to): *[\"']?" + re.escape(base) + r"((?:" + VALUE + r"|[^\s\"'<>{},?])*)", text):
            found.add(shape(match))
    return found


def shape(path):
    """A path in which all values look alike; in lower case, as some services take their names in any."""
    return re.sub(VALUE, "\0", path.strip("/")).lower()


def is_called(name, shapes):
    """Whether a library calls an operation; it may write out what is a value for the vendor."""
    path = shape(name.split(" ", 1)[-1])
    pattern = re.escape(path).replace("\0", "[^/]+").replace("\\\0", "[^/]+")
    return path in shapes or any(re.fullmatch(pattern, shape) for shape in shapes)


def text(table):
    """A table as JSON, with a line for each method."""
    lines = [f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}," for key, value in table.items() if key != "methods"]
    methods = [f"  {json.dumps(name)}: {json.dumps(facts, ensure_ascii=False)}" for name, facts in table["methods"].items()]
    return "\n".join(["{", *lines, ' "methods": {', ",\n".join(methods), " }", "}"]) + "\n"


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("Usage: ")[1].split("\n\n")[0], add_help=False)
    parser.add_argument("library")
    parser.add_argument("format")
    parser.add_argument("--base", action="append", required=True)
    parser.add_argument("--source", required=True)
    parser.add_argument("--common", default="")
    parser.add_argument("descriptions", nargs="+")
    arguments = parser.parse_args()
    reader = importlib.import_module(f"vendor_tables.{arguments.format}")
    shapes = called(arguments.library, arguments.base)
    methods = {}
    for operation in reader.operations(arguments.descriptions):
        name = operation.pop("name")
        if is_called(name, shapes):
            methods[name] = operation
    table = {
        "source": arguments.source,
        "format": arguments.format,
        "base": arguments.base,
        "common": [name for name in arguments.common.split(",") if name],
        "methods": dict(sorted(methods.items())),
    }
    file = CATALOG / f"Vendor/{arguments.library}.json"
    file.write_text(text(table), "utf-8")
    print(f"{file}: {len(methods)} operations of {len(shapes)} addresses", file=sys.stderr)
    described = {shape(name.split(' ', 1)[-1]) for name in methods}
    for path in sorted(shapes - described):
        if not any(is_called(name, {path}) for name in methods):
            print("not described: " + path.replace("\0", "<…>"), file=sys.stderr)


if __name__ == "__main__":
    main()
