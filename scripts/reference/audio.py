"""Reference numbers for resampling, made with the Python binding of the SoX resampler.

Needs from PyPI: numpy soxr
Run from the project's root: python3 scripts/reference/audio.py
"""

import json
import pathlib

import numpy
import soxr

TARGET = pathlib.Path("Tests/AudioTests/Reference/resampling.json")


def tones(rate, count):
    """Four tones with a slow swell; the test builds the same signal from the same formula."""
    time = numpy.arange(count) / rate
    swell = 0.5 - 0.5 * numpy.cos(2 * numpy.pi * numpy.arange(count) / count)
    parts = [(0.3, 220.0), (0.2, 1234.5), (0.1, 5000.0), (0.1, 9000.0)]
    return swell * sum(level * numpy.sin(2 * numpy.pi * hertz * time) for level, hertz in parts)


def case(source, target, count):
    signal = tones(source, count).astype(numpy.float32)
    result = soxr.resample(signal, source, target, quality="HQ")
    return {
        "from": source,
        "to": target,
        "count": count,
        "resultCount": len(result),
        "every": 37,
        "values": [round(float(value), 8) for value in result[::37]],
    }


document = {
    "made": {
        "by": "scripts/reference/audio.py",
        "numpy": numpy.__version__,
        "soxr": soxr.__version__,
        "libsoxr": soxr.__libsoxr_version__,
    },
    "cases": [
        case(24414, 16000, 12000),
        case(48000, 16000, 24000),
        case(96000, 16000, 24000),
        case(44100, 16000, 22050),
        case(8000, 16000, 4000),
    ],
}
TARGET.write_text(json.dumps(document) + "\n")
