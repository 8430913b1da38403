#!/usr/bin/env python3
"""Writes Tests/ProbesTests/Reference/probes.json: classifiers of the probes by scikit-learn.

Needs from PyPI: numpy scipy scikit-learn. Run from anywhere:
    python3 scripts/reference/probes.py
Features are written as whole thousandths, so that every reader has the same numbers.
"""
import json
import pathlib
import platform
import sys

import numpy as np
import scipy
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.preprocessing import StandardScaler

HERE = pathlib.Path(__file__).resolve()
TARGET = HERE.parents[2] / "Tests" / "ProbesTests" / "Reference" / "probes.json"


def case(rng, name, classes, n, d, skill, constant=False):
    """Rows about a centre a class; tested on rows that were not fitted."""
    centres = rng.normal(size=(7, d)) * skill
    labels = rng.choice(classes, size=n)
    labels[: len(classes)] = classes
    tested = rng.choice(classes, size=20)

    def rows(which):
        values = centres[which] + rng.normal(size=(len(which), d)) * rng.uniform(0.5, 3, size=d)
        if constant:
            values[:, 0] = 2
        return np.round(values * 1000).astype(int)

    train, test = rows(labels), rows(tested)
    scaler = StandardScaler().fit(train / 1000)
    x, y = scaler.transform(train / 1000), scaler.transform(test / 1000)
    logistic = LogisticRegression(C=1, solver="newton-cg", tol=1e-12, max_iter=100_000).fit(x, labels)
    gaussian = GaussianNB().fit(x, labels)

    def full(probabilities):
        spread = np.zeros((len(test), 7))
        spread[:, classes] = probabilities
        return spread.tolist()

    return {
        "name": name,
        "train": train.tolist(),
        "labels": labels.tolist(),
        "test": test.tolist(),
        "logistic": full(logistic.predict_proba(y)),
        "weights": logistic.coef_[0].tolist(),
        "gaussian": full(gaussian.predict_proba(y)),
    }


def main():
    rng = np.random.default_rng(0)
    everything = np.arange(7)
    result = {
        "versions": {
            "python": platform.python_version(), "numpy": np.__version__,
            "scipy": scipy.__version__, "scikit-learn": sklearn.__version__,
        },
        "script": "scripts/reference/probes.py",
        "cases": [
            case(rng, "one feature", everything, 140, 1, 1.0),
            case(rng, "three features, one constant", everything, 140, 3, 1.0, constant=True),
            case(rng, "more features than rows", everything, 49, 60, 1.5),
            case(rng, "two emotions absent", np.array([0, 2, 3, 5, 6]), 100, 4, 0.7),
        ],
    }
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(json.dumps(result, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    sys.exit(main())
