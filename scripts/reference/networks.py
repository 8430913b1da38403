"""Reference numbers for Tests/NetworksTests, from PyTorch.

Needs the PyPI packages torch and numpy. Usage: python3 scripts/reference/networks.py [layers] [nets]
Writes Tests/NetworksTests/Reference/{layers,nets}.json. Inputs, weights and dropout masks are made on both
sides by the same formula (Philox 4x32-10 and the dropout hash), so the files hold results alone; large
results are kept as every n-th value with the norm of all. Everything is computed in float64; where
float32 rounding matters, PyTorch's own float32 result gives the size of it.
"""

import json
import pathlib
import platform
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

OUT = pathlib.Path(__file__).resolve().parents[2] / "Tests" / "NetworksTests" / "Reference"
KEEP = 600  # values kept of a larger result


# --- the formulas that both sides share ---------------------------------------------------------

def philox(seed, stream, blocks):
    """Philox 4x32-10, [blocks, 4] words, as CounterGenerator.block(at:)."""
    position = np.arange(blocks, dtype=np.uint64)
    mask = np.uint64(0xFFFFFFFF)
    c = [position & mask, position >> np.uint64(32),
         np.full(blocks, stream & 0xFFFFFFFF, np.uint64), np.full(blocks, stream >> 32, np.uint64)]
    k0, k1 = seed & 0xFFFFFFFF, seed >> 32
    for _ in range(10):
        low = c[0] * np.uint64(0xD2511F53)
        high = c[2] * np.uint64(0xCD9E8D57)
        c = [(high >> np.uint64(32)) ^ c[1] ^ np.uint64(k0), high & mask,
             (low >> np.uint64(32)) ^ c[3] ^ np.uint64(k1), low & mask]
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return np.stack(c, 1)


