"""`start`: the web server and the job worker in one process group, watched until Ctrl-C."""

import contextlib
import http.client
import os
import selectors
import socket
import sys
import time
from dataclasses import dataclass
from io import BufferedWriter
from pathlib import Path
from subprocess import Popen

from tools.dev import children, prepare
from tools.dev.locks import running, setting_up
from tools.dev.places import Places
from tools.dev.problem import Problem, last_lines

MOST_WORKERS = 8
PATIENCE = 60.0
PATIENCE_AT_THE_END = 5.0
LONGEST_PAUSE = 30.0
SETTLED_AFTER = 60.0


def cores() -> int:
    """The processors that we may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def refuse_a_taken_port(port: int) -> None:
    """Say what to do when something answers there already, or when we may not listen there."""
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        with contextlib.suppress(OSError), socket.socket(family) as client:
            client.settimeout(0.5)
            if client.connect_ex((host, port)) == 0:
                raise Problem(
                    f"Something already answers on port {port}. Stop it, or choose another port, for example: "
                    f"./dev start --port {port + 1 if port < 65535 else 8000}"
                )
    try:
        with socket.socket() as server:
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            server.bind(("127.0.0.1", port))
    except OSError as error:
        raise Problem(
            f"Port {port} cannot be used here ({error.strerror}). Choose another, for example: ./dev start --port 8000"
        ) from None


@dataclass
class Service:
    """One process that is kept going."""

    title: str
    command: list[str]
    log: Path
    has_children: bool = False
    speaks: bool = False
    process: Popen[bytes] | None = None
    output: BufferedWriter | None = None
    began: float = 0.0
    failures: int = 0
    again_at: float | None = None


def pause_before(failures: int) -> float:
    """1, 2, 4 … seconds, no more than half a minute."""
    return min(2.0 ** max(failures - 1, 0), LONGEST_PAUSE)


class Watch:
    """Starts services, shows and keeps what they say, and starts them again when they die."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.group = children.Group()
        self.selector = selectors.DefaultSelector()
        self.services: list[Service] = []

    def start(self, service: Service) -> None:
        if service not in self.services:
            self.services.append(service)
            service.output = service.log.open("wb")
        service.process = self.group.start(service.command, prepare.environment(self.places), str(self.places.root))
        service.began, service.again_at = time.monotonic(), None
        assert service.process.stdout
        self.selector.register(service.process.stdout, selectors.EVENT_READ, service)

    def pump(self, seconds: float) -> None:
        """Keep what the services print in their logs; what the web server says is shown too."""
        if not self.selector.get_map():
            time.sleep(seconds)
        for key, _ in self.selector.select(seconds):
            words = os.read(key.fd, 65536)
            if not words:
                self.selector.unregister(key.fileobj)
                continue
            key.data.output.write(words)
            key.data.output.flush()
            if key.data.speaks:
                sys.stdout.write(words.decode("utf-8", errors="replace"))
                sys.stdout.flush()

    def tend(self, now: float) -> None:
        """Start again what has died, after a pause that grows while it keeps dying."""
        for service in self.services:
            if service.again_at is not None:
                if now >= service.again_at:
                    self.start(service)
            elif service.process and service.process.poll() is not None:
                self._mourn(service, now)

    def _mourn(self, service: Service, now: float) -> None:
        """Say that it died and when it comes back. What left children behind takes the whole group with it."""
        self.pump(0)
        service.failures = 1 if now - service.began > SETTLED_AFTER else service.failures + 1
        pause = pause_before(service.failures)
        how = _how(service.process.returncode) if service.process else "never started"
        print(
            f"{service.title} stopped by itself ({how}); starting it again in {pause:.0f} s. "
            f"What it said is in {service.log}, last: {' '.join(last_lines(service.log, 1))}",
            flush=True,
        )
        service.again_at = now + pause
        if service.has_children:
            self._end_group()
            self.group = children.Group()
            for other in self.services:
                other.again_at = now + pause

    def _end_group(self) -> None:
        """Ask everybody to stop, keep their last words, then end whoever is left."""
        self.group.ask()
        deadline = time.monotonic() + PATIENCE_AT_THE_END
        while self.group.is_alive() and time.monotonic() < deadline:
            self.pump(0.1)
        self.pump(0)
        for key in list(self.selector.get_map().values()):
            self.selector.unregister(key.fileobj)
        self.group.end()

    def close(self) -> None:
        self._end_group()
        for service in self.services:
            if service.output:
                service.output.close()
        self.selector.close()


def _how(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def first_answer(port: int) -> int | None:
    """The status of the first page, or None while nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", "/", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def wait_until_it_answers(watch: Watch, server: Service, port: int) -> None:
    """The server's first answer, or a problem with its log."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        status = first_answer(port)
        watch.pump(0.1)
        if status is not None:
            if status >= 500:
                print(f"The first page answered with an error ({status}). What was said is in {server.log}")
            return
        if server.process is None or server.process.poll() is not None:
            watch.pump(0.5)
            raise Problem(
                f"The web server stopped while it was starting. What it said stands above and in {server.log}"
            )
    raise Problem(f"The web server did not answer within {PATIENCE:.0f} s. Its last words:", server.log)


def services(places: Places, port: int) -> tuple[Service, Service]:
    """One process a core with one thread each (measured best on SQLite), and one worker for jobs and the tick."""
    python = str(places.python)
    server = [
        python, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", str(min(cores(), MOST_WORKERS)), "--blocking-threads", "1", "--workers-kill-timeout", "3",
        "--no-ws", "--log-level", "warning", "config.wsgi:application",
    ]  # fmt: skip
    return (
        Service("The web server", server, places.logs / "server.log", has_children=True, speaks=True),
        Service("The job worker", [python, "manage.py", "run_jobs"], places.logs / "jobs.log"),
    )


def start(places: Places, port: int, fresh: bool) -> int:
    """Everything from an empty clone to a running town."""
    begun = time.monotonic()
    address = f"http://localhost:{port}"
    with running(places, address):
        refuse_a_taken_port(port)
        base = prepare.database(places)
        if fresh:
            prepare.start_again(places, base)
        prepare.ensure_environment(places, packages="base", modules="production")
        with setting_up(places):
            prepare.ensure_migrated(places, base)
            prepare.ensure_town(places, base)
            who = prepare.personas(places).replace(" /personas/", f" {address}/personas/")
        _serve(places, port, f"Teamaround is at {address}\n\n{who}", begun)
    return 0


def _serve(places: Places, port: int, welcome: str, begun: float) -> None:
    server, jobs = services(places, port)
    watch = Watch(places)
    try:
        watch.start(server)
        wait_until_it_answers(watch, server, port)
        watch.start(jobs)
        print(f"\n{welcome}\nReady in {time.monotonic() - begun:.1f} s. Ctrl-C stops it.", flush=True)
        while True:
            watch.pump(0.5)
            watch.tend(time.monotonic())
    except KeyboardInterrupt:
        print("\nStopping …", flush=True)
    finally:
        watch.close()
