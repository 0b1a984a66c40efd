"""Turns the measurements of side-by-side into docs/benchmarks.md; every number and verdict in it is computed."""

import itertools
import statistics

from bench import median, spread, table

OURS = "mnist4j-2"
OURS_ONE = "mnist4j-1"
PRESET = "mnist4j-2-preset"

VECTOR = (
    "This library runs as the script `mnist4j` starts it, with its vector kernels (`--add-modules jdk.incubator.vector`), unless a note "
    "says otherwise, and the serial collector (`-XX:+UseSerialGC`). "
    "The seed job ends before they are compiled, so the plain ones compute it; the engine `dl4j` has none."
)

NOTES = {
    "mnist4j-1": "this library, engine `java`, one thread",
    "mnist4j-2": "this library, engine `java`, two threads",
    "mnist4j-2-preset": "this library, engine `java`, two threads, with the first weights of its preset `seed`",
    "mnist4j-2-plain": "this library, engine `java`, two threads, without the Vector API",
    "mnist4j-dl4j": "this library, engine `dl4j`, the reference",
    "dl4j-default": "`MultiLayerNetwork.fit` batch by batch, default threads",
    "dl4j-1": "`MultiLayerNetwork.fit` batch by batch, `OMP_NUM_THREADS=1`",
    "djl-1": "DJL's `Trainer` on libtorch, one thread",
    "djl-2": "DJL's `Trainer` on libtorch, two threads",
    "pytorch-1": "`nn.Sequential`, hand-written loop, one thread",
    "pytorch-2": "`nn.Sequential`, hand-written loop, two threads",
    "pytorch-2-blas-1": "`nn.Sequential`, hand-written loop, two threads, but one in BLAS",
    "pytorch-1-channels-last": "`nn.Sequential`, hand-written loop, one thread, `channels_last`",
    "pytorch-2-channels-last": "`nn.Sequential`, hand-written loop, two threads, `channels_last`",
    "scikit-learn-1": "`MLPClassifier` in float32, one BLAS thread; Glorot initialiser",
    "scikit-learn-2": "`MLPClassifier` in float32, two BLAS threads; Glorot initialiser",
}


def markdown(results, machine, skipped, options, arguments):
    names = names_of(results)
    parts = [
        "# Benchmarks",
        "One training job, run with this library and with its peers: 784-128-10 with ReLU, softmax and cross-entropy, "
        "Adam with learning rate 0.001, batches of 128, the smaller last one included, "
        f"{epochs(options)} of {options.images:,} training images, shuffled before each; then the test set. All "
        "runners read the same files and, unless the notes say otherwise, draw weights and biases within "
        "±1/sqrt(inputs) (Deeplearning4j's biases start at zero).",
        f"{rounds(options)}. The number of a round is its seed. {VECTOR} Shown is the median, and in brackets the smallest and the largest. "
        "`mnist-benchmarks/side-by-side` writes this page and [the raw numbers](benchmarks/side-by-side.csv).",
        "## Training",
        training_table(results, names),
        "*Training*: from the first batch to the last; for this library the whole call of `fit`, so the opening of "
        "the engine too; for the others without the conversion of the pixels to floats, which they do beforehand and "
        "this library in every batch. *Last epoch*: without the warm-up of a JVM. *Times ours*: training time over "
        f"that of `{OURS}` and of `{OURS_ONE}` in the same round, the median over the rounds. *Process*: the whole "
        "process measured from outside, including start-up, reading the data and 21 predictions of the test set included. "
        "*Memory*: peak resident memory.",
        "## Prediction of the 10,000 test images",
        prediction_table(results, names),
        "The median of 21 passes after training, in batch form, probabilities included; milliseconds.",
        "## Accuracy, seed by seed",
        accuracy_table(results, names),
        f"*Difference*: accuracy of the runner less that of `{accuracy_base(names)}` with the same seed, the mean over the seeds with its standard "
        "error. *p*: the share of all choices of signs for these differences whose sum is as far from zero or farther, an exact "
        "two-sided test. The same seed does not mean the same first weights, as every library draws its own.",
        "## What it shows",
        "\n".join("- " + line for line in findings(results, names)),
        *setting(results, machine, skipped, arguments),
    ]
    return "\n\n".join(parts) + "\n"


