"""What stands in the braces of a template: names of this family and its workers, and small things drawn by chance."""

import random

from teamaround.families.models import Person
from teamaround.practice_data.town_loader.files import read
from teamaround.practice_data.town_loader.households import Adult

PRONOUNS = {
    "F": ("she", "her", "her", "herself"),
    "M": ("he", "him", "his", "himself"),
    "U": ("they", "them", "their", "themselves"),
}
CALLED = {"mother": "Mum", "father": "Dad", "grandmother": "Gran", "aunt": "Auntie"}
SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
TENS = ("twenty", "thirty", "forty", "fifty", "sixty")
TEENS = ("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
MINUTES = ("five past", "ten past", "quarter past", "twenty past", "half past", "twenty to", "quarter to", "ten to")
HOURS = ("eight", "nine", "ten", "eleven", "two", "three", "four", "five")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
LATELY = ("last week", "this week", "after half-term", "before the holiday", "at the weekend", "a fortnight ago")
THINGS = (
    *("a torch", "a blue coat", "a wobbly stool", "a cardboard castle", "a bus pass", "an egg timer", "a new lunchbox"),
    *("a shoebox", "a red scarf", "a broken kettle", "a paper crown", "a skateboard", "a bag of pegs", "a tin whistle"),
    *("a ladder chart", "a striped hat", "a jigsaw", "a magnifying glass", "a bicycle pump", "a roll of stickers"),
)
FOODS = (
    *("toast", "porridge", "beans", "dumplings", "rice", "pancakes", "soup", "noodles", "plums", "cheese", "pierogi"),
    *("cornflakes", "samosas", "jam tart", "apples", "fish fingers", "stew", "yoghurt", "parathas", "rhubarb"),
)
GAMES = (
    *("football", "chess", "dominoes", "snap", "table tennis", "dressing up", "hide and seek", "draughts"),
    *("marbles", "skipping", "cards", "rounders", "shadow puppets", "tag", "netball", "building dens"),
)
ANIMALS = (
    *("hamster", "whippet", "rabbit", "parrot", "tortoise", "cat", "ferret", "goldfish", "pony", "stick insect"),
    *("guinea pig", "budgie", "greyhound", "hen", "gecko", "spaniel"),
)
COLOURS = ("red", "green", "yellow", "purple", "orange", "silver", "turquoise", "brown", "pink", "navy")
BOOKS = (
    *("the atlas", "a joke book", "the book about bridges", "a comic", "the dinosaur book", "the pirate story"),
    *("a cookery book", "the bird book", "a book of maps", "the ghost story", "the football annual", "a car magazine"),
)
PLACES = (
    *("the canal path", "the library", "the bus station", "the swings", "the swimming bath", "the market hall"),
    *("the chip shop", "the allotments", "the skate park", "the laundrette", "the church hall", "the corner shop"),
    *("the rec", "the lock", "the health centre", "the sports hall", "the footbridge", "the bakery"),
)
CHANCES = {
    "number": SMALL,
    "weekday": WEEKDAYS,
    "month_part": LATELY,
    "thing": THINGS,
    "food": FOODS,
    "game": GAMES,
    "animal": ANIMALS,
    "colour": COLOURS,
    "book": BOOKS,
    "place": PLACES,
}


def by_chance(chance: random.Random) -> dict[str, str]:
    """The small things of one sentence; some of their words stand in the file itself."""
    found = {key: chance.choice(words) for key, words in (CHANCES | read("sentences").get("slots", {})).items()}
    found["many"] = chance.choice([*TEENS, *(f"{ten}-{one}" for ten in TENS[:4] for one in SMALL)])
    found["time"] = f"{chance.choice(MINUTES)} {chance.choice(HOURS)}"
    return found


def about_child(child: Person, adults: list[Adult]) -> dict[str, str]:
    """The child, the grown-up at home and what the child calls them."""
    he, him, his, himself = PRONOUNS[child.sex]
    home = [one for one in adults if one.at_home] or adults
    kind = home[0].kind if home else "mother"
    carer = home[0].person.first_name if home else "the carer"
    mum = CALLED.get(kind, carer)
    pronouns = {"he": he, "him": him, "his": his, "himself": himself, "He": he.capitalize(), "His": his.capitalize()}
    return {"child": child.first_name, "carer": carer, "mum": mum, "Him": him.capitalize(), **pronouns}
