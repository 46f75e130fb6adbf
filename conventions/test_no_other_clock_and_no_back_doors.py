"""One clock, no Django signals of our own, no request-wide transactions, no admin of case data."""

import re

from conventions.tree import ROOT, name_of, python_files

FORBIDDEN = {
    r"\bdatetime\.now\(": {"teamaround/kit/clock.py"},
    r"\bdate\.today\(": set(),
    r"timezone\.now\(": set(),
    r"\bpost_save\b|\bpre_save\b|\bpost_delete\b|\bpre_delete\b": set(),
    r"django\.contrib\.admin": set(),
    r"icontains|istartswith|iexact": set(),
    r"mark_safe\(": {
        "teamaround/kit/templatetags/kit.py",
        "teamaround/kit/marks.py",
        "teamaround/kit/rendering.py",
        "teamaround/kit/sample_words.py",
    },
    r"csrf_exempt": set(),
}


def test_nothing_forbidden_is_used():
    found = [
        f"{name_of(path)}: {pattern}"
        for path in python_files()
        for pattern, allowed in FORBIDDEN.items()
        if name_of(path) not in allowed and re.search(pattern, path.read_text())
    ]
    assert found == []


def test_requests_are_not_one_transaction():
    assert "ATOMIC_REQUESTS" not in (ROOT / "config" / "settings" / "base.py").read_text()
