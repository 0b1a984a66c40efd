"""Writes the ONNX files that PyTorchFilesTest reads, with what PyTorch predicts for MNIST's first test images.

    python3 export_networks.py ../resources/org/mnist4j/onnx

Made with Debian's python3-torch 1.13.1, python3-onnx 1.12.0 (which torch.onnx needs) and python3-numpy. For each network NAME:
NAME.onnx, as torch.onnx.export writes it, and NAME.csv, the probabilities of the first 50 test images, a row each. The
weights are random, from a seed: agreement needs no accuracy, and the files stay what they are.

    python3 export_networks.py FOLDER check PREDICTIONS.csv NAME

compares all 10,000 probabilities that `mnist4j evaluate --predictions` wrote for the imported NAME with PyTorch's.
"""

import csv
import gzip
import pathlib
import sys

import numpy
import torch
import torch.nn.functional as F
from torch import nn

DATA = pathlib.Path(__file__).parents[4] / "mnist-data/src/main/resources/org/mnist4j/data/mnist"
MEAN, STD = 0.1307, 0.3081


class Perceptron(nn.Sequential):
    """Flatten, Linear, ReLU, Linear: logits."""

    def __init__(self):
        super().__init__(nn.Flatten(), nn.Linear(784, 16), nn.ReLU(), nn.Linear(16, 10))


class Tutorial(nn.Module):
    """As in PyTorch's tutorials: ReLU after the pooling, dropout, a view, and log_softmax."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, kernel_size=5)
        self.conv2 = nn.Conv2d(4, 8, kernel_size=5)
        self.drop = nn.Dropout2d()
        self.fc1 = nn.Linear(128, 20)
        self.fc2 = nn.Linear(20, 10)

    def forward(self, x):
        x = F.relu(F.max_pool2d(self.conv1(x), 2))
        x = F.relu(F.max_pool2d(self.drop(self.conv2(x)), 2))
        x = x.view(-1, 128)
        x = F.relu(self.fc1(x))
        x = F.dropout(x, training=self.training)
        return F.log_softmax(self.fc2(x), dim=1)


class Strided(nn.Sequential):
    """Symmetric padding with stride 2, which is not padding "same", and batch normalization."""

    def __init__(self):
        super().__init__(
            nn.Conv2d(1, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4), nn.ReLU(),
            nn.Conv2d(4, 6, 3, stride=2, padding=1), nn.BatchNorm2d(6), nn.LeakyReLU(),
            nn.Conv2d(6, 8, 5, stride=2, padding=2), nn.Tanh(),
            nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 10), nn.Softmax(dim=1))


class Averages(nn.Sequential):
    """Average pooling, sigmoid, and normalization of a vector."""

    def __init__(self):
        super().__init__(
            nn.Conv2d(1, 4, 3, padding=1), nn.Sigmoid(), nn.AvgPool2d(2), nn.Conv2d(4, 4, 3), nn.ReLU(),
            nn.MaxPool2d(3, stride=2), nn.Flatten(), nn.Linear(100, 16), nn.BatchNorm1d(16), nn.Tanh(), nn.Linear(16, 10))


class Bytes(nn.Module):
    """Takes bytes and scales them itself; the size of the batch is computed in the graph."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3, stride=3)
        self.fc = nn.Linear(4 * 9 * 9, 10)

    def forward(self, x):
        x = (x.float() / 255 - MEAN) / STD
        x = torch.relu(self.conv(x))
        return self.fc(x.view(x.size(0), -1))


class ChannelsLast(nn.Module):
    """Takes images with their channels last, as Keras does, and a mean over all positions."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 3)
        self.conv2 = nn.Conv2d(6, 12, 3, dilation=2)
        self.fc = nn.Linear(12, 10)

    def forward(self, x):
        x = (x / 255).permute(0, 3, 1, 2)
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        return self.fc(F.relu(self.conv2(x)).mean((2, 3)))


class Convolutions(nn.Sequential):
    """No dense layer at all: the last convolution has a map for each class."""

    def __init__(self):
        super().__init__(
            nn.Conv2d(1, 8, 4, stride=2, padding=1), nn.ReLU(), nn.Conv2d(8, 8, 3, stride=2, padding=1), nn.ReLU(),
            nn.Conv2d(8, 10, 1), nn.AdaptiveAvgPool2d(1), nn.Flatten())


class Residual(nn.Module):
    """A sum of two branches, which this library has no layer for."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3, padding=1)
        self.conv2 = nn.Conv2d(4, 4, 3, padding=1)
        self.fc = nn.Linear(4, 10)

    def forward(self, x):
        x = F.relu(self.conv1(x))
        return self.fc((x + self.conv2(x)).mean((2, 3)))


