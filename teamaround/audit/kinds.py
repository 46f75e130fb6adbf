"""What every table that is not protected holds, and so why it may be changed without an event (design.md 6).

A model is exactly one of: **protected** (a subclass of `Protected`), **sealed** (the audit's own, append-only
by trigger), **reference** (what an authority sets up; no child in it), **operational** (derived, or gone by itself
within days). A new model is put here or made protected; conventions fail on one that is neither.
"""

from typing import Literal

Kind = Literal["sealed", "reference", "operational"]

MODEL_KINDS: dict[str, Kind] = {
    "agencies.Account": "reference",
    "agencies.Account_groups": "reference",
    "agencies.Account_user_permissions": "reference",
    "agencies.Agency": "reference",
    "agencies.Authority": "reference",
    "agencies.Locality": "reference",
    "agencies.Unsent": "operational",
    "assessments.Presence": "operational",
    "audit.About": "sealed",
    "audit.Batch": "sealed",
    "audit.Detail": "sealed",
    "audit.Event": "sealed",
    "audit.Leaf": "sealed",
    "audit.OwnerKey": "sealed",
    "audit.Removal": "sealed",
    "audit.RowLeaf": "sealed",
    "audit.RowRemoval": "sealed",
    "audit.Submission": "operational",
    "audit.Waiting": "operational",
    "child_index.NameCount": "operational",
    "child_index.SearchCard": "operational",
    "child_index.SearchName": "operational",
    "child_index.SearchValue": "operational",
    "exchange.Sweep": "operational",
    "families.PageLink": "operational",
    "local_settings.Setting": "reference",
    "notifications.Notice": "operational",
    "plans.NeedType": "reference",
}
