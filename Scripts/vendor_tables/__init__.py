"""What vendors say their services take, read from the descriptions that they publish.

Each module reads one form of description: `operations(paths)` gives its operations as dictionaries.

name        the remote method, or the verb and the path behind the server, with names in braces: `GET v1/files/{id}`
parameters  names wherever they travel, with whether each is needed; None where the description does not say
query       the same for names in the query only
body        the same for the top-level members or fields of the body only
any_body    true where the body is no object, or takes members that are not described
types       the types of names, where the description tells some that can be checked
pages       by which parameter further pages are asked for, and how many rows a page has at most
"""

import gzip
import json

# Parameters that ask for further pages, and nothing else.
CURSORS = """pageToken page_token cursor next_cursor start_cursor pagination_token nextToken next_token
syncPageToken""".split()


def opened(path):
    """A file of text, packed by gzip when its name ends in .gz."""
    return (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8")


def document(path):
    """The content of a file of JSON or YAML."""
    with opened(path) as file:
        if ".yaml" in path or ".yml" in path:
            import yaml

            return yaml.safe_load(file)
        return json.load(file)


def pages(operation, limits=None):
    """The operation, with its way from page to page when a parameter tells it."""
    names = [*operation.get("query", {}), *operation.get("parameters", {}), *operation.get("body", {})]
    if by := next((name for name in names if name in CURSORS), None):
        operation["pages"] = {"by": by}
        if rows := (limits or {}).get("rows"):
            operation["pages"]["rows"] = rows
    return operation
