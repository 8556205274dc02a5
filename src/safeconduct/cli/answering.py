"""Answering: a whole answer, its wishes and doors worked out by two processes where there are two processors."""

from safeconduct.answers.from_routes import WishTold, doors_told, joined_answer, wish_told
from safeconduct.answers.model import Answer
from safeconduct.answers.setting import setting_of
from safeconduct.cli.abreast import Abreast
from safeconduct.cli.inquiry import Inquiry
from safeconduct.navigator import Quest


def answer_to(inquiry: Inquiry, answered: int) -> Answer:
    """Return what `answers.from_routes.answer_of` says of all that `navigate` finds; for one answer in a process that does nothing else.

    answered: how many of the best routes of each wish carry what to do on refusal and silence
    """
    quest = Quest(inquiry.law, inquiry.person)
    setting = setting_of(quest.law, quest.person, quest.rules, quest.goals, quest.packed)

    def told(number: int) -> WishTold:
        return wish_told(quest.answered(number, answered), setting)

    wishes = Abreast(told, len(quest.goals))
    doors = doors_told(quest.doors, setting)
    return joined_answer(wishes.done(), doors, setting)
