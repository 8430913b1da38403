"""Reference numbers for cepstral coefficients, deltas, F0, loudness and voice quality.

Cepstra, deltas and pYIN come from librosa, loudness from pyloudnorm, jitter, shimmer and harmonics-to-noise from
Praat through parselmouth.

Needs from PyPI: numpy scipy librosa pyloudnorm praat-parselmouth
Run from the project's root: python3 scripts/reference/prosody.py
"""

import json
import pathlib
import sys

import librosa
import numpy
import parselmouth
import pyloudnorm
import scipy
from parselmouth.praat import call

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from features import RATE, rounded, signal  # noqa: E402

TARGET = pathlib.Path("Tests/FeaturesTests/Reference/prosody.json")


class Coarse:
    """Numbers in -.5 ... .5 from a linear congruential generator on 32 bits, as the test makes them."""

    def __init__(self):
        self.state = 1

    def next(self):
        self.state = (1664525 * self.state + 1013904223) % 2**32
        return self.state / 2**32 - 0.5


def voice(hertz, jitter, shimmer, noise, seconds=1.5):
    """Damped resonances started once a period: period and strength vary by uniform numbers, over uniform noise."""
    coarse = Coarse()
    count = int(seconds * RATE)
    samples = numpy.zeros(count)
    index = numpy.arange(count)
    time = 0.05
    while time < seconds - 0.05:
        strength = 1 + 2 * shimmer * coarse.next()
        since = index / RATE - time
        on = (since >= 0) & (since < 0.04)
        t = since[on]
        samples[on] += strength * (
            numpy.exp(-300 * t) * numpy.sin(2 * numpy.pi * 600 * t)
            + 0.5 * numpy.exp(-400 * t) * numpy.sin(2 * numpy.pi * 1400 * t)
        )
        time += (1 + 2 * jitter * coarse.next()) / hertz
    samples *= 0.2
    samples += noise * numpy.array([coarse.next() for _ in range(count)])
    return samples.astype(numpy.float32)


def quality(case):
    samples = voice(**case)
    sound = parselmouth.Sound(samples.astype(float), RATE)
    points = call(sound, "To PointProcess (periodic, cc)", 60, 600)
    harmonicity = call(sound, "To Harmonicity (ac)", 0.01, 75, 0.1, 4.5)
    return {
        **case,
        "jitter": call(points, "Get jitter (local)", 0, 0, 0.0001, 0.02, 1.3),
        "shimmer": call([sound, points], "Get shimmer (local)", 0, 0, 0.0001, 0.02, 1.3, 1.6),
        "harmonicsToNoise": call(harmonicity, "Get mean", 0, 0),
        "medianF0": call(sound.to_pitch(0.01, 60, 600), "Get quantile", 0, 0, 0.5, "Hertz"),
        "signal": rounded(samples[::977]),
    }


def loudness():
    """Tones and noise at several levels and rates, long enough for the gates to act."""
    cases = []
    for rate, level, hertz, silence in [
        (48000, 0.1, 997, 0), (48000, 0.01, 60, 0), (44100, 0.3, 3000, 2), (16000, 0.1, 250, 3), (24414, 0.05, 1000, 1),
    ]:
        time = numpy.arange(4 * rate) / rate
        tone = level * numpy.sin(2 * numpy.pi * hertz * time)
        soft = 0.1 * tone
        samples = numpy.concatenate([tone, numpy.zeros(silence * rate), soft]).astype(numpy.float32)
        # De Man's coefficients are the standard's analogue filters at any rate; the class of the package's default
        # rounds them.
        meter = pyloudnorm.Meter(rate, filter_class="DeMan")
        cases.append({"rate": rate, "level": level, "hertz": hertz, "silence": silence,
                      "integrated": float(meter.integrated_loudness(samples.astype(float)))})
    return cases


def cepstra(y):
    mfcc = librosa.feature.mfcc(
        y=y, sr=RATE, n_fft=1024, hop_length=256, n_mels=64, fmin=50, fmax=7600, pad_mode="reflect", n_mfcc=20)
    return {
        "coefficients": rounded(mfcc.T[::5]),
        "everyFrame": 5,
        "deltas": [
            {"width": width, "order": order, "values": rounded(librosa.feature.delta(mfcc, width=width, order=order).T)}
            for width, order in [(9, 1), (9, 2), (5, 1)]
        ],
        "all": rounded(mfcc.T),
    }


def pitch(y):
    f0, voiced, _ = librosa.pyin(y, fmin=60, fmax=600, sr=RATE, frame_length=1024, hop_length=256)
    return [float(value) if flag else None for value, flag in zip(f0, voiced)]


if __name__ == "__main__":
    y = signal()
    document = {
        "made": {"by": "scripts/reference/prosody.py", "librosa": librosa.__version__, "numpy": numpy.__version__,
                 "scipy": scipy.__version__, "pyloudnorm": pyloudnorm.__version__ if hasattr(pyloudnorm, "__version__") else "0.2.0",
                 "parselmouth": parselmouth.__version__, "praat": parselmouth.PRAAT_VERSION},
        "cepstra": cepstra(y),
        "pyin": pitch(y),
        "loudness": loudness(),
        "voices": [quality(case) for case in [
            {"hertz": 120, "jitter": 0.0, "shimmer": 0.0, "noise": 0.002},
            {"hertz": 120, "jitter": 0.01, "shimmer": 0.05, "noise": 0.005},
            {"hertz": 200, "jitter": 0.02, "shimmer": 0.1, "noise": 0.01},
            {"hertz": 90, "jitter": 0.015, "shimmer": 0.15, "noise": 0.02},
        ]],
    }
    TARGET.write_text(json.dumps(document) + "\n")
