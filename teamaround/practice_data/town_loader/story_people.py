"""The family of a story: people, homes, numbers, ties; the index entry of each child; shields; spoilt twin records."""

from teamaround.child_index.models import Involvement
from teamaround.families.models import Contact, Name, Person
from teamaround.practice_data.town_loader import around, people
from teamaround.practice_data.town_loader.duplicates import add_twin_record, swapped
from teamaround.practice_data.town_loader.files import Row
from teamaround.practice_data.town_loader.story import Story

SEXES = {"female": "F", "male": "M", "unknown": "U"}
SHIELD_FROM_ANYBODY = "risk"


def add_people(story: Story) -> None:
    """Everybody of the file, then what they are to one another."""
    shielded = {key for row in story.rows("shield") for key in row["persons"] if "to" not in row}
    for row in story.rows("person"):
        story.people[row["key"]] = _person(story, row, sealed=row["key"] in shielded)
    for row in story.rows("shield"):
        _shield(story, row)
    for row in story.rows("relation"):
        _tie(story, row)
    for row in story.rows("involvement"):
        _involvement(story, row)
    for row in story.rows("person"):
        _universal(story, row)
    for row in story.rows("duplicate"):
        _duplicate(story, row)


def _person(story: Story, row: Row, *, sealed: bool) -> Person:
    days, scope = story.town.days, story.scope
    told = story.told("Told by the family", row.get("born", -60) if row["in_index"] else -60)
    born = days.maybe(row.get("born"))
    person = people.add_person(
        scope,
        story.responsible,
        told,
        given=row.get("given", ""),
        family=row.get("family", ""),
        known_as=row.get("known_as", ""),
        sex=SEXES[row["sex"]],
        born=born,
        expected_on=days.maybe(row.get("expected")),
        first_language=row.get("first_language", ""),
        interpreter=row.get("interpreter", ""),
        ethnicity=row.get("ethnicity", ""),
    )
    for other in row.get("other_names", []):
        kind = Name.Kind.FORMER if other["kind"] in ("previous", "at_birth") else Name.Kind.ALIAS
        ends = days.maybe(other.get("to"))
        people.add_other_name(scope, person, told, kind, other.get("given", ""), other.get("family", ""), ends)
    _homes(story, person, row, sealed)
    for phone in row.get("telephones", []):
        people.add_telephone(scope, person, told, phone["number"], safe_word(phone["safe"]), phone.get("words", ""))
    if row["in_index"]:
        people.enter(story.town, scope, person, told)
        if born:
            people.add_nhs_number(story.town, scope, person, told)
    return person


def safe_word(ways: list[str]) -> str:
    """One word for what is safe: never, ring, or the gentlest way there is."""
    for word in (Contact.Safe.NEVER, Contact.Safe.RING, Contact.Safe.TEXT, Contact.Safe.MESSAGE):
        if word in ways:
            return word
    return Contact.Safe.NEVER


def _homes(story: Story, person: Person, row: Row, sealed: bool) -> None:
    places = {place["key"]: place for place in story.rows("address")}
    for home in row.get("addresses", []):
        place = places[home["at"]]
        if home.get("kind") == "visits":
            continue
        dates = {"starts": story.town.days.maybe(home.get("from")), "ends": story.town.days.maybe(home.get("to"))}
        told = story.told("Told by the family", home.get("from", -400))
        lines = f"{place['line']}, {place['town']}"
        hidden = sealed and (place.get("shielded", False) or "to" not in home)
        people.add_home(story.scope, person, told, lines, place["postcode"], sealed=hidden, **dates)


def _shield(story: Story, row: Row) -> None:
    days = story.town.days
    for key in row["persons"]:
        child = story.people[key]
        if "to" not in row and any(one is child for one in story.town.children):
            starts, again = days.date(row["from"]), days.date(max(row["look_again"], 1))
            around.shield(story.scope, child, SHIELD_FROM_ANYBODY, story.post(row["by"]), starts, again)


def _tie(story: Story, row: Row) -> None:
    days, scope, told = story.town.days, story.scope, story.told(row["source"], row.get("from", -60))
    adult, child = story.people[row["who"]], story.people[row["to_whom"]]
    dates = {"starts": days.maybe(row.get("from")), "ends": days.maybe(row.get("to"))}
    people.add_tie(scope, told, adult, child, row["kind"].replace("_", " ").replace("parents ", "parent's "), **dates)
    if row.get("parental_responsibility"):
        held = {"starts": days.maybe(row.get("responsibility_from")), "ends": days.maybe(row.get("responsibility_to"))}
        source = story.told(row.get("responsibility_source") or row["source"], row.get("responsibility_from", -60))
        people.add_responsibility(scope, source, adult, child, **held)
    for home in row["lives_with"]:
        since: Row = {"starts": days.maybe(home.get("from")), "ends": days.maybe(home.get("to"))}
        people.add_living_with(scope, told, adult, child, **since)
    if not row["lives_with"] and _second_home(story, row["who"], row["to_whom"]):
        people.add_living_with(scope, told, adult, child, share="part of the time")


