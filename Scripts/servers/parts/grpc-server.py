"""A gRPC server: grpc-server.py DIR. Prints `tls NUMBER` and `port NUMBER`, and serves until it is ended.

It writes its description to DIR/sample.proto. Every call gets back its own metadata whose names begin with `echo-`; a
message whose text is `fail CODE TEXT` is refused with that status, and `slow` is never answered.
"""

import importlib
import pathlib
import sys
import threading
from concurrent import futures

import grpc
from grpc_reflection.v1alpha import reflection
from grpc_tools import protoc

PROTOCOL = """
syntax = "proto3";
package sample.v1;

enum Colour { COLOUR_UNKNOWN = 0; COLOUR_RED = 1; COLOUR_BLUE = 7; }

message Message {
  string text = 1;
  int64 big_number = 2;
  optional uint32 count = 3;
  bytes content = 4;
  repeated double numbers = 5;
  map<string, int32> scores = 6;
  Colour colour = 7;
  repeated Message children = 8;
  oneof choice { string name = 9; bool flag = 10; }
}

service Sample {
  rpc Echo(Message) returns (Message);
  rpc Split(Message) returns (stream Message);
  rpc Join(stream Message) returns (Message);
  rpc Chat(stream Message) returns (stream Message);
}
"""


def generated(folder):
    """The modules that belong to the protocol."""
    (folder / "sample.proto").write_text(PROTOCOL)
    if protoc.main(["protoc", f"-I{folder}", f"--python_out={folder}", f"--grpc_python_out={folder}", "sample.proto"]) != 0:
        sys.exit("the protocol can't be compiled")
    sys.path.insert(0, str(folder))
    return importlib.import_module("sample_pb2"), importlib.import_module("sample_pb2_grpc")


STOPPED = threading.Event()
folder = pathlib.Path(sys.argv[1])
messages, services = generated(folder)


def begin(context, text=""):
    """What every call does first."""
    echoed = [(name, value) for name, value in context.invocation_metadata() if name.startswith("echo-")]
    context.send_initial_metadata(echoed)
    context.set_trailing_metadata((("ended", "yes"),))
    check(context, text)


def check(context, text):
    """Refuses a message that asks for it, and never answers another."""
    match text.split(" ", 2):
        case ["fail", code, words]:
            context.abort(grpc.StatusCode[code], words)
        case ["slow"]:
            while context.is_active():
                STOPPED.wait(0.1)


class Servicer(services.SampleServicer):
    def Echo(self, message, context):
        begin(context, message.text)
        return message

    def Split(self, message, context):
        """A message for each word."""
        begin(context)
        for word in message.text.split(","):
            check(context, word)
            yield messages.Message(text=word)

    def Join(self, stream, context):
        begin(context)
        texts = []
        for message in stream:
            check(context, message.text)
            texts.append(message.text)
        return messages.Message(text=",".join(texts), count=len(texts))

    def Chat(self, stream, context):
        begin(context)
        for message in stream:
            check(context, message.text)
            yield message


server = grpc.server(futures.ThreadPoolExecutor(16))
services.add_SampleServicer_to_server(Servicer(), server)
names = (messages.DESCRIPTOR.services_by_name["Sample"].full_name, reflection.SERVICE_NAME)
reflection.enable_server_reflection(names, server)
key, certificate = (folder / "server.key").read_bytes(), (folder / "server.crt").read_bytes()
print("tls", server.add_secure_port("127.0.0.1:0", grpc.ssl_server_credentials([(key, certificate)])))
port = server.add_insecure_port("127.0.0.1:0")
server.start()
print("port", port)
server.wait_for_termination()
