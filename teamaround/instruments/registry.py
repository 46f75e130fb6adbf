"""Which instruments there are. A package adds its folder of definition files in AppConfig.ready:

    registry.add_folder(Path(__file__).parent / "definitions")

A file is read the first time it is asked for, and kept.
"""

from pathlib import Path

from teamaround.instruments import reading
from teamaround.instruments.definition import Instrument
from teamaround.instruments.problems import DefinitionProblem


class UnknownInstrument(LookupError):
    """Nobody registered an instrument of that key and version."""


class Registry:
    """Folders of definition files, and the definitions read from them."""

    def __init__(self) -> None:
        self.files: dict[str, dict[int, Path]] = {}
        self.strays: list[Path] = []
        self.twins: list[Path] = []
        self.read: dict[tuple[str, int], Instrument] = {}

    def add_folder(self, folder: Path) -> None:
        """Registers every definition file in the folder; adding it again changes nothing."""
        for path in sorted(folder.resolve().glob("*.toml")):
            named = reading.key_and_version(path)
            if named is None:
                self._note(self.strays, path)
                continue
            key, version = named
            known = self.files.setdefault(key, {}).setdefault(version, path)
            if known != path:
                self._note(self.twins, path)

    @staticmethod
    def _note(paths: list[Path], path: Path) -> None:
        if path not in paths:
            paths.append(path)

    def keys(self) -> tuple[str, ...]:
        """The instruments there are."""
        return tuple(sorted(self.files))

    def versions(self, key: str) -> tuple[int, ...]:
        """The versions of an instrument, oldest first."""
        return tuple(sorted(self.files.get(key, {})))

    def get(self, key: str, version: int | str) -> Instrument:
        """That version, for answers given on it. Raises UnknownInstrument, or BrokenDefinition."""
        version = int(version)
        if (key, version) not in self.read:
            path = self.files.get(key, {}).get(version)
            if path is None:
                raise UnknownInstrument(f"There is no instrument “{key}” in version {version}")
            self.read[key, version] = reading.read(path)
        return self.read[key, version]

    def latest(self, key: str) -> Instrument:
        """The newest version, for what starts now. Raises UnknownInstrument, or BrokenDefinition."""
        versions = self.versions(key)
        if not versions:
            raise UnknownInstrument(f"There is no instrument “{key}”")
        return self.get(key, versions[-1])

    def problems(self) -> list[tuple[Path, DefinitionProblem]]:
        """Everything that is wrong with what is registered, file by file."""
        stray = DefinitionProblem("wrong_file_name", "", "a definition is called <key>.<version>.toml")
        twin = DefinitionProblem("duplicate_key", "", "another folder has this instrument in this version already")
        found = [(path, stray) for path in self.strays] + [(path, twin) for path in self.twins]
        for versions in self.files.values():
            for path in versions.values():
                found += [(path, problem) for problem in reading.inspect(path)[1]]
        return found


_INSTALLED = Registry()

add_folder = _INSTALLED.add_folder
keys = _INSTALLED.keys
versions = _INSTALLED.versions
get = _INSTALLED.get
latest = _INSTALLED.latest
problems = _INSTALLED.problems
