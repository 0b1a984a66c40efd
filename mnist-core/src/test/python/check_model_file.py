#!/usr/bin/env python3
"""Reads a run's model file without mnist4j, and compares what it predicts with the run's predictions.csv.

    check_model_file.py RUN_DIR IMAGES      IMAGES: the test images as IDX, plain or .gz, such as t10k-images-idx3-ubyte.gz

By plain numpy always; by torch.nn.Sequential too, and by the safetensors package too, where they are installed (the last
lines say which were). Exit code 1 if the hash is wrong or a probability differs by more than 1e-5.
"""

import csv
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


FUNCTIONS = {
    "relu": lambda z: np.maximum(z, 0),
    "leakyRelu": lambda z: np.where(z > 0, z, np.float32(0.01) * z),
    "tanh": np.tanh,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "identity": lambda z: z,
}


def modules(config):
    """(layer, position in torch.nn.Sequential), front to back, with every flatten in place, the output last.

    An activation is a module of its own, global pooling is two, and flattening is one unless it is the image's: a network
    that begins with a dense layer takes its images flat.
    """
    at, on_image, vector = 0, True, False
    output = {"type": "dense", "units": config["classes"], "activation": "identity"}
    for layer in config["layers"] + [output]:
        kind = layer["type"]
        if kind == "dense" and not vector:
            yield {"type": "flatten"}, None if on_image else at
            at += 0 if on_image else 1
        if kind == "flatten":
            yield layer, None if on_image or vector else at
            at += 0 if on_image else 1
        else:
            yield layer, at
            at += 2 if layer.get("activation", "identity") != "identity" or kind == "globalAvgPool" else 1
        vector = vector or kind in ("dense", "flatten", "globalAvgPool")
        on_image = on_image and kind == "dropout"


