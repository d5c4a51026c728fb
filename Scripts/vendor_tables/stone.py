"""Dropbox's interface description, Stone: one file a namespace."""

import pathlib
import re

from . import pages

SCALARS = {
    "String": "string", "Boolean": "boolean", "Timestamp": "string", "Bytes": "string", "Float32": "number",
    "Float64": "number", "Int32": "integer", "Int64": "integer", "UInt32": "integer", "UInt64": "integer",
}


def operations(paths):
    """The operations of the descriptions: files, or folders of them."""
    files = [file for path in map(pathlib.Path, paths) for file in (sorted(path.glob("*.stone")) if path.is_dir() else [path])]
    spaces = {}
    for file in files:
        text = file.read_text("utf-8")
        name = re.search(r"^namespace (\w+)", text, re.M)[1]
        spaces.setdefault(name, Space(name)).add(text)
    for space in spaces.values():
        for route, version, argument in space.routes:
            name = route + (f"_v{version}" if version > 1 else "")
            yield read(spaces, space, f"POST 2/{space.name}/{name}", argument)


class Space:
    """A namespace: its structures, the names of its other types, and its routes."""

    def __init__(self, name):
        self.name, self.structures, self.aliases, self.unions, self.routes = name, {}, {}, set(), []

    def add(self, text):
        # Texts may hold anything.
        text = re.sub(r'"(?:[^"\\]|\\.)*"', '""', text)
        for block in re.split(r"^(?=\S)", text, flags=re.M):
            head = block.split("\n", 1)[0]
            if match := re.match(r"struct (\w+)(?: extends ([\w.]+))?", head):
                self.structures[match[1]] = (match[2], fields(block))
            elif match := re.match(r"alias (\w+) = (.+)", head):
                self.aliases[match[1]] = match[2]
            elif match := re.match(r"union(?:_closed)? (\w+)", head):
                self.unions.add(match[1])
            elif match := re.match(r"route ([\w/]+)(?::(\d+))? \(\s*([\w.]+)", block):
                self.routes.append((match[1], int(match[2] or 1), match[3]))


def fields(block):
    """The fields of a structure: names with their types."""
    lines = re.findall(r"^    (\w+) ([\w.]+(?:\(.*\))?\??(?: = .*)?)\s*$", block.split("\n    example", 1)[0], re.M)
    return {name: kind for name, kind in lines if name not in ("union", "example", "doc")}


def found(spaces, space, name):
    """The namespace and the plain name of a type."""
    if "." in name:
        return spaces[name.split(".")[0]], name.split(".")[1]
    return space, name


def read(spaces, space, name, argument):
    """One operation."""
    body, types = {}, {}
    if argument != "Void":
        for key, (owner, kind) in members(spaces, space, argument).items():
            body[key] = not ("?" in kind.split("=")[0] or "=" in kind)
            if names := kinds(spaces, owner, kind):
                types[key] = names
    return pages({"name": name, "body": body, **({"types": types} if types else {})})


def members(spaces, space, name):
    """All fields of a structure, with the namespace in which each was declared."""
    space, name = found(spaces, space, name)
    while name in space.aliases:
        space, name = found(spaces, space, re.match(r"[\w.]+", space.aliases[name])[0])
    base, own = space.structures.get(name, (None, {}))
    inherited = members(spaces, space, base) if base else {}
    return {**inherited, **{key: (space, kind) for key, kind in own.items()}}


def kinds(spaces, space, kind):
    """The types of a value; none where they can't be told."""
    kind = re.sub(r"\s*=.*", "", kind).rstrip("?")
    if match := re.match(r"List\(([\w.]+)", kind):
        inner = kinds(spaces, space, match[1])
        return [f"array of {name}" for name in inner] or ["array"]
    name = re.match(r"[\w.]+", kind)[0]
    if name in SCALARS:
        return [SCALARS[name]]
    space, name = found(spaces, space, name)
    if name in space.aliases:
        return kinds(spaces, space, space.aliases[name])
    # A union is an object with a tag, or the tag alone.
    if name in space.unions:
        return ["object", "string"]
    return ["object"] if name in space.structures else []
