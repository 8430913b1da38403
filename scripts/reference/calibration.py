#!/usr/bin/env python3
"""Writes Tests/CalibrationTests/Reference/calibration.json: scaling and conformal sets by others.

Needs from PyPI: numpy scipy scikit-learn torch torchcp mapie. Run from anywhere:
    python3 scripts/reference/calibration.py
Probabilities are written as whole millionths, so that every reader has the same numbers.
"""
import json
import pathlib
import platform
import sys
import types

import mapie
import numpy as np
import scipy
import sklearn
import torch
from mapie.classification import SplitConformalClassifier
from scipy import optimize, stats
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.isotonic import IsotonicRegression

# What torchcp imports besides its scores and predictors is left out: it needs large packages.
sys.modules.setdefault("torchsort", types.SimpleNamespace(soft_rank=None, soft_sort=None))
for name in ("graph", "llm", "regression", "noisy"):
    sys.modules.setdefault(f"torchcp.{name}", types.ModuleType(f"torchcp.{name}"))
import torchcp
from torchcp.classification.predictor import ClassConditionalPredictor, SplitPredictor
from torchcp.classification.score import APS, LAC, RAPS

K, UNIT = 7, 1_000_000
PENALTY = 1e-3
HERE = pathlib.Path(__file__).resolve()
TARGET = HERE.parents[2] / "Tests" / "CalibrationTests" / "Reference" / "calibration.json"


def rows(rng, n, skill, sharpness):
    """True classes and probabilities in millionths without ties, shape [N, K]."""
    truth = rng.integers(0, K, size=n)
    truth[:K] = np.arange(K)
    whole = []
    for t in truth:
        while True:
            logits = rng.normal(size=K)
            logits[t] += skill
            p = np.exp(sharpness * (logits - logits.max()))
            row = np.floor(p / p.sum() * UNIT).astype(int)
            row[p.argmax()] += UNIT - row.sum()
            if len(set(row)) == K:
                break
        whole.append(row)
    return truth, np.array(whole)


def temperature(p, truth):
    log_p = np.log(np.maximum(p, 1e-12))

    def nll(beta):
        z = beta * log_p
        z = z - z.max(1, keepdims=True)
        return float((np.log(np.exp(z).sum(1)) - z[np.arange(len(truth)), truth]).mean())

    fit = optimize.minimize_scalar(nll, bounds=(0.05, 20), method="bounded", options=dict(xatol=1e-12))
    return dict(value=1 / fit.x, before=nll(1.0), after=float(fit.fun))


def vector(p, truth):
    """Factor and offset for each class's logit, minimised by SciPy."""
    log_p = np.log(np.maximum(p, 1e-12))
    start = np.r_[np.ones(K), np.zeros(K)]

    def nll(x):
        z = log_p * x[:K] + x[K:]
        top = z.max(1, keepdims=True)
        return float((np.log(np.exp(z - top).sum(1)) + top[:, 0] - z[np.arange(len(truth)), truth]).mean())

    def loss(x):
        return nll(x) + PENALTY / 2 * float(((x - start) ** 2).sum())

    fit = optimize.minimize(loss, start, method="BFGS", options=dict(gtol=1e-9, maxiter=5000))
    return dict(factors=fit.x[:K].tolist(), offsets=fit.x[K:].tolist(), before=nll(start), after=nll(fit.x))


class Given(ClassifierMixin, BaseEstimator):
    """A fitted classifier whose probabilities are its inputs."""

    def fit(self, x, y):
        self.classes_ = np.arange(K)
        return self

    def predict(self, x):
        return x.argmax(1)

    def predict_proba(self, x):
        return x


def conformal(calibration, test, alpha):
    """Sets as bit masks: torchcp's of every score and condition, and MAPIE's of THR."""
    (ct, cw), (tt, tw) = calibration, test
    logits = lambda w: torch.tensor(w / UNIT, dtype=torch.float64)
    masks = lambda sets: [int(sum(1 << k for k in range(K) if row[k])) for row in np.asarray(sets)]
    scores = dict(
        thr=LAC(score_type="identity"), aps=APS(score_type="identity", randomized=False),
        raps=RAPS(score_type="identity", randomized=False, penalty=0.1, kreg=2),
    )
    found = {}
    for name, score in scores.items():
        for condition, kind in (("marginal", SplitPredictor), ("per-emotion", ClassConditionalPredictor)):
            predictor = kind(score_function=score, alpha=alpha)
            predictor.calculate_threshold(logits(cw), torch.tensor(ct), alpha)
            sets = predictor.predict_with_logits(logits(tw))
            found[f"{name} {condition}"] = masks(np.asarray(sets))
    prefit = SplitConformalClassifier(
        Given().fit(None, None), confidence_level=1 - alpha, conformity_score="lac", prefit=True)
    prefit.conformalize(cw / UNIT, ct)
    _, sets = prefit.predict_set(tw / UNIT)
    assert masks(sets[:, :, 0]) == found["thr marginal"], "MAPIE and torchcp agree on THR"
    return dict(alpha=alpha, sets=found)


def bands():
    """Central 95 % of the covered share by scipy.stats.betabinom."""
    found = []
    for n, m, alpha in ((210, 140, 0.1), (30, 200, 0.1), (19, 50, 0.05), (1000, 1000, 0.2), (9, 10, 0.1)):
        k = int(np.ceil((n + 1) * (1 - alpha) - 1e-9))
        law = stats.betabinom(m, k, n + 1 - k)
        found.append(dict(
            calibration=n, test=m, alpha=alpha, lower=float(law.ppf(0.025) / m), upper=float(law.ppf(0.975) / m)))
    return found


def main():
    rng = np.random.default_rng(7)
    dev, calibration, test = rows(rng, 140, 1.4, 1.6), rows(rng, 210, 1.4, 1.6), rows(rng, 120, 1.4, 1.6)
    p = dev[1] / UNIT
    write = lambda part: dict(truth=part[0].tolist(), probabilities=part[1].tolist())
    data = dict(
        madeBy="scripts/reference/calibration.py",
        versions=dict(
            python=platform.python_version(), numpy=np.__version__, scipy=scipy.__version__,
            scikitLearn=sklearn.__version__, torch=torch.__version__, torchcp=torchcp.__version__,
            mapie=mapie.__version__,
        ),
        dev=write(dev), calibration=write(calibration), test=write(test),
        temperature=temperature(p, dev[0]), vector=vector(p, dev[0]),
        isotonic=[
            IsotonicRegression(out_of_bounds="clip").fit(p[:, k], (dev[0] == k).astype(float))
            .predict(np.arange(21) / 20).tolist() for k in range(K)
        ],
        conformal=[conformal(calibration, test, alpha) for alpha in (0.1, 0.2)],
        bands=bands(),
    )
    TARGET.write_text(json.dumps(data, separators=(",", ":")).replace("],\"", "],\n\"") + "\n")
    print(f"wrote {TARGET} ({TARGET.stat().st_size} bytes)", file=sys.stderr)


if __name__ == "__main__":
    main()
