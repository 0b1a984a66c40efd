"""Computes the expected values of the tests of mnist-metrics with scikit-learn, SciPy, numpy and mpmath.

    /usr/bin/python3 mnist-metrics/src/test/python/expected_values.py

Needs Debian's python3-sklearn, which brings SciPy and numpy, and python3-mpmath. Writes one CSV of predictions per case and expected.properties
into src/test/resources; all of it is committed, so the tests need no Python. The same versions write the same bytes.
Nothing here follows the Java code but the numbers that choose the bootstrap's examples, whose definition is part of the
library's promise; the measures of each resample and their percentiles are scikit-learn's and numpy's.
"""

import math
import warnings
from pathlib import Path

import mpmath
import numpy
import scipy
import sklearn
from scipy import stats
from sklearn import calibration, metrics

FOLDER = Path(__file__).parent.parent / "resources/org/mnist4j/metrics/expected"
BINS = [1, 8, 15, 16]
RESAMPLES, SEED, CONFIDENCE = 200, 7, 0.9
MASK = 2**64 - 1


def softmax_case(rng, labels, classes, skill):
    """Probabilities like those of a network: float32, no ties."""
    logits = rng.normal(0, 1.5, (len(labels), classes))
    logits[numpy.arange(len(labels)), labels] += skill
    e = numpy.exp(logits)
    return (e / e.sum(axis=1, keepdims=True)).astype(numpy.float32)


def sixteenths_case(rng, labels, classes):
    """Probabilities that are multiples of 1/16: full of ties, and exactly on the edges of 8 and of 16 bins."""
    rows = []
    for label in labels:
        weights = numpy.full(classes, 1.0)
        weights[label] += 1.5
        rows.append(rng.multinomial(16, weights / weights.sum()) / 16)
    return numpy.array(rows, dtype=numpy.float32)


def cases():
    rng = numpy.random.RandomState(20240501)
    labels = rng.randint(0, 10, 200)
    yield "typical", labels, softmax_case(rng, labels, 10, 2.5)
    yield "other", labels, softmax_case(rng, labels, 10, 3.0)
    labels = rng.randint(0, 4, 160)
    yield "ties", labels, sixteenths_case(rng, labels, 4)
    labels = rng.randint(0, 2, 60)
    yield "binary", labels, sixteenths_case(rng, labels, 2)
    labels = rng.randint(0, 4, 60)  # class 4 is never a label; class 3 is never predicted
    probabilities = softmax_case(rng, labels, 5, 1.0)
    probabilities[:, 3] = 0
    yield "missing", labels, (probabilities / probabilities.sum(axis=1, keepdims=True)).astype(numpy.float32)
    labels = numpy.zeros(20, dtype=int)
    yield "single", labels, numpy.tile(numpy.array([0.5, 0.25, 0.25], dtype=numpy.float32), (20, 1))
    labels = rng.randint(0, 3, 30)
    yield "constant", labels, numpy.tile(numpy.array([0.25, 0.375, 0.375], dtype=numpy.float32), (30, 1))


def or_nan(function, *args, **kwargs):
    """NaN where scikit-learn raises an error."""
    try:
        return function(*args, **kwargs)
    except ValueError:
        return math.nan


def measures(labels, p):
    classes = p.shape[1]
    predicted = p.argmax(axis=1)
    p = p.astype(numpy.float64)
    yield "accuracy", metrics.accuracy_score(labels, predicted)
    low, high = stats.binomtest(int((labels == predicted).sum()), len(labels)).proportion_ci(0.95, "wilson")
    yield "accuracyLow", low
    yield "accuracyHigh", high
    yield "balancedAccuracy", metrics.balanced_accuracy_score(labels, predicted)
    yield "cohensKappa", metrics.cohen_kappa_score(labels, predicted)
    yield "matthewsCorrelation", metrics.matthews_corrcoef(labels, predicted)
    yield "brierScore", sum(metrics.brier_score_loss(labels == c, p[:, c], pos_label=True) for c in range(classes))
    for bins in BINS:
        counts, accuracy, confidence = reliability(labels == predicted, p.max(axis=1), bins)
        error = (counts * abs(accuracy - confidence)).sum() / len(labels)
        yield f"expectedCalibrationError.{bins}", error
        for name, values in (("count", counts), ("accuracy", accuracy), ("confidence", confidence)):
            yield f"reliability.{bins}.{name}", " ".join(text(value) for value in values)
    for c in range(classes):
        yield f"rocAuc.{c}", or_nan(metrics.roc_auc_score, labels == c, p[:, c])
    yield "rocAuc", or_nan(macro_roc_auc, labels, p)
    yield "confusedPairs", confused_pairs(metrics.confusion_matrix(labels, predicted, labels=range(classes)))


