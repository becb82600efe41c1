"""What something costs, read out of the owner's own words: ``390 €``, ``free for speakers``, ``$1,200``. Pure.

An amount is a number with a currency beside it; a text that is nothing but a number is one without a currency.
Amounts joined by ``+`` or *plus* are added up if their currency is the same. Anything less clear (two amounts, a
range, so much a day) stays words: it is shown as it is, and nothing is reckoned with it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_SIGNS = {
    "€": "€", "euro": "€", "euros": "€", "eur": "€",
    "$": "$", "dollar": "$", "dollars": "$", "us$": "$", "usd": "$",
    "£": "£", "pound": "£", "pounds": "£", "gbp": "£",
    "¥": "¥", "yen": "¥", "jpy": "¥", "₹": "₹", "rupees": "₹", "inr": "₹",
    "zł": "PLN", "kč": "CZK", "kr": "kr", "fr.": "CHF", "₩": "KRW", "₺": "TRY", "₪": "ILS", "₴": "UAH",
    "a$": "AUD", "c$": "CAD", "nz$": "NZD", "r$": "BRL", "hk$": "HKD", "s$": "SGD",
}  # fmt: skip
"""Ways to write a currency, and how it is written here."""
_CODES = (
    "CHF CNY SEK NOK DKK ISK PLN CZK HUF RON BGN AUD CAD NZD SGD HKD TWD BRL MXN ZAR KRW TRY ILS AED SAR EGP NGN"
    " KES GHS MAD THB VND IDR MYR PHP PKR BDT CLP COP ARS PEN UYU UAH GEL RSD"
).split()
_IN_FRONT = "$£¥₹"
_WHOLE_FROM = 10
"""From this amount on nobody wants to read the cents."""

_SPACE = "[ \u00a0\u202f\u2009]"
_NAME = "|".join(map(re.escape, sorted((*_SIGNS, *_CODES), key=len, reverse=True)))
_NUMBER = rf"[0-9]{{1,3}}(?:{_SPACE}[0-9]{{3}})+(?:[.,][0-9]{{1,2}})?|[0-9](?:[0-9.,'’]*[0-9])?"
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?:(?P<before>{_NAME}){_SPACE}?)?(?P<number>(?:{_NUMBER}))(?![0-9])"
    rf"(?P<thousand>k(?![^\W\d_]))?(?:{_SPACE}?(?P<after>{_NAME})(?![^\W\d_]))?",
    re.IGNORECASE,
)
_FREE = re.compile(r"(?:free|nothing|none|gratis|complimentary|no (?:charge|cost|fee))\b", re.IGNORECASE)
_PLUS = re.compile(r"\+|\bplus\b", re.IGNORECASE)
_UNCLEAR_AFTER = re.compile(r"\s*(?:[x×*/–—-]|(?:to|or|per|an?) |%)", re.IGNORECASE)
_UNCLEAR_BEFORE = re.compile(r"(?:[x×*/–—-]|\b(?:to|or|instead of|not))\s*\Z", re.IGNORECASE)
_THOUSANDS = re.compile(rf"(?:[.,'’]|{_SPACE})(?=[0-9]{{3}}(?![0-9]))")
_DIGITS = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,2})?")


class Cost(NamedTuple):
    """What something costs."""

    amount: float
    currency: str = ""
    """Its sign or its letters; ``""`` where none is said, and for what is free."""

    def for_each(self, many: int) -> Cost:
        """Give the part of one of several."""
        return self._replace(amount=self.amount / many)


@lru_cache(maxsize=1024)
def read(text: str) -> Cost | None:
    """Read a cost; None for what is only words."""
    parts = [_part(part.strip()) for part in _PLUS.split(text)]
    found = [one for one in parts if one]
    currencies = {one.currency for one in found if one.amount}
    if len(found) < len(parts) or len(currencies) > 1:
        return None
    return Cost(sum(one.amount for one in found), next(iter(currencies), ""))


def say(cost: Cost) -> str:
    """Write a cost: ``390 €``, ``$1,200``, ``11.25 €`` as whole money from ten on, and ``free``."""
    if not cost.amount:
        return "free"
    is_whole = cost.amount >= _WHOLE_FROM or cost.amount == int(cost.amount)
    number = f"{cost.amount:,.0f}" if is_whole else f"{cost.amount:,.2f}"
    if not cost.currency:
        return number
    return f"{cost.currency}{number}" if cost.currency in _IN_FRONT else f"{number} {cost.currency}"


def _part(text: str) -> Cost | None:
    """Read one amount; None where there is none, or more than one."""
    found = [*_AMOUNT.finditer(text)]
    with_currency = [one for one in found if one["before"] or one["after"]]
    if _FREE.match(text):
        return None if with_currency else Cost(0)
    if len(with_currency) > 1 or (not with_currency and (not found or found[0][0] != text)):
        return None
    one = with_currency[0] if with_currency else found[0]
    amount = _number(one)
    if amount is None or _is_unclear(one, text):
        return None
    name = (one["before"] or one["after"] or "").casefold()
    return Cost(amount, _SIGNS.get(name, name.upper()))


def _is_unclear(one: re.Match[str], text: str) -> bool:
    """Tell whether what stands beside an amount makes another one of it: a range, so much a day, not this one."""
    return bool(_UNCLEAR_AFTER.match(text, one.end()) or _UNCLEAR_BEFORE.search(text[: one.start()]))


def _number(found: re.Match[str]) -> float | None:
    """Give the number of an amount, ``1,200``, ``1.200,50`` and ``12.5`` as people mean them; None for none."""
    digits = _THOUSANDS.sub("", found["number"]).replace(",", ".")
    return float(digits) * (1000 if found["thousand"] else 1) if _DIGITS.fullmatch(digits) else None
