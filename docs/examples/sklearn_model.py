#!/usr/bin/env python3
"""A scikit-learn model on MFCC statistics, as a program that ser-audit can audit.

    sklearn_model.py fit SPLIT.csv DATA MODEL.joblib       fits on the rows of the part train
    sklearn_model.py predict SPLIT.csv DATA MODEL.joblib   writes predictions of all other rows (CSV)
    sklearn_model.py serve MODEL.joblib                    answers over a pipe

SPLIT.csv has the columns path,part, as every run writes it to reports/<run>/splits; DATA is the folder
that its paths are relative to. The emotion is the last part of a file's name, as in TESS; `fit` stops
where that is none of the seven: change `emotion` to read yours, for example from a manifest.

Tried with Python 3.11, numpy 2.4.6, scikit-learn 1.9.1 and librosa 0.11.0.
"""
import csv
import json
import os
import sys

import joblib
import librosa
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

EMOTIONS = ["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"]


def features(path):
    """Mean and standard deviation of 20 MFCCs and of their first differences."""
    samples, rate = librosa.load(path, sr=16000)
    mfcc = librosa.feature.mfcc(y=samples, sr=rate, n_mfcc=20)
    delta = np.diff(mfcc, axis=1)
    return np.concatenate([mfcc.mean(1), mfcc.std(1), delta.mean(1), delta.std(1)])


def emotion(path):
    label = os.path.splitext(os.path.basename(path))[0].rsplit("_", 1)[-1].lower()
    label = "surprise" if label == "ps" else label
    if label not in EMOTIONS:
        sys.exit(f"{path}: the last part of the name is '{label}'; expected one of {', '.join(EMOTIONS)}, "
                 "as in OAF_back_angry.wav. Change emotion() in this script to read your labels.")
    return label


def probabilities(model, path):
    """All seven, 0 for an emotion that the model never saw."""
    found = dict(zip(model.classes_, model.predict_proba([features(path)])[0]))
    return {"p_" + name: float(found.get(name, 0.0)) for name in EMOTIONS}


def rows(split):
    with open(split, newline="") as file:
        return list(csv.DictReader(file))


def fit(split, data, target):
    train = [row["path"] for row in rows(split) if row["part"] == "train"]
    labels = [emotion(path) for path in train]
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))
    model.fit([features(os.path.join(data, path)) for path in train], labels)
    joblib.dump(model, target)
    print(f"{len(train)} recordings, {len(model.classes_)} emotions: {target}", file=sys.stderr)


def predict(split, data, source):
    model = joblib.load(source)
    writer = csv.DictWriter(sys.stdout, ["path"] + ["p_" + name for name in EMOTIONS])
    writer.writeheader()
    for row in rows(split):
        if row["part"] != "train":
            answer = probabilities(model, os.path.join(data, row["path"]))
            writer.writerow({"path": row["path"], **answer})


def serve(source):
    # Whatever a library prints goes to standard error; answers alone go to standard output.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    model = joblib.load(source)
    for line in sys.stdin:
        path = json.loads(line)["path"]
        try:
            answer = {"path": path, **probabilities(model, path)}
        except Exception as error:
            answer = {"path": path, "error": str(error)}
        print(json.dumps(answer), file=answers)


if __name__ == "__main__":
    commands = {"fit": fit, "predict": predict, "serve": serve}
    if len(sys.argv) < 3 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    commands[sys.argv[1]](*sys.argv[2:])
