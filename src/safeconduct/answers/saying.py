"""Saying an answer in one language: the sentences the printed forms share."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from safeconduct.answers.model import Cited, Risk, Route, Said, Step, Wait, Window
from safeconduct.answers.periods import day_in_words, length_in_words
from safeconduct.answers.wording import say
from safeconduct.law.model import Words
from safeconduct.terms.money import Money, render_money

DAYS = {"stated": "label by", "reckoned": "label around", "unknown": "label after"}  # by how far the day can be trusted


class Tongue(NamedTuple):
    """A language, "en" or "ko", and what is said in it. `today`: last days before it are said to be over; None: none is."""

    lang: str
    today: date | None = None

    def of(self, words: Words) -> str:
        return words.ko if self.lang == "ko" else words.en

    def say(self, key: str, **slots: Words | str) -> str:
        return self.of(say(key, **slots))

    def capital(self, words: Words) -> str:
        """Return a clause as a sentence begins."""
        text = self.of(words)
        return text[:1].upper() + text[1:]

    def sentence(self, words: Words) -> str:
        """Return a clause as a whole sentence."""
        text = self.capital(words)
        return text if text.endswith((".", "!", "?")) else f"{text}."

    def cited(self, citations: Iterable[Cited]) -> str:
        """Return provisions, each source named once: "Passport Act, art. 2, art. 3; Constitution, art. 14"."""
        sources: dict[str, list[str]] = {}
        for one in citations:
            source, whole = self.of(one.source), self.of(one.words)
            sources.setdefault(source, []).append(whole.removeprefix(source).lstrip(", "))
        space = " " if self.lang == "ko" else ", "
        return "; ".join(
            source + space + ", ".join(parts) if all(parts) else source for source, parts in sources.items()
        )

    def said(self, said: Said) -> str:
        """Return a sentence with its provisions in square brackets."""
        cited = self.cited(said.cite)
        return f"{self.capital(said.words)} [{cited}]" if cited else self.capital(said.words)

    def money(self, sums: Iterable[Money]) -> str:
        return " + ".join(render_money(one, self.lang) for one in sums)

    def names(self, names: Iterable[Words]) -> str:
        return "; ".join(dict.fromkeys(self.of(one) for one in names))

    def how_long(self, route: Route) -> str:
        key = {"stated": "label at the latest", "reckoned": "label no date", "unknown": "label no time known"}[
            route.dated
        ]
        if route.days == 0 and route.dated == "stated":
            return self.say("label at once", day=day_in_words(route.reached))
        return self.say(key, length=length_in_words(route.days), day=day_in_words(route.reached))

    def first_cited(self, citations: tuple[Cited, ...], most: int = 1) -> str:
        """Return the first provisions in square brackets after a space, or nothing."""
        return f" [{self.cited(citations[:most])}]" if citations else ""

    def with_length(self, title: Words, days: int, dated: str) -> str:
        """Return a title with how long it takes, as far as anybody can say."""
        return self.say(f"label copy {dated}", title=title, length=length_in_words(days))

    def day_of(self, step: Step, today: bool) -> str:
        """Return when a step is taken; `today`: on the very day of the question, which is certain."""
        day = day_in_words(step.day)
        waited = step.kind == "decision" and step.dated == "unknown"
        return self.of(day) if today and not waited else self.say(DAYS[step.dated], day=day)

    def window(self, window: Window) -> str:
        told = self.say("label until by", day=day_in_words(window.last_day), counting=window.counting.words)
        return told + self.over(window.last_day)

    def over(self, last_day: date) -> str:
        """Return what is said behind a last day that is past; nothing while it is not."""
        if self.today is None or self.today <= last_day:
            return ""
        return f" ({self.say('label over', day=day_in_words(last_day))})"

    def wait(self, wait: Wait, journey: bool, firm: bool) -> str:
        """Return when an answer is due. `firm`: the day from which a stated period runs is certain."""
        if wait.period is not None and wait.counted is not None:
            if wait.last_day is None or wait.counting is None:
                due = self.say("label due unknown", period=wait.period, counted=wait.counted)
            else:
                key, day = "label due by" if firm else "label due around", day_in_words(wait.last_day)
                due = self.say(key, day=day, counting=wait.counting.words)
        elif wait.expected is None:
            due = self.say("label no time")
        else:
            due = self.say("label takes" if journey else "label expect", expected=wait.expected)
        cited = self.cited(wait.cite)
        return f"{due} [{cited}]" if cited else due

    def risk_in_short(self, risk: Risk) -> str:
        key = "label risk line" if risk.sure else "label risk line unsure"
        return self.say(key, level=say(f"{risk.level} {risk.to}"), order=risk.order_words)

    def risk(self, risk: Risk) -> str:
        """Return a risk with its reason and provisions."""
        cited = self.cited(risk.cite)
        text = f"{self.risk_in_short(risk)}. {self.capital(risk.words)}"
        return f"{text} [{cited}]" if cited else text
