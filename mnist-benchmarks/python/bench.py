"""What the benchmark scripts share: building the jars, starting runners, describing the machine."""

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODULE = ROOT / "mnist-benchmarks"
ZOO = MODULE / "zoo"
JAR = MODULE / "target/mnist-benchmarks.jar"
PYTHON = "/usr/bin/python3"  # the interpreter that Debian's packages install into

# Settings of the shell that would choose another BLAS kernel or thread count than a user's machine has.
UNSET = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"]


def environment(changes=None):
    clean = {name: value for name, value in os.environ.items() if name not in UNSET}
    return {**clean, **(changes or {})}


def say(text):
    print(text, file=sys.stderr, flush=True)


def build(peers):
    """Packages the jars; with peers, those of the profile too, which fetches them the first time."""
    modules = ["mnist-benchmarks"] + ["mnist-benchmarks/" + peer for peer in peers]
    command = ["mvn", "-q", "-B", "-DskipTests", "-pl", ",".join(modules), "-am", "package"]
    subprocess.run(command + (["-Ppeers"] if peers else []), cwd=ROOT, check=True)


def java(main, *options):
    return ["java", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", *options, "-cp", str(JAR), main]


def run(command, changes=None):
    """Runs one process; returns its JSON line with the wall-clock time of the whole process added."""
    begin = time.monotonic()
    done = subprocess.run(command, env=environment(changes), cwd=ROOT, capture_output=True, text=True)
    seconds = time.monotonic() - begin
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode != 0 or len(lines) != 1:
        raise RuntimeError(f"{' '.join(command)}\nended with {done.returncode}:\n{done.stdout}{done.stderr[-4000:]}")
    return {**json.loads(lines[0]), "processSeconds": seconds}


def output(*command):
    """First line that a command prints, or an empty string if there is no such command."""
    if not shutil.which(command[0]):
        return ""
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment())
    return ((done.stdout or done.stderr).splitlines() or [""])[0].strip()


def machine():
    """Name and value pairs of what the numbers depend on."""
    cpu = next((l.split(":")[1].strip() for l in lines("/proc/cpuinfo") if l.startswith("model name")), "unknown")
    kib = next((int(l.split()[1]) for l in lines("/proc/meminfo") if l.startswith("MemTotal")), 0)
    system = next((l.split("=")[1].strip('"') for l in lines("/etc/os-release") if l.startswith("PRETTY_NAME")), "")
    return [
        ("processor", cpu),
        ("cores", str(os.cpu_count())),
        ("memory", f"{kib / 1024 / 1024:.1f} GiB"),
        ("system", f"{system}, Linux {platform.release()}"),
        ("Java", output("java", "-version") + ", " + java_vm()),
        ("Python", output(PYTHON, "--version")),
        ("BLAS of the Python peers", blas()),
        ("commit", commit()),
        ("load average before the first run", f"{os.getloadavg()[0]:.2f}"),
        ("date", time.strftime("%Y-%m-%d", time.gmtime())),
    ]


def lines(path):
    return Path(path).read_text().splitlines() if Path(path).exists() else []


def java_vm():
    done = subprocess.run(["java", "-version"], capture_output=True, text=True)
    return (done.stderr.splitlines() or [""])[-1]


def commit():
    changed = "" if output("git", "status", "--porcelain", "--untracked-files=no") == "" else ", with changes"
    return output("git", "rev-parse", "--short", "HEAD") + changed


def blas():
    library = Path("/usr/lib/x86_64-linux-gnu/libblas.so.3")
    package = output("dpkg-query", "-S", str(library.resolve())).split(":")[0] if library.exists() else ""
    return f"{package} {output('dpkg-query', '-W', '-f', '${Version}', package)}" if package else "unknown"


def median(values):
    return statistics.median(values)


def spread(values, digits):
    """Median and, in brackets, smallest and largest."""
    return f"{median(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def table(header, rows):
    """Columns of numbers are set to the right."""
    right = [all(row[i][:1].isdigit() or row[i] == "-" for row in rows) for i in range(len(header))]
    out = ["| " + " | ".join(header) + " |", "|" + "|".join(" ---: " if r else " --- " for r in right) + "|"]
    return "\n".join(out + ["| " + " | ".join(row) + " |" for row in rows])
