/** The predictor of the page without a server: the model in the page itself. */
import { mean, network } from './network.js';
import { prepared } from './digit-image.js';
import { bytesOf, decompressed, floatsOf } from './weights.js';

const text = (id) => document.getElementById(id).textContent;
let about;
let probabilitiesOf;

async function parametersOf({ bytes }, index) {
  try {
    return floatsOf(await decompressed(bytesOf(text(`parameters-${index}`), bytes)));
  } catch {
    throw new Error('The model in this page cannot be read: the file is damaged, or the browser is older than 2023.');
  }
}

/** The model's name, input, classNames, parameters, and facts to show. */
export async function describe() {
  about = JSON.parse(text('model'));
  const { input, classNames, members } = about;
  const networks = [];
  for (const [index, member] of members.entries()) {
    networks.push(network({ input, classes: classNames.length, ...member }, await parametersOf(member, index)));
  }
  probabilitiesOf = mean(networks);
  return about;
}

/** One probability per class for an image of the model's shape, [height][width][channels] from 0 to 255. */
function classify(pixels) {
  const probabilities = probabilitiesOf(pixels);
  if (probabilities.some(Number.isNaN)) {
    throw new Error("The model's outputs overflow a float: its weights are too large.");
  }
  return probabilities;
}

/** Predicts a grey drawing, row by row from 0 to 255; the answer is that of a server's POST /predict. */
export async function predict(width, height, pixels) {
  const preview = prepared(pixels, height, width, about.input, about.ink);
  if (preview === null) {
    return { empty: true };
  }
  const probabilities = classify(preview);
  const label = probabilities.indexOf(Math.max(...probabilities));
  const sure = about.threshold === undefined ? {} : { sure: probabilities[label] >= about.threshold };
  return { empty: false, label, className: about.classNames[label], ...sure, probabilities, preview };
}

/** For programs that drive the page: both take and give plain arrays. */
globalThis.mnist4j = {
  classify: (pixels) => Array.from(classify(pixels)),
  prepare: (width, height, pixels) => Array.from(prepared(pixels, height, width, about.input, about.ink) ?? []),
};
