"""Three servers of one event stream, each in a process of its own on a free port of this machine.

Ours and sse-starlette publish by themselves, every so often; nginx with nchan is told each event from here.
"""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from payload import event_of
from serve_ours import TOKEN

OURS, NCHAN, SSE_STARLETTE = "ours", "nginx with nchan", "sse-starlette"
_HERE = Path(__file__).resolve().parent
_START_SECONDS = 15.0
_MOST_ROWS = 1_000
_NGINX = """\
load_module /usr/lib/nginx/modules/ngx_nchan_module.so;
{user}worker_processes 1;
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_max_body_size 2m;
    client_body_buffer_size 2m;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    nchan_shared_memory_size 128m;
    server {{
        listen 127.0.0.1:{port} backlog=4096;
        location = /publish {{ nchan_publisher http; nchan_channel_id board; nchan_message_buffer_length 4; }}
        location = /events {{ nchan_subscriber eventsource; nchan_channel_id board; }}
    }}
}}
"""


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that runs: where, and how each of so many readers asks it."""

    port: int
    processes: list[psutil.Process]
    requests: Callable[[int], list[str]]

    def memory_mb(self) -> float:
        """What all its processes hold."""
        return sum(one.memory_info().rss for one in self.processes) / 1e6

    def cpu_seconds(self) -> float:
        """What all its processes have used."""
        times = [one.cpu_times() for one in self.processes]
        return sum(one.user + one.system for one in times)


@contextmanager
def serving(name: str, size: int, every: float) -> Iterator[Serving]:
    """The server of that name, with an event of about so many bytes every so many seconds."""
    with {OURS: _ours, NCHAN: _nchan, SSE_STARLETTE: _sse_starlette}[name](size, every) as one:
        yield one


@contextmanager
def _ours(size: int, every: float) -> Iterator[Serving]:
    with _script("serve_ours.py", size, every) as (port, process):
        yield Serving(port, [process], lambda readers: _views(port, readers))


@contextmanager
def _sse_starlette(size: int, every: float) -> Iterator[Serving]:
    with _script("serve_sse_starlette.py", size, every) as (port, process):
        yield Serving(port, [process], lambda readers: [_get(port, "/events")] * readers)


@contextmanager
def _script(name: str, size: int, every: float) -> Iterator[tuple[int, psutil.Process]]:
    command = [sys.executable, str(_HERE / name), str(size), str(every)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        try:
            if child.stdout is None:
                raise RuntimeError("a child without output")
            yield json.loads(child.stdout.readline())["port"], psutil.Process(child.pid)
        finally:
            child.kill()  # its readers may never read: there is nothing to wait for


def _views(port: int, readers: int) -> list[str]:
    """Each reader has a view of its own, as every screen has."""
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    connection = http.client.HTTPConnection("127.0.0.1", port)
    requests = []
    for _ in range(readers):
        connection.request("POST", "/v1/views", json.dumps({"board": "all", "ranges": [[0, _MOST_ROWS]]}), headers)
        view = json.loads(connection.getresponse().read())["id"]
        requests.append(_get(port, f"/v1/views/{view}/events", f"Authorization: Bearer {TOKEN}\r\n"))
    connection.close()
    return requests


def _get(port: int, path: str, more: str = "") -> str:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/event-stream\r\n{more}\r\n"


@contextmanager
def _nchan(size: int, every: float) -> Iterator[Serving]:
    with tempfile.TemporaryDirectory(prefix="wallboard-bench-") as name:
        folder, port = Path(name), _free_port()
        configuration = folder / "nginx.conf"
        user = "user root;\n" if _is_root() else ""
        configuration.write_text(_NGINX.format(user=user, folder=folder, port=port), "utf-8")
        command = ["/usr/sbin/nginx", "-p", name, "-c", str(configuration), "-e", str(folder / "error.log")]
        stop = threading.Event()
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
            publisher = threading.Thread(target=_publish, args=(port, size, every, stop))
            try:
                _wait_for(port)
                main = psutil.Process(child.pid)
                publisher.start()
                requests = [_get(port, "/events")]
                yield Serving(port, [main, *main.children()], lambda readers: requests * readers)
            finally:
                stop.set()
                if publisher.is_alive():
                    publisher.join()
                child.terminate()


def _publish(port: int, size: int, every: float, stop: threading.Event) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    while not stop.wait(every):
        connection.request("POST", "/publish", event_of(size, time.monotonic_ns()))
        connection.getresponse().read()
    connection.close()


def _is_root() -> bool:
    return psutil.Process().username() == "root"


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


def _wait_for(port: int) -> None:
    until = time.monotonic() + _START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return
