"""Compares onnxruntime's answers with those of the suite.

Usage: agreement.py FOLDER, where each NAME.onnx has a NAME.safetensors beside it with
BATCH/features, BATCH/lengths and the answers BATCH/probabilities, BATCH/logits, BATCH/attention.
Prints for each NAME the largest absolute difference of each answer, as JSON.
"""

import json
import pathlib
import sys

import numpy
import onnx
import onnxruntime
from safetensors.numpy import load_file

ANSWERS = ["probabilities", "logits", "attention"]


def differences(path):
    onnx.checker.check_model(onnx.load(path), full_check=True)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    expected = load_file(path.with_suffix(".safetensors"))
    batches = sorted({name.split("/")[0] for name in expected})
    largest = dict.fromkeys(ANSWERS, 0.0)
    for batch in batches:
        inputs = {
            "features": expected[f"{batch}/features"],
            "lengths": expected[f"{batch}/lengths"].astype(numpy.int64),
        }
        for answer, found in zip(ANSWERS, session.run(ANSWERS, inputs)):
            ours = expected[f"{batch}/{answer}"]
            assert found.dtype == ours.dtype and found.shape == ours.shape, (batch, answer)
            # A difference that is no number would pass for none below.
            assert numpy.isfinite(found).all() and numpy.isfinite(ours).all(), (batch, answer)
            largest[answer] = max(largest[answer], float(numpy.abs(found - ours).max()))
    given = numpy.concatenate([expected[f"{batch}/probabilities"] for batch in batches])
    return largest | {"span": float(given.max() - given.min()), "batches": len(batches)}


paths = sorted(pathlib.Path(sys.argv[1]).glob("*.onnx"))
print(json.dumps({path.stem: differences(path) for path in paths}))