def rounds(options):
    warm_up = ", after one round that does not count" if options.warm_up else ""
    return f"Rounds: {options.repetitions}, the runners in turn within each, every run a process of its own{warm_up}"


def setting(results, machine, skipped, arguments):
    """The last section: what the numbers depend on, and what did not run."""
    facts = [*machine, *run_setting(results, arguments)]
    parts = ["## Setting", "\n".join(f"- {name}: {value}" for name, value in facts)]
    if skipped:
        parts += ["Not run:", "\n".join(f"- `{name}`: {why}" for name, why in skipped.items())]
    return parts


def names_of(results):
    return list(dict.fromkeys(result["name"] for result in results))


def epochs(options):
    return f"{options.epochs} epoch" + ("s" if options.epochs != 1 else "")


def values(results, name, field):
    return [result[field] for result in results if result["name"] == name and result[field] is not None]


def ratios(results, name, base, field="trainingSeconds"):
    """A runner's value over the base's in the same round, one per round."""
    return [value / reference for value, reference in zip(values(results, name, field), values(results, base, field))]


def times(results, names, name, base, field="trainingSeconds"):
    return f"{median(ratios(results, name, base, field)):.2f}" if base in names else "-"


def last_epoch(results, name):
    last = [epochs[-1] for epochs in values(results, name, "epochSeconds") if epochs]
    return f"{median(last):.3f}" if last else "-"


def training_table(results, names):
    rows = []
    for name in sorted(names, key=lambda n: median(values(results, n, "trainingSeconds"))):
        rows.append(
            [
                f"`{name}`",
                NOTES[name],
                spread(values(results, name, "trainingSeconds"), 2),
                last_epoch(results, name),
                times(results, names, name, OURS),
                times(results, names, name, OURS_ONE),
                spread(values(results, name, "processSeconds"), 2),
                f"{median(values(results, name, 'peakMemoryMiB')):.0f}",
                f"{median(values(results, name, 'testAccuracy')):.4f}",
                f"{median(values(results, name, 'macroF1')):.4f}",
            ]
        )
    header = ["runner", "what", "training, s", "last epoch, s", f"times ours, `{OURS}`"]
    header += [f"times ours, `{OURS_ONE}`", "process, s"]
    return table(header + ["memory, MiB", "accuracy", "macro-F1"], rows)


def prediction_table(results, names):
    rows = []
    for name in sorted(names, key=lambda n: median(values(results, n, "evaluationSeconds"))):
        milliseconds = [1000 * seconds for seconds in values(results, name, "evaluationSeconds")]
        rows.append(
            [
                f"`{name}`",
                spread(milliseconds, 1),
                f"{10_000 / median(values(results, name, 'evaluationSeconds')):,.0f}",
                times(results, names, name, OURS, "evaluationSeconds"),
            ]
        )
    return table(["runner", "time, ms", "images per second", f"times `{OURS}`"], rows)


def accuracy_table(results, names):
    rows = []
    for name in sorted(names, key=lambda n: -statistics.mean(values(results, n, "testAccuracy"))):
        reached = values(results, name, "testAccuracy")
        row = [f"`{name}`", f"{statistics.mean(reached):.4f}", f"{min(reached):.4f} to {max(reached):.4f}"]
        row.append(f"{deviation(reached):.4f}")
        found = differences(results, name, accuracy_base(names)) if accuracy_base(names) in names else []
        if any(found):
            error = deviation(found) / len(found) ** 0.5
            row += [f"{statistics.mean(found):+.4f} ± {error:.4f}", f"{sign_flip_p(found):.3f}"]
        else:
            row += ["", ""]
        rows.append(row)
    header = ["runner", "mean", "smallest to largest", "standard deviation"]
    return table([*header, "difference", "p"], rows)


def deviation(numbers):
    return statistics.stdev(numbers) if len(numbers) > 1 else 0


def accuracy_base(names):
    """The preset as users have it, or else the network with the peers' first weights."""
    return PRESET if PRESET in names else OURS


def differences(results, name, base):
    """In test images, so that sums are exact, over their number."""
    pairs = zip(values(results, name, "testAccuracy"), values(results, base, "testAccuracy"))
    return [round((peer - ours) * 10_000) / 10_000 for peer, ours in pairs]