def same_padding(size, kernel, stride):
    total = max(0, (-(-size // stride) - 1) * stride + kernel - size)
    return total // 2, total - total // 2


def windows(x, kernel, stride):
    view = np.lib.stride_tricks.sliding_window_view(x, (kernel, kernel), axis=(2, 3))
    return view[:, :, ::stride, ::stride]  # [images][channels][rows][columns][kernel][kernel]


def predict_by_numpy(config, tensors, images):
    """Images [n][channels][height][width] in, probabilities [n][classes] out."""
    parts = [numpy_logits(config, tensors, part) for part in np.array_split(images, max(1, len(images) // 250))]
    z = np.concatenate(parts)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def numpy_logits(config, tensors, x):
    for layer, at in modules(config):
        kind = layer["type"]
        tensor = lambda name: tensors[f"layers.{at}.{name}"]
        if kind == "flatten":
            # The image's own pixels have their channels last.
            x = (x if at is not None else x.transpose(0, 2, 3, 1)).reshape(len(x), -1)
        elif kind == "dense":
            x = x @ tensor("weight").T + tensor("bias")
        elif kind == "conv2d":
            if layer["padding"] == "same":
                pads = [same_padding(size, layer["kernel"], layer["stride"]) for size in x.shape[2:]]
                x = np.pad(x, [(0, 0), (0, 0), *pads])
            z = np.tensordot(windows(x, layer["kernel"], layer["stride"]), tensor("weight"), ([1, 4, 5], [1, 2, 3]))
            x = (z + tensor("bias")).transpose(0, 3, 1, 2)
        elif kind == "maxPool2d":
            x = windows(x, layer["window"], layer["stride"]).max(axis=(4, 5))
        elif kind == "avgPool2d":
            x = windows(x, layer["window"], layer["stride"]).mean(axis=(4, 5))
        elif kind == "globalAvgPool":
            x = x.mean(axis=(2, 3))
        elif kind == "batchNorm":
            across = (1, -1) + (1,) * (x.ndim - 2)
            scale = tensor("weight") / np.sqrt(tensor("running_var") + layer["epsilon"])
            shift = tensor("bias") - tensor("running_mean") * scale
            x = x * scale.reshape(across) + shift.reshape(across)
        elif kind != "dropout":  # which does nothing at prediction
            sys.exit(f"layer {kind}: not known here")
        x = FUNCTIONS[layer.get("activation", "identity")](x).astype(np.float32)
    return x


def torch_layer(torch, layer, shape):
    """The module of a layer and the shape behind it, (channels, height, width) or (units,)."""
    nn, kind = torch.nn, layer["type"]

    class SameConv2d(nn.Conv2d):
        """PyTorch's padding="same" knows no stride but 1."""

        def forward(self, x):
            (top, bottom), (left, right) = (same_padding(size, layer["kernel"], layer["stride"]) for size in x.shape[2:])
            return super().forward(nn.functional.pad(x, (left, right, top, bottom)))

    if kind == "dense":
        return nn.Linear(shape[0], layer["units"]), (layer["units"],)
    if kind == "conv2d":
        of = SameConv2d if layer["padding"] == "same" else nn.Conv2d
        module = of(shape[0], layer["filters"], layer["kernel"], layer["stride"])
    elif kind == "maxPool2d":
        module = nn.MaxPool2d(layer["window"], layer["stride"])
    elif kind == "avgPool2d":
        module = nn.AvgPool2d(layer["window"], layer["stride"])
    elif kind == "batchNorm":
        of = nn.BatchNorm2d if len(shape) == 3 else nn.BatchNorm1d
        module = of(shape[0], eps=layer["epsilon"], momentum=layer["momentum"])
    elif kind == "dropout":
        module = nn.Dropout(layer["rate"])
    elif kind == "globalAvgPool":
        module = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())
    else:
        module = nn.Flatten()
    module.eval()
    return module, tuple(module(torch.zeros(1, *shape)).shape[1:])


def predict_by_torch(torch, config, tensors, images):
    activations = {
        "relu": torch.nn.ReLU,
        "leakyRelu": lambda: torch.nn.LeakyReLU(0.01),
        "tanh": torch.nn.Tanh,
        "sigmoid": torch.nn.Sigmoid,
    }
    shape, layers, x = images.shape[1:], [], torch.tensor(images)
    for layer, at in modules(config):
        if layer["type"] == "flatten" and at is None:
            if len(shape) == 3:
                x = x.permute(0, 2, 3, 1).reshape(len(x), -1)  # the image's own pixels have their channels last
                shape = x.shape[1:]
                continue
        module, shape = torch_layer(torch, layer, shape)
        layers += module if layer["type"] == "globalAvgPool" else [module]
        activation = layer.get("activation", "identity")
        layers += [activations[activation]()] if activation != "identity" else []
    network = torch.nn.Sequential(*layers)
    state = {name.removeprefix("layers."): torch.tensor(values) for name, values in tensors.items()}
    # Every tensor has its place in the network, and every place its tensor, but a counter that only training uses.
    missing, unexpected = network.load_state_dict(state, strict=False)
    if unexpected or not all(name.endswith(".num_batches_tracked") for name in missing):
        sys.exit(f"torch.nn.Sequential: missing {missing}, unexpected {unexpected}")
    network.eval()
    with torch.no_grad():
        return torch.cat([torch.softmax(network(part), dim=1) for part in x.split(250)]).numpy()


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    run, images_path = sys.argv[1:]
    metadata, tensors = read(f"{run}/model.safetensors")
    config = json.loads(metadata["config"])
    shape = config["input"]
    pixels = read_images(images_path).reshape(-1, shape["height"], shape["width"], shape["channels"])
    images = np.ascontiguousarray(pixels.transpose(0, 3, 1, 2).astype(np.float32) / 255)
    with open(f"{run}/predictions.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = [column for column in rows[0] if column[0] == "p" and column[1:].isdigit()]
    expected = np.array([[float(row[column]) for column in columns] for row in rows])
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
