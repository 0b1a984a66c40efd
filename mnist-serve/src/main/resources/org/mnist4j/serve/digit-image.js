/** Prepares a drawing like a model's training images, to the same pixels as Java's DigitImage. */
import { cleanInk } from './clean-ink.js';
import { fitted, INK, misplacement, placed, strokeWidthOf } from './digit-fit.js';
import { GreyImage } from './grey-image.js';
import { singleMark } from './marks.js';
import { paperOf } from './paper.js';

const BLACK_ENOUGH = 8;
const LARGER = 1;
const SMALLER = 2;
const PLACE_MARGIN = 0.25;
const STROKE_MARGIN = 2;

/**
 * A grey drawing, row by row from 0 to 255, as bytes of the model's shape, [height][width][channels]; null if all its pixels
 * are equal. What the ink of the model's training images is like decides how.
 */
export function prepared(pixels, height, width, shape, like) {
  if (pixels.every((pixel) => pixel === pixels[0])) {
    return null;
  }
  const grey = new GreyImage(height, width, pixels);
  const image = shape.channels > 1 || !like.strokes ? onlyScaled(grey, shape, like) : asDigit(grey, shape, like);
  const plane = image.toBytes();
  return Uint8Array.from({ length: plane.length * shape.channels }, (_, i) => plane[Math.floor(i / shape.channels)]);
}

const isLightBorder = (image) => image.borderMean() > 127;

/** Inverted if its border is not what that of the training images is, where that is known. */
function withBorderOf(image, { background }) {
  const same = background === 'varied' || isLightBorder(image) === (background === 'light');
  return same ? image : image.inverted();
}

function onlyScaled(image, shape, like) {
  return withBorderOf(image, like).scaled(shape.height, shape.width);
}

function asDigit(picture, shape, like) {
  if (isAlike(picture, shape, like)) {
    return withBorderOf(picture, like);
  }
  const { image: ink, threshold } = cleanInk(picture);
  const digit = fitted(singleMark(ink, threshold), threshold, shape, like);
  const image = placed(digit, shape, like);
  return like.background === 'light' ? image.inverted() : image;
}

/** Whether a picture looks like the training images already, or would if it were inverted. */
function isAlike(picture, shape, like) {
  if (picture.height !== shape.height || picture.width !== shape.width) {
    return false;
  }
  const light = isLightBorder(picture) ? picture.inverted() : picture;
  const { tone, even } = paperOf(light);
  const most = light.max();
  if (most < INK || !even || tone > BLACK_ENOUGH) {
    return false;
  }
  const { extent } = light.box(INK);
  if (
    extent < like.extent.least - SMALLER ||
    extent > like.extent.most + LARGER ||
    misplacement(light, like) > like.offCentre + PLACE_MARGIN
  ) {
    return false;
  }
  const strokeWidth = strokeWidthOf(light.stretched(0, most));
  return strokeWidth >= like.strokeWidth.least / STROKE_MARGIN && strokeWidth <= like.strokeWidth.most * STROKE_MARGIN;
}
