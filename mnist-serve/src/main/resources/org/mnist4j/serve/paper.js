/** The background of a picture, and the ink that stands out from it: Java's Paper, Otsu and SquareFilter. */
import { GreyImage } from './grey-image.js';

const NEAR = 8;
const CLEAN = 1;
const EVEN = 0.7;
const SKEW_REACH = 8;
const OPENING_REACH = 6;
const LEAST_SMOOTHED = 64;
const DARKEST_PAPER = 32;
const LEVELS = 256;

/** A picture's paper: its border's median, whether most of the border is near it, and whether it has no noise. */
export function paperOf(image) {
  const border = image.border().sort();
  const tone = border[Math.floor((border.length - 1) / 2)];
  const share = (distance) =>
    border.filter((value) => Math.abs(Math.fround(value - tone)) <= distance).length / border.length;
  return { tone, even: share(NEAR) >= EVEN, clean: share(CLEAN) >= EVEN };
}

/** Whether a picture shows dark ink on light paper. */
export function isLightPaper(image) {
  const { tone, even } = paperOf(image);
  return even ? tone > otsuThreshold(image) : isSkewedToDark(image);
}

function isSkewedToDark(image) {
  const means = squareMean(image, Math.max(2, Math.floor(image.longer / SKEW_REACH)));
  const cubes = image.values.reduce((sum, value, i) => {
    const deviation = value - means.values[i];
    return sum + deviation * deviation * deviation;
  }, 0);
  return cubes < 0;
}

/** The ink of a picture that is light on dark, from 0 for paper; inverted says whether the ink was dark. */
export function inkOn(image, inverted) {
  const { tone, even, clean } = paperOf(image);
  const smooths = !clean && Math.min(image.height, image.width) >= LEAST_SMOOTHED;
  const smooth = smooths ? squareMean(image, 1) : image;
  if (even) {
    return tone === 0 || smooth.max() <= tone ? smooth : smooth.mapped((value) => Math.max(0, value - tone));
  }
  const paper = opening(smooth, Math.max(1, Math.floor(image.longer / OPENING_REACH))).values;
  return smooth.mapped((value, i) =>
    inverted ? ((value - paper[i]) * 255) / Math.max(DARKEST_PAPER, 255 - paper[i]) : value - paper[i],
  );
}

/** The grey value that separates two classes with the largest variance between them. */
export function otsuThreshold(image) {
  const counts = new Array(LEVELS).fill(0);
  for (const value of image.values) {
    counts[Math.max(0, Math.min(LEVELS - 1, Math.round(value)))]++;
  }
  const pixels = image.values.length;
  const sum = counts.reduce((total, count, level) => total + count * level, 0);
  let [best, first, last, below, sumBelow] = [-1, 0, 0, 0, 0];
  for (let level = 0; level < LEVELS - 1; level++) {
    below += counts[level];
    sumBelow += level * counts[level];
    if (below === 0 || below === pixels) {
      continue;
    }
    const difference = sumBelow / below - (sum - sumBelow) / (pixels - below);
    const between = below * (pixels - below) * difference * difference;
    if (between > best) {
      best = between;
      first = level;
      last = level;
    } else if (between === best) {
      last = level;
    }
  }
  return (first + last + 1) / 2;
}

/** The mean within a reach, in pixels, to each side, as far as that is in the picture. */
function squareMean(image, reach) {
  return bothWays(image, (row) => {
    const sums = [0];
    row.forEach((value, x) => sums.push(sums[x] + value));
    return row.map((_, x) => {
      const from = Math.max(0, x - reach);
      const to = Math.min(row.length, x + reach + 1);
      return (sums[to] - sums[from]) / (to - from);
    });
  });
}

/** The morphological opening: the largest of the smallest values within a reach to each side. */
function opening(image, reach) {
  return squareMax(squareMax(image.inverted(), reach).inverted(), reach);
}

function squareMax(image, reach) {
  return bothWays(image, (row) => {
    const filtered = new Float32Array(row.length);
    const falling = []; // columns of falling values, each the largest from there on
    for (let x = 0, first = 0; x < row.length + reach; x++) {
      if (x < row.length) {
        while (falling.length > first && row[falling.at(-1)] <= row[x]) {
          falling.pop();
        }
        falling.push(x);
      }
      if (x >= reach) {
        first += falling[first] < x - 2 * reach ? 1 : 0;
        filtered[x - reach] = row[falling[first]];
      }
    }
    return filtered;
  });
}

function bothWays(image, filter) {
  return alongRows(alongRows(image, filter).transposed(), filter).transposed();
}

function alongRows(image, filter) {
  const values = new Float32Array(image.values.length);
  for (let at = 0; at < values.length; at += image.width) {
    values.set(filter(image.values.subarray(at, at + image.width)), at);
  }
  return new GreyImage(image.height, image.width, values);
}
