"""The server that a journey runs against: its address, its clock, its letters and texts, and what lies in it."""

import base64
import contextlib
import datetime
import hashlib
import hmac
import json
import os
import re
import struct
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "seven swans swim south"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
OPEN_ALL = "import django, json; django.setup()\n"


@dataclass
class Town:
    """One server process with a database of its own, and the worker that sends its letters."""

    address: str
    var: Path
    env: dict[str, str]
    worker: list[subprocess.Popen] = field(default_factory=list)

    def python(self, code: str):
        """Run code beside the server; what it hands to `say` comes back."""
        given = "def say(what): print('said ' + json.dumps(what, default=str))\n"
        words = [sys.executable, "-W", "ignore", "-c", OPEN_ALL + given + code]
        done = subprocess.run(words, cwd=ROOT, env=self.env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        said = [line for line in done.stdout.splitlines() if line.startswith("said ")]
        return json.loads(said[-1].removeprefix("said ")) if said else None

    def child(self, first_name: str) -> str:
        """The reference of a child of the cast."""
        return self.find("families.Person", given=first_name)["ref"]

    def find(self, model: str, **facts):
        """The newest row of a model as a dictionary, or None."""
        rows = self.rows(model, **facts)
        return rows[-1] if rows else None

    def rows(self, model: str, **facts) -> list[dict]:
        """Rows of a model in the order they were made."""
        return self.python(
            "from django.apps import apps\n"
            f"say(list(apps.get_model({model!r}).objects.filter(**{facts!r}).order_by('pk').values()))"
        )

    def everything(self) -> dict[str, int]:
        """How many rows lie in each table, without those that only note that somebody looked or was here."""
        return self.python(
            "from django.apps import apps\n"
            "left_out = {'Session', 'Detail', 'Batch', 'Leaf', 'Presence', 'Limit', 'Task', 'DBTaskResult'}\n"
            "found = {m._meta.label: m._default_manager.count() for m in apps.get_models()"
            " if m.__name__ not in left_out and m._meta.label != 'audit.Event'}\n"
            "from teamaround.audit.models import Event\n"
            "found['changes'] = Event.objects.filter(outcome='change').count()\n"
            "say(found)"
        )

    def give_password(self, username: str) -> None:
        """The account gets the password and the app of these journeys."""
        self.python(
            "from allauth.mfa.totp.internal.auth import TOTP\n"
            "from teamaround.agencies.models import Account\n"
            f"found = Account.objects.get(username={username!r})\n"
            f"found.set_password({PASSWORD!r}); found.save(update_fields=['password'])\n"
            f"TOTP.activate(found, {SECRET!r})"
        )

    def give_email(self, username: str) -> str:
        """Letters to this person go into var/mail, under this address."""
        email = f"{username}@marlbeck.invalid"
        self.on_record(
            "from teamaround.agencies.models import Practitioner\n"
            f"Practitioner.objects.filter(account__username={username!r}).update(email={email!r})"
        )
        return email

    def on_record(self, code: str) -> None:
        """Code that writes, in one recording by the maker of the cast."""
        self.python(
            "from teamaround.audit.recording import recording\nfrom teamaround.practice_data.cast import MAKER\n"
            "with recording(by=MAKER, action='practice_data.journey'):\n"
            + "\n".join(f"    {line}" for line in code.splitlines())
        )

    @contextlib.contextmanager
    def later(self, **how_much):
        """Within the block the server's clock is ahead by so much."""
        moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(**how_much)
        (self.var / "clock").write_text(moment.isoformat())
        try:
            yield
        finally:
            (self.var / "clock").unlink()

    def letter(self, words: str, *, after: float = 0, seconds: float = 20) -> str:
        """The newest text message or letter with these words that was written after a moment."""
        self._post_office()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            files = sorted((self.var / "mail").glob("*"), key=os.path.getmtime, reverse=True)
            for path in files:
                text = path.read_text(errors="replace").replace("=\n", "").replace("=3D", "=")
                if words in text and path.stat().st_mtime >= after:
                    return text
            time.sleep(0.2)
        raise AssertionError(f"no letter with “{words}” came")

    def _post_office(self) -> None:
        if not self.worker:
            command = [sys.executable, "manage.py", "run_jobs"]
            with (self.var / "jobs.log").open("w") as log:
                self.worker.append(
                    subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=log, stderr=subprocess.STDOUT)
                )

    def close(self) -> None:
        for process in self.worker:
            process.terminate()
            process.wait(10)


def link_in(text: str, part: str) -> str:
    """The path of the first link in a letter that has this part."""
    found = re.search(rf"https?://[^/\s]+(\S*{part}\S*)", text)
    assert found, text
    return found[1]


def code_of_app(secret: str = SECRET, moment: float | None = None) -> str:
    """The six figures that an authenticator app shows now (RFC 6238)."""
    counter = int((time.time() if moment is None else moment) // 30)
    key = base64.b32decode(secret)
    digest = hmac.new(key, struct.pack(">Q", counter), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
