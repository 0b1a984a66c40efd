#!/bin/sh
# Tries the page in headless Chromium: check.sh MODEL.safetensors [FOLDER_FOR_SCREENSHOTS]
# Needs a built command line, Node 20 or newer, npm (it fetches playwright-core), and Chromium (or CHROMIUM=/path/to/it).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
model=$1
shots=${2:-$(mktemp -d)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$shots"
cp "$here/check.mjs" "$here/drawing.mjs" "$work"
npm install --silent --no-save --prefix "$work" playwright-core@1.65.1
node "$work/check.mjs" "${CHROMIUM:-$(command -v chromium)}" "$root/mnist-cli-example/target/mnist-cli-example.jar" "$model" "$shots"
