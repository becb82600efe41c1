"""Whom the words of a line concern: which link a kind belongs to, and who was not met at all. Pure.

The words here are data: docs/interactions.md shows them, and a test holds the two together. Whoever is in doubt
counts: every pattern asks for more than the word alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from vaultnet import kinds, tries
from vaultnet.kinds import BETWEEN, TOGETHER, VERBS, alternatives

INTENTIONS = (
    "should", "must", "ought to", "have to", "need to", "want to", "plan to", "planning to", "going to",
    "hope to", "hoping to", "intend to", "meant to", "forget to", "remember to",
    "would like to", "would love to", "will", "I'll", "we'll", "I'd like to", "we'd like to",
)  # fmt: skip
"""What says that something is yet to be done, or was not done, where a verb of `REACHING` follows."""

NEGATIONS = (
    "didn't", "did not", "couldn't", "could not", "can't", "cannot", "can not", "won't", "haven't", "have not",
    "wasn't able to", "was not able to", "weren't able to", "were not able to", "not able to", "unable to",
    "failed to", "never got to", "forgot to",
)  # fmt: skip
"""What says that something was not done, where a verb of `REACHING` or `REACHED` follows."""

REACHING = (
    "call", "phone", "ring", "write", "email", "e-mail", "mail", "message", "text", "ping", "reply", "answer",
    "meet", "see", "visit", "reach", "contact", "ask", "tell", "thank", "talk", "speak", "have", "grab", "catch",
    "check in", "follow up", "get back", "get hold", "get in touch", "reconnect", "invite", "send", "introduce",
    "congratulate", "remind", "schedule", "arrange", "set up", "give", "bring", "buy", "return", "hear",
)  # fmt: skip
"""Verbs that an intention or a negation is followed by."""

REACHED = (
    "called", "phoned", "written", "emailed", "e-mailed", "mailed", "messaged", "texted", "replied", "answered",
    "met", "seen", "visited", "reached", "contacted", "asked", "told", "thanked", "talked", "spoken", "heard",
)  # fmt: skip
"""Verbs that *haven't* and *should have* are followed by."""

CALLED_OFF = (
    "cancelled", "canceled", "called off", "postponed", "didn't happen", "did not happen", "fell through",
)  # fmt: skip
"""What says of something agreed that it did not come about."""

AHEAD = ("tomorrow", "next week", "next month", "next year")
"""What says that something is yet to come."""

THOUGHTS = ("thinking of", "thinking about", "thought of", "thought about")
"""What says that somebody was only thought of, where their link follows."""


class Said(NamedTuple):
    """What a line says with the links from ``begin`` to ``end``.

    ``kind`` is ``""`` if no kind is told of them; ``fate`` is `COUNTS`, `AHEAD_OF` or `NOTHING`.
    """

    begin: int
    end: int
    kind: str
    fate: str


COUNTS, AHEAD_OF, NOTHING = "", "ahead", "nothing"
_LONGEST = 2000  # characters of a line that are looked at

_LINK = re.compile(r"!?\[\[[^\[\]]*\]\]|!?\[[^\[\]]*\]\([^()]*\)|`[^`]*`")
_DAY_FIELD = re.compile(r"[(\[](?:when|on|date|day|planned)::[^()\[\]]*[)\]]")
_RUN = re.compile("\0+")
_STRUCK = re.compile(r"~~(?=\S)([^~]+)~~")
_STOP = re.compile(r"[.!?;]+[\"'*_)\]”]*(?=\s|\Z)")
_SHORT = frozenset("dr mr mrs ms prof st jr sr vs approx a.m p.m e.g i.e w no".split())
# Between two links: what joins them, and perhaps a name that is no link, or whose who it is.
_JOINED = re.compile(
    r"[*_]*(?:'s)?[*_]*\s*(?:\([^()\0]*\)\s*)?"
    r"(?:[,&+/]|(?:,\s*)?\b(?:and|or|plus)\b|↔|<->)?\s*"
    r"(?:[^\W\d_a-z]\w+(?:\s+[^\W\d_a-z]\w+)?\s*(?:,|(?:,\s*)?\b(?:and|&)(?=\s))\s*)*"
    r"(?:(?:and\s+)?(?:(?:also|with|his|her|their|my|our|the)\s+)(?:\w+\s+)?)?[*_]*"
)

