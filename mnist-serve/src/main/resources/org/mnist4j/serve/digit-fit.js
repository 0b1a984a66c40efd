/** Scales a digit to the training images' extent, with their slant and strokes as thick, and places it: Java's Slant, DigitFit, Placement. */
import { GreyImage } from './grey-image.js';

/** The least difference from the background that is ink, of 0 to 255. */
export const INK = 32;

const CELLS = 8;
const MOST_CELLS_OF_DIGIT = 512;
const BLOB = 1.5;
const HALF = 127.5;
const MOST_SLANT = 2;

const atLeastOne = (length) => Math.max(1, Math.round(length));

/** The digit without anything around it, and not larger than the shape; the threshold is the least value of ink. */
export function fitted(image, threshold, shape, like) {
  const digit = redrawn(like.slant ? slantedLike(image, threshold, like.slant) : image, threshold, like);
  const scale = Math.min(like.extent.median / digit.longer, shape.height / digit.height, shape.width / digit.width);
  return digit.scaled(atLeastOne(digit.height * scale), atLeastOne(digit.width * scale));
}

/** As slanted as the training images: with the slant nearest to its own of those of their middle 80%. */
function slantedLike(image, threshold, { low, high }) {
  const slant = slantOf(image);
  const wanted = Math.max(low, Math.min(high, slant));
  if (wanted === slant || Math.abs(slant) > MOST_SLANT) {
    return image;
  }
  const leaning = sheared(image, wanted - slant);
  return leaning.max() < threshold ? image : leaning;
}

/** Columns to the right per row up: of the line that fits the ink's columns to its rows with the least squares. */
function slantOf({ width, values }) {
  const sum = (moment) =>
    values.reduce((total, ink, i) => (ink < INK ? total : total + moment(ink, Math.floor(i / width), i % width)), 0);
  const mass = sum((ink) => ink);
  const row = sum((ink, y) => ink * y) / mass;
  const column = sum((ink, y, x) => ink * x) / mass;
  const covariance = sum((ink, y, x) => ink * (x - column) * (y - row));
  const variance = sum((ink, y) => ink * (y - row) * (y - row));
  return variance > 0 ? -covariance / variance : 0;
}

/** Moves each row along, about the centre of mass, with linear interpolation; the sheet becomes as wide as that takes. */
function sheared(image, more) {
  const { height, width } = image;
  const centre = image.centreOfMass();
  const top = more * (centre - 0.5);
  const bottom = more * (centre - (height - 0.5));
  const before = Math.ceil(Math.max(0, -Math.min(top, bottom)));
  const newWidth = before + width + Math.ceil(Math.max(0, Math.max(top, bottom))) + 1;
  const values = new Float32Array(height * newWidth);
  for (let y = 0; y < height; y++) {
    const shift = before + more * (centre - (y + 0.5));
    const whole = Math.trunc(shift);
    for (let x = 0; x <= width; x++) {
      const here = x < width ? image.value(y, x) : 0;
      const left = x > 0 ? image.value(y, x - 1) : 0;
      if (here !== 0 || left !== 0) {
        values[y * newWidth + whole + x] = here + (left - here) * (shift - whole);
      }
    }
  }
  return new GreyImage(height, newWidth, values);
}

function measured(image, threshold, extent) {
  const core = image.croppedTo(threshold);
  const cells = Math.floor(Math.max(1, Math.min(CELLS, MOST_CELLS_OF_DIGIT / extent)));
  const scale = (cells * extent) / core.longer; // cells per pixel of the picture
  return { core, cells, scale, strokeWidth: inCells(core, threshold, scale, 0).strokeWidth() / cells };
}

/** The mean width of the strokes of an image whose lightest value is 255, in its pixels. */
export function strokeWidthOf(image) {
  return measured(image, HALF, image.box(HALF).extent).strokeWidth;
}

function redrawn(image, threshold, like) {
  const original = image.croppedTo(Math.min(threshold, INK));
  const extent = like.extent.median;
  const { core, cells, scale, strokeWidth } = measured(image, threshold, extent);
  const wanted = Math.max(like.strokeWidth.low, Math.min(like.strokeWidth.high, strokeWidth));
  if (wanted === strokeWidth || extent < BLOB * Math.max(wanted, strokeWidth)) {
    return original;
  }
  const thick = (strokeWidth * cells) / scale; // in the picture's pixels
  // The extent grows and shrinks with the strokes.
  const fitting = (cells * (extent - wanted)) / (core.longer - thick);
  const cellsPerPixel = Math.max(scale / 2, Math.min(2 * scale, fitting));
  const radius = (wanted * cells - thick * cellsPerPixel) / 2;
  const ink = inCells(core, threshold, cellsPerPixel, Math.ceil(Math.max(0, radius)) + 1);
  const thicker = radius > 0 ? ink.dilated(radius) : ink.eroded(-radius);
  return thicker.count === 0 ? original : GreyImage.ofInk(thicker).croppedTo(HALF);
}

/** The ink in cells, with paper around it. */
function inCells(core, threshold, cellsPerPixel, edge) {
  const sheet = core.padded(1);
  const height = atLeastOne(sheet.height * cellsPerPixel);
  const width = atLeastOne(sheet.width * cellsPerPixel);
  const fine = cellsPerPixel >= 1 ? sheet.enlarged(height, width) : sheet.scaled(height, width);
  return fine.padded(edge).ink(threshold);
}

/** The ink, which is not larger than the shape, where that of the training images is, to whole pixels and within the edges. */
export function placed(ink, shape, like) {
  const top = offset(rowOf(ink, like), ink.height, shape.height, like.down);
  const left = offset(rowOf(ink.transposed(), like), ink.width, shape.width, like.across);
  return ink.placed(shape.height, shape.width, top, left);
}

/** The larger of the vertical and the horizontal distance of an image's ink, in pixels, from where it should be. */
export function misplacement(image, like) {
  const down = rowOf(image, like) - image.height / 2 - like.down;
  const across = rowOf(image.transposed(), like) - image.width / 2 - like.across;
  return Math.max(Math.abs(down), Math.abs(across));
}

function rowOf(image, { centring }) {
  if (centring === 'mass') {
    return image.centreOfMass();
  }
  const { top, bottom } = image.box(INK);
  return (top + bottom + 1) / 2;
}

function offset(centre, length, newLength, past) {
  const wanted = Math.round(newLength / 2 + past - centre);
  return Math.max(0, Math.min(newLength - length, wanted));
}
