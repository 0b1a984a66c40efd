#!/usr/bin/env python3
"""Networks of every kind, trained for a moment by PyTorch, imported by mnist4j, compared on MNIST's 10,000 test images.

    check_import.py MNIST4J_JAR [NAME...]

Prints a row of Markdown for each network, and ends with 1 if a probability differs by more than 1e-5.
"""

import sys
import tempfile
from pathlib import Path

import mnist_idx
import numpy as np
import torch
import torch_network
from import_command import TOLERANCE, config, imported

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "docs/from-python"))
from train import save  # noqa: E402


def dense(units, activation="relu"):
    return {"type": "dense", "units": units, "activation": activation}


def conv(filters, kernel, activation="relu", **fields):
    return {"type": "conv2d", "filters": filters, "kernel": kernel, "activation": activation, **fields}


def norm(activation="identity", **fields):
    return {"type": "batchNorm", "activation": activation, **fields}


def pool(kind, window, stride):
    return {"type": kind + "Pool2d", "window": window, "stride": stride}


NETWORKS = {
    "dense": [dense(128)],
    **{f"dense, {name}": [dense(64, name), dense(64, name)] for name in ("relu", "leakyRelu", "tanh", "sigmoid", "identity")},
    "conv2d, valid": [conv(8, 3, padding="valid"), conv(8, 3, padding="valid")],
    "conv2d, same": [conv(8, 3, padding="same"), conv(8, 4, padding="same")],
    "conv2d, valid, stride 2": [conv(8, 3, stride=2, padding="valid"), conv(8, 3, stride=2, padding="valid")],
    "conv2d, same, stride 2": [conv(8, 3, stride=2, padding="same"), conv(8, 5, stride=2, padding="same")],
    "maxPool2d": [conv(8, 3), pool("max", 2, 2), conv(8, 3), pool("max", 3, 2)],
    "avgPool2d": [conv(8, 3), pool("avg", 2, 2), conv(8, 3), pool("avg", 3, 2)],
    "globalAvgPool": [conv(8, 3), pool("max", 2, 2), conv(32, 3), {"type": "globalAvgPool"}],
    "batchNorm of maps": [conv(8, 3, "identity"), norm("relu"), pool("max", 2, 2), conv(8, 3, "tanh"), norm(epsilon=1e-3)],
    "batchNorm of a vector": [dense(64, "identity"), norm("relu"), dense(64, "identity"), norm("relu")],
    "batchNorm of the image": [norm(), conv(8, 3, padding="same"), pool("max", 2, 2)],
    "dropout, flatten": [conv(8, 3), {"type": "dropout", "rate": 0.3}, {"type": "flatten"}, dense(32)],
    "bfloat16 weights": [conv(8, 3), pool("max", 2, 2), dense(32)],
    "float16 weights": [conv(8, 3), pool("max", 2, 2), dense(32)],
}
SHORT = {"bfloat16 weights": torch.bfloat16, "float16 weights": torch.float16}


def trained(experiment, x, y):
    """Far enough that the running statistics, activations and probabilities are those of a network in use."""
    torch.manual_seed(42)
    network = torch_network.network(experiment)
    optimizer = torch.optim.Adam(network.parameters())
    for batch in torch.randperm(len(y)).split(128)[:150]:
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(network(x[batch]), y[batch]).backward()
        optimizer.step()
    return network.eval()


def main(jar, *names):
    train_x, train_y, test_x, test_y = map(torch.from_numpy, mnist_idx.load(60_000))
    failed = False
    print(f"| network, by PyTorch {torch.__version__} | tensors | accuracy | largest difference | same class |")
    print("| --- | --- | --- | --- | --- |", flush=True)
    for name in names or NETWORKS:
        experiment = config(NETWORKS[name])
        side = (-1, 1, 28, 28) if torch_network.takes_maps(experiment) else (-1, 784)
        network = trained(experiment, train_x.reshape(side), train_y)
        state = network.state_dict()
        if name in SHORT:
            state = {key: value.to(SHORT[name]) if value.is_floating_point() else value for key, value in state.items()}
            network.load_state_dict(state)
        # As the safetensors package sorts them, which is not the order of the layers.
        state = dict(sorted(state.items()))
        with torch.no_grad():
            parts = test_x.reshape(side).split(1000)
            expected = torch.cat([torch.softmax(network(part), 1) for part in parts]).numpy()
        with tempfile.TemporaryDirectory() as folder:
            actual = imported(jar, Path(folder), NETWORKS[name], lambda path: save(state, path))
        difference = float(np.abs(actual - expected).max())
        same = int((actual.argmax(1) == expected.argmax(1)).sum())
        accuracy = float((expected.argmax(1) == test_y.numpy()).mean())
        print(f"| {name} | {len(state)} | {accuracy:.4f} | {difference:.2e} | {same} of {len(actual)} |", flush=True)
        failed |= not difference <= TOLERANCE
    sys.exit(failed)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(*sys.argv[1:])