_REACH = alternatives(REACHING)
_NOUN = alternatives(word for table in (TOGETHER, BETWEEN) for words in table.values() for word in words)
_PAST = alternatives([*(w for words in VERBS.values() for w in words), "had", "saw", "was", "were", "spoke"])
_OFF = alternatives(CALLED_OFF)
_DAYS = rf"(?:{alternatives(AHEAD)})\b(?!')"

_BREAK = re.compile(
    rf"[,()]|:(?=\s)|\s[–—-]+\s|\b(?:but|so|because|while|although|though|and(?!\s+(?:{_REACH})\b))\b"
)
# After a link, what these words lead in is about something else.
_ASIDE = re.compile(
    r"\b(?:about|for|re|regarding|who|whose|which|that|where|when|since|after|before|until|instead|as|if|to"
    r"|and|i|we|she|he|they|her|his|their|on\s+(?:the|our|how|what))\b"
)
_OTHER_MATTER = re.compile(r"\b(?:for|who|that|since|after|before|when|where)\b")
_SOFTLY = r"(?:(?:really|still|also|again|finally|probably|even|soon|manage\s+to|get\s+to|try\s+to)\s+){0,2}"
_UNDONE = re.compile(
    rf"\b(?:(?P<not>{alternatives(NEGATIONS)})|{alternatives(INTENTIONS)})\s+{_SOFTLY}"
    rf"(?:(?:have\s+)?(?:{alternatives(REACHED)})|{_REACH})\b(?P<rest>.*)\Z",
    re.DOTALL,
)
_HAD = re.compile(rf"\b(?:{_PAST})\b")
_NOT_UNTIL = re.compile(r"\b(?:until|till)\b")
_AUX = r"(?:(?:was|were|is|got|gets|has|had|been|be|to|unfortunately|sadly|again|just)\s+)"
_TO_CALL_OFF = rf"(?:{_OFF}|had\s+to\s+(?:cancel|postpone|call\s+off))"
_OFF_AFTER = re.compile(rf"[^\w\0]*{_AUX}*(?:{_OFF})\b")
_OFF_LATER = re.compile(rf"[^,:()–—]*?\s{_AUX}+(?:{_OFF})\b")
_BY_THEM = re.compile(
    rf"\s+(?:(?:has|had|have|just|again)\s+)*{_TO_CALL_OFF}\b(?:\W*\Z|\s+on\s+(?:me|us)\b|\s+(?:[\w']+\s+){{0,2}}(?:{_NOUN})\b)"
)
_BY_ME = re.compile(
    rf"(?<!was )(?<!were )(?<!got )\b(?:{_TO_CALL_OFF}|cancel|postpone)[\s:–—-]+"
    rf"(?:(?:my|our|the|a|this|that|\w+'s)\s+)*(?:{_NOUN})\s+(?:[\w']+\s+){{0,2}}?(?:with|to)\s+\Z"
)
_ARTICLE = r"(?:(?:a|an|the|my|our|another|first|second|quick|short|brief|long|early|late|nice|good)\s+)*"
_HAS_NOUN = re.compile(rf"\b(?:{_NOUN})\b")
_BEGINS = re.compile(
    rf"\W*(?:{_DAYS}\W*(?:(?:is|at\s+\S+)\s+)?)?"
    rf"(?:{_ARTICLE}(?:{_NOUN})\b|(?:(?:i|we)(?:'m|'re|\s+am|\s+are)?\s+)?(?:{_REACH}|meeting|seeing|having|visiting)\b)"
)
_COMES = re.compile(rf"\b{_DAYS}")
_OWNER_BEGINS = re.compile(r"\W*(?:(?:i|we|still|again|also)\s+)*\Z")
_THOUGHT = re.compile(
    rf"(?:{alternatives(THOUGHTS)})\s+(?:\w+ing\s+(?:(?:to|with|in\s+touch\s+with)\s+)?)?\Z"
)
_WITH_THEM = re.compile(r"\A\s+(?:with|to)\s+(?:her|him|them)\b")
_AMONG = re.compile(r"[.!?]\s+(?:among|one\s+of|some\s+of|both\s+of|two\s+of)\s+them\b[^.!?]*\Z")
_THEM = re.compile(r"\b(?:her|him|them|she|he|they)\b")

