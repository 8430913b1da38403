#!/usr/bin/env python3
"""Writes Tests/MetricsTests/Reference/spread.json: variance components by restricted maximum likelihood.

Needs from PyPI: numpy pandas statsmodels. Run from anywhere:
    python3 scripts/reference/spread.py
In a balanced table whose components all come out positive, restricted maximum likelihood and the
method of moments agree, so that statsmodels' mixed model is an independent implementation. Values
are written as whole thousandths, so that every reader has the same numbers.
"""
import json
import pathlib
import platform
import warnings

import numpy as np
import pandas as pd
import statsmodels
from statsmodels.regression.mixed_linear_model import MixedLM

HERE = pathlib.Path(__file__).resolve()
TARGET = HERE.parents[2] / "Tests" / "MetricsTests" / "Reference" / "spread.json"


def table(rng, seeds, speakers, words, sd):
    """Thousandths, shape [S, P * W], with the standard deviations asked for."""
    a = rng.normal(0, sd["seed"], seeds)[:, None, None]
    p = rng.normal(0, sd["speaker"], speakers)[None, :, None]
    ap = rng.normal(0, sd["interplay"], (seeds, speakers))[:, :, None]
    w = rng.normal(0, sd["word"], (speakers, words))[None]
    e = rng.normal(0, sd["rest"], (seeds, speakers, words))
    return np.rint(1000 * (0.6 + a + p + ap + w + e)).astype(int).reshape(seeds, speakers * words)


def components(values, speakers):
    """Components of the table in units of its values, and what each adds to the mean of a seed."""
    seeds, units = values.shape
    speaker = np.repeat(np.arange(speakers), units // speakers)
    rows = pd.DataFrame(
        [
            {"y": values[s, u] / 1000, "seed": s, "speaker": speaker[u], "unit": u,
             "cell": s * 1000 + speaker[u], "one": 1}
            for s in range(seeds) for u in range(units)
        ]
    )
    parts = {"seed": "0 + C(seed)", "unit": "0 + C(unit)"}
    fixed = "y ~ 1"
    if speakers >= 5:
        parts |= {"speaker": "0 + C(speaker)", "cell": "0 + C(cell)"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = MixedLM.from_formula(fixed, rows, groups="one", re_formula="0", vc_formula=parts)
        fit = model.fit(reml=True, method=["lbfgs", "powell"], maxiter=4000)
    found = dict(zip(fit.model.exog_vc.names, fit.vcomp))
    result = {"word": found["unit"] / units, "rest": fit.scale / units}
    interplay = found.get("cell", 0.0)
    result["seed"] = found["seed"] + interplay / speakers
    if speakers >= 5:
        result["speaker"] = found["speaker"] / speakers
        result["between"] = found["speaker"]
    assert min(v for k, v in found.items()) > 1e-7, found
    return {name: float(value) for name, value in result.items()}


def main():
    rng = np.random.default_rng(20)
    cases = []
    for name, seeds, speakers, words, sd in [
        ("one speaker", 5, 1, 24, dict(seed=.06, speaker=0, interplay=0, word=.12, rest=.1)),
        ("six speakers", 4, 6, 8, dict(seed=.05, speaker=.09, interplay=.04, word=.1, rest=.08)),
    ]:
        values = table(rng, seeds, speakers, words, sd)
        cases.append(
            {
                "name": name, "speakers": speakers, "words": words, "values": values.tolist(),
                "components": components(values, speakers),
            }
        )
    versions = {
        "python": platform.python_version(), "numpy": np.__version__,
        "statsmodels": statsmodels.__version__,
    }
    TARGET.write_text(json.dumps({"versions": versions, "cases": cases}) + "\n")


if __name__ == "__main__":
    main()