def _second_home(story: Story, adult: str, child: str) -> bool:
    """A child who has a home at the grown-up's address too."""
    rows = {row["key"]: row for row in story.rows("person")}
    theirs = {home["at"] for home in rows[adult].get("addresses", []) if "to" not in home}
    seconds = [home for home in rows[child].get("addresses", []) if home.get("kind") == "second_home"]
    return any(home["at"] in theirs and "to" not in home for home in seconds)


def _involvement(story: Story, row: Row) -> None:
    days, workers = story.town.days, story.town.workers
    post = workers.posts.get(row.get("practitioner", ""))
    for key in row.get("children") or [row["child"]]:
        child = story.people[key]
        kind = Involvement.Kind.UNIVERSAL if row["basis"] == "universal" else Involvement.Kind.WORKING
        basis = "significant_harm" if row["basis"] == "significant_harm" else "consent"
        facts = {"sensitive": row["sensitive"], "sensitive_basis": basis if row["sensitive"] else ""}
        if not any(one is child for one in story.town.children):
            continue
        if post is None:
            facts["worker_name"] = workers.manager_of(row["agency"]).name
        around.involve(
            story.scope,
            child,
            workers.agencies[row["agency"]],
            post,
            kind=kind,
            starts=days.date(row["from"]),
            ends=days.maybe(row.get("to")),
            last_contact=days.maybe(row.get("last_contact")),
            how_often=row.get("frequency", "")[:60],
            job_title=row["part"],
            confirmed_on=days.maybe(row.get("last_contact")),
            **facts,
        )


def _universal(story: Story, row: Row) -> None:
    """School, nursery and doctor, where no involvement of the file names them already."""
    child = story.people[row["key"]]
    named = {
        (key, other["agency"])
        for other in story.rows("involvement")
        for key in other.get("children") or [other["child"]]
        if "to" not in other
    }
    for agency, since in ((row.get("school"), -180), (row.get("gp"), -1200)):
        if not row["in_index"] or not agency or (row["key"], agency) in named:
            continue
        manager = story.town.workers.manager_of(agency)
        starts = story.town.days.date(max(since, row.get("born", since)))
        around.involve(
            story.scope,
            child,
            story.town.workers.agencies[agency],
            None,
            kind=Involvement.Kind.UNIVERSAL,
            worker_name=manager.name,
            job_title=manager.job_title,
            starts=starts,
        )


def _duplicate(story: Story, row: Row) -> None:
    child = story.people[row["of"]]
    day = story.town.days.maybe(row.get("born")) or child.born
    born = swapped(day) if row.get("born_swapped") and day else day
    add_twin_record(
        story.town,
        story.scope,
        child,
        source=story.town.workers.agencies[row["agency"]].name,
        at=story.town.days.moment(row["day"]),
        by=story.town.workers.posts[row["by"]],
        given=row["given"],
        family=row["family"],
        born=born,
        sex=SEXES[row["sex"]],
        home=(f"{row['line']}, Marlbeck", row["postcode"]),
        mother=row.get("mother", ""),
    )


def add_enrolments(story: Story) -> None:
    """Who was enrolled for the family's page, face to face, with the mobile confirmed in the room."""
    for row in story.rows("family_access"):
        for child in _children_of(story, row):
            _enrolment(story, row, child)


def _children_of(story: Story, row: Row) -> list[Person]:
    """A young person opens the own page; anybody else that of the children whose episode is not hidden from them."""
    rows = story.rows("episode")
    own = [episode["child"] for episode in rows if episode["child"] == row["who"]]
    keys = own or [episode["child"] for episode in rows if row["who"] not in episode.get("hidden_from", [])]
    return [story.people[key] for key in dict.fromkeys(keys)]


def _enrolment(story: Story, row: Row, child: Person) -> None:
    days, person = story.town.days, story.people[row["who"]]
    ended = days.moment(row["ended"]) if "ended" in row else None
    people.add_enrolment(
        story.scope, person, child, row["mobile"], story.post(row["by"]), days.moment(row["day"]), ended
    )
