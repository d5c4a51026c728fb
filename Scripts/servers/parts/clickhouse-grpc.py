"""ClickHouse's engine behind its gRPC interface: clickhouse-grpc.py DIR. Prints `port NUMBER`, and serves until it is ended.

The messages are those of https://github.com/ClickHouse/ClickHouse/blob/master/src/Server/grpc_protos/clickhouse_grpc.proto,
as far as one needs them to run queries, insert data, and read results and errors.
"""

import importlib
import pathlib
import re
import sys
import threading
from concurrent import futures

import grpc
from chdb import session
from grpc_tools import protoc

PROTOCOL = """
syntax = "proto3";
package clickhouse.grpc;
message NameAndType { string name = 1; string type = 2; }
message ExternalTable {
  string name = 1; repeated NameAndType columns = 2; bytes data = 3; string format = 4;
  map<string, string> settings = 5;
}
message QueryInfo {
  string query = 1; string query_id = 2; map<string, string> settings = 3; string database = 4; bytes input_data = 5;
  bytes input_data_delimiter = 6; string output_format = 7; repeated ExternalTable external_tables = 8;
  string user_name = 9; string password = 10; string quota = 11; string session_id = 12; bool session_check = 13;
  uint32 session_timeout = 14; bool cancel = 15; bool next_query_info = 16;
}
message Exception { int32 code = 1; string name = 2; string display_text = 3; string stack_trace = 4; }
message Result {
  bytes output = 1; bytes totals = 2; bytes extremes = 3; Exception exception = 7; bool cancelled = 8;
  string query_id = 9; string time_zone = 10; string output_format = 11; repeated NameAndType output_columns = 12;
}
service ClickHouse {
  rpc ExecuteQuery(QueryInfo) returns (Result);
  rpc ExecuteQueryWithStreamInput(stream QueryInfo) returns (Result);
  rpc ExecuteQueryWithStreamOutput(QueryInfo) returns (stream Result);
  rpc ExecuteQueryWithStreamIO(stream QueryInfo) returns (stream Result);
}
"""


def generated(folder):
    """The modules that belong to the protocol."""
    (folder / "clickhouse_grpc.proto").write_text(PROTOCOL)
    arguments = [f"-I{folder}", f"--python_out={folder}", f"--grpc_python_out={folder}", "clickhouse_grpc.proto"]
    if protoc.main(["protoc", *arguments]) != 0:
        sys.exit("the protocol can't be compiled")
    sys.path.insert(0, str(folder))
    return importlib.import_module("clickhouse_grpc_pb2"), importlib.import_module("clickhouse_grpc_pb2_grpc")


messages, services = generated(pathlib.Path(sys.argv[1]))
engine, engine_lock = session.Session(), threading.Lock()


def answered(query, data):
    """The result of a query, with the data that came for it behind it."""
    format_name = query.output_format or "TabSeparated"
    statement = query.query + (" " + data.decode() if data else "")
    try:
        with engine_lock:
            output = engine.query(statement, format_name).bytes()
    except Exception as error:
        found = re.search(r"Code: (\d+)\. (.*?)(?: \((\w+)\))?\s*$", str(error), re.S)
        refusal = messages.Exception(code=int(found[1]), name=found[3] or "", display_text=found[2]) if found else (
            messages.Exception(code=1002, display_text=str(error)))
        return messages.Result(exception=refusal, query_id=query.query_id)
    return messages.Result(output=output or b"", output_format=format_name, query_id=query.query_id)


def joined(queries):
    """The first of some messages, and the data of all of them; the last one says that none follows."""
    first, data = None, b""
    for query in queries:
        first = first or query
        data += query.input_data
        if not query.next_query_info:
            break
    return first, data


class Servicer(services.ClickHouseServicer):
    def ExecuteQuery(self, query, context):
        return answered(query, query.input_data)

    def ExecuteQueryWithStreamInput(self, queries, context):
        return answered(*joined(queries))

    def ExecuteQueryWithStreamOutput(self, query, context):
        yield answered(query, query.input_data)

    def ExecuteQueryWithStreamIO(self, queries, context):
        yield answered(*joined(queries))


server = grpc.server(futures.ThreadPoolExecutor(4))
services.add_ClickHouseServicer_to_server(Servicer(), server)
print("port", server.add_insecure_port("127.0.0.1:0"))
server.start()
server.wait_for_termination()
