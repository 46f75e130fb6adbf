"""The `dev` command: what it is asked and what it installs. No network, nothing is really installed."""

import re
import sys
from pathlib import Path

import pytest

from tools.dev import arguments, benching, install, node, places, stamps, steps
from tools.dev.problem import Problem

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def clone(tmp_path: Path) -> places.Places:
    """An empty clone with the lists of packages that `dev` reads."""
    for name in ("base", "dev", "uv", "node"):
        file = tmp_path / "requirements" / f"{name}.lock"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"{name}-package==1.0 \\\n")
    return places.Places(root=tmp_path, var=tmp_path / "var")


def program(path: Path, text: str = "echo it starts") -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


class TestWhatIsAsked:
    def test_no_word_is_a_call_for_help(self):
        assert arguments.parse([]).command == "help"

    def test_help_names_every_command(self):
        for command in ("start", "test", "check", "manage", "bench"):
            assert f"./dev {command}" in arguments.HELP

    @pytest.mark.parametrize("words", [["start", "--port", "8123"], ["start", "--port=8123", "--fresh"]])
    def test_the_port_of_start_can_be_given(self, words: list[str]):
        assert arguments.parse(words).port == 8123

    @pytest.mark.parametrize("port", ["", "0", "65536", "eight", "-1", "٨٠٠٠"])
    def test_a_port_that_is_none_is_refused(self, port: str):
        with pytest.raises(Problem, match="is not a port"):
            arguments.parse(["start", "--port", port])

    def test_a_misspelt_option_is_refused_with_the_right_ones(self):
        with pytest.raises(Problem, match=re.escape("./dev start [--port 8000] [--fresh]")):
            arguments.parse(["start", "--frsh"])

    def test_an_unknown_command_is_refused(self):
        with pytest.raises(Problem, match="no command 'strat'"):
            arguments.parse(["strat"])

    def test_words_for_pytest_are_passed_on_in_their_order(self):
        request = arguments.parse(["test", "-k", "consent", "--postgres", "teamaround/consent"])
        assert (request.postgres, request.rest) == (True, ["-k", "consent", "teamaround/consent"])

    def test_words_for_manage_are_not_read_at_all(self):
        assert arguments.parse(["manage", "migrate", "--help"]).rest == ["migrate", "--help"]


class TestStamps:
    def test_a_digest_changes_with_a_file(self, tmp_path: Path):
        file = tmp_path / "base.lock"
        file.write_text("one")
        before = stamps.digest([file])
        file.write_text("two")
        assert stamps.digest([file]) != before

    def test_a_missing_stamp_says_nothing(self, tmp_path: Path):
        assert not stamps.says(tmp_path / "stamp", "made")

    def test_a_written_stamp_says_just_that(self, tmp_path: Path):
        stamps.write(tmp_path / "new" / "stamp", "made")
        assert stamps.says(tmp_path / "new" / "stamp", "made")
        assert not stamps.says(tmp_path / "new" / "stamp", "made otherwise")


