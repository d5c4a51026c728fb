#!/usr/bin/env python3
"""Writes Tests/ContractTests/Catalog/Vendor/s3-operations.json: what Amazon says its S3 operations take.

Usage: Scripts/s3-vendor-table.py > Tests/ContractTests/Catalog/Vendor/s3-operations.json

Needs the Python package botocore, which holds the vendor's description of the service. Only facts are kept, and only of
operations that the library calls: by the name of the method, the HTTP method, the query items that every request has,
the names of further query items and headers, those that must be there, the root of the XML document that is sent, and
whether a checksum has to come with it.
"""

import json
import re

import botocore.session

# Methods of ours that go by another name at the vendor.
NAMES = {
    "ListObjects": "ListObjectsV2",
    "UploadFullObject": "PutObject",
    "InitPartsUpload": "CreateMultipartUpload",
    "UploadObjectPart": "UploadPart",
    "FinishPartsUpload": "CompleteMultipartUpload",
}
SAME = """CreateBucket DeleteBucket HeadBucket PutBucketEncryption GetBucketEncryption DeleteBucketEncryption
PutBucketTagging GetBucketTagging DeleteBucketTagging PutBucketVersioning GetBucketVersioning ListBuckets PutObject
AbortMultipartUpload HeadObject GetObject DeleteObject CopyObject PutObjectTagging GetObjectTagging
DeleteObjectTagging ListObjectVersions""".split()


def facts(model, name):
    """What is kept of an operation."""
    operation = model["operations"][name]
    shape = model["shapes"][operation["input"]["shape"]] if "input" in operation else {"members": {}}
    members = {member: (value.get("location"), value.get("locationName")) for member, value in shape["members"].items()}

    def names(location):
        return sorted(name for place, name in members.values() if place == location)

    required = [members[member] for member in shape.get("required", [])]
    payload = shape.get("payload")
    uri = operation["http"]["requestUri"]
    return {
        "operation": name,
        "method": operation["http"]["method"],
        "resource": re.match(r"/[^?]*", uri).group(0).replace("+", ""),
        "fixed": [item for item in uri.partition("?")[2].split("&") if item],
        "query": names("querystring"),
        "headers": names("header"),
        "required": sorted(name for place, name in required if place in ("querystring", "header")),
        "root": members[payload][1] if payload and members[payload][1] else None,
        "checksum": operation.get("httpChecksum", {}).get("requestChecksumRequired", False),
    }


def main():
    model = botocore.session.get_session().get_service_model("s3")._service_description
    table = {name: facts(model, NAMES.get(name, name)) for name in sorted([*SAME, *NAMES])}
    print(json.dumps(table, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
