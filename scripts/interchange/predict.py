"""Predicts the emotion of recordings with an exported model, without ser-audit.

Usage: predict.py MODEL.onnx FILE.wav ...
Needs numpy and onnxruntime. Prints a line of JSON a recording: its path and a probability for each
label. Recordings must be mono, 16 bit, at the sample rate that the model's features have; another
one is converted before: ffmpeg -i FILE -ac 1 -ar 16000 -c:a pcm_s16le OUT.wav

Exit codes: 0 all predicted; 4 a recording could not be predicted (it is named on standard error,
and the others are); 1 a model that this example does not know.
"""

import json
import math
import sys
import wave

import numpy
import onnxruntime


SPEECH_RATE = 16000


class Unusable(Exception):
    """Why nothing is said of a recording."""


def conversion(settings):
    """What brings a recording to the model's rate as ser-audit does: by way of 16,000 Hz."""
    rate = settings["sampleRate"]
    way = f"-ar {rate}" if rate == SPEECH_RATE else f"-af aresample={SPEECH_RATE},aresample={rate}"
    return f"ffmpeg -i FILE -ac 1 {way} -c:a pcm_s16le OUT.wav"


def samples_of(path, settings):
    try:
        with wave.open(path) as file:
            form = (file.getnchannels(), file.getsampwidth(), file.getframerate())
            data = file.readframes(file.getnframes())
    except (OSError, EOFError, wave.Error) as error:
        raise Unusable(f"cannot be read as WAV: {error}") from error
    if form != (1, 2, settings["sampleRate"]):
        raise Unusable(f"expected 1 channel, 2 bytes a sample, {settings['sampleRate']} Hz, found {form}; "
                       f"convert it: {conversion(settings)}")
    return numpy.frombuffer(data, "<i2") / 32768


