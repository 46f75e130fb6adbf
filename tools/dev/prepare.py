"""From an installed environment to a database with the invented town in it. Warm: nothing to do, Django unimported."""

import hashlib
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.dev import install, node, stamps, steps
from tools.dev.locks import setting_up
from tools.dev.places import Places, sqlite_file
from tools.dev.problem import Problem

MADE_BY_START = ("teamaround.sqlite3*", "town.*", "personas.txt", "clock", "stamps", "mail", "attachments", "assets")


def environment(places: Places) -> dict[str, str]:
    """For every program of ours: development settings unless others are asked for, output as it comes."""
    result = dict(os.environ) | {"PYTHONUNBUFFERED": "1", "TEAMAROUND_VAR": str(places.var)}
    result.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    return result


def ensure_environment(places: Places, *, packages: str, modules: str, styles: bool = True) -> None:
    """Python packages ("base" or "dev") and npm's ("production" or "all"), installed only where needed."""
    places.logs.mkdir(parents=True, exist_ok=True)
    with setting_up(places):
        install.ensure_packages(places, packages)
        node.ensure_modules(places, modules)
        if styles:
            build_assets(places)
            compile_words(places)


def manage(places: Places, title: str, *words: str, mend: str) -> Path:
    """Run one of the application's commands with progress. Returns the file with what it printed."""
    log = places.logs / f"{words[0]}.log"
    steps.run(title, [places.python, "manage.py", *words], log=log, env=environment(places), cwd=places.root, mend=mend)
    return log


def build_assets(places: Places) -> None:
    """The design system's files without what only gov.uk may use, in var/assets."""
    kit = places.root / "teamaround" / "kit"
    made_from = stamps.digest([places.root / "package-lock.json", *kit.rglob("*assets*.py")])
    stamp = places.stamps / "assets"
    if stamps.says(stamp, made_from) and (places.var / "assets").is_dir():
        return
    stamps.remove(stamp)
    manage(places, "Preparing styles", "build_assets", mend="Delete node_modules and run the same command again.")
    stamps.write(stamp, made_from)


def compile_words(places: Places) -> None:
    """Catalogues of other languages, as translators wrote them, into what is read at work. They are never kept."""
    catalogues = sorted((places.root / "locale").glob("*/LC_MESSAGES/*.po"))
    made_from, stamp = stamps.digest(catalogues), places.stamps / "words"
    made = all(file.with_suffix(".mo").exists() for file in catalogues)
    if not catalogues or (made and stamps.says(stamp, made_from)):
        return
    manage(places, "Preparing languages", "words", "compile", mend="Mend the line of the .po file that is named.")
    stamps.write(stamp, made_from)


@dataclass(frozen=True)
class Database:
    """The database that `start` serves from, and the marks that belong to it."""

    places: Places
    file: Path | None
    suffix: str

    @property
    def loaded(self) -> Path:
        return self.places.var / f"town.loaded{self.suffix}"

    @property
    def loading(self) -> Path:
        return self.places.var / f"town.loading{self.suffix}"

    @property
    def migrated(self) -> Path:
        return self.places.stamps / f"migrated{self.suffix}"

    def exists(self) -> bool:
        """A server is asked each time; a file is there when it has something in it."""
        return self.file is not None and self.file.exists() and self.file.stat().st_size > 0

    def forget(self) -> None:
        """Drop the file and every mark that speaks of it."""
        for mark in (self.loaded, self.loading, self.migrated):
            stamps.remove(mark)
        if self.file:
            for suffix in ("", "-wal", "-shm", "-journal"):
                self.file.with_name(self.file.name + suffix).unlink(missing_ok=True)


def database(places: Places, environment: Mapping[str, str] = os.environ) -> Database:
    """What TEAMAROUND_DATABASE names; each has marks of its own."""
    address = environment.get("TEAMAROUND_DATABASE", "")
    suffix = f".{hashlib.sha256(address.encode()).hexdigest()[:8]}" if address else ""
    return Database(places, sqlite_file(places, environment), suffix)


def start_again(places: Places, base: Database) -> None:
    """--fresh: drop the database and all that was made with it. Only what `start` itself made."""
    if base.file is None or not base.file.is_relative_to(places.var):
        raise Problem(
            "--fresh only throws away the database in var/. Yours is named by TEAMAROUND_DATABASE: "
            "empty it yourself, or unset TEAMAROUND_DATABASE."
        )
    base.forget()
    for pattern in MADE_BY_START:
        for path in places.var.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def ensure_migrated(places: Places, base: Database) -> None:
    """Migrate when a migration, a package or the settings have changed, or the database is new.

    Without the checks: a newer version may guard its tables in another way, and migrating is what puts that in order.
    """
    made_from = stamps.digest(
        [
            *places.root.glob("teamaround/*/migrations/*.py"),
            *(places.root / "config" / "settings").glob("*.py"),
            places.lock_file("base"),
        ],
        *(str(path.relative_to(places.root)) for path in sorted(places.root.glob("teamaround/*/migrations/*.py"))),
    )
    if base.exists() and stamps.says(base.migrated, made_from):
        return
    if base.file and not base.exists():
        base.forget()
    stamps.remove(base.migrated)
    manage(
        places, "Preparing the database", "migrate", "--no-input", "--skip-checks",
        mend="If you can do without what is in it, begin again with: ./dev start --fresh",
    )  # fmt: skip
    stamps.write(base.migrated, made_from)


def ensure_town(places: Places, base: Database) -> None:
    """The invented town, once. A load that was broken off left half a town: that database is made again first."""
    if base.loaded.exists():
        return
    if base.loading.exists():
        if base.file is None:
            raise Problem(
                "Loading the invented town was broken off. Empty the database that TEAMAROUND_DATABASE names, "
                f"delete {base.loading}, and run the same command again."
            )
        base.forget()
        ensure_migrated(places, base)
    stamps.write(base.loading, "begun")
    stamps.remove(places.var / "personas.txt")
    manage(places, "Loading the invented town", "load_town", mend="Begin again with: ./dev start --fresh")
    stamps.write(base.loaded, "loaded")
    stamps.remove(base.loading)


def personas(places: Places) -> str:
    """Who one can be: asked once, then kept until the town or its code changes."""
    kept, stamp = places.var / "personas.txt", places.stamps / "personas"
    made_from = stamps.digest((places.root / "teamaround" / "practice_data").rglob("*.py"))
    if not (kept.exists() and stamps.says(stamp, made_from)):
        log = manage(places, "Asking who one can be", "personas", mend="Begin again with: ./dev start --fresh")
        stamps.write(kept, log.read_text(encoding="utf-8", errors="replace").rstrip())
        stamps.write(stamp, made_from)
    return kept.read_text(encoding="utf-8")
