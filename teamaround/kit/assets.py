"""GOV.UK Frontend without what belongs to gov.uk alone: no GDS Transport font, no crest. Pure texts in and out."""

import re
from pathlib import Path

FONT = '"Segoe UI",Roboto,"Noto Sans",sans-serif'
FACE = re.compile(r"@font-face\s*\{[^}]*\}")
FAMILY = re.compile(r"""["']?GDS Transport["']?\s*,\s*arial\s*,\s*sans-serif""", re.IGNORECASE)
CREST = re.compile(r"[a-z-]+:[^;{}]*url\([^)]*crest[^)]*\)[^;{}]*;?")
MAP = re.compile(r"(?:/\*|//)# sourceMappingURL=[^\n*]*(?:\*/)?")


def restyled(css: str) -> str:
    """The style sheet with the system's own letters and no picture of the state."""
    made = MAP.sub("", CREST.sub("", FAMILY.sub(FONT, FACE.sub("", css))))
    left = [word for word in ("GDS Transport", "crest", "/assets/") if word in made]
    if left:
        raise ValueError(f"GOV.UK Frontend changed: its style sheet still has {', '.join(left)}. Mend kit/assets.py.")
    return made


def build(source: Path, target: Path) -> list[Path]:
    """Write `govuk/govuk-frontend.css` and `.min.js` under `target` from the installed package; only what changed."""
    folder = target / "govuk"
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        folder / "govuk-frontend.css": restyled((source / "govuk-frontend.min.css").read_text()),
        folder / "govuk-frontend.min.js": MAP.sub("", (source / "govuk-frontend.min.js").read_text()),
    }
    written = [path for path, text in texts.items() if not path.exists() or path.read_text() != text]
    for path in written:
        part = path.with_suffix(".part")
        part.write_text(texts[path])
        part.replace(path)
    return written
