"""The embedded MNIST files or others, the job's options and the result line, for the runners written in Python."""

import argparse
import gzip
import json
import statistics
import time
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parents[2] / "mnist-data/src/main/resources/org/mnist4j/data/mnist"
# As in the enum Network: predictions of the test set, and test images per call.
NETWORKS = {"dense": (21, 10_000), "conv": (1, 1_000)}
OF_A_FILE = (1, 1_000)  # as in the record Job


def job(*flags, **values):
    """The options that every runner has, and the flags and options with values, name=help, that one alone has."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--network", choices=NETWORKS, default="dense")
    for name, default in [("epochs", 5), ("hidden", 128), ("batch", 128), ("threads", 1), ("images", 60_000), ("seed", 42)]:
        parser.add_argument("--" + name, type=int, default=default)
    parser.add_argument("--data", type=Path, default=FOLDER, help="a folder of IDX files in place of MNIST's")
    for name, meaning in values.items():
        parser.add_argument("--" + name, help=meaning)
    for flag in flags:
        parser.add_argument("--" + flag, action="store_true")
    return parser.parse_args()


def read_idx(name, folder=FOLDER):
    data = gzip.decompress((folder / (name + ".gz")).read_bytes())
    dimensions = [int.from_bytes(data[4 + 4 * d : 8 + 4 * d], "big") for d in range(data[3])]
    return np.frombuffer(data, np.uint8, offset=4 + 4 * len(dimensions)).reshape(dimensions)


def load(images, folder=FOLDER):
    """Float pixels in [0, 1] and labels: training set, then test set; more images than there are repeat them."""
    train_x, train_y = read_idx("train-images-idx3-ubyte", folder), read_idx("train-labels-idx1-ubyte", folder)
    test_x, test_y = read_idx("t10k-images-idx3-ubyte", folder), read_idx("t10k-labels-idx1-ubyte", folder)
    if images > len(train_y):
        chosen = np.arange(images) % len(train_y)
        train_x, train_y = train_x[chosen], train_y[chosen]
    train_x, train_y = train_x[:images], train_y[:images]
    return scaled(train_x), train_y.astype(np.int64), scaled(test_x), test_y.astype(np.int64)


def scaled(images):
    pixels = images.reshape(len(images), -1).astype(np.float32)
    pixels /= np.float32(255)  # in place: no second copy that would count as the peer's memory
    return pixels


def evaluate(predict, labels, times):
    """Predicts so many times after a first, uncounted time: the median time, the accuracy and the macro-averaged F1 of the last answer."""
    predict()
    seconds = []
    for _ in range(times):
        begin = time.perf_counter()
        predicted = predict()
        seconds.append(time.perf_counter() - begin)
    scores = []
    for c in range(10):
        both = np.sum((predicted == c) & (labels == c))
        either = np.sum(predicted == c) + np.sum(labels == c)
        scores.append(2 * both / either if either else 0.0)
    return statistics.median(seconds), float(np.mean(predicted == labels)), float(np.mean(scores))


def print_result(runner, version, threads, training_seconds, epoch_seconds, evaluation):
    evaluation_seconds, accuracy, macro_f1 = evaluation
    status = Path("/proc/self/status").read_text().splitlines()
    peak = next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM:"))
    print(
        json.dumps(
            {
                "runner": runner,
                "version": version,
                "threads": threads,
                "trainingSeconds": training_seconds,
                "epochSeconds": epoch_seconds,
                "testAccuracy": accuracy,
                "macroF1": macro_f1,
                "evaluationSeconds": evaluation_seconds,
                "firstBatchMillis": None,
                "peakMemoryMiB": peak,
            }
        )
    )
