"""How wide a text is, about, in the widest of our letters (Noto Sans), for pictures that cannot wrap their words."""

THIN = "iljtfr.,'’ ()-I:;|"
BROAD = "mwMW@%"


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """In pixels at this size."""
    widths = (0.3 if one in THIN else 0.9 if one in BROAD else 0.66 if one.isupper() else 0.56 for one in text)
    return sum(widths) * size * (1.06 if bold else 1)
