"""Serves Keystone on loopback for tests and trials, from the packages of the system.

Usage: server.py PORT. The environment names the configuration (OS_KEYSTONE_CONFIG_DIR, OS_KEYSTONE_CONFIG_FILES).
Several requests are answered at once, as behind a production server, so that races between callers happen for real.
"""

import signal
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

THREADS = 8


class Handler(WSGIRequestHandler):
    # Headers and body leave in one piece; in two, the second waits for an acknowledgement of the first.
    wbufsize = -1
    disable_nagle_algorithm = True
    # A client that connects and says nothing holds a thread no longer than this.
    timeout = 60

    def log_message(self, *args):
        pass


class Server(WSGIServer):
    request_queue_size = 256

    def __init__(self, port):
        self.pool = ThreadPoolExecutor(THREADS)
        super().__init__(("127.0.0.1", port), Handler)

    def server_bind(self):
        # The inherited method asks the name service for our own name, which can take seconds.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = "localhost", self.server_address[1]
        self.setup_environ()

    def process_request(self, request, client_address):
        self.pool.submit(self.answer, request, client_address)

    def answer(self, request, client_address):
        try:
            self.finish_request(request, client_address)
        except OSError:
            pass  # the client has gone
        except Exception:
            self.handle_error(request, client_address)
        finally:
            self.shutdown_request(request)


def main():
    port = int(sys.argv[1])
    del sys.argv[1:]  # Keystone reads the arguments too
    from keystone.server.wsgi import initialize_public_application

    server = Server(port)
    server.set_app(initialize_public_application())
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    print("keystone is ready", flush=True)
    try:
        server.serve_forever(poll_interval=0.1)
    finally:
        server.server_close()
        server.pool.shutdown(wait=True, cancel_futures=True)


main()
