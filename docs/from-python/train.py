#!/usr/bin/env python3
"""Trains a small convolutional network on MNIST in PyTorch, and writes what mnist4j imports.

    train.py IDX_DIR OUT_DIR [EPOCHS]

IDX_DIR has the four files of MNIST under their published names, plain or .gz. OUT_DIR gets state.safetensors,
experiment.json and probabilities.csv: the network's own answers on the test images, to compare with.
"""

import gzip
import json
import struct
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn


class Digits(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 3, padding="same", bias=False)
        self.bn1 = nn.BatchNorm2d(6)
        self.conv2 = nn.Conv2d(6, 12, 3, stride=2)
        self.fc1 = nn.Linear(12 * 3 * 3, 32)
        self.dropout = nn.Dropout(0.2)
        self.fc2 = nn.Linear(32, 10)

    def forward(self, x):  # [n][1][28][28]
        x = nn.functional.max_pool2d(torch.relu(self.bn1(self.conv1(x))), 2)
        x = nn.functional.avg_pool2d(torch.relu(self.conv2(x)), 2)
        x = self.dropout(torch.tanh(self.fc1(x.flatten(1))))
        return self.fc2(x)  # logits: mnist4j adds the softmax


# The same network as a configuration. Weights do not tell strides, padding, pooling, activations and epsilon.
EXPERIMENT = {
    "name": "digits from PyTorch",
    "input": {"height": 28, "width": 28, "channels": 1},
    "classes": 10,
    "layers": [
        {"type": "conv2d", "filters": 6, "kernel": 3, "padding": "same", "activation": "identity"},
        {"type": "batchNorm", "epsilon": 1e-5, "momentum": 0.1, "activation": "relu"},
        {"type": "maxPool2d", "window": 2},
        {"type": "conv2d", "filters": 12, "kernel": 3, "stride": 2, "padding": "valid", "activation": "relu"},
        {"type": "avgPool2d", "window": 2},
        {"type": "dense", "units": 32, "activation": "tanh"},
        {"type": "dropout", "rate": 0.2},
    ],
    "training": {"epochs": 3},
}


def save(state, path):
    """Writes a state_dict as safetensors, by the package or by these lines."""
    try:
        from safetensors.torch import save_file
    except ImportError:
        names = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64"}
        header, body = {}, b""
        for name, tensor in state.items():
            data = tensor.detach().cpu().contiguous().reshape(-1).view(torch.uint8).numpy().tobytes()
            offsets = [len(body), len(body) + len(data)]
            header[name] = {"dtype": names[tensor.dtype], "shape": list(tensor.shape), "data_offsets": offsets}
            body += data
        text = json.dumps(header).encode()
        Path(path).write_bytes(struct.pack("<Q", len(text)) + text + body)
    else:
        save_file({name: tensor.contiguous() for name, tensor in state.items()}, path)


def read_idx(folder, name):
    plain = Path(folder, name)
    data = plain.read_bytes() if plain.exists() else gzip.decompress(Path(folder, name + ".gz").read_bytes())
    dimensions = struct.unpack(f">{data[3]}I", data[4 : 4 + 4 * data[3]])
    return np.frombuffer(data, np.uint8, offset=4 + 4 * len(dimensions)).reshape(dimensions)


def images(folder, name):
    """[n][1][28][28], and pixels as mnist4j scales them: from 0 to 1, not normalized."""
    return torch.from_numpy(read_idx(folder, name).astype(np.float32) / 255).unsqueeze(1)


def main(idx, out, epochs=3):
    torch.manual_seed(42)
    x = images(idx, "train-images-idx3-ubyte")
    y = torch.from_numpy(read_idx(idx, "train-labels-idx1-ubyte").astype(np.int64))
    network = Digits()
    optimizer = torch.optim.Adam(network.parameters())
    for _ in range(int(epochs)):
        for batch in torch.randperm(len(y)).split(128):
            optimizer.zero_grad()
            nn.functional.cross_entropy(network(x[batch]), y[batch]).backward()
            optimizer.step()

    network.eval()
    test = images(idx, "t10k-images-idx3-ubyte")
    with torch.no_grad():
        probabilities = torch.cat([torch.softmax(network(part), 1) for part in test.split(1000)]).numpy()
    labels = read_idx(idx, "t10k-labels-idx1-ubyte")
    print(f"accuracy {np.mean(probabilities.argmax(1) == labels):.4f} on {len(labels)} test images, PyTorch {torch.__version__}")

    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    save(network.state_dict(), out / "state.safetensors")
    (out / "experiment.json").write_text(json.dumps(EXPERIMENT, indent=2) + "\n")
    np.savetxt(out / "probabilities.csv", probabilities, fmt="%.9g", delimiter=",")


if __name__ == "__main__":
    if not 3 <= len(sys.argv) <= 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
