"""Imports and evaluates with the command line, for the checks of imported networks."""

import json
import subprocess

import numpy as np

TOLERANCE = 1e-5


def config(layers):
    """An experiment on MNIST with these layers."""
    image = {"height": 28, "width": 28, "channels": 1}
    return {"input": image, "classes": 10, "layers": layers, "training": {"epochs": 1}}


def imported(jar, folder, layers, save):
    """The probabilities of the model that is imported from what save(path) writes, on the test images: [10000][10]."""
    experiment, weights, model, rows = (folder / name for name in ("experiment.json", "state", "model", "rows.csv"))
    experiment.write_text(json.dumps(config(layers)))
    save(weights)
    java = ["java", "-jar", jar]
    files = ["--config", experiment, "--weights", weights, "--out", model]
    subprocess.run([*java, "import", *files], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([*java, "evaluate", "--model", model, "--predictions", rows], check=True, stdout=subprocess.DEVNULL)
    probabilities = range(3, 13)  # after index, label and predicted class, before the names
    return np.loadtxt(rows, delimiter=",", skiprows=1, usecols=probabilities)
