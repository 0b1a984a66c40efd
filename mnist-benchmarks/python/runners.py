"""The programs that do a training job, each a process of its own that prints its measurement."""

import bench

COLLECTOR = "-XX:+UseSerialGC"  # as the script mnist4j starts it
VECTOR = ["--add-modules", "jdk.incubator.vector"]
DJL_CACHE = "-DDJL_CACHE_DIR=" + str(bench.MODULE / "target/djl-cache")


def python(script, blas_threads):
    """OpenMP's threads are the runner's own argument where it has a call for them, and else the same number."""
    return [bench.PYTHON, str(bench.MODULE / "python" / script)], {"OPENBLAS_NUM_THREADS": str(blas_threads)}


def peer(name, *options):
    jar = bench.MODULE / f"peer-{name}/target/peer-{name}.jar"
    return ["java", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error", *options, "-jar", str(jar)], {}


def runners():
    """Name: (command, changes to the environment, more arguments)."""
    ours, dl4j = "org.mnist4j.benchmarks.OursRunner", bench.java("org.mnist4j.benchmarks.RawDl4jRunner")
    vector, plain = bench.java(ours, COLLECTOR, *VECTOR), bench.java(ours, COLLECTOR)
    one = {"OMP_NUM_THREADS": "1"}
    return {
        "mnist4j-2": (vector, {}, ["--threads", "2"]),
        "mnist4j-2-plain": (plain, {}, ["--threads", "2"]),
        "mnist4j-2-preset": (vector, {}, ["--threads", "2", "--network", "seed"]),
        "mnist4j-1": (vector, {}, ["--threads", "1"]),
        "mnist4j-dl4j": (plain, {}, ["--threads", "1", "--engine", "dl4j"]),
        "dl4j-default": (dl4j, {}, ["--threads", "0"]),
        "dl4j-1": (dl4j, one, ["--threads", "1"]),
        "djl-2": (*peer("djl", DJL_CACHE), ["--threads", "2"]),
        "djl-1": (*peer("djl", DJL_CACHE), ["--threads", "1"]),
        "pytorch-2": (*python("torch_runner.py", 2), ["--threads", "2"]),
        "pytorch-2-blas-1": (*python("torch_runner.py", 1), ["--threads", "2"]),
        "pytorch-1": (*python("torch_runner.py", 1), ["--threads", "1"]),
        "pytorch-2-channels-last": (*python("torch_runner.py", 1), ["--threads", "2", "--channels-last"]),
        "pytorch-1-channels-last": (*python("torch_runner.py", 1), ["--threads", "1", "--channels-last"]),
        "scikit-learn-2": (*python("sklearn_runner.py", 2), ["--threads", "2"]),
        "scikit-learn-1": (*python("sklearn_runner.py", 1), ["--threads", "1"]),
    }
