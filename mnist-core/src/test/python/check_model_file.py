#!/usr/bin/env python3
"""Reads a run's model file without mnist4j, and compares what it predicts with the run's predictions.csv.

    check_model_file.py RUN_DIR IMAGES      IMAGES: the test images as IDX, plain or .gz, such as t10k-images-idx3-ubyte.gz

By plain numpy always; by torch.nn.Sequential too, and by the safetensors package too, where they are installed (the last
lines say which were). Exit code 1 if the hash is wrong or a probability differs by more than 1e-5.
"""

import gzip
import hashlib
import json
import struct
import sys

import numpy as np

TOLERANCE = 1e-5


def read(path):
    """The metadata and the tensors, by the layout alone: length, JSON header, little-endian floats."""
    data = open(path, "rb").read()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + length])
    metadata = header.pop("__metadata__")
    body = data[8 + length :]
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        tensors[name] = np.frombuffer(body[begin:end], "<f4").reshape(entry["shape"])
    zeroed = data.replace(metadata["sha256"].encode(), b"0" * 64)
    if hashlib.sha256(zeroed).hexdigest() != metadata["sha256"]:
        sys.exit(f"{path}: its SHA-256 is not the one it names")
    return metadata, tensors


def read_images(path):
    data = (gzip.open if path.endswith(".gz") else open)(path, "rb").read()
    magic, count, height, width = struct.unpack(">4i", data[:16])
    if magic != 0x803:
        sys.exit(f"{path}: not a file of IDX images")
    return np.frombuffer(data, np.uint8, offset=16).reshape(count, height * width)


def predict_by_numpy(config, tensors, images):
    functions = {
        "relu": lambda z: np.maximum(z, 0),
        "leakyRelu": lambda z: np.where(z > 0, z, np.float32(0.01) * z),
        "tanh": np.tanh,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "identity": lambda z: z,
    }
    x = images.astype(np.float32) / 255
    for index, layer in enumerate(config["layers"]):
        # Dropout does nothing at prediction.
        if layer["type"] == "dense":
            at = position(config, index)
            x = functions[layer["activation"]](x @ tensors[f"layers.{at}.weight"].T + tensors[f"layers.{at}.bias"])
    last = position(config, len(config["layers"]))
    z = x @ tensors[f"layers.{last}.weight"].T + tensors[f"layers.{last}.bias"]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def position(config, index):
    """Where a layer stands in torch.nn.Sequential, in which an activation is a module of its own."""
    before = config["layers"][:index]
    return sum(2 if layer.get("activation", "identity") != "identity" else 1 for layer in before)


def predict_by_torch(torch, config, tensors, images):
    modules = {
        "relu": torch.nn.ReLU,
        "leakyRelu": lambda: torch.nn.LeakyReLU(0.01),
        "tanh": torch.nn.Tanh,
        "sigmoid": torch.nn.Sigmoid,
    }
    shape = config["input"]
    inputs = shape["height"] * shape["width"] * shape["channels"]
    layers = []
    for layer in config["layers"]:
        if layer["type"] == "dense":
            layers += [torch.nn.Linear(inputs, layer["units"])]
            layers += [modules[layer["activation"]]()] if layer["activation"] != "identity" else []
            inputs = layer["units"]
        else:
            layers += [torch.nn.Dropout(layer["rate"])]
    layers += [torch.nn.Linear(inputs, config["classes"])]
    network = torch.nn.Sequential(*layers)
    # strict: every tensor has its place in the network, and every place its tensor.
    state = {name.removeprefix("layers."): torch.tensor(values) for name, values in tensors.items()}
    network.load_state_dict(state, strict=True)
    network.eval()
    with torch.no_grad():
        return torch.softmax(network(torch.tensor(images.astype(np.float32) / 255)), dim=1).numpy()


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    run, images_path = sys.argv[1:]
    metadata, tensors = read(f"{run}/model.safetensors")
    config = json.loads(metadata["config"])
    images = read_images(images_path)
    table = np.loadtxt(f"{run}/predictions.csv", delimiter=",", skiprows=1, ndmin=2)
    expected = table[:, 3:]
    if len(images) != len(expected):
        sys.exit(f"{len(images)} images, but {len(expected)} rows of predictions")
    print("format", metadata["formatVersion"], {n: t.shape for n, t in tensors.items()})
    print("provenance", metadata.get("provenance"), metadata.get("trainingMetrics"))

    failed = False

    def compare(by, probabilities):
        nonlocal failed
        difference = float(np.abs(probabilities - expected).max())
        same = int((probabilities.argmax(axis=1) == expected.argmax(axis=1)).sum())
        print(f"{by}: {len(images)} images, largest difference {difference:.2e}, same class {same}")
        failed |= not difference <= TOLERANCE

    compare("numpy " + np.__version__, predict_by_numpy(config, tensors, images))
    try:
        import torch
    except ImportError:
        print("torch: not installed, not checked")
    else:
        compare("torch.nn.Sequential " + torch.__version__, predict_by_torch(torch, config, tensors, images))
    try:
        from safetensors.numpy import load_file
    except ImportError:
        print("safetensors: not installed, not checked")
    else:
        loaded = load_file(f"{run}/model.safetensors")
        equal = loaded.keys() == tensors.keys() and all((loaded[n] == tensors[n]).all() for n in tensors)
        print("safetensors: the same tensors" if equal else "safetensors: other tensors")
        failed |= not equal
    sys.exit(failed)


main()