def macro_roc_auc(labels, p):
    if p.shape[1] == 2:  # scikit-learn takes the scores of the positive class alone
        return metrics.roc_auc_score(labels, p[:, 1])
    return metrics.roc_auc_score(labels, p, multi_class="ovr", average="macro")


def reliability(hits, confidences, bins):
    """Of the bins that are not empty; the counts come from numpy, which closes bins on the left, by negation."""
    accuracy, confidence = calibration.calibration_curve(hits, confidences, n_bins=bins, pos_label=True)
    counts, _ = numpy.histogram(-confidences, numpy.linspace(-1, 0, bins + 1))
    return counts[::-1][counts[::-1] > 0], accuracy, confidence


def confused_pairs(matrix):
    pairs = [(t, p, n) for (t, p), n in numpy.ndenumerate(matrix) if t != p and n > 0]
    return " ".join(f"{t}>{p}:{n}" for t, p, n in sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1])))


def mix(z):
    z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ z >> 27) * 0x94D049BB133111EB) & MASK
    return z ^ z >> 31


def resample(seed, number, size):
    """The examples of one resample: SplitMix64 by name and number, Lemire's method on the upper 32 bits."""
    gamma = 0x9E3779B97F4A7C15
    name = 0xCBF29CE484222325
    for octet in b"bootstrap":
        name = ((name ^ octet) * 0x100000001B3) & MASK
    state = mix((seed + gamma) & MASK)
    state = mix(((state ^ name) + gamma) & MASK)
    state = mix(((state ^ number) + gamma) & MASK)
    indices = []
    while len(indices) < size:
        state = (state + gamma) & MASK
        product = (mix(state) >> 32) * size
        if product % 2**32 >= 2**32 % size:
            indices.append(product >> 32)
    return indices


def log_loss(labels, p):
    epsilon = 2.0**-23
    chosen = p.astype(numpy.float64)[numpy.arange(len(labels)), labels]
    return float(-numpy.log(numpy.clip(chosen, epsilon, 1 - epsilon)).mean())


BOOTSTRAPPED = {
    "accuracy": lambda labels, p: metrics.accuracy_score(labels, p.argmax(axis=1)),
    "macroF1": lambda labels, p: metrics.f1_score(
        labels, p.argmax(axis=1), labels=range(p.shape[1]), average="macro", zero_division=0
    ),
    "logLoss": log_loss,
    "rocAuc": lambda labels, p: macro_roc_auc(labels, p.astype(numpy.float64)),
}


def percentiles(values):
    return numpy.percentile(values, [50 * (1 - CONFIDENCE), 50 * (1 + CONFIDENCE)])


def bootstraps(labels, first, second):
    draws = [resample(SEED, number, len(labels)) for number in range(RESAMPLES)]
    yield "bootstrap.draw", " ".join(map(str, draws[0][:20]))
    for name, measure in BOOTSTRAPPED.items():
        a = numpy.array([measure(labels[d], first[d]) for d in draws])
        b = numpy.array([measure(labels[d], second[d]) for d in draws])
        for key, values in (("first", a), ("second", b), ("difference", a - b)):
            low, high = percentiles(values)
            yield f"bootstrap.{name}.{key}.low", low
            yield f"bootstrap.{name}.{key}.high", high
        yield f"bootstrap.{name}.firstHigher", (a > b).mean()
        yield f"bootstrap.{name}.secondHigher", (b > a).mean()


def mc_nemar(b, c):
    yield f"mcNemar.{b}.{c}.exact", stats.binomtest(b, b + c).pvalue if b + c else 1.0
    statistic = (abs(b - c) - 1) ** 2 / (b + c) if b != c else 0.0
    yield f"mcNemar.{b}.{c}.corrected", stats.chi2.sf(statistic, 1)


def t_quantile(confidence, degrees):
    """By 40-digit arithmetic: SciPy 1.10's quantile of Student's t has only nine correct digits."""
    about = float(stats.t.isf((1 - confidence) / 2, degrees))
    with mpmath.workdps(40):
        tails = lambda t: mpmath.betainc(mpmath.mpf(degrees) / 2, 0.5, 0, degrees / (degrees + t * t), regularized=True)
        quantile = mpmath.findroot(lambda t: tails(t) - (1 - mpmath.mpf(confidence)), about)
    assert abs(quantile / about - 1) < 1e-8
    return float(quantile)


