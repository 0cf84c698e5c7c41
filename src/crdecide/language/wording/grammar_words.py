"""The small words that make sentences; they say nothing of medicine, so they stand in code."""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(words.split())


IS, WAS = frozenset({"is", "are"}), frozenset({"was", "were"})
HAS, HAD = frozenset({"has", "have"}), frozenset({"had"})
DOES, DID = frozenset({"does", "do"}), frozenset({"did"})
OBLIGES = listed("should must shall ought will would need needs")
MAY = frozenset({"may", "might", "can", "could", "cannot"})
HELPERS = IS | WAS | HAS | HAD | DOES | DID | MAY | OBLIGES
DETERMINERS = listed(
    "a an the this that these those its their his her each every some any no both either neither all most "
    "many few several another other what which whose such more fewer one two three four five six seven "
    "eight nine ten eleven twelve fifteen twenty half two-thirds none"
)
PREPOSITIONS = listed(
    "in on at of by for from with without within under over above below between among across against "
    "about after before during since until till to into onto per through throughout despite unlike like "
    "than as beside besides according compared regarding including excluding around near outside inside "
    "beyond off up down out because towards"
)
STRONG = listed("the a an this these those his her their your its our my no each every")
"""Words that begin a thing of their own; one after an unknown first word makes an order of it."""
SUBORDINATORS = listed(
    "because although though while whilst when whenever if unless until whereas since after before once "
    "where wherever as so hence therefore thus but yet than"
)
COORDINATORS = listed("and but or so hence therefore thus then yet nor")
RELATIVES = listed("whatever who whom whose which that whether what how why where when")
PRONOUNS = listed("it they them he she this these those both neither either none others one ones")
PRESENT_ON_RECORD = listed("takes take receives receive gets get weighs weigh attends attend lives live")
"""What a child does by the record."""
DIFFERING = listed("different differing various varying mixed unequal unlike")
ADVERBS = listed(
    "not never also only still then thus therefore often usually mostly always again already even ever "
    "either neither both all each too once twice so far yet very rather quite just less more most least "
    "almost nearly by themselves itself otherwise first later earlier together further alone now"
)
NO_NOUN_BEFORE = (
    DETERMINERS | PREPOSITIONS | frozenset({"and", "or", "not", "to", "the"}) - frozenset({"that", "which", "what"})
)
"""After one of these a word that looks like a verb is a noun or an adjective."""


NO_ADVERBS = listed("apply supply rely comply imply reply family likely unlikely early anomaly")


def is_number(word: str) -> bool:
    """Whether it is written in digits."""
    return word[:1].isdigit()


def is_adverb(word: str) -> bool:
    """Whether it may stand between a verb and what it is about."""
    return word in ADVERBS or (word.endswith("ly") and word not in NO_ADVERBS)
