"""Networks of PyTorch for ../onnx-latency.

    torch_latency.py export NAME FILE.onnx     writes a network as ONNX
    torch_latency.py time NAME IMAGES          prints the median and the 99th percentile of one prediction, in microseconds
"""

import statistics
import sys
import time

import torch
from torch import nn

import mnist_idx


def network(name):
    torch.manual_seed(42)
    layers = {
        "perceptron": lambda: [nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10)],
        "cnn-fast": lambda: [
            nn.Conv2d(1, 16, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 32, 3), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(800, 128), nn.ReLU(), nn.Linear(128, 10)],
        "cnn": lambda: [
            nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 32, 3), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(32, 64, 3), nn.ReLU(), nn.Conv2d(64, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(1024, 256), nn.ReLU(), nn.Linear(256, 10)],
    }
    return nn.Sequential(*layers[name](), nn.Softmax(dim=1)).eval()


def measure(name, count):
    images = mnist_idx.read_idx("t10k-images-idx3-ubyte")
    inputs = (torch.from_numpy(images[:1000].copy()).float() / 255).reshape(-1, 1, 1, 28, 28)
    net = network(name)
    times = []
    with torch.no_grad():
        for i in range(2 * count):  # the first half warms up
            image = inputs[i % len(inputs)]
            begin = time.perf_counter_ns()
            net(image)
            times.append((time.perf_counter_ns() - begin) / 1000)
    times = sorted(times[count:])
    print("%s,PyTorch %s,%.1f,%.1f" % (name, torch.__version__, statistics.median(times), times[int(0.99 * count)]))


if __name__ == "__main__":
    torch.set_num_threads(1)
    if sys.argv[1] == "export":
        torch.onnx.export(network(sys.argv[2]), torch.zeros(1, 1, 28, 28), sys.argv[3], opset_version=13)
    else:
        measure(sys.argv[2], int(sys.argv[3]))
