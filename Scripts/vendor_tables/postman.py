"""Collections of Postman: requests with sample bodies. They tell names, and not what is needed."""

import json
import re

from . import document, pages


def operations(paths):
    """The operations of the descriptions; samples of one operation are put together."""
    found = {}
    for path in paths:
        for request in requests(document(path)["item"]):
            url = request["url"]
            segments = url.get("path", []) if isinstance(url, dict) else []
            path = "/".join(re.sub(r"{{(.*?)}}", r"{\1}", segment) for segment in segments)
            name = f"{request['method']} {path}"
            entry = found.setdefault(name, {"name": name, "query": {}, "body": {}})
            for item in url.get("query", []) if isinstance(url, dict) else []:
                entry["query"][item["key"]] = None
            body = request.get("body") or {}
            for field in body.get("formdata", []) + body.get("urlencoded", []):
                entry["body"][field["key"]] = None
            for key in members(body.get("raw", "")):
                entry["body"][key] = None
    return (pages({key: value for key, value in entry.items() if value}) for entry in found.values())


def requests(items):
    """The requests of a collection."""
    for item in items:
        if "item" in item:
            yield from requests(item["item"])
        elif "request" in item:
            yield item["request"]


def members(text):
    """The members of a sample in JSON, which may hold comments."""
    try:
        value = json.loads(re.sub(r"(?<![:\"])//[^\n]*", "", text))
    except ValueError:
        return []
    return list(value) if isinstance(value, dict) else []
