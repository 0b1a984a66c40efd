/** Prepares a drawing for a model, to the same pixels as Java's DigitImage. */
import { GreyImage } from './grey-image.js';

const MNIST_SIDE = 28;
const BOX = 20;
const INK = 32;
const LEAST_SIDE = 18;
const MOST_SIDE = 22;
const OFF_CENTRE = 0.75;

/**
 * A grey drawing, row by row from 0 to 255, as bytes of the model's shape, [height][width][channels]; null if all its pixels
 * are equal. Only images of 28x28x1 are prepared as MNIST's digits were, others are scaled.
 */
export function prepared(pixels, height, width, shape) {
  if (pixels.every((pixel) => pixel === pixels[0])) {
    return null;
  }
  const grey = new GreyImage(height, width, pixels);
  if (shape.height === MNIST_SIDE && shape.width === MNIST_SIDE && shape.channels === 1) {
    return asMnist(grey).toBytes();
  }
  const plane = grey.scaled(shape.height, shape.width).toBytes();
  return Uint8Array.from({ length: plane.length * shape.channels }, (_, i) => plane[Math.floor(i / shape.channels)]);
}

function asMnist(original) {
  const light = original.borderMean() <= 127 ? original : original.inverted();
  return isFinished(light) ? light : centred(stretched(light));
}

/** Whether the picture has the form of MNIST's images, or of data sets that use more of the 28x28 pixels. */
function isFinished(image) {
  if (image.height !== MNIST_SIDE || image.width !== MNIST_SIDE || image.max() < INK) {
    return false;
  }
  const ink = image.croppedTo(INK);
  const side = Math.max(ink.height, ink.width);
  return side > MOST_SIDE || (side >= LEAST_SIDE && side <= BOX && image.centreOffset() <= OFF_CENTRE);
}

function stretched(image) {
  const brightest = image.max();
  // All ink may be on the border: then there is no darker background to stretch from.
  const background = brightest <= image.borderMedian() ? 0 : image.borderMedian();
  return background === 0 && brightest === 255 ? image : image.stretched(background, brightest);
}

function centred(image) {
  const digit = image.croppedTo(INK);
  const scale = BOX / Math.max(digit.height, digit.width);
  const scaled = digit.scaled(atLeastOne(digit.height * scale), atLeastOne(digit.width * scale));
  return scaled.centredByMass(MNIST_SIDE, MNIST_SIDE);
}

const atLeastOne = (length) => Math.max(1, Math.round(length));
