"""What went wrong, in words for the person at the keyboard."""

from pathlib import Path


class Problem(Exception):
    """Something failed. The text says what, and what to do; `log` is the file with the tool's own words."""

    def __init__(self, sentence: str, log: Path | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.log = log


def last_lines(log: Path, count: int = 15) -> list[str]:
    """The end of a log, without empty lines."""
    if not log.exists():
        return []
    lines = log.read_text(encoding="utf-8", errors="replace").replace("\r", "\n").splitlines()
    return [line.rstrip() for line in lines if line.strip()][-count:]


def in_words(problem: Problem) -> str:
    """The sentence, then the end of the tool's own output and where the rest is."""
    parts = [problem.sentence]
    if problem.log:
        parts += [f"  | {line}" for line in last_lines(problem.log)]
        parts.append(f"All of it is in {problem.log}")
    return "\n".join(parts)
