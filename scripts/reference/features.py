"""Reference numbers for STFT, mel bands, log-mel, trimming and acoustic measures, from librosa.

Needs from PyPI: numpy scipy librosa
Run from the project's root: python3 scripts/reference/features.py
"""

import json
import pathlib

import librosa
import numpy
import scipy

TARGET = pathlib.Path("Tests/FeaturesTests/Reference/features.json")
RATE = 16000


def signal():
    """One second: silence, a rising tone with harmonics, silence, over a little coarse noise.

    The noise comes from a linear congruential generator on 32 bits, so that the test makes the
    very same samples.
    """
    state = 1
    samples = numpy.zeros(RATE)
    for index in range(RATE):
        state = (1664525 * state + 1013904223) % 2**32
        samples[index] = (state / 2**32 - 0.5) * 1e-3
        if 4000 <= index < 12000:
            time = (index - 4000) / RATE
            phase = 2 * numpy.pi * (180 * time + 120 * time * time)
            swell = 0.5 - 0.5 * numpy.cos(2 * numpy.pi * (index - 4000) / 8000)
            samples[index] += swell * (
                0.4 * numpy.sin(phase) + 0.2 * numpy.sin(3 * phase) + 0.1 * numpy.sin(9 * phase)
            )
    return samples.astype(numpy.float32)


def rounded(values, digits=7):
    return [float(f"{float(value):.{digits}g}") for value in numpy.ravel(values)]


def transform(y, frame, fft, hop):
    power = numpy.abs(librosa.stft(y, n_fft=fft, win_length=frame, hop_length=hop,
                                   pad_mode="reflect")) ** 2
    return {
        "frameLength": frame,
        "fftLength": fft,
        "hopLength": hop,
        "frames": power.shape[1],
        "everyFrame": 9,
        "everyBin": 5,
        "power": rounded(power.T[::9, ::5]),
    }


def bank(scale, bands, low, high, fft):
    matrix = librosa.filters.mel(
        sr=RATE, n_fft=fft, n_mels=bands, fmin=low, fmax=high, htk=scale == "htk"
    )
    rows, columns = numpy.nonzero(matrix[::7])
    return {
        "scale": scale,
        "bands": bands,
        "minimumHertz": low,
        "maximumHertz": high,
        "fftLength": fft,
        "everyBand": 7,
        "bandSums": rounded(matrix.sum(axis=1)),
        "columns": [int(column) for column in columns],
        "weights": rounded(matrix[::7][rows, columns]),
    }


def log_mel(y, scale):
    mel = librosa.feature.melspectrogram(
        y=y, sr=RATE, n_fft=1024, hop_length=256, n_mels=64, fmin=50, fmax=7600, pad_mode="reflect",
        htk=scale == "htk",
    )
    return {"scale": scale, "everyFrame": 5, "values": rounded(numpy.log(numpy.maximum(1e-10, mel)).T[::5])}


def decibels(y):
    mel = librosa.feature.melspectrogram(
        y=y, sr=RATE, n_fft=1024, hop_length=256, n_mels=64, fmin=50, fmax=7600, pad_mode="reflect"
    )
    scaled = librosa.power_to_db(mel, ref=1.0, amin=1e-10, top_db=80.0) * numpy.log(10) / 10
    return {"everyFrame": 5, "values": rounded(scaled.T[::5])}


def trims(y):
    cases = []
    for level, frame, hop in [(20, 2048, 512), (40, 2048, 512), (40, 1024, 256), (60, 400, 160)]:
        _, ends = librosa.effects.trim(y, top_db=level, frame_length=frame, hop_length=hop)
        cases.append(
            {"decibels": level, "frameLength": frame, "hopLength": hop,
             "start": int(ends[0]), "end": int(ends[1])}
        )
    return cases


def measures(y):
    options = {"frame_length": 1024, "hop_length": 256}
    return {
        "rootMeanSquare": rounded(librosa.feature.rms(y=y, **options)),
        "zeroCrossingRate": rounded(librosa.feature.zero_crossing_rate(y, **options)),
        "centroid": rounded(
            librosa.feature.spectral_centroid(y=y, sr=RATE, n_fft=1024, hop_length=256, pad_mode="reflect")
        ),
        "yin": rounded(
            librosa.yin(y, fmin=60, fmax=500, sr=RATE, frame_length=1024, hop_length=256)
        ),
    }


if __name__ == "__main__":
    y = signal()
    document = {
        "made": {
            "by": "scripts/reference/features.py",
            "librosa": librosa.__version__,
            "numpy": numpy.__version__,
            "scipy": scipy.__version__,
        },
        "signal": rounded(y[::101]),
        "transforms": [transform(y, 1024, 1024, 256), transform(y, 400, 512, 160)],
        "banks": [
            bank("slaney", 64, 50, 7600, 1024),
            bank("htk", 64, 50, 7600, 1024),
            bank("slaney", 40, 0, 8000, 512),
            bank("htk", 26, 0, 8000, 512),
        ],
        "logMel": [log_mel(y, "slaney"), log_mel(y, "htk")],
        "decibels": decibels(y),
        "trims": trims(y),
        "measures": measures(y),
    }
    TARGET.write_text(json.dumps(document) + "\n")