# Words that a line without any holds nothing of: the quickest way to see that most lines say nothing.
_FATEFUL = frozenset(
    [phrase.split()[0].lower() for table in (INTENTIONS, NEGATIONS, AHEAD) for phrase in table]
    + [phrase.split()[-1] for phrase in CALLED_OFF]
    + ["cancel", "postpone"]
)
_TRYING = tries.FIRST_WORDS | {phrase.split()[0] for phrase in THOUGHTS}
_FATE = re.compile(
    rf"\b(?:{alternatives((*INTENTIONS, *NEGATIONS, *AHEAD, *CALLED_OFF))}|cancel|postpone|call\s+off)\b"
)
_TELLING = kinds.FIRST_WORDS


def read(line: str, task: bool = False) -> tuple[Said, ...]:
    """Return what a line's words say with each of its links; nothing if they say nothing in particular.

    Offsets count within ``line``. In a ticked ``task``, what was to be done was done: its first verb may tell
    the kind, and no word but a struck-out one keeps it from counting.
    """
    plain = line[:_LONGEST].replace("’", "'").replace("\0", " ")
    text = plain.lower()
    if len(text) != len(plain):  # a few letters are longer in lower case
        text = "".join(low if len(low := letter.lower()) == 1 else letter for letter in plain)
    struck = "~~" in text
    words = kinds.words(text)
    fateful = not task and not _FATEFUL.isdisjoint(words) and _FATE.search(text) is not None
    telling = not _TELLING.isdisjoint(words) or "1:1" in text
    trying = not _TRYING.isdisjoint(words)
    if not (struck or task or fateful or telling or trying):
        return ()
    hidden = _LINK.sub(_blank, text)
    if "::" in hidden:
        hidden = _DAY_FIELD.sub(lambda field: " " * len(field[0]), hidden)
    groups = _groups(hidden, plain)
    if not groups:
        return ()
    more = fateful or struck or task or trying
    if len(groups) == 1 and not more and not _STOP.search(hidden, 0, len(hidden) - 1):
        return (Said(*groups[0], kinds.first(hidden), COUNTS),)
    told: dict[int, str] = {}
    fates: list[str] = [COUNTS] * len(groups)
    for begin, end in _sentences(hidden):
        within = [n for n, (start, _) in enumerate(groups) if begin <= start < end]
        if telling:
            _tell(hidden, begin, end, groups, within, told)
        if fateful:
            for number in within:
                fates[number] = _fate(hidden, begin, end, groups, number)
    if trying:
        _try(hidden, groups, told, fates, task)
    if task and not told:
        told[0] = kinds.of_task(line)
    said = [Said(*group, told.get(n, ""), fates[n]) for n, group in enumerate(groups)]
    return tuple(_struck(said, hidden) if struck else said)


def of(said: tuple[Said, ...], offset: int) -> tuple[str, str]:
    """Return kind and fate of the link at an offset."""
    for begin, end, kind, fate in said:
        if begin <= offset < end:
            return kind, fate
    return "", COUNTS


def is_nothing(line: str) -> bool:
    """Tell whether a line of someone's own note says that there was no contact: *Didn't reach her*."""
    text = line[:_LONGEST].replace("’", "'").lower()
    if "~~" in text:
        text = _STRUCK.sub(" ", text)
        if not text.strip(" -*+"):
            return True
    if _FATEFUL.isdisjoint(kinds.words(text)):
        return False
    hidden = _LINK.sub(_blank, text)
    nothing = False
    for begin, end in _sentences(hidden):
        if _undone_from_the_start(hidden, begin, end) or _noun_not_had(hidden, begin, end):
            nothing = True
        elif kinds.told(text[begin:end]):
            return False
    return nothing


