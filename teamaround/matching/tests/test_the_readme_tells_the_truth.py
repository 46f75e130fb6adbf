"""The worked example of the README is worked out here."""

from datetime import date
from pathlib import Path

from teamaround.matching.compare import compare
from teamaround.matching.explain import waterfall
from teamaround.matching.people import Candidate, Carer, Query

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
SIGNS = {"same": "✓", "alike": "≈", "swapped": "⇄"}


def test_the_worked_example_comes_out_as_written():
    held = {"given": "Kayleigh", "family": "Moss", "born": date(2019, 5, 4), "sex": "F", "postcode": "MB4 7QX"}
    typed = {"given": "Kaylee", "family": "Moss", "born": date(2019, 4, 5), "sex": "girl", "postcode": "MB4"}
    child = Candidate(**held, carers=(Carer("Donna Moss", "Mum"),))
    found = waterfall(compare(Query(**typed, carer="Donna"), child), 14.0)
    for step in found.steps:
        line, end = step.line, f"{step.end:+.1f}".replace("-", "−")
        assert f"| {SIGNS[line.sign]} | {line.sentence} | {line.weight_bits:+.1f} | {end} |" in README
    assert f"{found.total} bits over the odds" in README
    assert f"score {found.judgement.score}, a {found.judgement.word}" in README
