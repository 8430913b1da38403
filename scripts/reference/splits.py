#!/usr/bin/env python3
"""Prints the numbers of Tests/CorporaTests/SplitReferenceTests.swift: parts that seeds deal out.

Needs nothing from PyPI. Run from anywhere:
    python3 scripts/reference/splits.py
The random source and the shares are written here from their descriptions alone, with Python's
whole numbers and fractions, so that no code is shared with the suite.
"""
import hashlib
from fractions import Fraction

MASK = (1 << 64) - 1
EMOTIONS = ["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"]
DEALT = {"train": 7, "dev": 1, "test": 2}
WITHIN = {"train": 13, "dev": 2, "calibration": 3, "test": 2}


def mix(value):
    z = (value + 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def fnv(text):
    result = 0xCBF29CE484222325
    for byte in text.encode():
        result = ((result ^ byte) * 0x100000001B3) & MASK
    return result


class Source:
    """SplitMix64 from a seed, or from a seed and a name."""

    def __init__(self, seed, name=None):
        self.state = seed if name is None else mix((seed + fnv(name)) & MASK)

    def next(self):
        result = mix(self.state)
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        return result

    def shuffled(self, items):
        items = list(items)
        for place in range(len(items) - 1, 0, -1):
            other = (self.next() * (place + 1)) >> 64
            items[place], items[other] = items[other], items[place]
        return items


class Dealer:
    """Shares by largest remainder, of all cells dealt so far together: what a part did not get of
    one cell is owed to it in the next; of equal claims the earlier part's is served first."""

    def __init__(self, shares):
        total = sum(shares.values())
        self.shares = {part: Fraction(weight, total) for part, weight in shares.items()}
        self.owed = {part: Fraction(0) for part in shares}

    def counts(self, count):
        claims = {part: share * count + self.owed[part] for part, share in self.shares.items()}
        given = {part: max(0, claim // 1) for part, claim in claims.items()}
        while sum(given.values()) < count:
            part = max(claims, key=lambda part: claims[part] - given[part])
            given[part] += 1
        assert sum(given.values()) == count, "more was owed than there is"
        self.owed = {part: claims[part] - given[part] for part in claims}
        return given

    def deal(self, items):
        start, parts = 0, {}
        for part, count in self.counts(len(items)).items():
            parts[part] = items[start:start + count]
            start += count
        return parts


def digest(ids):
    return hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()[:16]


def random_split(speakers, words, seed):
    """Utterances `<speaker>_w<word>_<emotion>`, by speaker and emotion."""
    dealer, parts = Dealer(DEALT), {part: [] for part in DEALT}
    for speaker in sorted(speakers):
        for emotion in EMOTIONS:
            ids = sorted(f"{speaker}_w{word}_{emotion}" for word in range(words))
            dealt = dealer.deal(Source(seed, f"{speaker}/{emotion}").shuffled(ids))
            for part, some in dealt.items():
                parts[part] += some
    return parts


def word_split(words, seed, shares):
    return Dealer(shares).deal(Source(seed).shuffled(sorted(f"w{word}" for word in range(words))))


def folds(speakers, count, seed):
    """Speakers by sex (here all of one), shuffled and dealt to folds in turn."""
    order = Source(seed).shuffled(sorted(speakers))
    return [sorted(order[fold::count]) for fold in range(count)]


for seed in (0, 5):
    parts = random_split(["OAF", "YAF"], 11, seed)
    print(f"random, 11 words, seed {seed}:", {p: (len(i), digest(i)) for p, i in parts.items()})
    print(f"word-disjoint, 12 words, seed {seed}:", word_split(12, seed, DEALT))
    print(f"speaker-disjoint, 12 words, seed {seed}:", word_split(12, seed, WITHIN))
    print(f"7 speakers in 3 folds, seed {seed}:", folds([f"s{i}" for i in range(7)], 3, seed))