# --- the parts of a line ---------------------------------------------------------------------------


def _blank(link: re.Match[str]) -> str:
    return ("\0" if link[0][0] != "`" else " ") * len(link[0])


def _groups(hidden: str, plain: str) -> list[tuple[int, int]]:
    """Return where links stand, those that are joined by a comma or an *and* as one."""
    groups: list[tuple[int, int]] = []
    for run in _RUN.finditer(hidden):
        if groups and _JOINED.fullmatch(plain, groups[-1][1], run.start()):
            groups[-1] = (groups[-1][0], run.end())
        else:
            groups.append(run.span())
    return groups


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for stop in _STOP.finditer(text):
        mark = stop[0]
        if mark.startswith(".") and (
            mark.startswith("..")
            or text[max(0, stop.start() - 8) : stop.start()].rpartition(" ")[2] in _SHORT
        ):
            continue
        yield begin, stop.end()
        begin = stop.end()
    if begin < len(text):
        yield begin, len(text)


def _clause(text: str, begin: int, end: int, group: tuple[int, int]) -> tuple[int, int]:
    """Return where the clause of a group begins and ends."""
    first, last = begin, end
    for found in _BREAK.finditer(text, begin, end):
        if found.end() <= group[0]:
            first = found.end()
        elif found.start() >= group[1]:
            last = found.start()
            break
    return first, last


# --- kinds -----------------------------------------------------------------------------------------


def _tell(
    text: str, begin: int, end: int, groups: list[tuple[int, int]], within: list[int], told: dict[int, str]
) -> None:
    """Give each kind that a sentence tells to those whom it is told of; what is told first counts."""
    for telling in kinds.tellings(text, begin, end):
        if len(within) == len(groups) == 1:
            told[0] = telling.kind
            return
        for number in _told_of(text, telling, groups, within, begin):
            told.setdefault(number, telling.kind)


def _told_of(
    text: str, telling: kinds.Telling, groups: list[tuple[int, int]], within: list[int], begin: int
) -> list[int]:
    before = [n for n in within if groups[n][1] <= telling.start]
    after = [n for n in within if groups[n][0] >= telling.end]
    if telling.beside:  # a verb: who stands right before and right after it
        near = [n for n in before[-1:] if kinds.is_near(text[groups[n][1] - 1 : telling.start], True)]
        near += [n for n in after[:1] if kinds.is_near(text[telling.end : groups[n][0] + 1], False)]
        return near or after[:1] or before[-1:]
    if after and not _BREAK.search(text, telling.end, groups[after[0]][0]):
        return after[:1]
    if before or after:
        return before[-1:] or after[:1]
    # Nobody is named in the sentence: *Saw [[Ada]]. Coffee with her*, *Lunch with the team. Among them [[Ada]]*.
    earlier = [n for n, group in enumerate(groups) if group[1] <= begin]
    if earlier:
        return earlier[-1:] if _THEM.search(text, telling.start, telling.end + 20) else []
    return [0] if _AMONG.search(text, telling.end, groups[0][0]) else []


# --- tries, and thoughts ---------------------------------------------------------------------------


def _try(
    text: str, groups: list[tuple[int, int]], told: dict[int, str], fates: list[str], task: bool
) -> None:
    """Take for a try what had no answer, and for nothing what was only thought."""
    begins = [begin for begin, _ in _sentences(text)]
    tried = tries.may_tell(text)
    for number, (start, end) in enumerate(groups):
        begin = max(one for one in begins if one <= start)
        head = text[max(begin, groups[number - 1][1] if number else 0) : start]
        thought = _THOUGHT.search(head) is not None
        if not (tried or thought):
            continue
        tail = text[end : _until(text, groups, number, begins)]
        if fates[number] == COUNTS and tries.is_of(head, tail):
            told[number] = tries.SENT
        elif fates[number] == NOTHING and tries.is_left(tail):
            told[number], fates[number] = tries.SENT, COUNTS
        elif thought and not (task or fates[number] or number in told or _HAD.search(tail)):
            fates[number] = NOTHING


