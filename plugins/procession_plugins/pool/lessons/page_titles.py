"""Titles of many pages

A Pool of workers fetches pages and picks out their titles. The pages come from a small web
server in this very program, so no network is needed. Two addresses fail, as addresses do.
"""

import re
import socket
import time
from http.server import BaseHTTPRequestHandler
from multiprocessing import Pool
from socketserver import ThreadingTCPServer
from threading import Thread
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

WORKERS = 3         # knob: 1..8 workers in the pool
DELAY_MS = 200      # knob: 0..1000 for each answer, in ms
FAILING = True      # knob: yes | no ask two that fail, too

PAGES = {
    "/apple": "Apples, early and late",
    "/bread": "Bread for beginners",
    "/clock": "How a clock keeps time",
    "/delta": "The delta of a river",
    "/eagle": "An eagle over the lake",
    "/frost": "Frost in May",
    "/grain": "A grain of sand",
}


class Server(BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(DELAY_MS / 1000)
        title = PAGES.get(self.path)
        if title is None:
            self.send_error(404)
            return
        page = f"<html><head><title>{title}</title></head></html>".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *details):
        pass  # the output below says enough


def fetch_title(url):
    """Runs in a worker. What it returns, or raises, travels back to the main process."""
    opener = build_opener(ProxyHandler({}))  # straight there: the server is on this machine
    try:
        with opener.open(url, timeout=10) as reply:
            page = reply.read().decode()
    except HTTPError as error:
        # The error holds an open connection and cannot travel; its number can.
        with error:
            raise LookupError(f"{url} answers {error.code}") from None
    except URLError as error:
        raise ConnectionError(f"{url} cannot be reached ({error.reason})") from None
    return url, re.search("<title>(.*)</title>", page)[1]


def show(result):
    url, title = result
    print(f"{url:<32} {title}", flush=True)


def complain(error):
    print(f"failed: {error}", flush=True)


if __name__ == "__main__":
    with Pool(WORKERS) as pool:  # first the processes, then the threads of this one
        server = ThreadingTCPServer(("127.0.0.1", 0), Server)
        server.daemon_threads = True
        Thread(target=server.serve_forever, args=(0.05,)).start()
        here = f"http://127.0.0.1:{server.server_address[1]}"

        nobody = socket.socket()  # a port that is taken, and where nobody listens
        nobody.bind(("127.0.0.1", 0))
        urls = [here + path for path in PAGES]
        if FAILING:
            urls.insert(2, here + "/zebra")
            urls.insert(4, f"http://127.0.0.1:{nobody.getsockname()[1]}/apple")

        for url in urls:
            pool.apply_async(fetch_title, (url,), callback=show, error_callback=complain)
        print(f"main: {len(urls)} addresses handed to {WORKERS} workers", flush=True)

        pool.close()  # no more work will come
        pool.join()  # and now wait for what there is
        server.shutdown()
        server.server_close()
        nobody.close()
    print("main: done")
