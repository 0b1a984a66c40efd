// The page gets the exported model and the test images from this process, and gives the probabilities back.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [browserPath, folder] = process.argv.slice(2);
const BATCH = 100;
const types = { mjs: "text/javascript", wasm: "application/wasm" };
const server = createServer((request, response) => {
  if (request.url === "/") {
    response.setHeader("Content-Type", "text/html").end("<!doctype html><title>check</title>");
    return;
  }
  const name = request.url.slice(1);
  const file = name.includes("/") || name.startsWith(".") ? null
    : name.startsWith("ort") ? join(folder, "node_modules/onnxruntime-web/dist", name) : join(folder, name);
  try {
    response.setHeader("Content-Type", types[name.split(".").pop()] ?? "application/octet-stream");
    response.end(readFileSync(file));
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
try {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const found = await page.evaluate(async (batch) => {
    const ort = await import("/ort.wasm.min.mjs");
    ort.env.wasm.numThreads = 1;
    const session = await ort.InferenceSession.create("/model.onnx");
    const pixels = new Uint8Array(await (await fetch("/images")).arrayBuffer()).subarray(16);
    const all = [];
    for (let i = 0; i < 10000; i += batch) {
      const part = pixels.slice(i * 784, (i + batch) * 784);
      const result = await session.run({ image: new ort.Tensor("uint8", part, [batch, 1, 28, 28]) });
      all.push(...result.probabilities.data);
    }
    return all;
  }, BATCH);
  const rows = readFileSync(join(folder, "ours.csv"), "utf8").trim().split("\n");
  const columns = rows[0].split(",");
  const first = columns.indexOf("p0");
  let largest = 0;
  rows.slice(1).forEach((row, i) => {
    const ours = row.split(",").slice(first).map(Number);
    ours.forEach((value, c) => (largest = Math.max(largest, Math.abs(value - found[i * ours.length + c]))));
  });
  console.log(`${await browser.version()}: ${rows.length - 1} images, largest difference ${largest.toExponential(1)}`);
  process.exitCode = found.length === (rows.length - 1) * (columns.length - first) && largest < 1e-5 ? 0 : 1;
} finally {
  await browser.close();
  server.close();
}