def distributions():
    for confidence in (0.001, 0.5, 0.9, 0.95, 0.99, 0.999, 0.999999):
        yield f"normal.{confidence}", stats.norm.isf((1 - confidence) / 2)
        for degrees in (1, 2, 3, 4, 5, 9, 10, 29, 100, 199, 200, 1000, 10000, 1000000):
            yield f"t.{confidence}.{degrees}", t_quantile(confidence, degrees)
    for b, c in ((0, 0), (0, 1), (1, 0), (0, 5), (5, 5), (1, 8), (10, 3), (59, 86), (121, 59), (300, 301), (0, 1074),
                 (900, 1100), (4900, 5100), (2000, 8000), (50000, 50400)):
        yield from mc_nemar(b, c)
    runs = [0.9734, 0.9727, 0.9725, 0.9749, 0.9731]
    low, high = stats.t.interval(0.95, len(runs) - 1, loc=numpy.mean(runs), scale=stats.sem(runs))
    yield "runs", " ".join(map(str, runs))
    yield "runs.mean", numpy.mean(runs)
    yield "runs.standardDeviation", numpy.std(runs, ddof=1)
    yield "runs.low", low
    yield "runs.high", high
    yield from bounded_runs("accuracies.near1", [0.9991, 0.9998], lambda mu: mu * (1 - mu))
    yield from bounded_runs("accuracies.with1", [1.0, 0.9967, 1.0], lambda mu: mu * (1 - mu))
    yield from bounded_runs("accuracies.low", [0.01, 0.2, 0.05, 0.02], lambda mu: mu * (1 - mu))
    yield from bounded_runs("accuracies.usual", runs, lambda mu: mu * (1 - mu))
    yield from bounded_runs("losses.apart", [0.1, 0.3], lambda mu: mu)
    yield from bounded_runs("losses.usual", [0.0431, 0.0419, 0.0455, 0.0440], lambda mu: mu)


def bounded_runs(name, runs, variance):
    """The ends are where the mean is t standard errors away, as they would be there."""
    with mpmath.workdps(60):
        values = [mpmath.mpf(run) for run in runs]
        mean = mpmath.fsum(values) / len(values)
        error = mpmath.sqrt(mpmath.fsum((v - mean) ** 2 for v in values) / (len(values) - 1) / len(values))
        reach = mpmath.mpf(t_quantile(0.95, len(values) - 1)) * error

        def end(outside):
            inside = mean
            for _ in range(200):
                mu = (inside + outside) / 2
                covered = (mean - mu) ** 2 <= reach**2 * variance(mu) / variance(mean)
                inside, outside = (mu, outside) if covered else (inside, mu)
            return inside

        yield name, " ".join(map(str, runs))
        yield f"{name}.low", end(mpmath.mpf(0))
        yield f"{name}.high", end(mpmath.mpf(1 if variance(1) == 0 else 1000))


def predictions_csv(labels, p):
    lines = ["index,label,predicted," + ",".join(f"p{c}" for c in range(p.shape[1]))]
    for i, (label, row) in enumerate(zip(labels, p)):
        lines.append(f"{i},{label},{row.argmax()}," + ",".join(str(x) for x in row))
    return "\n".join(lines) + "\n"


def text(value):
    if isinstance(value, str):
        return value
    return "NaN" if math.isnan(value) else repr(float(value))


def main():
    warnings.simplefilter("ignore")
    FOLDER.mkdir(parents=True, exist_ok=True)
    lines = [
        "# Written by src/test/python/expected_values.py with "
        f"scikit-learn {sklearn.__version__}, SciPy {scipy.__version__}, numpy {numpy.__version__}, mpmath {mpmath.__version__}."
    ]
    data = {}
    for name, labels, p in cases():
        (FOLDER / f"{name}.csv").write_text(predictions_csv(labels, p), encoding="utf-8", newline="\n")
        data[name] = labels, p
        lines += [f"{name}.{key}={text(value)}" for key, value in measures(labels, p)]
    labels, first = data["typical"]
    second = data["other"][1]
    right = [(labels == p.argmax(axis=1)) for p in (first, second)]
    lines.append(f"mcNemar.onlyFirst={int((right[0] & ~right[1]).sum())}")
    lines.append(f"mcNemar.onlySecond={int((right[1] & ~right[0]).sum())}")
    lines += [f"{key}={text(value)}" for key, value in bootstraps(labels, first, second)]
    lines += [f"{key}={text(value)}" for key, value in distributions()]
    (FOLDER / "expected.properties").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
