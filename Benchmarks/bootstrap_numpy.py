#!/usr/bin/env python3
"""A straightforward bootstrap over words in NumPy: what `scripts/benchmark-bootstrap` compares with.

Every replicate draws words within their speakers with replacement, gathers the rows of the words
drawn, and computes accuracy, UAR, macro-F1 and ECE (15 equal-width bins) of them anew.

    bootstrap_numpy.py make FILE ROWS           writes predictions of speakers with 200 words x 7
    bootstrap_numpy.py run FILE REPLICATES      prints seconds and the replicates' means and spreads
"""
import json
import sys
import time

import numpy as np

K, WORDS, BINS = 7, 200, 15
ROW = np.dtype([("speaker", "<i4"), ("word", "<i4"), ("truth", "<i4"), ("pad", "<i4"), ("p", "<f8", K)])


def make(path, count):
    """Rows in the order speaker, word, emotion; hits of a word share how easy it is."""
    rng = np.random.default_rng(1)
    index = np.arange(count)
    rows = np.zeros(count, ROW)
    rows["speaker"] = index // (WORDS * K)
    rows["word"] = index // K % WORDS
    rows["truth"] = index % K
    ease = rng.normal(1.5, 0.8, size=(count + K - 1) // K)[index // K]
    logits = rng.normal(size=(count, K))
    logits[index, rows["truth"]] += ease
    weights = np.exp(2 * logits)
    rows["p"] = weights / weights.sum(1, keepdims=True)
    rows.tofile(path)


def metrics(truth, predicted, confidence, hit):
    n = len(truth)
    table = np.bincount(truth * K + predicted, minlength=K * K).reshape(K, K)
    hits, support, said = np.diag(table), table.sum(1), table.sum(0)
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = np.bincount(bins, weights=hit - confidence, minlength=BINS)
    return hits.sum() / n, (hits / support).mean(), (2 * hits / (support + said)).mean(), np.abs(gaps).sum() / n


def run(path, replicates):
    rows = np.fromfile(path, ROW)
    truth = rows["truth"].astype(np.int64)
    predicted = rows["p"].argmax(1)
    confidence = rows["p"].max(1)
    hit = (truth == predicted).astype(float)
    cluster = rows["speaker"].astype(np.int64) * WORDS + rows["word"]
    start = time.perf_counter()
    starts = np.flatnonzero(np.r_[True, cluster[1:] != cluster[:-1]])
    sizes = np.diff(np.r_[starts, len(rows)])
    speaker = rows["speaker"][starts]
    firsts = np.flatnonzero(np.r_[True, speaker[1:] != speaker[:-1]])
    counts = np.diff(np.r_[firsts, len(starts)])
    rng = np.random.default_rng(2)
    found = np.empty((replicates, 4))
    for replicate in range(replicates):
        drawn = np.repeat(firsts, counts) + (rng.random(len(starts)) * np.repeat(counts, counts)).astype(int)
        own = sizes[drawn]
        offsets = np.arange(own.sum()) - np.repeat(np.cumsum(own) - own, own)
        ids = np.repeat(starts[drawn], own) + offsets
        found[replicate] = metrics(truth[ids], predicted[ids], confidence[ids], hit[ids])
    seconds = time.perf_counter() - start
    print(json.dumps(dict(
        seconds=seconds, replicates=replicates, rows=len(rows), numpy=np.__version__,
        means=found.mean(0).tolist(), spreads=found.std(0).tolist())))


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("make", "run"):
        sys.exit(__doc__)
    {"make": make, "run": run}[sys.argv[1]](sys.argv[2], int(sys.argv[3]))
