"""pysqlbridge as ODBC drivers need it: mssql-server.py CERTIFICATE KEY ARGUMENTS… (ARGUMENTS are pysqlbridge's own).

Three things are put right from outside. Drivers send the values of `sp_executesql` without names, in the order of its
declaration. Dates and times come as parameters, of which the bytes are enough. Widths of texts are declared in UTF-16
units, of which an emoji takes two. The certificate is the one that is named, in place of one made up.
"""

import dataclasses
import re
import sys

from pysqlbridge import certificate, server
from pysqlbridge.tds import connection, result, rpc

certificate_file, key_file = sys.argv[1:3]
del sys.argv[1:3]
server.self_signed = lambda *arguments, **options: certificate.load(certificate_file, key_file)

parsed, value_read = rpc.parse_rpc, rpc._read_value


def parse_rpc(*arguments):
    call = parsed(*arguments)
    if not call.is_execute_sql or len(call.parameters) < 3 or not isinstance(call.parameters[1].value, str):
        return call
    declared = re.findall(r"(?:^|,)\s*(@\w+)", call.parameters[1].value)
    values = [
        dataclasses.replace(value, name=value.name or name) for value, name in zip(call.parameters[2:], declared)
    ]
    return dataclasses.replace(call, parameters=[*call.parameters[:2], *values])


# Bytes of the longest text that is not NVARCHAR(MAX).
LONGEST_TEXT = 8000
# DATE, TIME, DATETIME2 and DATETIMEOFFSET; all but the first have a scale before the length.
DATES = range(0x28, 0x2C)


def read_value(payload, at, kind):
    if kind not in DATES:
        return value_read(payload, at, kind)
    at += kind != DATES[0]
    length = payload[at]
    raw = payload[at + 1 : at + 1 + length]
    return raw.hex() if length else None, at + 1 + length


def type_info(column):
    width = result.MAX_MARKER if column.is_max else LONGEST_TEXT
    return bytes([result.TdsType.NVARCHAR]) + result._USHORT.pack(width) + column.collation


rpc.parse_rpc = connection.parse_rpc = parse_rpc
rpc._read_value = read_value
result.NVarChar.type_info = type_info
sys.exit(server.main())
