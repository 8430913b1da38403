#!/usr/bin/env python3
"""Writes Tests/MetricsTests/Reference/metrics.json: metrics by independent implementations.

Needs from PyPI: numpy scipy scikit-learn torch torchmetrics. Run from anywhere:
    python3 scripts/reference/metrics.py
Probabilities are written as whole ten-thousandths, so that every reader has the same numbers; none
of them lies on an edge of the 15 equal-width bins.
"""
import json
import pathlib
import platform
import sys

import numpy as np
import scipy
import sklearn
import torch
import torchmetrics
from scipy import stats
from sklearn import metrics as sk
from torchmetrics.functional.classification import (
    binary_calibration_error,
    multiclass_calibration_error,
)

K, UNIT, BINS = 7, 10_000, 15
HERE = pathlib.Path(__file__).resolve()
TARGET = HERE.parents[2] / "Tests" / "MetricsTests" / "Reference" / "metrics.json"


def parts(rng, n, skill, sharpness, shares):
    """True classes and probabilities in ten-thousandths, shape [N, K]."""
    truth = rng.choice(K, size=n, p=shares)
    truth[:K] = np.arange(K)
    edges = {UNIT * i // BINS for i in range(1, BINS) if UNIT * i % BINS == 0}
    whole = np.array([row(rng, t, skill, sharpness, edges) for t in truth])
    assert (whole.sum(1) == UNIT).all() and (whole >= 0).all()
    return truth, whole


def row(rng, truth, skill, sharpness, edges):
    """One row, drawn again while a value lies on an edge or the three likeliest are not distinct."""
    while True:
        logits = rng.normal(size=K)
        logits[truth] += skill
        p = np.exp(sharpness * (logits - logits.max()))
        whole = np.floor(p / p.sum() * UNIT).astype(int)
        whole[p.argmax()] += UNIT - whole.sum()
        if not edges & set(whole.tolist()) and len(set(np.sort(whole)[-3:])) == 3:
            return whole


def binned(confidence, hit, groups):
    """Sum over groups of share * |gap|, and the same less the folded-normal bias."""
    n, plain, noisy = len(hit), 0.0, 0.0
    for rows in groups:
        if len(rows) == 0:
            continue
        gap = confidence[rows].mean() - hit[rows].mean()
        a = hit[rows].mean()
        s = np.sqrt(a * (1 - a) / len(rows))
        plain += abs(gap) * len(rows) / n
        mean = stats.foldnorm.mean(abs(gap) / s, scale=s) if s > 0 else abs(gap)
        noisy += mean * len(rows) / n
    return plain, max(0.0, 2 * plain - noisy)


def brier_decomposition(onehot, p):
    """Classwise Murphy decomposition over 15 bins, summed over classes, with what is left."""
    n = len(p)
    rel = res = unc = 0.0
    for k in range(K):
        base = onehot[:, k].mean()
        unc += base * (1 - base)
        bins = np.minimum((p[:, k] * BINS).astype(int), BINS - 1)
        for b in range(BINS):
            rows = bins == b
            if rows.any():
                f, o, w = p[rows, k].mean(), onehot[rows, k].mean(), rows.mean()
                rel += w * (f - o) ** 2
                res += w * (o - base) ** 2
    return dict(reliability=rel, resolution=res, uncertainty=unc)


def risk_coverage_area(confidence, hit):
    """Mean over k of the error among the k most confident rows; ties share their errors."""
    _, group = np.unique(-confidence, return_inverse=True)
    shared = np.bincount(group, weights=1 - hit) / np.bincount(group)
    errors = np.cumsum(shared[np.sort(group)])
    return float((errors / np.arange(1, len(hit) + 1)).mean())


def case(name, seed, n, skill, sharpness, shares):
    rng = np.random.default_rng(seed)
    truth, whole = parts(rng, n, skill, sharpness, shares)
    p = whole / UNIT
    predicted = p.argmax(1)
    onehot = np.eye(K)[truth]
    confidence, hit = p.max(1), (predicted == truth).astype(float)
    labels = list(range(K))
    precision, recall, f1, _ = sk.precision_recall_fscore_support(
        truth, predicted, labels=labels, zero_division=np.nan
    )
    f1 = sk.f1_score(truth, predicted, labels=labels, average=None, zero_division=0)
    tp, tt = torch.tensor(p, dtype=torch.float64), torch.tensor(truth)
    edges = [np.where(np.minimum((confidence * BINS).astype(int), BINS - 1) == b)[0] for b in range(BINS)]
    mass = np.array_split(np.argsort(confidence, kind="stable"), BINS)
    return dict(
        name=name,
        truth=truth.tolist(),
        probabilities=whole.tolist(),
        confusion=sk.confusion_matrix(truth, predicted, labels=labels).tolist(),
        values={
            "accuracy": sk.accuracy_score(truth, predicted),
            "uar": sk.balanced_accuracy_score(truth, predicted),
            "macro-f1": sk.f1_score(truth, predicted, average="macro", labels=labels, zero_division=0),
            "mcc": sk.matthews_corrcoef(truth, predicted),
            "kappa": sk.cohen_kappa_score(truth, predicted),
            "top2-accuracy": sk.top_k_accuracy_score(truth, p, k=2, labels=labels),
            "nll": sk.log_loss(truth, p, labels=labels),
            "brier": float(((p - onehot) ** 2).sum(1).mean()),
            "ece": float(multiclass_calibration_error(tp, tt, K, n_bins=BINS, norm="l1")),
            "mce": float(multiclass_calibration_error(tp, tt, K, n_bins=BINS, norm="max")),
            "ece-equal-mass": binned(confidence, hit, mass)[0],
            "ece-debiased": binned(confidence, hit, edges)[1],
            "ece-classwise": float(
                np.mean([
                    float(binary_calibration_error(tp[:, k], torch.tensor((truth == k).astype(int)), n_bins=BINS))
                    for k in range(K)
                ])
            ),
            "auc": sk.roc_auc_score(truth, p, multi_class="ovr", average="macro", labels=labels),
            "aurc": risk_coverage_area(confidence, hit),
        },
        precision=[None if np.isnan(v) else v for v in precision],
        recall=recall.tolist(),
        f1=f1.tolist(),
        brierDecomposition=brier_decomposition(onehot, p),
    )


def bootstrap(seed, words):
    """Intervals that scipy gives when whole words are resampled; one speaker."""
    rng = np.random.default_rng(seed)
    ease = rng.normal(0.4, 0.9, size=words)
    truth = np.tile(np.arange(K), words)
    word = np.repeat(np.arange(words), K)
    hit = rng.random(words * K) < 1 / (1 + np.exp(-ease[word] - 0.3 * (truth - 3)))
    predicted = np.where(hit, truth, (truth + rng.integers(1, K, size=words * K)) % K)
    t, q = truth.reshape(words, K), predicted.reshape(words, K)
    statistics = {
        "accuracy": lambda ids: sk.accuracy_score(t[ids].ravel(), q[ids].ravel()),
        "uar": lambda ids: float(np.mean([(q[ids].ravel()[t[ids].ravel() == k] == k).mean() for k in range(K)])),
        "macro-f1": lambda ids: f1_fast(t[ids].ravel(), q[ids].ravel()),
    }
    intervals = {}
    for name, statistic in statistics.items():
        for method in ("percentile", "BCa"):
            result = stats.bootstrap(
                (np.arange(words),), lambda ids: statistic(np.asarray(ids)), n_resamples=20_000,
                vectorized=False, method=method, confidence_level=0.95,
                random_state=np.random.default_rng(seed + 1),
            ).confidence_interval
            intervals[f"{name} {method.lower()}"] = [float(result.low), float(result.high)]
    return dict(words=words, predicted="".join(map(str, predicted)), intervals=intervals)


def f1_fast(truth, predicted):
    c = np.bincount(truth * K + predicted, minlength=K * K).reshape(K, K)
    return float(np.mean(2 * np.diag(c) / (c.sum(0) + c.sum(1))))


def main():
    even = np.full(K, 1 / K)
    skewed = np.array([0.35, 0.2, 0.15, 0.12, 0.08, 0.06, 0.04])
    pvalues = [0.01, 0.04, 0.03, 0.005, 0.2, 0.04, 0.9]
    m = len(pvalues)
    order = np.argsort(pvalues)
    holm = np.empty(m)
    holm[order] = np.minimum(1, np.maximum.accumulate((m - np.arange(m)) * np.array(pvalues)[order]))
    data = dict(
        madeBy="scripts/reference/metrics.py",
        versions=dict(
            python=platform.python_version(), numpy=np.__version__, scipy=scipy.__version__,
            scikitLearn=sklearn.__version__, torch=torch.__version__, torchmetrics=torchmetrics.__version__,
        ),
        cases=[
            case("even classes, honest confidence", 1, 120, 1.5, 1.0, even),
            case("skewed classes, over-confident", 2, 150, 1.2, 3.0, skewed),
            case("nearly right, under-confident", 3, 100, 3.0, 0.6, even),
            case("hardly better than guessing", 4, 90, 0.2, 1.5, skewed),
        ],
        bootstrap=bootstrap(5, 120),
        clopperPearson=[
            dict(trials=n, level=level, lower=float(stats.beta.ppf((1 - level) / 2, n, 1)))
            for n in (1, 20, 70, 200, 1400) for level in (0.9, 0.95)
        ],
        adjusted=dict(
            p=pvalues, holm=holm.tolist(),
            benjaminiHochberg=stats.false_discovery_control(pvalues, method="bh").tolist(),
        ),
        mcnemar=[
            dict(onlyFirst=b, onlySecond=c, p=stats.binomtest(b, b + c, 0.5).pvalue)
            for b, c in ((0, 1), (3, 9), (10, 10), (40, 15), (200, 260))
        ],
    )
    TARGET.write_text(json.dumps(data, separators=(",", ":")).replace("],\"", "],\n\"").replace("},{", "},\n{") + "\n")
    print(f"wrote {TARGET} ({TARGET.stat().st_size} bytes)", file=sys.stderr)


if __name__ == "__main__":
    main()