def _until(text: str, groups: list[tuple[int, int]], number: int, begins: list[int]) -> int:
    """Return where the words end that may still be about a group: before what was done with another one."""
    for (_, end), (start, _) in zip(groups[number:], groups[number + 1 :], strict=False):
        new = [begin for begin in begins if end <= begin <= start]
        if new or start > groups[number][1] + tries.LONGEST:
            return new[0] if new else start
        reaching = tries.reaching(text[end:start])
        told = [one.start for one in kinds.tellings(text, end, start)]
        told += [] if reaching is None else [end + reaching]
        if told:
            return min(told)
    return len(text)


# --- what does not count ---------------------------------------------------------------------------


def _struck(said: list[Said], hidden: str) -> Iterator[Said]:
    spans = [found.span() for found in _STRUCK.finditer(hidden)]
    for one in said:
        out = any(begin < one.end and one.begin < end for begin, end in spans)
        yield one._replace(fate=NOTHING) if out else one


def _fate(text: str, begin: int, end: int, groups: list[tuple[int, int]], number: int) -> str:
    """Tell whether a sentence says that its links were met, are to be met, or were not."""
    group = groups[number]
    first, last = _clause(text, begin, end, group)
    head, tail = text[first : group[0]], text[group[1] : end]
    after = text[group[1] : last]
    undone = _UNDONE.search(head)
    if undone and _is_meant(undone["rest"]):
        if undone["not"]:
            return COUNTS if _NOT_UNTIL.search(tail) else NOTHING
        return AHEAD_OF
    if _is_called_off(text, begin, group, head, tail, after):
        return NOTHING
    if not _HAD.search(head) and (_BEGINS.match(head) or _BEGINS.match(text, begin, group[0])):
        aside = _ASIDE.search(after)
        if _COMES.search(head) or _COMES.search(after[: aside.start()] if aside else after):
            return AHEAD_OF
        if first > begin and _COMES.match(text[begin:first].lstrip()) and not _HAD.search(text[begin:first]):
            return AHEAD_OF
    return COUNTS


def _is_meant(rest: str) -> bool:
    """Tell whether the words between a verb and a link still belong to the verb."""
    other = rest.find("\0")
    return not _HAD.search(rest) and not (other >= 0 and _OTHER_MATTER.search(rest, other))


def _is_called_off(text: str, begin: int, group: tuple[int, int], head: str, tail: str, after: str) -> bool:
    if _HAS_NOUN.search(head) and not _HAD.search(head):
        later = _OFF_LATER.match(after)
        if _OFF_AFTER.match(tail) or (later and not _ASIDE.search(later[0].replace(" to be ", " "))):
            return True
    return bool(_BY_THEM.match(after) or _BY_ME.search(text[begin : group[0]]))


def _undone_from_the_start(text: str, begin: int, end: int) -> bool:
    undone = _UNDONE.search(text, begin, end)
    if not undone or not _OWNER_BEGINS.match(text, begin, undone.start()):
        return False
    return not (_HAD.search(undone["rest"]) or _NOT_UNTIL.search(undone["rest"]))


def _noun_not_had(text: str, begin: int, end: int) -> bool:
    """Tell whether a sentence begins with what was agreed, and says that it did not, or not yet, come about."""
    noun = _BEGINS.match(text, begin, end)
    if not noun:
        return False
    tail = _WITH_THEM.sub("", text[noun.end() : end])
    clause = _BREAK.search(tail)
    rest = tail[: clause.start()] if clause else tail
    comes = _COMES.search(rest)
    found = _OFF_AFTER.match(tail) or _OFF_LATER.match(rest)
    before = found[0] if found else rest[: comes.start()] if comes else None
    return before is not None and not _ASIDE.search(before.replace(" to be ", " "))
