"""An FTP server: pyftpdlib-server.py DIR. Prints `implicit NUMBER` and `port NUMBER`, and serves until it is ended."""

import sys

from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler, TLS_FTPHandler
from pyftpdlib.servers import FTPServer

folder = sys.argv[1]


class Explicit(TLS_FTPHandler):
    """TLS once the client asks for it."""

    authorizer = DummyAuthorizer()
    certfile = folder + "/server.pem"
    banner = "A test server"


class Implicit(Explicit):
    """TLS from the first byte on: the greeting comes behind the handshake."""

    def handle(self):
        self.secure_connection(self.ssl_context)

    def handle_ssl_established(self):
        FTPHandler.handle(self)


Explicit.authorizer.add_user("plain", "pä ss, 100%", folder + "/root", perm="elradfmwMT")
explicit, implicit = FTPServer(("127.0.0.1", 0), Explicit), FTPServer(("127.0.0.1", 0), Implicit)
print("implicit", implicit.socket.getsockname()[1])
print("port", explicit.socket.getsockname()[1])
explicit.serve_forever()
