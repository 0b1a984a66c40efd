/**
 * A network's forward pass for one image. Layers are those of an experiment's JSON, parameters have the order and layout of a
 * model file. Feature maps are [channels][height][width], and a vector is a map of a single position. Sums are in double
 * precision, and what a layer gives is rounded to floats.
 */

const LEAKY_SLOPE = 0.01;

const ACTIVATIONS = {
  relu: (z) => Math.max(0, z),
  leakyRelu: (z) => (z > 0 ? z : LEAKY_SLOPE * z),
  tanh: Math.tanh,
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
  identity: (z) => z,
};

function known(table, name, kind) {
  if (!Object.hasOwn(table, name)) {
    throw new Error(`This page knows no ${kind} "${name}".`);
  }
  return table[name];
}

const activationOf = ({ activation }) => known(ACTIVATIONS, activation, 'activation');

const positions = ({ height, width }) => height * width;

/** The kinds of layers: each takes its settings, its input's shape and its tensors one by one, and gives its output's shape. */
const LAYERS = { conv2d, maxPool2d, avgPool2d, globalAvgPool, batchNorm, flatten, dense, dropout };

function dense(layer, input, take) {
  const inputs = input.channels * positions(input);
  const activation = activationOf(layer);
  const weights = take(layer.units * inputs);
  const bias = take(layer.units);
  const run = (x) =>
    Float32Array.from(bias, (start, unit) => {
      let sum = start;
      for (let i = 0, at = unit * inputs; i < inputs; i++, at++) {
        sum += weights[at] * x[i];
      }
      return activation(sum);
    });
  return { run, shape: { channels: layer.units, height: 1, width: 1 } };
}

/** Outputs along one side, zeros before the first input, and inputs with all zeros that are read. */
function side(inputs, { kernel, stride, padding }) {
  const same = padding === 'same';
  const outputs = same ? Math.ceil(inputs / stride) : Math.floor((inputs - kernel) / stride) + 1;
  const read = (outputs - 1) * stride + kernel;
  const before = same ? Math.floor(Math.max(0, read - inputs) / 2) : 0;
  return { outputs, before, padded: Math.max(read, before + inputs) };
}

function conv2d(layer, input, take) {
  const { filters, kernel, stride } = layer;
  const { channels, height, width } = input;
  const activation = activationOf(layer);
  const weights = take(filters * channels * kernel * kernel);
  const bias = take(filters);
  const down = side(height, layer);
  const across = side(width, layer);
  const padded = new Float32Array(channels * down.padded * across.padded);
  const count = down.outputs * across.outputs;
  const sums = new Float64Array(count);

  const pad = (x) => {
    for (let row = 0; row < channels * height; row++) {
      const y = Math.floor(row / height) * down.padded + down.before + (row % height);
      padded.set(x.subarray(row * width, (row + 1) * width), y * across.padded + across.before);
    }
  };
  const add = (weight, from) => {
    for (let i = 0, at = 0; i < down.outputs; i++) {
      let read = from + i * stride * across.padded;
      for (let j = 0; j < across.outputs; j++, at++, read += stride) {
        sums[at] += weight * padded[read];
      }
    }
  };
  const run = (x) => {
    pad(x);
    const maps = new Float32Array(filters * count);
    for (let f = 0, next = 0; f < filters; f++) {
      sums.fill(bias[f]);
      for (let c = 0; c < channels; c++) {
        for (let k = 0; k < kernel * kernel; k++) {
          const row = c * down.padded + Math.floor(k / kernel);
          add(weights[next++], row * across.padded + (k % kernel));
        }
      }
      for (let p = 0; p < count; p++) {
        maps[f * count + p] = activation(sums[p]);
      }
    }
    return maps;
  };
  return { run, shape: { channels: filters, height: down.outputs, width: across.outputs } };
}

