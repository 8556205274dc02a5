"""Estimates: how probable a thing is, from how often it happened among how many, with the bounds of what is likely."""

from collections.abc import Iterable
from math import exp, lgamma, log
from typing import NamedTuple

HALVINGS = 44  # of the interval from 0 to 1: finer than twelve decimals


class Estimate(NamedTuple):
    """A probability, and the least and the greatest that fit what was counted."""

    about: float
    least: float
    most: float


def estimate_from(happened: int, among: int, confidence: float) -> Estimate:
    """Return the share that happened, with its exact interval: among repeated counts, at least `confidence` of such intervals hold the truth.

    happened: 0 to `among`; among: at least 1

    >>> [round(one, 3) for one in estimate_from(10, 12, 0.95)]
    [0.833, 0.516, 0.979]

    Source: C. Clopper and E. Pearson, The use of confidence or fiducial limits illustrated in the case of the binomial, 1934.
    """
    missed = (1 - confidence) / 2
    least = _least(happened, among, missed)
    return Estimate(happened / among, least, 1 - _least(among - happened, among, missed))


def all_of(estimates: Iterable[Estimate]) -> Estimate:
    """Return how probable it is that each of several things happens that do not hang on each other."""
    about = least = most = 1.0
    for one in estimates:
        about, least, most = about * one.about, least * one.least, most * one.most
    return Estimate(about, least, most)


def _least(happened: int, among: int, missed: float) -> float:
    """Return the probability at which it would be as rare as `missed` that the thing happens so often or oftener."""
    low, high = 0.0, happened / among
    for _ in range(HALVINGS if happened else 0):
        middle = (low + high) / 2
        if _tail(happened, among, middle) < missed:
            low = middle
        else:
            high = middle
    return low


def _tail(happened: int, among: int, probability: float) -> float:
    """Return how probable it is that a thing happens `happened` times or oftener; its terms fall, since that is more than is to be expected."""
    ways = lgamma(among + 1) - lgamma(happened + 1) - lgamma(among - happened + 1)
    term = exp(ways + happened * log(probability) + (among - happened) * log(1 - probability))
    total = 0.0
    for times in range(happened, among + 1):
        total += term
        term *= (among - times) / (times + 1) * probability / (1 - probability)
        if term < total * 1e-17:
            break
    return total
