"""The reference of Slack's methods, one a line."""

import json

from . import opened, pages


def operations(paths):
    """The operations of the descriptions."""
    for path in paths:
        with opened(path) as file:
            for method in map(json.loads, file):
                if "name" in method and "args" in method:
                    parameters = {name: bool(facts.get("required")) for name, facts in method["args"].items()}
                    yield pages({"name": method["name"], "parameters": parameters})
