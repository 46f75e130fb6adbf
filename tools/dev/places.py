"""Where things are."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Places:
    """The folders of one clone. Everything made by `dev` is in .tools, .venv, node_modules or var."""

    root: Path
    var: Path

    @property
    def tools(self) -> Path:
        return self.root / ".tools"

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.venv / "bin" / "python"

    @property
    def node_modules(self) -> Path:
        return self.root / "node_modules"

    @property
    def logs(self) -> Path:
        return self.var / "log"

    @property
    def stamps(self) -> Path:
        return self.var / "stamps"

    def lock_file(self, name: str) -> Path:
        """The hashed list of packages called `name`."""
        return self.root / "requirements" / f"{name}.lock"


def here(environment: Mapping[str, str] = os.environ) -> Places:
    """The clone that this file is in; TEAMAROUND_VAR may put var/ elsewhere."""
    root = Path(__file__).resolve().parent.parent.parent
    return Places(root=root, var=Path(environment.get("TEAMAROUND_VAR", root / "var")).absolute())


def sqlite_file(places: Places, environment: Mapping[str, str] = os.environ) -> Path | None:
    """The database file, or None where TEAMAROUND_DATABASE names a server (or memory)."""
    address = urlsplit(environment.get("TEAMAROUND_DATABASE", "sqlite://"))
    if address.scheme != "sqlite" or address.path == "/:memory:":
        return None
    named = unquote(address.path[1:])
    return (places.root / named) if named else places.var / "teamaround.sqlite3"
