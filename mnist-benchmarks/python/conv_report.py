"""Turns the measurements of side-by-side --job conv into docs/benchmarks-conv.md; every number in it is computed."""

import math

from bench import median, spread, table
from side_by_side_report import NOTES, OURS, OURS_ONE, VECTOR, accuracies, best, comparison, epochs, less_than_ours
from side_by_side_report import names_of, prediction_table, ratios, rounds, setting, starts, times, values

BATCH = 128
GOAL = 1.5


def markdown(results, machine, skipped, options, arguments):
    results = [{**result, "lastEpochSeconds": result["epochSeconds"][-1]} for result in results]
    short = [result for result in results if result["part"] == "short"]
    full = [result for result in results if result["part"] == "full"]
    short_steps, full_steps = steps(options.short_images), steps(options.images)
    parts = [
        "# Benchmarks: a convolutional network",
        "One network, trained by this library and by its peers: convolution with 32 filters, maximum pooling, "
        "convolution with 64 filters, maximum pooling, 128 dense units, softmax; kernels 3x3 without padding, windows "
        "2x2, ReLU; cross-entropy, Adam with learning rate 0.001, batches of 128, pixels divided by 255, shuffled "
        "before each epoch. All runners read the same files and draw weights and biases within ±1/sqrt(inputs) "
        "(Deeplearning4j's biases start at zero). The dense network is in [benchmarks.md](benchmarks.md).",
        f"{rounds(options)}; Deeplearning4j, which is slow, in the first "
        f"{min(options.dl4j_repetitions, options.repetitions)} only. {VECTOR} Shown is the median, and in brackets the "
        "smallest and the largest. `mnist-benchmarks/side-by-side --job conv` writes this page and [the raw numbers](benchmarks/side-by-side-conv.csv).",
        f"## {2 * short_steps} steps",
        f"2 epochs of the first {options.short_images:,} training images, {short_steps} steps each.",
        training_table(short, short_steps),
        "*Training*: from the first batch to the last, all steps included; for this library the whole call of `fit`, so "
        "the opening of the engine too; for the others without the conversion of the pixels to floats, which they do "
        "beforehand and this library in every batch. *Last epoch*: without most of the warm-up of a JVM. *Times ours*: "
        f"over that of `{OURS}` and of `{OURS_ONE}` in the same round, the median over the rounds. *Process*: the "
        "whole process measured from outside, including start-up, reading the data and the predictions of the test set included. "
        "*Memory*: peak resident memory.",
    ]
    if full:
        parts += [
            f"## Whole epochs: {epochs(options)} of {options.images:,} images",
            f"{full_steps} steps an epoch, the smaller last one included; without Deeplearning4j.",
            training_table(full, full_steps),
        ]
    parts += [
        "## Prediction of the 10,000 test images",
        prediction_table(short, names_of(short)),
        "One pass after the short training and an uncounted pass, probabilities included; milliseconds. The peers are "
        "given 1,000 images at a time.",
        "## The floor",
        floor(results),
        "## What it shows",
        "\n".join("- " + line for line in findings(short, full, options)),
        *setting(results, machine, skipped, arguments),
    ]
    return "\n\n".join(parts) + "\n"


def steps(images):
    return math.ceil(images / BATCH)


def training_table(results, steps_per_epoch):
    names, rows = names_of(results), []
    for name in sorted(names, key=lambda n: median(values(results, n, "trainingSeconds"))):
        milliseconds = [1000 * seconds / steps_per_epoch for seconds in values(results, name, "lastEpochSeconds")]
        rows.append(
            [
                f"`{name}`",
                NOTES[name],
                spread(values(results, name, "trainingSeconds"), 2),
                times(results, names, name, OURS),
                times(results, names, name, OURS_ONE),
                spread(milliseconds, 1),
                times(results, names, name, OURS, "lastEpochSeconds"),
                spread(values(results, name, "processSeconds"), 2),
                f"{median(values(results, name, 'peakMemoryMiB')):.0f}",
                f"{median(values(results, name, 'testAccuracy')):.4f}",
                f"{median(values(results, name, 'macroF1')):.4f}",
            ]
        )
    header = ["runner", "what", "training, s", f"times ours, `{OURS}`", f"times ours, `{OURS_ONE}`"]
    header += ["last epoch, ms per step", f"times ours there, `{OURS}`", "process, s", "memory, MiB"]
    return table(header + ["accuracy", "macro-F1"], rows)


def floors(results):
    """Seconds per step and rate of the matrix products, one pair per round."""
    return list({r["round"]: (r["gemmSecondsPerStep"], r["gemmGflops"]) for r in results}.values())


def floor(results):
    seconds, rates = zip(*floors(results))
    return (
        "The time of the matrix products of one step alone in OpenBLAS (the one that Deeplearning4j brings) on one thread: "
        "each convolution and dense layer forward, and its gradients by its weights and, except for the first, by its "
        "inputs, with the windows of a convolution as a matrix (`im2col`), whose filling is not included: "
        f"{spread([1000 * s for s in seconds], 1)} ms, at {spread(rates, 1)} GFLOP/s, measured once a round. "
        "`GemmFloor --network conv` prints it. It is a lower bound only for implementations that multiply whole matrices: this library "
        "skips zeros."
    )


def findings(short, full, options):
    found = []
    for label, results in [(epochs(options), full), (f"{2 * steps(options.short_images)} steps", short)]:
        names = names_of(results)
        ours = best(results, names, ("mnist4j",))
        if ours is None:
            continue
        for peer, among, prefixes, goal in peers(names):
            for line in comparison(results, among, ours, peer, prefixes, goal):
                fastest = best(results, among, prefixes)
                last = median(ratios(results, fastest, ours, "lastEpochSeconds"))
                found.append(f"{label}: {line} In the last epoch it takes {last:.2f} times as long.")
    results = full or short
    names = names_of(results)
    ours = best(results, names, ("mnist4j",))
    if ours is None:
        return ["This library was not among the runners."]
    found += against_floor(results, steps(options.images if full else options.short_images))
    found += less_than_ours(results, names, ours) + accuracies(results, names, ours)
    return found + starts(short, names_of(short))


def peers(names):
    """Label, runners, the prefix that chooses among them, and goal; PyTorch in its default layout is compared too."""
    by_default = [name for name in names if not name.endswith("channels-last")]
    return [
        ("PyTorch", names, "pytorch", GOAL),
        ("PyTorch in its default layout", by_default, "pytorch", GOAL),
        ("DJL", names, "djl", None),
        ("raw Deeplearning4j", names, "dl4j", None),
    ]


def against_floor(results, steps_per_epoch):
    """A step of the last epoch over the floor of the same round, shared by the threads."""
    found = []
    for name in names_of(results):
        own = [result for result in results if result["name"] == name and result["threads"] > 0]
        if own:
            seconds = [result["lastEpochSeconds"] / steps_per_epoch for result in own]
            over = [s * result["threads"] / result["gemmSecondsPerStep"] for s, result in zip(seconds, own)]
            found.append(f"`{name}` {1000 * median(seconds):.1f} ms, {median(over):.2f} times")
    return ["A step of the last epoch, and that over the floor divided by the threads: " + "; ".join(found) + "."]
