"""Compares torch_network's networks with this library's for the same files: every layer's shape, and the parameters."""

import json
import sys
from pathlib import Path

import bench
import torch
import torch_network


def main():
    files = [str(Path(file).resolve()) for file in sys.argv[1:]]
    ours = bench.run(bench.java("org.mnist4j.benchmarks.Summaries") + files)["networks"]
    for file, expected in zip(files, ours):
        actual = summary(json.loads(Path(file).read_text()))
        # The library also lists the input, and the flatten that a dense layer implies.
        shapes = {path: shape for path, shape in expected["shapes"].items() if path in actual["shapes"]}
        if (actual["parameters"], actual["shapes"]) != (expected["parameters"], shapes):
            sys.exit(f"{file}: PyTorch's network is {actual}, this library's {expected}")
    print(json.dumps({"compared": len(files)}))


def summary(config):
    groups = torch_network.layers(config)
    paths = [f"layers[{i}]" for i in range(len(groups) - 1)] + ["output"]
    image = config["input"]
    x = torch.zeros(2, image["channels"], image["height"], image["width"])
    if not torch_network.takes_maps(config):
        x = x.flatten(1)
    shapes, parameters = {}, 0
    for path, modules in zip(paths, groups):
        for module in modules:
            x = module(x)
            parameters += sum(p.numel() for p in module.parameters())
        channels, *sides = x.shape[1:]
        shapes[path] = [*sides, channels]
    return {"parameters": parameters, "shapes": shapes}


if __name__ == "__main__":
    main()
