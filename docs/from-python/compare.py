#!/usr/bin/env python3
"""Compares PyTorch's probabilities with an imported model's; ends with 1 if one differs by more than 1e-5.

    compare.py PROBABILITIES.csv PREDICTIONS.csv

PROBABILITIES.csv is what train.py writes, PREDICTIONS.csv what mnist4j evaluate --predictions writes for the same images.
"""

import sys

import numpy as np


def main(probabilities, predictions):
    expected = np.loadtxt(probabilities, delimiter=",", ndmin=2)
    # index, label, predicted class, the probabilities, and then names
    columns = range(3, 3 + expected.shape[1])
    actual = np.loadtxt(predictions, delimiter=",", skiprows=1, ndmin=2, usecols=columns)
    if expected.shape != actual.shape:
        sys.exit(f"{probabilities} has {expected.shape} probabilities, {predictions} {actual.shape}")
    difference = float(np.abs(actual - expected).max())
    same = int((actual.argmax(axis=1) == expected.argmax(axis=1)).sum())
    print(f"{len(expected)} images, largest difference {difference:.2e}, same class {same}")
    sys.exit(not difference <= 1e-5)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
