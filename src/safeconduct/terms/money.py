"""Money: whole units of one currency, as a fee is stated."""

from msgspec import Struct

NAMES = {  # currency: (one in English, many in English, in Korean)
    "KRW": ("won", "won", "원"),
    "USD": ("US dollar", "US dollars", "달러"),
    "CNY": ("yuan", "yuan", "위안"),
    "JPY": ("yen", "yen", "엔"),
    "EUR": ("euro", "euros", "유로"),
}


class Money(Struct, frozen=True):
    """A sum; `currency` is an ISO 4217 code."""

    amount: int
    currency: str

    def __add__(self, other: "Money") -> "Money":
        """Return the sum of both; raise ValueError for two currencies, which have no common sum."""
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} cannot be added")
        return Money(self.amount + other.amount, self.currency)


def render_money(money: Money, lang: str) -> str:
    """Return the sum as text in `lang` ("en" or "ko"); a currency without a name here keeps its code.

    >>> render_money(Money(20000, "KRW"), "en"), render_money(Money(20000, "KRW"), "ko")
    ('20,000 won', '20,000원')
    """
    amount = f"{money.amount:,}"
    if money.currency not in NAMES:
        return f"{amount} {money.currency}"
    one, many, korean = NAMES[money.currency]
    if lang == "ko":
        return f"{amount}{korean}"
    return f"{amount} {one if money.amount == 1 else many}"
