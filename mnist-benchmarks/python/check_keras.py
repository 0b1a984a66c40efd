#!/usr/bin/env python3
"""Networks trained for a moment by Keras 3, imported by mnist4j, compared on MNIST's 10,000 test images.

    check_keras.py MNIST4J_JAR

Needs keras with any backend (KERAS_BACKEND) and safetensors. Ends with 1 if a probability differs by more than 1e-5.
"""

import sys
import tempfile
from pathlib import Path

import keras
import mnist_idx
import numpy as np
from import_command import TOLERANCE, imported
from keras import layers

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "docs/from-python"))
import keras_weights  # noqa: E402

NETWORKS = {
    "flatten, dense with tanh": (
        [layers.Flatten(), layers.Dense(32, activation="tanh")],
        [{"type": "dense", "units": 32, "activation": "tanh"}],
    ),
    "conv2d (same, stride 2, no bias), batchNorm, maxPool2d, conv2d, flatten, batchNorm, dense with sigmoid": (
        [
            layers.Conv2D(6, 3, strides=2, padding="same", use_bias=False),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.MaxPooling2D(2),
            layers.Conv2D(8, 3, activation="relu"),
            layers.Flatten(),
            layers.BatchNormalization(),
            layers.Dense(16, activation="sigmoid"),
        ],
        [
            {"type": "conv2d", "filters": 6, "kernel": 3, "stride": 2, "padding": "same", "activation": "identity"},
            {"type": "batchNorm", "epsilon": 1e-3, "momentum": 0.01, "activation": "relu"},
            {"type": "maxPool2d", "window": 2},
            {"type": "conv2d", "filters": 8, "kernel": 3, "padding": "valid", "activation": "relu"},
            {"type": "flatten"},
            {"type": "batchNorm", "epsilon": 1e-3, "momentum": 0.01},
            {"type": "dense", "units": 16, "activation": "sigmoid"},
        ],
    ),
}


def main(jar):
    keras.utils.set_random_seed(42)
    train_x, train_y, test_x, _ = mnist_idx.load(60_000)
    train_x, test_x = train_x.reshape(-1, 28, 28, 1), test_x.reshape(-1, 28, 28, 1)
    failed = False
    for name, (hidden, configured) in NETWORKS.items():
        model = keras.Sequential([keras.Input((28, 28, 1)), *hidden, layers.Dense(10, activation="softmax")])
        model.compile("adam", "sparse_categorical_crossentropy")
        model.fit(train_x, train_y, batch_size=128, epochs=1, verbose=0)
        expected = np.concatenate([np.asarray(model(part)) for part in np.array_split(test_x, 20)])
        with tempfile.TemporaryDirectory() as folder:
            actual = imported(jar, Path(folder), configured, lambda path: keras_weights.save(model, path))
        difference = float(np.abs(actual - expected).max())
        same = int((actual.argmax(1) == expected.argmax(1)).sum())
        print(f"Keras {keras.__version__}, {name}: largest difference {difference:.2e}, same class {same}", flush=True)
        failed |= not difference <= TOLERANCE
    sys.exit(failed)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
