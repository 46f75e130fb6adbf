"""Keys for words that wait in a browser until there is a connection again (design.md 7).

A key belongs to one account in one post on one day. It is worked out, never stored, and given to a signed-in page
alone; the browser keeps it where scripts cannot read it back. After seven days nobody gets it any more.
"""

import base64
import datetime

from django.conf import settings

from teamaround.access.actor import Actor
from teamaround.kit import clock, crypto

KEPT = datetime.timedelta(days=7)


def day_of(text: str) -> datetime.date | None:
    """The day that was asked for, today if none; None where no key is given for it any more, or yet."""
    today = clock.today()
    try:
        day = datetime.date.fromisoformat(text) if text else today
    except ValueError:
        return None
    return day if today - KEPT <= day <= today else None


def key_for(actor: Actor, day: datetime.date) -> dict[str, str]:
    """Whose key it is (a word that says nothing to others), for which day, and the key."""
    whose = f"{actor.account_id}:{actor.own_post_id}:{actor.post_id}"
    key = crypto.derive(settings.DATA_KEY, f"drafts:{whose}:{day.isoformat()}")
    owner = crypto.keyed_digest(settings.DATA_KEY, f"drafts:{whose}")[:20]
    return {"owner": owner, "day": day.isoformat(), "key": base64.b64encode(key).decode()}
