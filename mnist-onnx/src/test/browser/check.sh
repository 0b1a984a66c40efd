#!/bin/sh
# Runs an exported model in headless Chromium, with onnxruntime-web, on the 10,000 test images: check.sh MODEL.safetensors
# Needs a built command line, Node 20 or newer, npm (it fetches onnxruntime-web and playwright-core), and Chromium (or
# CHROMIUM=/path/to/it). Fails if a probability differs from this library's by 0.00001 or more.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
model=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cli="java -jar $root/mnist-cli-example/target/mnist-cli-example.jar"
$cli export --model "$model" --format onnx --out "$work/model.onnx"
$cli evaluate --json --model "$model" --predictions "$work/ours.csv" > "$work/metrics.json"
gzip -dc "$root/mnist-data/src/main/resources/org/mnist4j/data/mnist/t10k-images-idx3-ubyte.gz" > "$work/images"
cp "$here/check.mjs" "$work"
npm install --silent --no-save --ignore-scripts --prefix "$work" onnxruntime-web@1.30.0 playwright-core@1.65.1
node "$work/check.mjs" "${CHROMIUM:-$(command -v chromium)}" "$work"
