"""Lock files carry hashes and no registry address; no file holds a path of one machine."""

import re
import subprocess

from conventions.tree import ROOT

MACHINE_PATH = re.compile(r"(^|[^A-Za-z.])/(?:wor[k]|roo[t]|hom[e])/[a-z]", re.MULTILINE)


def tracked(*patterns: str) -> list[str]:
    listed = subprocess.run(["git", "ls-files", "--", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return listed.stdout.split()


def test_lock_files_name_no_registry():
    files = tracked("*.lock", "package-lock.json", "requirements/*")
    assert [name for name in files if re.search(r"https?://", (ROOT / name).read_text())] == []


def test_no_file_names_a_folder_of_one_machine():
    found = []
    for name in tracked("*.py", "*.md", "*.toml", "*.html", "*.json", "*.yml", "dev", ".ci/run"):
        if MACHINE_PATH.search((ROOT / name).read_text()):
            found.append(name)
    assert found == []
