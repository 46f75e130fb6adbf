"""Brings the environment along: uv by pip, Python packages by uv. Every file is checked against a hash."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tools.dev import stamps, steps
from tools.dev.places import Places
from tools.dev.problem import Problem

LEVELS = ("base", "dev")
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
CACHE_WITHOUT_HOME = Path(__file__).resolve().parent.parent.parent / ".tools" / "cache"
OFFLINE = (
    "See whether this machine can reach the Python package index (or set PIP_INDEX_URL to one that it can reach), "
    "then run the same command again: it goes on from here."
)


def pinned_version(lock: Path, package: str) -> str:
    """The version that a lock file names."""
    for line in lock.read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{package}=="):
            return line.split("==")[1].split()[0]
    raise Problem(f"{lock.name} does not name {package}. Restore the file: git checkout -- requirements")


def answers(command: list[str | Path]) -> str:
    """What a tool prints, or nothing where it does not start."""
    try:
        result = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return result.stdout.strip() if result.returncode == 0 else ""


def ensure_uv(places: Places, environment: Mapping[str, str] = os.environ) -> Path:
    """uv in .tools, of the version we pin; pip's --target needs no rights and no virtual environment."""
    uv = places.tools / "bin" / "uv"
    lock = places.lock_file("uv")
    wanted = pinned_version(lock, "uv")
    if answers([uv, "--version"]).startswith(f"uv {wanted}"):
        return uv
    if not answers([sys.executable, "-m", "pip", "--version"]):
        raise Problem("This Python has no pip. Install it (on Debian or Ubuntu: sudo apt install python3-pip).")
    steps.run(
        "Getting uv, which installs the rest",
        [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--upgrade", "--no-deps",
         "--only-binary=:all:", "--require-hashes", "--target", places.tools, "-r", lock],
        log=places.logs / "pip.log", env=environment, cwd=places.root, mend=OFFLINE,
    )  # fmt: skip
    return uv


def pip_settings(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """What this machine's pip was told (by its files or the environment), for pip's successor."""
    found: dict[str, str] = {}
    for line in answers([sys.executable, "-m", "pip", "config", "list"]).splitlines():
        name, _, value = line.partition("=")
        found[name.rpartition(".")[2]] = value.strip("'\"")
    return found


def uv_environment(environment: Mapping[str, str], pip: Mapping[str, str], certificates: Path) -> dict[str, str]:
    """The environment for uv: no downloaded Pythons, and the machine's own index and certificates."""
    result = dict(environment) | {"UV_PYTHON_DOWNLOADS": "never", "UV_NO_PROGRESS": "1"}
    result.pop("VIRTUAL_ENV", None)
    if "index-url" in pip and not {"UV_INDEX_URL", "UV_DEFAULT_INDEX"} & set(environment):
        result["UV_DEFAULT_INDEX"] = pip["index-url"]
    if "SSL_CERT_FILE" not in environment:
        if "cert" in pip:
            result["SSL_CERT_FILE"] = pip["cert"]
        elif certificates.exists():
            result.setdefault("UV_SYSTEM_CERTS", "true")
    if not has_home(environment):
        result.setdefault("UV_CACHE_DIR", str(CACHE_WITHOUT_HOME / "uv"))
    return result


def has_home(environment: Mapping[str, str]) -> bool:
    """Whether tools may keep what they have fetched at home, as they like to."""
    home = environment.get("HOME", "")
    return bool(home) and os.access(home, os.W_OK)


def level_to_install(stamp: str, wanted: str, digests: Mapping[str, str]) -> str | None:
    """Which list of packages to install, if any. What is there for development is never taken back by a start."""
    there, _, made_from = stamp.partition(" ")
    needed = "dev" if "dev" in (there, wanted) else "base"
    if there == needed and made_from == digests[needed]:
        return None
    return needed


def ensure_packages(places: Places, level: str) -> None:
    """.venv with every package of a level. A broken or half-made one is made again."""
    stamp, begun = places.venv / "teamaround.stamp", places.venv / "installing"
    digests = {name: stamps.digest([places.lock_file(name)], python_in_use()) for name in LEVELS}
    broken = begun.exists() or not is_sound(places.python)
    needed = level_to_install("" if broken else stamps.read(stamp), level, digests)
    if needed is None:
        return
    uv = ensure_uv(places)
    env = uv_environment(os.environ, pip_settings(), SYSTEM_CERTIFICATES)
    if broken:
        steps.run(
            "Making .venv", [uv, "venv", "--clear", "--python", sys.executable, places.venv],
            log=places.logs / "venv.log", env=env, cwd=places.root,
            mend="Delete the folder .venv and run the same command again.",
        )  # fmt: skip
    stamps.remove(stamp)
    stamps.write(begun, needed)
    steps.run(
        "Installing Python packages",
        [uv, "pip", "sync", "--python", places.python, "--require-hashes", "--compile-bytecode",
         places.lock_file(needed)],
        log=places.logs / "packages.log", env=env, cwd=places.root, mend=OFFLINE,
    )  # fmt: skip
    stamps.write(stamp, f"{needed} {digests[needed]}")
    stamps.remove(begun)


def python_in_use() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def is_sound(python: Path) -> bool:
    """Whether the Python of .venv starts, is itself a virtual environment, and is of the version that runs us."""
    program = "import sys; print(sys.prefix != sys.base_prefix, '%d.%d' % sys.version_info[:2])"
    return answers([python, "-I", "-c", program]) == f"True {python_in_use()}"