def sign_flip_p(found):
    """The share of all assignments of signs to the differences whose sum is at least as far from zero as theirs."""
    images = [round(10_000 * difference) for difference in found]
    all_signs = itertools.product((1, -1), repeat=len(images))
    sums = [abs(sum(sign * n for sign, n in zip(signs, images))) for signs in all_signs]
    return sum(total >= abs(sum(images)) for total in sums) / len(sums)


def best(results, names, prefixes, field="trainingSeconds"):
    """The fastest, by its median, of the runners whose names start so."""
    chosen = [name for name in names if name.startswith(prefixes)]
    return min(chosen, key=lambda n: median(values(results, n, field))) if chosen else None


def comparison(results, names, ours, label, prefixes, goal):
    """One line on the fastest of a peer's runners, or none if it did not run."""
    peer = best(results, names, prefixes)
    if peer is None:
        return []
    rounds = ratios(results, peer, ours)
    line = f"{label} at its best setting here (`{peer}`) trains {median(rounds):.2f} times as long as `{ours}`"
    line += f" ({min(rounds):.2f} to {max(rounds):.2f} over the rounds)."
    if goal:
        line += f" The goal is {goal}: {'reached' if median(rounds) >= goal else 'missed'}."
    return [line]


def findings(results, names):
    found = []
    ours = best(results, [n for n in names if n != PRESET], ("mnist4j-1", "mnist4j-2"))
    if ours is None:
        return ["This library was not among the runners."]
    goals = [("PyTorch", ("pytorch",), 2), ("raw Deeplearning4j", ("dl4j",), 8)]
    goals += [("DJL", ("djl",), None), ("scikit-learn", ("scikit-learn",), None)]
    for label, prefixes, goal in goals:
        found += comparison(results, names, ours, label, prefixes, goal)
    return found + less_than_ours(results, names, ours) + more_accurate(results, names) + starts(results, names)


def less_than_ours(results, names, ours):
    """What peers do with less time or memory."""
    found = []
    for field, what, unit, digits in [
        ("trainingSeconds", "training time", " s", 2),
        ("processSeconds", "time of the whole process", " s", 2),
        ("evaluationSeconds", "time to predict the test set", " s", 4),
        ("peakMemoryMiB", "memory", " MiB", 0),
    ]:
        mine = median(values(results, ours, field))
        better = [n for n in names if not n.startswith("mnist4j") and median(values(results, n, field)) < mine]
        shown = ", ".join(f"`{n}` with {median(values(results, n, field)):.{digits}f}{unit}" for n in better)
        found.append(f"Less {what} than `{ours}` with {mine:.{digits}f}{unit}: {shown or 'no peer'}.")
    return found


def more_accurate(results, names):
    """The peers whose mean is above ours, and whether that is more than chance."""
    base = accuracy_base(names)
    peers = [n for n in names if base in names and not n.startswith("mnist4j")]
    found = {n: differences(results, n, base) for n in peers}
    above = {n: sign_flip_p(found[n]) for n in peers if sum(found[n]) > 0}
    listed = ", ".join(f"`{n}` (p = {p:.3f})" for n, p in above.items())
    verdict = "missed" if any(p < 0.05 for p in above.values()) else "reached"
    higher = f"Peers of a higher mean accuracy than `{base}`: {listed or 'none'}"
    return [f"{higher}. The goal is none with p below 0.05: {verdict}."]


def accuracies(results, names, ours):
    reached = {n: median(values(results, n, "testAccuracy")) for n in names}
    return [
        f"Test accuracies lie between {min(reached.values()):.4f} and {max(reached.values()):.4f}; "
        f"`{ours}` reaches {reached[ours]:.4f}."
    ]


def starts(results, names):
    timed = [n for n in names if values(results, n, "firstBatchMillis")]
    listed = ", ".join(f"`{n}` {median(values(results, n, 'firstBatchMillis')):.0f} ms" for n in timed)
    return [f"From the start of the JVM to the end of the first training batch: {listed}."]


def run_setting(results, arguments):
    versions = sorted({f"{result['runner']} {result['version']}" for result in results})
    return [
        ("versions", "; ".join(versions)),
        ("command", "`" + " ".join(["mnist-benchmarks/side-by-side", *arguments]) + "`"),
    ]
