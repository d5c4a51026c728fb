"""OpenAPI 2 and 3, as JSON or YAML."""

from urllib.parse import urlsplit

from . import document, pages

# Parameters by which a page's length is set: their maximum is the longest page.
LENGTHS = "limit pageSize page_size maxResults max_results count per_page perPage".split()


class Description:
    """A description whose references are followed."""

    def __init__(self, content):
        self.content = content

    def resolved(self, value):
        """What a reference stands for; any other value as it is."""
        seen = set()
        while isinstance(value, dict) and "$ref" in value and value["$ref"] not in seen:
            seen.add(value["$ref"])
            place = self.content
            for key in value["$ref"].removeprefix("#/").split("/"):
                place = place[key.replace("~1", "/").replace("~0", "~")]
            value = place
        return value if isinstance(value, dict) else {}

    def members(self, schema, depth=0):
        """The members of an object, those that are needed, and whether there may be others; None for no object."""
        schema = self.resolved(schema)
        found, needed, is_open = {}, set(schema.get("required", [])), bool(schema.get("additionalProperties"))
        found.update(schema.get("properties", {}))
        is_object = "properties" in schema or schema.get("type") == "object"
        if depth > 8:
            return (found, needed, True)
        for part in schema.get("allOf", []):
            if inner := self.members(part, depth + 1):
                found.update(inner[0])
                needed |= inner[1]
                is_open |= inner[2]
                is_object = True
        choices = [self.members(part, depth + 1) for part in schema.get("anyOf", []) + schema.get("oneOf", [])]
        if choices:
            if None in choices:
                return None if not is_object else (found, needed, True)
            for choice in choices:
                found.update(choice[0])
                is_open |= choice[2]
            needed |= set.intersection(*[choice[1] for choice in choices])
            is_object = True
        if not is_object:
            return None
        # An object of which nothing is said takes anything.
        return (found, needed, is_open or not found)

    def types(self, schema, depth=0):
        """The types that a value may have; none where they can't be told."""
        schema = self.resolved(schema)
        if depth > 8:
            return []
        for key in ("anyOf", "oneOf"):
            if key in schema:
                found = [self.types(part, depth + 1) for part in schema[key]]
                return sorted({name for names in found for name in names}) if all(found) else []
        if "allOf" in schema and len(schema["allOf"]) == 1:
            return self.types(schema["allOf"][0], depth + 1)
        if schema.get("format") == "json":
            # A text that stands for JSON in some generators' eyes says nothing of its type.
            return []
        kind = schema.get("type")
        kinds = kind if isinstance(kind, list) else [kind]
        if schema.get("nullable"):
            kinds = [*kinds, "null"]
        names = []
        for kind in kinds:
            if kind == "array":
                inner = self.types(schema.get("items", {}), depth + 1)
                names += [f"array of {name}" for name in inner] or ["array"]
            elif kind == "string" and schema.get("format") in ("binary", "base64"):
                names += ["file", "string"]
            elif kind == "file":
                names.append("file")
            elif kind in ("string", "integer", "number", "boolean", "object", "null"):
                names.append(kind)
            else:
                return []
        return names


def operations(paths):
    """The operations of the descriptions."""
    for path in paths:
        content = document(path)
        description = Description(content)
        base = content.get("basePath") or urlsplit((content.get("servers") or [{"url": ""}])[0]["url"]).path
        for route, entry in content["paths"].items():
            shared = entry.get("parameters", [])
            for verb, operation in entry.items():
                if verb in ("get", "put", "post", "delete", "patch", "head", "options"):
                    name = f"{verb.upper()} {(base.rstrip('/') + route).lstrip('/')}"
                    yield read(description, name, operation, shared, content.get("consumes", []))


def read(description, name, operation, shared, consumed):
    """One operation."""
    query, body, types, is_open, limits = {}, {}, {}, False, {}
    parameters = [description.resolved(parameter) for parameter in [*shared, *operation.get("parameters", [])]]
    for parameter in parameters:
        schema = parameter.get("schema", parameter)
        place = parameter.get("in")
        if place in ("query", "formData"):
            key = parameter["name"].removesuffix("[]")
            (query if place == "query" else body)[key] = bool(parameter.get("required"))
            if kinds := description.types(schema):
                types[key] = kinds
            if key in LENGTHS and (longest := description.resolved(schema).get("maximum")):
                limits["rows"] = int(longest)
        elif place == "body":
            is_open |= add_body(description, parameter.get("schema", {}), body, types)
    content = description.resolved(operation.get("requestBody", {})).get("content", {})
    for media in content.values():
        is_open |= add_body(description, media.get("schema", {}), body, types)
    result = {"name": name}
    # Fields of a form may as well travel in the query with these services.
    if query:
        result["query"] = query
    if body:
        result["body"] = body
    if is_open:
        result["any_body"] = True
    if types:
        result["types"] = types
    return pages(result, limits)


def add_body(description, schema, body, types):
    """Adds the members of a body; whether there may be others."""
    members = description.members(schema)
    if members is None:
        return True
    for key, value in members[0].items():
        # What the service fills in is not sent.
        if description.resolved(value).get("readOnly"):
            continue
        body[key] = body.get(key, False) or key in members[1]
        if kinds := description.types(value):
            types.setdefault(key, kinds)
    return members[2]
