"""Turns the measurements of side-by-side --job zoo or --config into a page; every number and verdict is computed."""

import json

from bench import ROOT, median, spread, table
from side_by_side_report import NOTES, OURS, VECTOR, best, names_of, ratios, rounds, setting, times, values

PLAIN = "mnist4j-2-plain"
WHOLE_TRAINING = {"seed"}
GOALS = {"seed": 2}  # PyTorch's time over that of OURS; the others':
GOAL = 1.5
PLAIN_GOAL = 1


def markdown(results, machine, skipped, options, arguments):
    results = [{**result, "seconds": figure(result)} for result in results]
    networks = {name: [r for r in results if r["part"] == name] for name in dict.fromkeys(r["part"] for r in results)}
    files = {file.stem: json.loads(file.read_text()) for file in options.config}
    data = options.data.name if options.data else "MNIST"
    command = "--job zoo" if options.job == "zoo" else "--config FILE"
    parts = [
        "# Benchmarks: several networks",
        f"Networks of several kinds, trained by this library, PyTorch and DJL on the first images of {data}: "
        "cross-entropy, pixels divided by 255, shuffled before each epoch, the smaller last batch included. Each network "
        "is a configuration file, from which PyTorch's and DJL's layers, first weights and optimizer are made; the layers' "
        "shapes in PyTorch and the number of parameters in both are compared with this library's.",
        f"{rounds(options)}. {VECTOR} Shown is the median, and in brackets the smallest and the largest. "
        f"`mnist-benchmarks/side-by-side {command}` writes this page and "
        f"[the raw numbers](benchmarks/side-by-side-{options.job}.csv).",
        "*Seconds*: the last epoch, when a JVM is warm; for `seed` the whole training, for this library the whole call of "
        "`fit`. Peers convert the pixels to floats beforehand, this library in every batch. *PyTorch / ours*: at "
        "PyTorch's best setting, the runner with the lowest median, over ours in the same round, the median over the "
        "rounds.",
        "## Overview",
        overview(networks),
        "\n".join("- " + line for line in verdicts(networks)),
    ]
    for name, own in networks.items():
        parts += [f"## {name}", description(own, files[name]), training_table(own)]
    return "\n\n".join(parts + setting(results, machine, skipped, arguments)) + "\n"


def figure(result):
    return result["trainingSeconds"] if result["part"] in WHOLE_TRAINING else result["epochSeconds"][-1]


def over(results, base):
    """PyTorch's best runner over a runner of ours, a ratio per round; none if one of them did not run."""
    names = names_of(results)
    pytorch = best(results, names, "pytorch", "seconds")
    return ratios(results, pytorch, base, "seconds") if pytorch and base in names else []


def overview(networks):
    rows = []
    for name, results in networks.items():
        names = names_of(results)
        pytorch = best(results, names, "pytorch", "seconds")
        rows.append(
            [
                f"[{name}](#{name})",
                f"{results[0]['images']:,}",
                *(seconds(results, runner) for runner in (OURS, PLAIN, pytorch)),
                f"`{pytorch}`" if pytorch else "-",
                *(f"{median(r):.2f}" if r else "-" for r in (over(results, OURS), over(results, PLAIN))),
                seconds(results, best(results, names, "djl", "seconds")),
            ]
        )
    header = ["network", "images", f"`{OURS}`, s", f"`{PLAIN}`, s", "PyTorch's best, s", "which", "PyTorch / ours"]
    return table(header + ["PyTorch / ours, plain", "DJL, s"], rows)


def seconds(results, name):
    return f"{median(values(results, name, 'seconds')):.3f}" if name in names_of(results) else "-"


def verdicts(networks):
    """The goals that the measured ratios reach and miss."""
    found = []
    for base, goals in [(OURS, {name: GOALS.get(name, GOAL) for name in networks}), (PLAIN, {})]:
        for goal in sorted({goals.get(name, PLAIN_GOAL) for name in networks}, reverse=True):
            measured = {name: over(results, base) for name, results in networks.items()}
            aimed = [name for name in networks if goals.get(name, PLAIN_GOAL) == goal and measured[name]]
            for word, reached in [("reached", True), ("missed", False)]:
                chosen = [name for name in aimed if (median(measured[name]) >= goal) == reached]
                shown = ", ".join(f"{name} {spread(measured[name], 2)}" for name in chosen)
                if chosen:
                    found.append(f"The goal of {goal:.1f} for PyTorch over `{base}` is {word} for {shown}.")
    return found or ["This library and PyTorch were not both among the runners."]


def description(results, config):
    training = config["training"]
    optimizer = training.get("optimizer", {"type": "adam"})
    return (
        f"`{results[0]['config']}`: {', '.join(map(layer_text, config['layers']))}, softmax; {results[0]['images']:,} "
        f"images, batches of {training.get('batchSize', 128)}, {len(results[0]['epochSeconds'])} epochs, "
        f"{optimizer['type']} with learning rate {optimizer.get('learningRate', 0.001)}."
    )


def layer_text(layer):
    """In the words of the configuration, without the first weights."""
    shown = {name: value for name, value in layer.items() if name not in ("type", "init")}
    if layer["type"] == "batchNorm":
        shown = {"activation": shown.get("activation", "identity")}
    values = [f"{value}" if isinstance(value, str) else f"{name} {value}" for name, value in shown.items()]
    return layer["type"] + (f" ({', '.join(values)})" if values else "")


def training_table(results):
    names, rows = names_of(results), []
    for name in sorted(names, key=lambda n: median(values(results, n, "seconds"))):
        rows.append(
            [
                f"`{name}`",
                NOTES[name],
                spread(values(results, name, "seconds"), 3),
                times(results, names, name, OURS, "seconds"),
                spread(values(results, name, "trainingSeconds"), 2),
                f"{median(values(results, name, 'testAccuracy')):.4f}",
            ]
        )
    what = "training" if results[0]["part"] in WHOLE_TRAINING else "last epoch"
    return table(["runner", "what", f"{what}, s", "times ours", "all epochs, s", "test accuracy"], rows)