class Recurrent(nn.Module):
    """Rows as a sequence."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(28, 8, batch_first=True)
        self.fc = nn.Linear(8, 10)

    def forward(self, x):
        return self.fc(self.lstm(x.flatten(1, 2))[0][:, -1])


# the network, how its input is made from bytes, and how it is exported
FULL = torch.onnx.TrainingMode.PRESERVE  # leaves batch normalization in the graph
NETWORKS = {
    "perceptron": (Perceptron, "unit", {}),
    "tutorial": (Tutorial, "standard", {"dynamic_axes": {"input": {0: "batch"}}}),
    "strided": (Strided, "unit", {"training": FULL, "opset_version": 11}),
    "strided-fused": (Strided, "unit", {"opset_version": 9}),
    "averages": (Averages, "standard", {"training": FULL, "opset_version": 16}),
    "bytes": (Bytes, "bytes", {"dynamic_axes": {"input": {0: "batch"}}}),
    "channels-last": (ChannelsLast, "last", {"dynamic_axes": {"input": {0: "n"}}}),
    "convolutions": (Convolutions, "unit", {"opset_version": 14}),
    "residual": (Residual, "unit", {}),
    "recurrent": (Recurrent, "unit", {}),
}


def test_images():
    with gzip.open(next(DATA.glob("t10k-images*.gz"))) as file:
        return torch.from_numpy(numpy.frombuffer(file.read(), numpy.uint8, offset=16).reshape(-1, 1, 28, 28).copy())


def prepared(pixels, kind):
    if kind == "bytes":
        return pixels
    values = pixels.float()
    if kind == "last":
        return values.permute(0, 2, 3, 1).contiguous()
    return values / 255 if kind == "unit" else (values / 255 - MEAN) / STD


def network(name):
    torch.manual_seed(sorted(NETWORKS).index(name))
    made = NETWORKS[name][0]()
    with torch.no_grad():  # statistics as after some training, and weights large enough for certain predictions
        for module in made.modules():
            if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
                module.running_mean.uniform_(-0.5, 0.5)
                module.running_var.uniform_(0.5, 1.5)
                module.weight.uniform_(0.5, 1.5)
                module.bias.uniform_(-0.5, 0.5)
            elif isinstance(module, (nn.Conv2d, nn.Linear)):
                module.weight.mul_(2)
    return made.eval()


def probabilities(name, pixels):
    with torch.no_grad():
        output = network(name)(prepared(pixels, NETWORKS[name][1]))
    # Twice changes nothing for log_softmax, whose exponentials add up to 1; a softmax must not be applied twice.
    return (output if name.startswith("strided") else F.softmax(output, dim=1)).numpy()


def write(folder):
    images = test_images()[:50]
    for name, (_, kind, options) in NETWORKS.items():
        torch.onnx.export(
            network(name), prepared(images[:1], kind), str(folder / (name + ".onnx")),
            input_names=["input"], output_names=["output"], **{"opset_version": 13, **options})
        numpy.savetxt(folder / (name + ".csv"), probabilities(name, images), fmt="%.8f", delimiter=",")


def check(predictions, name):
    with open(predictions, newline="") as file:
        rows = list(csv.DictReader(file))
    ours = numpy.array([[float(row["p%d" % c]) for c in range(10)] for row in rows])
    difference = numpy.abs(ours - probabilities(name, test_images())).max()
    print("%s: %d images, largest difference %.1e" % (name, len(rows), difference))
    sys.exit(0 if len(rows) == 10000 and difference < 1e-5 else 1)


if __name__ == "__main__":
    torch.set_num_threads(1)
    if len(sys.argv) == 2:
        write(pathlib.Path(sys.argv[1]))
    else:
        check(sys.argv[3], sys.argv[4])
