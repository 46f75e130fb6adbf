"""From the data of a staged row to what matching compares: keys for the joins, a query, a card. No database."""

import datetime
import json
from typing import Any

from teamaround.exchange.layouts import NUMBER
from teamaround.kit import crypto
from teamaround.matching.blocking import telling_words
from teamaround.matching.normalise import fold_name, is_no_name_yet
from teamaround.matching.people import Query
from teamaround.matching.phonetic import sound_key

Data = dict[str, str]
SEALED, PLACE = "sealed", "exchange.StagedRow"


def born(data: Data) -> datetime.date | None:
    return datetime.date.fromisoformat(data["born"]) if data.get("born") else None


def name_keys(data: Data) -> dict[str, Any]:
    """Folded names, the sound of their first telling words, and the day: as `child_index.SearchName` keeps them."""
    first, family = fold_name(data.get("given", "")), fold_name(data.get("family", ""))
    if is_no_name_yet(first):
        first = ""
    return {
        "family": family,
        "first": first,
        "family_sound": sound_key(telling_words(family)[0]) if family else "",
        "first_sound": sound_key(first.partition(" ")[0]),
        "born": born(data),
    }


def numbers(data: Data) -> dict[str, str]:
    """Scheme and value of every number of the row."""
    return {name.removeprefix(NUMBER): value for name, value in data.items() if value and name.startswith(NUMBER)}


def query(data: Data) -> Query:
    """The row as somebody would search with it."""
    return Query(
        given=data.get("given", ""),
        family=data.get("family", ""),
        born=born(data),
        sex=data.get("sex", ""),
        postcode=data.get("postcode", ""),
        address=data.get("address", ""),
        identifiers=numbers(data),
        carer=data.get("carer", ""),
        school=data.get("school", ""),
        gp=data.get("practice", ""),
        telephone=data.get("telephone", ""),
    )


def card(data: Data) -> dict[str, Any]:
    """The row as the index keeps a child, to stand beside one."""
    made: dict[str, Any] = {name: data.get(name, "") for name in ("given", "family", "sex", "postcode", "address")}
    made |= {
        "born": data.get("born") or None,
        "carers": [[data["carer"], ""]] if data.get("carer") else [],
        "schools": [data["school"]] if data.get("school") else [],
        "practices": [data["practice"]] if data.get("practice") else [],
        "telephones": [data["telephone"]] if data.get("telephone") else [],
        "identifiers": numbers(data),
    }
    return {name: value for name, value in made.items() if value}


def sealed(row_id: int, data: Data) -> dict[str, Any]:
    """Of a protected child nothing stays readable in the row that told of it."""
    return data if SEALED in data else {SEALED: crypto.seal(json.dumps(data), f"{PLACE}:{row_id}")}


def opened(row_id: int, data: Data) -> Data:
    """The row as it was told. Raises CannotOpen."""
    if SEALED not in data:
        return data
    found: Data = json.loads(crypto.unseal(data[SEALED], f"{PLACE}:{row_id}"))
    return found