/** Square windows that lie within the map; one number, from the window's numbers, for each. */
function pooling({ window, stride }, { channels, height, width }, start, join, finish) {
  const rows = Math.floor((height - window) / stride) + 1;
  const columns = Math.floor((width - window) / stride) + 1;
  const run = (x) => {
    const maps = new Float32Array(channels * rows * columns);
    for (let at = 0; at < maps.length; at++) {
      const row = Math.floor(at / columns);
      const top = Math.floor(row / rows) * height + (row % rows) * stride;
      const corner = top * width + (at % columns) * stride;
      let value = start;
      for (let k = 0; k < window * window; k++) {
        value = join(value, x[corner + Math.floor(k / window) * width + (k % window)]);
      }
      maps[at] = finish(value);
    }
    return maps;
  };
  return { run, shape: { channels, height: rows, width: columns } };
}

function maxPool2d(layer, input) {
  return pooling(layer, input, -Infinity, Math.max, (largest) => largest);
}

function avgPool2d(layer, input) {
  return pooling(layer, input, 0, (sum, x) => sum + x, (sum) => sum / (layer.window * layer.window));
}

function globalAvgPool(layer, input) {
  const count = positions(input);
  const run = (x) =>
    Float32Array.from({ length: input.channels }, (_, c) => {
      let sum = 0;
      for (let p = c * count; p < (c + 1) * count; p++) {
        sum += x[p];
      }
      return sum / count;
    });
  return { run, shape: { channels: input.channels, height: 1, width: 1 } };
}

function batchNorm(layer, input, take) {
  const activation = activationOf(layer);
  const [gamma, beta, mean, variance] = [1, 2, 3, 4].map(() => take(input.channels));
  const scale = Float64Array.from(gamma, (value, c) => value / Math.sqrt(variance[c] + layer.epsilon));
  const count = positions(input);
  const run = (x) =>
    x.map((value, i) => {
      const c = Math.floor(i / count);
      return activation((value - mean[c]) * scale[c] + beta[c]);
    });
  return { run, shape: input };
}

function flatten(layer, input) {
  return { run: (x) => x, shape: { channels: input.channels * positions(input), height: 1, width: 1 } };
}

/** It has no effect at prediction. */
function dropout(layer, input) {
  return { run: (x) => x, shape: input };
}

/** Pixels 0 to 255, [height][width][channels], to [0, 1]; channels first unless the network takes them as they are. */
function scaled(pixels, { channels, height, width }, asVector) {
  const count = height * width;
  return Float32Array.from(pixels, (_, i) => {
    const at = asVector ? i : (i % count) * channels + Math.floor(i / count);
    return pixels[at] / 255;
  });
}

/** Of logits that are divided by a model's temperature first, 1 if it is not calibrated. */
function softmax(uncalibrated, temperature) {
  const logits = uncalibrated.map((logit) => logit / temperature);
  const max = Math.max(...logits);
  const powers = Array.from(logits, (logit) => Math.exp(logit - max));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}

/**
 * A network as a function from the pixels of an image, [height][width][channels] from 0 to 255, to one probability per class.
 * Throws an error for a layer that this page does not know.
 */
export function network({ input, layers, classes, temperature }, parameters) {
  let used = 0;
  const take = (count) => parameters.subarray(used, (used += count));
  const steps = [];
  let shape = input;
  for (const layer of [...layers, { type: 'dense', units: classes, activation: 'identity' }]) {
    const step = known(LAYERS, layer.type, 'layer')(layer, shape, take);
    steps.push(step.run);
    shape = step.shape;
  }
  if (used !== parameters.length) {
    throw new Error(`The network has ${used} parameters; found ${parameters.length}.`);
  }
  const first = layers.find(({ type }) => type !== 'dropout');
  const asVector = first === undefined || first.type === 'dense' || first.type === 'flatten';
  return (pixels) => softmax(steps.reduce((x, step) => step(x), scaled(pixels, input, asVector)), temperature);
}

/** The mean of several networks' probabilities. */
export function mean(networks) {
  return (pixels) => {
    const each = networks.map((one) => one(pixels));
    return each[0].map((_, k) => each.reduce((sum, probabilities) => sum + probabilities[k], 0) / each.length);
  };
}
