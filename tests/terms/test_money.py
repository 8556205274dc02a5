"""Sums of money are whole, of one currency, and read naturally."""

import pytest

from safeconduct.terms.money import Money, render_money


@pytest.mark.parametrize(
    ("money", "en", "ko"),
    [
        (Money(20000, "KRW"), "20,000 won", "20,000원"),
        (Money(0, "KRW"), "0 won", "0원"),
        (Money(1, "USD"), "1 US dollar", "1달러"),
        (Money(1000, "CHF"), "1,000 CHF", "1,000 CHF"),
    ],
)
def test_a_sum_is_rendered(money, en, ko):
    assert (render_money(money, "en"), render_money(money, "ko")) == (en, ko)


def test_sums_of_one_currency_add_up():
    assert Money(20000, "KRW") + Money(5000, "KRW") == Money(25000, "KRW")


def test_sums_of_two_currencies_do_not_add_up():
    with pytest.raises(ValueError, match="KRW and USD"):
        Money(1, "KRW") + Money(1, "USD")
