"""librosa and PyTorch on one thread for scripts/benchmark-features: a line of JSON for each command line.

    logmel N    milliseconds of N log-mel spectrograms by librosa
    stft N      milliseconds of N complex spectrograms by torch.stft, no more than that
    values      the log-mel spectrogram by librosa
    versions
"""

import json
import sys
import time

import librosa
import numpy
import torch

torch.set_num_threads(1)
samples = numpy.fromfile(sys.argv[1], dtype=numpy.float32)
tensor, window = torch.from_numpy(samples), torch.hann_window(1024)


def logmel():
    mel = librosa.feature.melspectrogram(
        y=samples, sr=16000, n_fft=1024, hop_length=256, n_mels=64, fmin=50, fmax=7600, pad_mode="reflect")
    return numpy.log(numpy.maximum(mel, 1e-10))


def stft():
    with torch.no_grad():
        return torch.stft(tensor, 1024, 256, window=window, center=True, pad_mode="reflect", return_complex=True)


def times(work, count):
    result = []
    for _ in range(count):
        start = time.perf_counter()
        work()
        result.append((time.perf_counter() - start) * 1e3)
    return result


for line in sys.stdin:
    command, *rest = line.split()
    if command == "values":
        answer = logmel().T.ravel().astype(float).tolist()
    elif command == "versions":
        answer = {"librosa": librosa.__version__, "torch": torch.__version__, "numpy": numpy.__version__}
    else:
        answer = times({"logmel": logmel, "stft": stft}[command], int(rest[0]))
    print(json.dumps(answer), flush=True)
