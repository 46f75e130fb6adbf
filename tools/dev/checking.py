"""`check`: style, types, layers, migrations. All are run; what failed is told at the end."""

import time
from pathlib import Path

from tools.dev import prepare, steps
from tools.dev.places import Places

CODE = ["teamaround", "config", "tools", "manage.py"]


def checks(places: Places) -> list[tuple[str, list[str | Path]]]:
    """Name and command of each check. `dev` has no .py at its end, so ruff is told of it."""
    programs = places.venv / "bin"
    return [
        ("Style", [programs / "ruff", "check", ".", "dev"]),
        ("Format", [programs / "ruff", "format", "--check", ".", "dev"]),
        ("Types", [places.python, "-m", "mypy", *CODE]),
        ("Layers", [programs / "lint-imports"]),
        ("Migrations", [places.python, "manage.py", "makemigrations", "--check", "--dry-run"]),
        ("Settings", [places.python, "manage.py", "check"]),
    ]


def check(places: Places) -> int:
    """Run every check, print the words of those that failed, and one line at the end."""
    prepare.ensure_environment(places, packages="dev", modules="production", styles=False)
    env = prepare.environment(places) | {"TEAMAROUND_DATABASE": "sqlite:///:memory:"}
    failed: list[tuple[str, Path]] = []
    for name, command in checks(places):
        log, begun = places.logs / f"check-{name.lower()}.log", time.monotonic()
        code = steps.attempt(f"{name} …", command, log=log, env=env, cwd=places.root, final_line=False)
        print(f"{name}: {'in order' if code == 0 else 'NOT in order'} ({time.monotonic() - begun:.1f} s)", flush=True)
        if code:
            failed.append((name, log))
    for name, log in failed:
        print(f"\n{name}\n{'-' * len(name)}\n{log.read_text(encoding='utf-8', errors='replace').rstrip()}")
    names = ", ".join(name for name, _ in failed)
    print(
        f"\nNot in order: {names}. What each said stands above and in {places.logs}." if failed else "\nAll in order."
    )
    return 1 if failed else 0