def trimmed(samples, settings):
    """Without the frames at both ends that are so many decibels below the loudest."""
    frame, hop = settings["frameLength"], settings["hopLength"]
    padded = numpy.pad(samples, frame // 2)
    starts = range(0, len(samples) + 1, hop)
    power = numpy.array([(padded[start : start + frame] ** 2).sum() / frame for start in starts])
    power = numpy.maximum(power, 1e-10)
    loud = numpy.flatnonzero(power > power.max() * 10 ** (-settings["trimDecibels"] / 10))
    return samples[loud[0] * hop : (loud[-1] + 1) * hop]


def sound_in(samples, settings):
    """What is heard of a recording: without offset and silent ends, at the level of all."""
    silence = "nothing but silence; expected speech"
    if not samples.any():
        raise Unusable(silence)
    if settings["removesOffset"]:
        samples = samples - samples.mean()
    if settings.get("trimDecibels"):
        samples = trimmed(samples, settings)
    if len(samples) < settings["frameLength"]:
        found, least = (1000 * count / settings["sampleRate"] for count in (len(samples), settings["frameLength"]))
        raise Unusable(f"{math.floor(found)} ms of sound without the silence at its ends, expected at least "
                       f"{math.ceil(least)} ms, one frame of the model")
    # A constant less its mean is 0 but for rounding, and a step of 16 bits is far above.
    if numpy.abs(samples).max() < 1e-9:
        raise Unusable(silence)
    return samples * 0.1 / numpy.sqrt((samples**2).mean()) if settings["level"] == "rms" else samples


def hertz_of(mel):
    return numpy.where(mel < 15, mel * 200 / 3, 1000 * numpy.exp(numpy.log(6.4) / 27 * (mel - 15)))


def mel_of(hertz):
    return hertz * 3 / 200 if hertz < 1000 else 15 + numpy.log(hertz / 1000) * 27 / numpy.log(6.4)


def filters(settings):
    """Triangles of unit area that stand evenly on Slaney's mel scale, [bands, bins]."""
    ends = mel_of(settings["minimumHertz"]), mel_of(settings["maximumHertz"])
    edges = hertz_of(numpy.linspace(*ends, settings["melBands"] + 2))
    left, centre, right = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    hertz = numpy.fft.rfftfreq(settings["fftLength"], 1 / settings["sampleRate"])
    rise, fall = (hertz - left) / (centre - left), (right - hertz) / (right - centre)
    return numpy.maximum(0, numpy.minimum(rise, fall)) * 2 / (right - left)


def features_of(samples, settings):
    """What the network hears, [bands, frames]: normalised log-mel bands, half of them slopes."""
    samples = sound_in(samples, settings)
    length, hop = settings["fftLength"], settings["hopLength"]
    window = numpy.hanning(settings["frameLength"] + 1)[:-1]
    left = (length - settings["frameLength"]) // 2
    window = numpy.pad(window, (left, length - settings["frameLength"] - left))
    padded = numpy.pad(samples, length // 2, mode="reflect")
    frames = [padded[start : start + length] for start in range(0, len(samples) + 1, hop)]
    power = numpy.abs(numpy.fft.rfft(numpy.array(frames) * window)) ** 2
    energy = filters(settings) @ power.T
    decibels = settings.get("dynamicRangeDecibels")
    floor = energy.max() * 10 ** (-decibels / 10) if decibels else 0
    bands = numpy.log(numpy.maximum(energy, max(floor, 1e-10)))
    if settings["normalization"] == "fixed":
        bands = (bands + 12) / 5
    elif settings["normalization"] != "none":
        bands = standardised(bands, over={"perBand": 1, "global": None}[settings["normalization"]])
    return with_slopes(bands) if settings.get("slopes") else bands


def standardised(bands, over):
    """Mean 0 and variance 1 over an axis or over all; what does not vary becomes 0."""
    spread = bands.std(axis=over, keepdims=True)
    scale = numpy.where(spread > 1e-4, 1 / numpy.maximum(spread, 1e-4), 0)
    return (bands - bands.mean(axis=over, keepdims=True)) * scale


def with_slopes(bands):
    """Pairs of bands joined, and below them their slopes over nine frames, of mean square 1."""
    joined = bands.reshape(len(bands) // 2, 2, -1).mean(axis=1)
    count = joined.shape[1]
    padded = numpy.pad(joined, ((0, 0), (4, 4)), mode="edge")
    slopes = sum(
        step * (padded[:, 4 + step : 4 + step + count] - padded[:, 4 - step : 4 - step + count])
        for step in range(1, 5)) / 60
    size = numpy.sqrt((slopes**2).mean())
    return numpy.concatenate([joined, slopes / size if size > 1e-6 else 0 * slopes])


def check(settings):
    """Other settings are possible, and this example does not know them."""
    known = {"denoises": [False], "melScale": ["slaney"], "normalization": ["perBand", "global", "fixed", "none"],
             "level": ["rms", "none"]}
    for name, values in known.items():
        if settings[name] not in values:
            sys.exit(f"The model's features have {name} {settings[name]}; known here: {values}")


def main(model, paths):
    session = onnxruntime.InferenceSession(model)
    facts = json.loads(session.get_modelmeta().custom_metadata_map["facts"])
    settings = facts["recipe"]["features"]
    check(settings)
    if settings["sampleRate"] != SPEECH_RATE:
        print(f"Note: ser-audit brings every recording to {SPEECH_RATE} Hz and from there to the model's "
              f"{settings['sampleRate']} Hz. A file that was not converted so, one recorded at "
              f"{settings['sampleRate']} Hz too, gets other probabilities here (by up to 0.04 seen); "
              f"convert it: {conversion(settings)}", file=sys.stderr)
    status = 0
    for path in paths:
        try:
            found = features_of(samples_of(path, settings), settings)
        except Unusable as reason:
            print(f"{path}: {reason}", file=sys.stderr)
            status = 4
            continue
        # As in training: cut, or followed by zeros, to a fixed number of frames.
        length = min(found.shape[1], settings["maximumFrames"])
        features = numpy.zeros((1, 1, settings["melBands"], settings["maximumFrames"]), "float32")
        features[0, 0, :, :length] = found[:, :length]
        inputs = {"features": features, "lengths": numpy.array([length])}
        probabilities = session.run(["probabilities"], inputs)[0][0]
        answer = dict(zip(facts["labels"], map(float, probabilities)))
        print(json.dumps({"path": path, "probabilities": answer}))
    return status


sys.exit(main(sys.argv[1], sys.argv[2:]))
