"""Reference numbers for filters, signal-to-noise ratios, companding and random numbers.

Filters come from SciPy, the rest from plain NumPy and Python integers.

Needs from PyPI: numpy scipy
Run from the project's root: python3 scripts/reference/perturbations.py
"""

import json
import pathlib

import numpy
import scipy
import scipy.signal

TARGET = pathlib.Path("Tests/PerturbationsTests/Reference/perturbations.json")
RATE = 16000
MASK = 2**64 - 1


def filter_case(kind, hertz):
    sections = scipy.signal.butter(4, hertz, btype=kind, fs=RATE, output="sos")
    impulse = numpy.zeros(48)
    impulse[0] = 1
    frequencies = [20, 100, 440, 1000, 2500, 4000, 6000, 7900]
    _, response = scipy.signal.sosfreqz(sections, worN=frequencies, fs=RATE)
    return {
        "pass": kind,
        "hertz": hertz,
        "impulse": [float(v) for v in scipy.signal.sosfilt(sections, impulse)],
        "frequencies": frequencies,
        "decibels": [float(v) for v in 20 * numpy.log10(numpy.abs(response) + 1e-300)],
    }


def pulsed(count):
    """A tone that comes and goes, with a pause that counts as silence."""
    index = numpy.arange(count)
    swell = numpy.where((index // 3000) % 2 == 0, 1.0, 1e-4)
    return (0.3 * swell * numpy.sin(2 * numpy.pi * 440 * index / RATE)).astype(numpy.float32)


def noise(count):
    state, values = 1, []
    for _ in range(count):
        state = (1664525 * state + 1013904223) % 2**32
        values.append(state / 2**32 - 0.5)
    return numpy.array(values, dtype=numpy.float32)


def ratio(count):
    signal, disturbance = pulsed(count).astype(float), noise(count).astype(float)
    frames = [slice(start, start + 512) for start in range(0, count, 512)]
    powers = numpy.array([numpy.mean(signal[frame] ** 2) for frame in frames])
    active = [f for f, p in zip(frames, powers) if 10 * numpy.log10(p / powers.max()) >= -40]
    kept = numpy.concatenate([signal[f] for f in active])
    added = numpy.concatenate([disturbance[f] for f in active])
    decibels = 10 * numpy.log10(numpy.mean(kept**2) / numpy.mean(added**2))
    return {"count": count, "activeFrames": len(active), "decibels": float(decibels)}


def mu_law(bits):
    values = numpy.array([0.0, 1e-4, -3e-3, 0.02, -0.1, 0.37, -0.9, 1.0])
    steps = 2 ** (bits - 1) - 1
    codes = numpy.round(numpy.log1p(255 * numpy.abs(values)) / numpy.log(256) * steps)
    expanded = numpy.sign(values) * (256 ** (codes / steps) - 1) / 255
    return {"bits": bits, "values": values.tolist(), "expanded": expanded.tolist()}


def mix(value):
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & MASK
    return value ^ (value >> 31)


def draws(utterance, transform, severity, seed):
    data = utterance.encode() + b"\0" + transform.encode() + b"\0"
    data += severity.to_bytes(8, "little") + seed.to_bytes(8, "little")
    value = 0xCBF29CE484222325
    for byte in data:
        value = ((value ^ byte) * 0x100000001B3) & MASK
    key = mix(value)
    numbers = [mix((key + n * 0x9E3779B97F4A7C15) & MASK) for n in range(1, 5)]
    return {
        "utterance": utterance,
        "transform": transform,
        "severity": severity,
        "seed": str(seed),
        "numbers": [str(number) for number in numbers],
    }


document = {
    "made": {
        "by": "scripts/reference/perturbations.py",
        "numpy": numpy.__version__,
        "scipy": scipy.__version__,
    },
    "filters": [filter_case("low", hertz) for hertz in (7000, 5500, 4000, 3000, 2000)]
    + [filter_case("high", hertz) for hertz in (80, 150, 300, 500, 800)],
    "ratio": ratio(20000),
    "muLaw": [mu_law(bits) for bits in (8, 6, 4)],
    "draws": [
        draws("tess/OAF_back_angry", "white-noise", 3, 0),
        draws("ravdess/é", "reverb", 5, 2**63 + 11),
    ],
}
TARGET.write_text(json.dumps(document) + "\n")