class TestPackages:
    DIGESTS = {"base": "b1", "dev": "d1"}

    @pytest.mark.parametrize(
        ("stamp", "wanted", "needed"),
        [
            ("", "base", "base"),
            ("base b1", "base", None),
            ("base b0", "base", "base"),
            ("base b1", "dev", "dev"),
            ("dev d1", "dev", None),
            ("dev d1", "base", None),
            ("dev d0", "base", "dev"),
        ],
    )
    def test_a_start_never_takes_back_what_tests_need(self, stamp: str, wanted: str, needed: str | None):
        assert install.level_to_install(stamp, wanted, self.DIGESTS) == needed

    @pytest.fixture
    def ran(self, clone: places.Places, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """The titles of the steps that would have run."""
        titles: list[str] = []
        monkeypatch.setattr(install, "ensure_uv", lambda where: where.tools / "bin" / "uv")
        monkeypatch.setattr(install, "pip_settings", dict)
        monkeypatch.setattr(install, "is_sound", lambda _: (clone.venv / "sound").exists())
        monkeypatch.setattr(steps, "run", lambda title, *_, **__: titles.append(title))
        return titles

    def test_a_new_clone_gets_an_environment_and_a_stamp(self, clone: places.Places, ran: list[str]):
        install.ensure_packages(clone, "base")
        assert ran == ["Making .venv", "Installing Python packages"]
        assert stamps.read(clone.venv / "teamaround.stamp").startswith("base ")

    def test_a_second_time_does_nothing(self, clone: places.Places, ran: list[str]):
        install.ensure_packages(clone, "dev")
        (clone.venv / "sound").touch()
        ran.clear()
        install.ensure_packages(clone, "base")
        assert ran == []

    def test_an_interrupted_install_is_made_again_from_nothing(
        self, clone: places.Places, ran: list[str], monkeypatch: pytest.MonkeyPatch
    ):
        def pulled_plug(title: str, *words: object, **named: object) -> None:
            if title == "Installing Python packages":
                raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(steps, "run", pulled_plug)
            pytest.raises(KeyboardInterrupt, install.ensure_packages, clone, "base")
        (clone.venv / "sound").touch()
        install.ensure_packages(clone, "base")
        assert ran == ["Making .venv", "Installing Python packages"]

    def test_an_environment_without_a_stamp_is_completed_not_thrown_away(self, clone: places.Places, ran: list[str]):
        clone.venv.mkdir()
        (clone.venv / "sound").touch()
        install.ensure_packages(clone, "base")
        assert ran == ["Installing Python packages"]

    def test_a_broken_environment_is_made_again(self, clone: places.Places, ran: list[str]):
        install.ensure_packages(clone, "base")
        ran.clear()
        install.ensure_packages(clone, "base")
        assert ran == ["Making .venv", "Installing Python packages"]

    def test_a_python_that_does_not_start_is_not_sound(self, tmp_path: Path):
        assert not install.is_sound(tmp_path / "python")

    def test_the_python_of_the_machine_is_not_a_virtual_environment(self):
        assert not install.is_sound(Path(sys.base_prefix) / "bin" / "python3")


class TestTheMachinesOwnSettings:
    def test_uv_hears_of_the_index_that_pip_was_told(self, tmp_path: Path):
        env = install.uv_environment({"HOME": str(tmp_path)}, {"index-url": "simple"}, tmp_path / "none")
        assert env["UV_DEFAULT_INDEX"] == "simple"

    def test_an_index_for_uv_itself_wins(self, tmp_path: Path):
        env = install.uv_environment({"UV_INDEX_URL": "own"}, {"index-url": "simple"}, tmp_path / "none")
        assert "UV_DEFAULT_INDEX" not in env

    def test_certificates_of_the_machine_are_used_when_none_are_named(self, tmp_path: Path):
        assert install.uv_environment({}, {}, ROOT)["UV_SYSTEM_CERTS"] == "true"
        assert "UV_SYSTEM_CERTS" not in install.uv_environment({"SSL_CERT_FILE": "own"}, {}, ROOT)

    def test_without_a_home_what_is_fetched_stays_in_the_clone(self, tmp_path: Path):
        assert "UV_CACHE_DIR" in install.uv_environment({"HOME": "/nowhere"}, {}, ROOT)
        assert "UV_CACHE_DIR" not in install.uv_environment({"HOME": str(tmp_path)}, {}, ROOT)
        assert "npm_config_cache" in node.npm_environment({}, False)

    def test_no_python_is_ever_downloaded(self):
        assert install.uv_environment({}, {}, ROOT)["UV_PYTHON_DOWNLOADS"] == "never"

    def test_node_is_told_of_system_certificates_only_when_it_knows_the_word(self):
        env = {"NODE_OPTIONS": "--no-warnings"}
        assert node.npm_environment(env, True)["NODE_OPTIONS"] == "--no-warnings --use-system-ca"
        assert node.npm_environment(env, False)["NODE_OPTIONS"] == "--no-warnings"


class TestNode:
    @pytest.mark.parametrize(("version", "fits"), [("v20.1.0", True), ("v18.0.0", True), ("v16.9", False), ("", False)])
    def test_node_must_be_18_or_newer(self, version: str, fits: bool):
        assert node.is_new_enough(version) is fits

    @pytest.mark.parametrize(
        ("stamp", "wanted", "needed"),
        [
            ("", "production", "production"),
            ("production m1", "production", None),
            ("production m1", "all", "all"),
            ("all m1", "production", None),
            ("all m0", "production", "all"),
        ],
    )
    def test_what_tests_need_stays(self, stamp: str, wanted: str, needed: str | None):
        assert node.level_to_install(stamp, wanted, "m1") == needed

    def test_an_old_node_is_passed_over(self, tmp_path: Path):
        program(tmp_path / "node", "echo v12.0.0")
        program(tmp_path / "npm")
        assert node.on_this_machine(str(tmp_path)) is None


class TestThisClone:
    def test_a_package_has_one_version_in_both_lists(self):
        def pins(name: str) -> set[str]:
            text = (ROOT / "requirements" / f"{name}.lock").read_text()
            return {line.split(" ")[0] for line in text.splitlines() if re.match(r"[a-z0-9]", line)}

        assert pins("base") <= pins("dev")

    def test_lists_of_packages_carry_hashes_and_no_address(self):
        for file in [*(ROOT / "requirements").glob("*.lock"), ROOT / "package-lock.json"]:
            text = file.read_text()
            assert "://" not in text, file.name
            assert "--hash=sha256:" in text or '"integrity"' in text, file.name

    def test_measurements_are_listed_with_their_first_line(self, tmp_path: Path):
        (tmp_path / "pages.py").write_text('"""How fast pages are.\n\nMore."""\nif __name__ == "__main__": pass\n')
        (tmp_path / "generate.py").write_text('"""No measurement."""\n')
        assert benching.measurements(tmp_path) == {"pages": "How fast pages are."}
