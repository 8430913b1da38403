#!/usr/bin/env python3
"""Writes Tests/FairnessTests/Reference/fairness.json: group differences and standard limits by others.

Needs from PyPI: numpy scipy scikit-learn pandas fairlearn. Run from anywhere:
    python3 scripts/reference/fairness.py
"""
import json
import pathlib
import platform
import sys

import fairlearn
import numpy as np
import scipy
import sklearn
from fairlearn.metrics import (
    MetricFrame,
    equal_opportunity_difference,
    equalized_odds_difference,
)
from scipy import stats
from sklearn import metrics as sk

K = 7
HERE = pathlib.Path(__file__).resolve()
TARGET = HERE.parents[2] / "Tests" / "FairnessTests" / "Reference" / "fairness.json"


def frame(rng, sizes):
    """Fairlearn's numbers for predictions whose hit rate depends on the group."""
    group = np.repeat(np.arange(len(sizes)), sizes)
    truth = rng.integers(0, K, size=len(group))
    hit = rng.random(len(group)) < 0.75 - 0.12 * group
    predicted = np.where(hit, truth, (truth + rng.integers(1, K, size=len(group))) % K)
    metrics = dict(
        accuracy=sk.accuracy_score, uar=sk.balanced_accuracy_score,
        mcc=sk.matthews_corrcoef, kappa=sk.cohen_kappa_score,
    )
    metrics["macro-f1"] = lambda t, p: sk.f1_score(t, p, average="macro")
    found = MetricFrame(metrics=metrics, y_true=truth, y_pred=predicted, sensitive_features=group)
    odds, chances = [], []
    for k in range(K):
        t, p = (truth == k).astype(int), (predicted == k).astype(int)
        odds.append(equalized_odds_difference(t, p, sensitive_features=group))
        chances.append(equal_opportunity_difference(t, p, sensitive_features=group))
    lists = lambda series: {name: float(series[name]) for name in metrics}
    return dict(
        sizes=sizes, truth="".join(map(str, truth)), predicted="".join(map(str, predicted)),
        difference=lists(found.difference()), ratio=lists(found.ratio()), worst=lists(found.group_min()),
        equalisedOdds=dict(max=float(np.max(odds)), mean=float(np.mean(odds))),
        equalOpportunity=dict(max=float(np.max(chances)), mean=float(np.mean(chances))),
    )


def limits(groups, each, simulations=2_000, seed=11):
    """Quantiles of the largest |group - all| of a model that guesses evenly, balanced truth."""
    rng = np.random.default_rng(seed)
    truth = np.tile(np.repeat(np.arange(K), each // K), groups)
    group = np.repeat(np.arange(groups), each)
    found = {name: [] for name in ("share", "recall", "precision", "uar")}
    for _ in range(simulations):
        predicted = rng.integers(0, K, size=len(truth))
        tables = np.array([
            np.bincount(truth[group == g] * K + predicted[group == g], minlength=K * K).reshape(K, K)
            for g in range(groups)
        ])
        everyone = tables.sum(0)

        def scores(c):
            hits = np.diag(c)
            return dict(share=c.sum(0) / c.sum(), recall=hits / c.sum(1), precision=hits / c.sum(0),
                        uar=np.array([(hits / c.sum(1)).mean()]))

        reference = scores(everyone)
        own = [scores(c) for c in tables]
        for name in found:
            found[name].append(max(np.abs(s[name] - reference[name]).max() for s in own))
    return dict(
        groups=groups, each=each,
        quantiles={name: {str(q): float(np.quantile(v, q)) for q in (0.5, 0.95, 0.99)} for name, v in found.items()},
    )


def main():
    rng = np.random.default_rng(3)
    first, second = rng.integers(0, 6, size=20) / 6, rng.integers(0, 9, size=20) / 9
    data = dict(
        madeBy="scripts/reference/fairness.py",
        versions=dict(
            python=platform.python_version(), numpy=np.__version__, scipy=scipy.__version__,
            scikitLearn=sklearn.__version__, fairlearn=fairlearn.__version__,
        ),
        frames=[frame(rng, [200, 150]), frame(rng, [90, 120, 160, 100])],
        limits=[limits(2, 1400), limits(2, 700), limits(6, 700)],
        spearman=dict(first=first.tolist(), second=second.tolist(),
                      value=float(stats.spearmanr(first, second).statistic)),
    )
    TARGET.write_text(json.dumps(data, indent=1) + "\n")
    print(f"wrote {TARGET} ({TARGET.stat().st_size} bytes)", file=sys.stderr)


if __name__ == "__main__":
    main()
