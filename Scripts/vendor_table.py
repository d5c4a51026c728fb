"""What the scripts share that write down what vendors say their methods take."""

import gzip
import json
import pathlib
import re
import sys

CATALOG = pathlib.Path(__file__).parent.parent / "Tests/ContractTests/Catalog"


def opened(path):
    """A file of text, packed by gzip when its name ends in .gz."""
    return (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8")


def write(table):
    """Writes a table to standard output."""
    json.dump(table, sys.stdout, ensure_ascii=False, indent=1)
    print()


def main(usage, catalog, source, base, common, call, descriptions, name, facts):
    """Writes the table of the methods that a library calls, from the file that the command line names.

    usage         what to say when it names none
    catalog       the file of the library in the catalogue, which has another with its exceptions
    source        where the vendor's description comes from
    base          what stands before the names of methods in addresses
    common        parameters that every method has
    call          a pattern that finds the names of methods behind the base
    descriptions  gives the methods in an open description
    name          gives the name of a method there
    facts         gives what is kept of one
    """
    if len(sys.argv) != 2:
        sys.exit(usage)
    text = "".join((CATALOG / file).read_text("utf-8") for file in [catalog, "Exceptions/" + catalog])
    called = {found.lower() for found in re.findall(re.escape(base) + call, text)}
    with opened(sys.argv[1]) as file:
        methods = {name(method): facts(method) for method in descriptions(file) if name(method).lower() in called}
    write({"source": source, "base": base, "common": common, "methods": dict(sorted(methods.items()))})
