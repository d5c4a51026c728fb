"""VK's schema: one file of methods a section."""

import pathlib

from . import document, pages


def operations(paths):
    """The operations of the descriptions: files, or a folder of sections."""
    files = [
        file for path in map(pathlib.Path, paths)
        for file in (sorted(path.glob("*/methods.json")) if path.is_dir() else [path])
    ]
    for file in files:
        for method in document(str(file))["methods"]:
            parameters = {parameter["name"]: bool(parameter.get("required")) for parameter in method.get("parameters", [])}
            yield pages({"name": method["name"], "parameters": parameters})