def uniform(seed, stream, *shape):
    """Floats in 0..<1 with 24 bits, as CounterGenerator.uniform(at:), of a shape."""
    count = int(np.prod(shape)) if shape else 1
    words = philox(seed, stream, (count + 3) // 4).reshape(-1)[:count]
    return ((words >> np.uint64(8)).astype(np.float32) * np.float32(2.0**-24)).reshape(shape)


def spread(seed, stream, *shape):
    """Floats in -1..<1."""
    return uniform(seed, stream, *shape) * np.float32(2) - np.float32(1)


def dropout_mask(rate, seed, step, site, count):
    """The factors of dropout `site` at `step`, as Dropout.apply."""
    words = philox(seed, (1 << 32) + site, step + 1)[step]
    key0, key1 = int(words[0]), int(words[1])
    x = np.arange(count, dtype=np.uint64) ^ np.uint64(key0)
    wrap = np.uint64(0xFFFFFFFF)
    x ^= x >> np.uint64(16)
    x = (x * np.uint64(0x21F0AAAD) + np.uint64(key1)) & wrap
    x ^= x >> np.uint64(15)
    x = (x * np.uint64(0xD35A2D97)) & wrap
    x ^= x >> np.uint64(15)
    threshold = int(float(np.float32(rate)) * 4294967296)
    scale = np.float32(1) / (np.float32(1) - np.float32(rate))
    return np.where(x >= threshold, scale, np.float32(0))


def tensor(values, grad=True):
    return torch.tensor(np.asarray(values), dtype=torch.float64, requires_grad=grad)


def digest(value):
    """A result: shape, norm, and all values or every n-th."""
    flat = value.detach().to(torch.float64).reshape(-1).numpy()
    stride = max(1, len(flat) // KEEP)
    return {"shape": list(value.shape), "norm": float(np.sqrt((flat**2).sum())), "stride": stride,
            "values": [float(f"{v:.8g}") for v in flat[::stride]]}


# --- layers -------------------------------------------------------------------------------------

def conv_cases():
    cases = []
    for n, ci, co, f, t in [(2, 3, 5, 8, 12), (1, 1, 4, 7, 5), (3, 4, 2, 1, 1), (2, 2, 3, 1, 9),
                            (1, 16, 32, 12, 16), (2, 6, 3, 5, 13)]:
        x, w = tensor(spread(1, 0, n, ci, f, t)), tensor(spread(1, 1, co, ci, 3, 3))
        g = tensor(spread(1, 2, n, co, f, t), False)
        y = F.conv2d(x, w, padding=1)
        y.backward(g)
        cases.append({"n": n, "ci": ci, "co": co, "f": f, "t": t, "y": digest(y),
                      "dx": digest(x.grad), "dw": digest(w.grad)})
    return cases


def block_cases():
    """Conv2d, BatchNorm2d, ReLU and MaxPool2d in training mode, and the same in evaluation mode."""
    cases = []
    for n, ci, co, f, t, pf, pt in [(3, 3, 4, 8, 6, 2, 2), (2, 2, 3, 7, 5, 2, 1), (1, 4, 5, 9, 4, 3, 2),
                                    (2, 3, 2, 1, 1, 1, 1), (1, 16, 16, 8, 8, 2, 1), (6, 1, 4, 9, 7, 2, 2),
                                    (2, 1, 16, 8, 12, 2, 1), (1, 1, 3, 1, 3, 1, 2)]:
        x, w = tensor(spread(2, 0, n, ci, f, t) * 2 + 1), tensor(spread(2, 4, co, ci, 3, 3))
        norm = nn.BatchNorm2d(co).double()
        with torch.no_grad():
            norm.weight.copy_(tensor(spread(2, 1, co) + 0.5, False))
            norm.bias.copy_(tensor(spread(2, 2, co), False))
        block = lambda: F.max_pool2d(F.relu(norm(F.conv2d(x, w, padding=1))), (pf, pt))
        y = block()
        y.backward(tensor(spread(2, 3, *y.shape), False))
        norm.eval()
        cases.append({"n": n, "ci": ci, "co": co, "f": f, "t": t, "pf": pf, "pt": pt, "y": digest(y),
                      "dx": digest(x.grad), "dw": digest(w.grad), "dgain": digest(norm.weight.grad),
                      "dbias": digest(norm.bias.grad), "mean": digest(norm.running_mean),
                      "variance": digest(norm.running_var), "eval": digest(block())})
    return cases


def lstm_cases():
    cases = []
    for n, d, h, lengths in [(3, 5, 4, [6, 6, 6]), (4, 3, 5, [7, 1, 4, 2]), (1, 2, 3, [1]),
                             (2, 8, 16, [9, 5])]:
        t = max(lengths) + (2 if n == 4 else 0)
        layer = nn.LSTM(d, h, bidirectional=True, batch_first=True).double()
        with torch.no_grad():
            for stream, parameter in enumerate(layer.parameters()):
                parameter.copy_(tensor(spread(3, 10 + stream, *parameter.shape) * 0.6, False))
        x = tensor(spread(3, 0, n, t, d))
        packed = pack_padded_sequence(x, torch.tensor(lengths), batch_first=True, enforce_sorted=False)
        y, _ = pad_packed_sequence(layer(packed)[0], batch_first=True, total_length=t)
        y.backward(tensor(spread(3, 1, n, t, 2 * h), False))
        cases.append({"n": n, "d": d, "h": h, "t": t, "lengths": lengths, "y": digest(y),
                      "dx": digest(x.grad),
                      "gradients": {k: digest(p.grad) for k, p in layer.named_parameters()}})
    return cases


class Attention(nn.Module):
    def __init__(self, width, size):
        super().__init__()
        self.state = nn.Linear(width, size)
        self.context = nn.Linear(width, size, bias=False)
        self.score = nn.Linear(size, 1, bias=False)

    def forward(self, h, lengths):
        valid = torch.arange(h.shape[1])[None, :] < torch.as_tensor(lengths)[:, None]
        h = h * valid[:, :, None]
        mean = h.sum(1) / torch.as_tensor(lengths)[:, None]
        scores = self.score(torch.tanh(self.state(h) + self.context(mean)[:, None, :]))[:, :, 0]
        weights = torch.softmax(scores.masked_fill(~valid, float("-inf")), 1)
        return (weights[:, :, None] * h).sum(1), weights


def attention_cases():
    cases = []
    for n, t, width, size, lengths in [(3, 5, 6, 4, [5, 5, 5]), (4, 7, 10, 3, [7, 1, 4, 2]),
                                       (1, 1, 4, 5, [1])]:
        layer = Attention(width, size).double()
        with torch.no_grad():
            for stream, parameter in enumerate(layer.parameters()):
                parameter.copy_(tensor(spread(4, 10 + stream, *parameter.shape), False))
        h = tensor(spread(4, 0, n, t, width))
        z, weights = layer(h, lengths)
        z.backward(tensor(spread(4, 1, n, width), False))
        cases.append({"n": n, "t": t, "width": width, "size": size, "lengths": lengths,
                      "z": digest(z), "weights": digest(weights), "dh": digest(h.grad),
                      "gradients": {k: digest(p.grad) for k, p in layer.named_parameters()}})
    return cases


def linear_cases():
    cases = []
    for n, i, o in [(3, 5, 4), (1, 1, 1), (7, 12, 9)]:
        x, w, b = (tensor(spread(5, s, *shape)) for s, shape in enumerate([(n, i), (o, i), (o,)]))
        y = F.linear(x, w, b)
        y.backward(tensor(spread(5, 3, n, o), False))
        cases.append({"n": n, "inputs": i, "outputs": o, "y": digest(y), "dx": digest(x.grad),
                      "dw": digest(w.grad), "db": digest(b.grad)})
    return cases


def soft_targets(n, k):
    """Half of the rows certain, half mixed, as mixup makes them."""
    share = uniform(6, 1, n, k) + np.float32(0.01)
    share = share / share.sum(1, keepdims=True)
    for row in range(0, n, 2):
        share[row] = np.eye(k, dtype=np.float32)[row % k]
    return share.astype(np.float64)


def loss_cases():
    cases = []
    for n, k, smoothing, weighted in [(4, 7, 0.0, False), (5, 7, 0.1, False), (5, 3, 0.0, True),
                                      (6, 7, 0.2, True), (1, 2, 0.05, True)]:
        logits = tensor(spread(6, 0, n, k) * 5)
        targets = soft_targets(n, k)
        weights = tensor(uniform(6, 2, k) + 0.5, False) if weighted else None
        rows = F.cross_entropy(logits, tensor(targets, False), label_smoothing=smoothing,
                               reduction="none")
        loss = (rows if weights is None else rows * (tensor(targets, False) @ weights)).mean()
        loss.backward()
        cases.append({"n": n, "k": k, "smoothing": smoothing, "weighted": weighted,
                      "targets": [float(v) for v in targets.reshape(-1)], "loss": float(loss.detach()),
                      "dlogits": digest(logits.grad)})
    return cases


def layers():
    return {"versions": versions(), "conv": conv_cases(), "block": block_cases(),
            "lstm": lstm_cases(), "attention": attention_cases(), "linear": linear_cases(),
            "loss": loss_cases()}


# --- whole nets ---------------------------------------------------------------------------------

class Block(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(outputs)


class Head(nn.Module):
    def __init__(self, width, hidden, classes):
        super().__init__()
        self.hidden = nn.Linear(width, hidden)
        self.output = nn.Linear(hidden, classes)


class Net(nn.Module):
    def __init__(self, bands, channels, pools, hidden, attention, head, classes):
        super().__init__()
        self.blocks = nn.ModuleList(Block(i, o) for i, o in zip([1] + channels, channels))
        self.pools = pools
        for pool in pools:
            bands //= pool[0]
        self.lstm = nn.LSTM(bands * channels[-1], hidden, num_layers=2, bidirectional=True,
                            batch_first=True)
        self.attention = Attention(2 * hidden, attention)
        self.head = Head(2 * hidden, head, classes)

    def layer(self, index):
        """Layer `index` of the LSTM alone, sharing its arrays, so that a mask fits between layers."""
        inputs = self.lstm.input_size if index == 0 else 2 * self.lstm.hidden_size
        single = nn.LSTM(inputs, self.lstm.hidden_size, bidirectional=True, batch_first=True)
        for name, _ in list(single.named_parameters()):
            shared = getattr(self.lstm, name.replace("_l0", f"_l{index}"))
            delattr(single, name)
            setattr(single, name, shared)
        return single.to(next(self.parameters()).dtype)

    def recur(self, x, lengths, masks):
        packed = lambda v: pack_padded_sequence(v, lengths, batch_first=True, enforce_sorted=False)
        padded = lambda v: pad_packed_sequence(v, batch_first=True, total_length=x.shape[1])[0]
        if masks is None:
            return padded(self.lstm(packed(x))[0])
        x = padded(self.layer(0)(packed(x))[0]) * masks[0]
        return padded(self.layer(1)(packed(x))[0]) * masks[1]

    def forward(self, x, lengths, mask=None):
        """mask(site, shape in the engine's order) gives dropout's factors, or mask is None."""
        for site, (block, pool) in enumerate(zip(self.blocks, self.pools)):
            x = F.max_pool2d(F.relu(block.norm(block.conv(x))), pool)
            if mask:
                n, c, f, t = x.shape
                x = x * mask(site, (n, t, f, c)).permute(0, 3, 2, 1)
        n, c, f, t = x.shape
        x = x.permute(0, 3, 2, 1).reshape(n, t, f * c)
        for pool in self.pools:
            lengths = [length // pool[1] for length in lengths]
        lengths = torch.tensor([max(1, length) for length in lengths])
        sites = len(self.pools)
        width = 2 * self.lstm.hidden_size
        masks = mask and [mask(sites + i, (t, n, width)).permute(1, 0, 2) for i in (0, 1)]
        z, self.weights = self.attention(self.recur(x, lengths, masks), lengths)
        z = F.relu(self.head.hidden(z))
        if mask:
            z = z * mask(sites + 2, tuple(z.shape))
        return self.head.output(z)


def engine_order(net):
    """Names in the engine's storage order, which numbers the streams of the starting weights."""
    names = []
    for b in range(len(net.blocks)):
        names += [f"blocks.{b}.conv.weight", f"blocks.{b}.norm.weight", f"blocks.{b}.norm.bias"]
    for layer in range(2):
        for kind in ["weight_ih", "weight_hh", "bias_ih", "bias_hh"]:
            names += [f"lstm.{kind}_l{layer}", f"lstm.{kind}_l{layer}_reverse"]
    names += ["attention.state.weight", "attention.state.bias", "attention.context.weight",
              "attention.score.weight", "head.hidden.weight", "head.hidden.bias",
              "head.output.weight", "head.output.bias"]
    assert sorted(names) == sorted(k for k, _ in net.named_parameters())
    return names


def start(net, seed):
    """PyTorch's default bounds with the engine's draws."""
    state = dict(net.named_parameters())
    with torch.no_grad():
        for stream, name in enumerate(engine_order(net)):
            p = state[name]
            if ".norm." in name:
                continue
            if name.startswith("lstm"):
                fan = net.lstm.hidden_size
            elif name.endswith("weight"):
                fan = p[0].numel()
            else:
                fan = state[name.replace("bias", "weight")][0].numel()
            bound = np.float32(1 / np.sqrt(fan))
            p.copy_(torch.tensor(spread(seed, stream, *p.shape) * bound))


SIZES = {
    "tiny": dict(bands=11, channels=[3, 5], pools=[(2, 2), (2, 1)], hidden=4, attention=3, head=6,
                 classes=4),
    "S": dict(bands=64, channels=[16, 32, 64, 64], pools=[(2, 2), (2, 1), (2, 1), (2, 1)], hidden=64,
              attention=64, head=64, classes=7),
    "M": dict(bands=64, channels=[32, 64, 96, 128], pools=[(2, 2), (2, 1), (2, 1), (2, 1)],
              hidden=128, attention=128, head=128, classes=7),
}


def run(case, dtype, nudge=None):
    """Trains a net for a few steps; returns losses, every step's norm, and the net. A nudge changes
    every starting weight by up to 1e-6 of itself, about what an algebraically equal convolution does."""
    size, n, t, lengths = SIZES[case["net"]], case["n"], case["t"], case["lengths"]
    torch.manual_seed(0)
    net = Net(**size).to(dtype)
    start(net, case["seed"])
    if nudge is not None:
        with torch.no_grad():
            for stream, p in enumerate(net.parameters()):
                p.mul_(1 + 1e-6 * torch.tensor(spread(nudge, stream, *p.shape), dtype=dtype))
    kind = torch.optim.AdamW if case["decoupled"] else torch.optim.Adam
    adam = kind(net.parameters(), lr=case["rate"], eps=case["epsilon"], weight_decay=case["decay"])
    valid = np.arange(t)[None, :] < np.array(lengths)[:, None]
    losses, norms, first = [], [], {}
    for step in range(case["steps"]):
        x = spread(case["seed"], 1000 + step, n, 1, size["bands"], t) * 2 * valid[:, None, None, :]
        labels = [(row + step) % size["classes"] for row in range(n)]
        targets = np.eye(size["classes"])[labels]
        mask = None
        if case["dropout"] > 0:
            mask = lambda site, shape: torch.tensor(dropout_mask(
                case["dropout"], case["seed"], step, site, int(np.prod(shape))), dtype=dtype
            ).reshape(shape)
        net.train()
        logits = net(torch.tensor(x, dtype=dtype), lengths, mask)
        loss = F.cross_entropy(logits, torch.tensor(targets, dtype=dtype),
                               label_smoothing=case["smoothing"])
        adam.zero_grad()
        loss.backward()
        if step == 0:
            first = {k: digest(p.grad) for k, p in net.named_parameters()}
        clip = case["clip"] if case["clip"] else float("inf")
        norms.append(float(nn.utils.clip_grad_norm_(net.parameters(), clip)))
        adam.step()
        losses.append(float(loss.detach()))
    net.eval()
    with torch.no_grad():
        logits = net(torch.tensor(x, dtype=dtype), lengths)
    return {"losses": losses, "norms": norms, "first": first, "logits": logits,
            "attention": net.weights, "state": net.state_dict(),
            "count": sum(p.numel() for p in net.parameters())}


def distance(a, b):
    return float((a.double() - b.double()).norm())


def net_case(case):
    """A case, its float64 result, and how far rounding takes PyTorch's own float32 results from it: the
    farthest of four runs whose starting weights differ in the last digits. Where two pixels of a pool
    are equal but for rounding, a run takes one way or the other, and four may all take the same; the
    largest errors of single numbers are those of eight more runs as well, on one thread, which sums in
    another order."""
    exact = run(case, torch.float64)
    rounded = [run(case, torch.float32, nudge) for nudge in (None, 31, 32, 33)]
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    more = rounded + [run(case, torch.float32, nudge) for nudge in range(101, 109)]
    torch.set_num_threads(threads)
    names = [k for k in exact["state"] if "num_batches" not in k]
    farthest = lambda pick: max(distance(pick(exact), pick(r)) for r in rounded)
    most = lambda name: max(float((r[name] - exact[name]).abs().max()) for r in more)
    return {**case, "parameters": exact["count"], "losses": exact["losses"], "norms": exact["norms"],
            "lossRounding": max(abs(a - b) for r in rounded
                                for a, b in zip(exact["losses"], r["losses"])),
            "first": exact["first"] if case["net"] == "tiny" else
            {k: v for k, v in exact["first"].items() if "weight" in k},
            "state": {k: {**digest(exact["state"][k]),
                          "rounding": farthest(lambda result: result["state"][k])}
                      for k in names},
            "logits": digest(exact["logits"]), "attention": digest(exact["attention"]),
            "logitRounding": farthest(lambda result: result["logits"]),
            "largestRounding": {
                "logits": most("logits"), "attention": most("attention"),
                "norms": [max(abs(r["norms"][step] - norm) for r in more)
                          for step, norm in enumerate(exact["norms"])]}}


def nets():
    base = dict(seed=21, rate=1e-3, epsilon=1e-8, decay=0.0, decoupled=False, clip=0.0, smoothing=0.0, dropout=0.0)
    tiny = dict(net="tiny", n=5, t=13, lengths=[13, 1, 6, 9, 2], steps=10)
    large = dict(n=4, t=128, lengths=[128, 97, 64, 13], steps=10)
    cases = [{**base, **tiny}, {**base, **tiny, "dropout": 0.25, "decay": 0.01},
             {**base, **tiny, "decoupled": True, "decay": 0.05, "clip": 0.5, "smoothing": 0.1}]
    # With PyTorch's 1e-8 Adam turns the rounding of a gradient near 0 into a whole step, and the curves
    # of large nets part within ten steps, PyTorch's float32 from its float64 as well.
    for net in ["S", "M"]:
        cases.append({**base, **large, "net": net, "epsilon": 1e-5})
        cases.append({**base, **large, "net": net, "epsilon": 1e-5, "dropout": 0.2})
    return {"versions": versions(), "cases": [net_case(case) for case in cases]}


def versions():
    return {"torch": torch.__version__, "numpy": np.__version__,
            "python": platform.python_version()}


def main():
    global KEEP
    OUT.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[1:] or ["layers", "nets"]
    if "layers" in wanted:
        (OUT / "layers.json").write_text(json.dumps(layers(), separators=(",", ":")) + "\n")
    KEEP = 120
    if "nets" in wanted:
        (OUT / "nets.json").write_text(json.dumps(nets(), separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
