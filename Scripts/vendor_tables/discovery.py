"""Google's discovery documents."""

from . import document, pages


def operations(paths):
    """The operations of the descriptions, their uploads among them."""
    for path in paths:
        content = document(path)
        for method in methods(content):
            base = content["servicePath"]
            yield read(content, method, base + method.get("flatPath", method["path"]), {})
            protocols = method.get("mediaUpload", {}).get("protocols", {})
            for place in sorted({protocol["path"] for protocol in protocols.values()}):
                yield read(content, method, place, {"uploadType": True})


def methods(node):
    """The methods of a document or resource."""
    yield from node.get("methods", {}).values()
    for resource in node.get("resources", {}).values():
        yield from methods(resource)


def kinds(schema):
    """The types of a value."""
    if "$ref" in schema:
        return ["object"]
    kind = schema.get("type")
    if kind == "array":
        return [f"array of {name}" for name in kinds(schema.get("items", {}))] or ["array"]
    # Numbers of 64 bits are texts in JSON, and taken as numbers too.
    if kind == "string" and schema.get("format") in ("int64", "uint64"):
        return ["string", "integer"]
    return [kind] if kind in ("string", "integer", "number", "boolean", "object") else []


def read(content, method, path, query):
    """One operation."""
    types, limits = {}, {}
    for name, parameter in method.get("parameters", {}).items():
        if parameter.get("location") == "query":
            query[name] = bool(parameter.get("required"))
            if found := kinds(parameter):
                types[name] = [f"array of {found[0]}", found[0]] if parameter.get("repeated") else found
            if name in ("pageSize", "maxResults") and "maximum" in parameter:
                limits["rows"] = int(parameter["maximum"])
    result = {"name": f"{method['httpMethod']} {path.lstrip('/')}", "query": query}
    if "request" in method:
        schema = content["schemas"][method["request"]["$ref"]]
        result["body"] = {}
        for name, member in schema.get("properties", {}).items():
            required = member.get("annotations", {}).get("required", [])
            result["body"][name] = method["id"] in required
            if found := kinds(member):
                types.setdefault(name, found)
    if types:
        result["types"] = types
    return pages(result, limits)
