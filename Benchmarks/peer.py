"""The same training step in PyTorch, for scripts/benchmark-peer.

Needs the PyPI package torch. Reads commands from standard input, one a line, and answers each with one
line of JSON: `train COUNT` and `predict BATCH FRAMES COUNT` give the milliseconds of each repetition, `versions`
says what runs. The net is that of the Networks target: same sizes, dropout, attention and head.
"""

import argparse
import json
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

NETS = {"S": ([16, 32, 64, 64], 64), "M": ([32, 64, 96, 128], 128)}
POOLS = [(2, 2), (2, 1), (2, 1), (2, 1)]
BANDS, FRAMES, BATCH, CLASSES = 64, 128, 32, 7


class Net(nn.Module):
    def __init__(self, channels, hidden):
        super().__init__()
        layers, inputs = [], 1
        for outputs, pool in zip(channels, POOLS):
            layers += [nn.Conv2d(inputs, outputs, 3, padding=1, bias=False),
                       nn.BatchNorm2d(outputs), nn.ReLU(inplace=True), nn.MaxPool2d(pool),
                       nn.Dropout(0.1)]
            inputs = outputs
        self.blocks = nn.Sequential(*layers)
        bands = BANDS
        for pool in POOLS:
            bands //= pool[0]
        self.lstm = nn.LSTM(bands * inputs, hidden, num_layers=2, bidirectional=True,
                            batch_first=True, dropout=0.2)
        self.drop = nn.Dropout(0.2)
        self.state = nn.Linear(2 * hidden, hidden)
        self.context = nn.Linear(2 * hidden, hidden, bias=False)
        self.score = nn.Linear(hidden, 1, bias=False)
        self.head = nn.Sequential(nn.Linear(2 * hidden, hidden), nn.ReLU(), nn.Dropout(0.3),
                                  nn.Linear(hidden, CLASSES))

    def forward(self, x):
        x = self.blocks(x)
        n, c, f, t = x.shape
        x = x.permute(0, 3, 2, 1).reshape(n, t, f * c)
        h = self.drop(self.lstm(x)[0])
        context = self.context(h.mean(1))[:, None, :]
        weights = torch.softmax(self.score(torch.tanh(self.state(h) + context)), 1)
        return self.head((weights * h).sum(1))


class Session:
    def __init__(self, options):
        torch.manual_seed(0)
        torch.set_num_threads(options.threads)
        layout = torch.channels_last if options.channels_last else torch.contiguous_format
        self.layout = layout
        self.net = Net(*NETS[options.net]).to(memory_format=layout)
        self.adam = torch.optim.Adam(self.net.parameters(), lr=1e-3, fused=options.fused or None)
        self.x = torch.randn(BATCH, 1, BANDS, FRAMES).to(memory_format=layout)
        self.labels = torch.randint(0, CLASSES, (BATCH,))

    def step(self):
        self.adam.zero_grad(set_to_none=True)
        F.cross_entropy(self.net(self.x), self.labels).backward()
        self.adam.step()

    def train(self, count):
        self.net.train()
        return timed(self.step, count)

    def predict(self, batch, frames, count):
        self.net.eval()
        x = torch.randn(batch, 1, BANDS, frames).to(memory_format=self.layout)
        with torch.inference_mode():
            self.net(x)
            return timed(lambda: torch.softmax(self.net(x), 1), count)


def timed(body, count):
    times = []
    for _ in range(count):
        start = time.perf_counter()
        body()
        times.append((time.perf_counter() - start) * 1000)
    return times


def answer(session, command):
    words = command.split()
    if words[0] == "train":
        return session.train(int(words[1]))
    if words[0] == "predict":
        return session.predict(*map(int, words[1:]))
    return {"torch": torch.__version__, "threads": torch.get_num_threads(),
            "mkldnn": torch.backends.mkldnn.is_available(),
            "cpu": torch.backends.cpu.get_cpu_capability()}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--net", choices=NETS, default="M")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--channels-last", action="store_true")
    parser.add_argument("--fused", action="store_true", help="the fused Adam")
    session = Session(parser.parse_args())
    for line in sys.stdin:
        print(json.dumps(answer(session, line)), flush=True)


if __name__ == "__main__":
    main()
