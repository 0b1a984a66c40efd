/** Finds the ink of a picture: strokes, light on black, with nothing else. Java's CleanInk, with ScanFrame, RuledLines, Specks. */
import { GreyImage } from './grey-image.js';
import { groupsOf, InkGrid } from './ink-grid.js';
import { inkOn, isLightPaper, otsuThreshold } from './paper.js';

const MOST_SIDE = 512;
const NOISE = 6;
const MOST_THRESHOLD = 192;
const SOFT_EDGE = 16;

const FRAME = { tone: 0.95, paper: 0.75, depth: 4, soft: 200, leastSide: 8 };
const LINE = { covered: 0.85, drift: 16, thick: 0.03, higher: 3, leastSide: 48 };
const SPECK = { short: 8, small: 0.03, near: 0.1, main: 0.25 };

/** The ink with its soft edge on black, and the least value of ink; there is at least one pixel with it. */
export function cleanInk(picture) {
  const sheet = withoutFrame(reduced(picture));
  const inverted = isLightPaper(sheet);
  const ink = inkOf(inverted ? sheet.inverted() : sheet, inverted);
  const threshold = Math.max(otsuThreshold(ink), noise(ink));
  const all = ink.ink(threshold);
  const kept = withoutSpecks(withoutLines(all));
  const { top, bottom } = GreyImage.ofInk(kept).box(1);
  const near = kept.dilated(Math.max(1, Math.floor((bottom - top + 1) / SOFT_EDGE)));
  const alone = ink.mapped((value, i) => ((all.cells[i] === 1 ? kept : near).cells[i] === 1 ? value : 0));
  const values = alone.values.filter((_, i) => kept.cells[i] === 1).sort();
  const white = values[Math.floor(values.length / 2)];
  return { image: alone.stretched(0, white), threshold: (threshold * 255) / white };
}

/** The ink, with the lightest at 255. */
function inkOf(light, inverted) {
  const ink = inkOn(light, inverted);
  const most = ink.max();
  if (most > 0) {
    return most === 255 ? ink : ink.stretched(0, most);
  }
  // Nothing stands out from the background, such as of a smooth slope from dark to light.
  const sorted = light.values.slice().sort();
  const [least, lightest] = [sorted[0], sorted[sorted.length - 1]];
  return lightest > least ? light.stretched(least, lightest) : light.mapped(() => 255);
}

function reduced(picture) {
  if (picture.longer <= MOST_SIDE) {
    return picture;
  }
  const scale = MOST_SIDE / picture.longer;
  return picture.scaled(
    Math.max(1, Math.round(picture.height * scale)),
    Math.max(1, Math.round(picture.width * scale)),
  );
}

/** A value that the noise of the paper does not reach. */
function noise(ink) {
  const sorted = ink.values.slice().sort();
  const median = sorted[Math.floor(sorted.length / 2)];
  const quartile = sorted[Math.floor(sorted.length / 4) * 3];
  return Math.min(MOST_THRESHOLD, median + NOISE * (quartile - median));
}

/* The black edge of a scan, or the white margin of a screenshot */

function withoutFrame(image) {
  if (Math.min(image.height, image.width) < FRAME.leastSide) {
    return image;
  }
  const threshold = otsuThreshold(image);
  for (const light of [false, true]) {
    const rest = insideFrame(image, (y, x) => image.value(y, x) > threshold === light);
    if (rest !== null) {
      return image.cut(...rest);
    }
  }
  return image;
}

/** The box inside rows and columns of one tone, or null if they are no frame. */
function insideFrame(image, hasTone) {
  const { height, width } = image;
  const share = (fromRow, fromColumn, toRow, toColumn) => {
    let count = 0;
    for (let y = fromRow; y < toRow; y++) {
      for (let x = fromColumn; x < toColumn; x++) {
        count += hasTone(y, x) ? 1 : 0;
      }
    }
    return count / ((toRow - fromRow) * (toColumn - fromColumn));
  };
  const rows = Math.floor(height / FRAME.depth);
  const columns = Math.floor(width / FRAME.depth);
  let [top, left, bottom, right] = [0, 0, height, width];
  for (let twice = 0; twice < 2; twice++) { // the ends of a row belong to the frame at the sides, which is known only then
    while (top < rows && share(top, left, top + 1, right) >= FRAME.tone) {
      top++;
    }
    while (height - bottom < rows && share(bottom - 1, left, bottom, right) >= FRAME.tone) {
      bottom--;
    }
    while (left < columns && share(top, left, bottom, left + 1) >= FRAME.tone) {
      left++;
    }
    while (width - right < columns && share(top, right - 1, bottom, right) >= FRAME.tone) {
      right--;
    }
  }
  if (bottom - top === height && right - left === width) {
    return null;
  }
  const soft = Math.max(1, Math.floor(image.longer / FRAME.soft));
  top += top > 0 ? soft : 0;
  left += left > 0 ? soft : 0;
  bottom -= bottom < height ? soft : 0;
  right -= right < width ? soft : 0;
  const most = 1 - FRAME.paper;
  const isFrame =
    share(top, left, top + 1, right) <= most &&
    share(bottom - 1, left, bottom, right) <= most &&
    share(top, left, bottom, left + 1) <= most &&
    share(top, right - 1, bottom, right) <= most &&
    share(top, left, bottom, right) > 0;
  return isFrame ? [top, left, bottom, right] : null;
}

/* The lines of ruled and squared paper */

function withoutLines(ink) {
  if (Math.min(ink.height, ink.width) < LINE.leastSide) {
    return ink;
  }
  return withoutLinesAcross(withoutLinesAcross(ink).transposed()).transposed();
}

function withoutLinesAcross(ink) {
  const { height, width } = ink;
  const reaches = (x) => ink.cells.some((cell, i) => cell === 1 && i % width === x);
  if (!reaches(0) || !reaches(width - 1)) {
    return ink;
  }
  const drift = driftOf(ink);
  const covered = coveredAt(ink, drift, 1);
  const cells = ink.cells.slice();
  const highest = Math.ceil(LINE.thick * height) + 2;
  let [count, thickest] = [0, 0];
  for (let y = 0; y < height; y++) {
    const from = y;
    while (y < height && covered[y] >= LINE.covered * width) {
      y++;
    }
    if (y > from && y - from <= highest) {
      const thick = Math.max(1, y + 1 - (from - 1) - 4); // the rows beside a line are covered too
      count++;
      thickest = Math.max(thickest, thick);
      eraseLine(ink, cells, from - 1, y + 1, drift, thick);
    }
  }
  const rest = new InkGrid(height, width, cells);
  const sure = count > 1 || (count === 1 && 2 * thickest < rest.strokeWidth());
  return sure && rest.count > 0 ? rest : ink;
}

const lineShift = (x, drift, width) => Math.floor(((2 * x - width) * drift + width) / (2 * width));

/** The drift over the whole width for which the ink is in the fewest lines: the sum of the squares of its amounts is largest. */
function driftOf(ink) {
  const most = Math.floor(ink.width / LINE.drift);
  let [best, largest] = [0, 0];
  for (let drift = -most; drift <= most; drift++) {
    const sum = coveredAt(ink, drift, 0).reduce((total, count) => total + count * count, 0);
    if (sum > largest) {
      [best, largest] = [drift, sum];
    }
  }
  return best;
}

/** The number of columns that have ink at a line, or beside it within reach, for lines by the row of their middle. */
function coveredAt(ink, drift, reach) {
  const covered = new Array(ink.height).fill(0);
  for (let x = 0; x < ink.width; x++) {
    const shift = lineShift(x, drift, ink.width);
    for (let y = 0; y < ink.height; y++) {
      let hit = false;
      for (let row = y + shift - reach; row <= y + shift + reach; row++) {
        hit ||= ink.at(row, x);
      }
      covered[y] += hit ? 1 : 0;
    }
  }
  return covered;
}

/** Removes a line's ink, but not where a stroke crosses it. */
function eraseLine(ink, cells, from, to, drift, thick) {
  for (let x = 0; x < ink.width; x++) {
    const shift = lineShift(x, drift, ink.width);
    for (let y = Math.max(0, from + shift); y < Math.min(ink.height, to + shift); y++) {
      if (ink.at(y, x) && runOfInk(ink, y, x) < thick + LINE.higher) {
        cells[y * ink.width + x] = 0;
      }
    }
  }
}

/** The number of pixels of ink in a column around one of them. */
function runOfInk(ink, y, x) {
  let [top, bottom] = [y, y];
  while (ink.at(top - 1, x)) {
    top--;
  }
  while (ink.at(bottom + 1, x)) {
    bottom++;
  }
  return bottom - top + 1;
}

/* Specks, and what reaches into the picture from outside */

function withoutSpecks(ink) {
  const { boxes, numbers } = groupsOf(ink);
  if (boxes.length < 2) {
    return ink;
  }
  const side = ({ top, left, bottom, right }) => Math.max(bottom - top, right - left) + 1;
  const touches = ({ top, left, bottom, right }) =>
    top === 0 || left === 0 || bottom === ink.height - 1 || right === ink.width - 1;
  const distance = (a, b) =>
    Math.max(0, Math.max(b.left - a.right, a.left - b.right) - 1, Math.max(b.top - a.bottom, a.top - b.bottom) - 1);
  const larger = (a, b) => (a === undefined || b.area > a.area ? b : a);

  const largest = boxes.reduce(larger);
  const inner = boxes.filter((box) => !touches(box)).reduce(larger, undefined);
  const main = inner !== undefined && inner.area >= SPECK.main * largest.area ? inner : largest;
  const kept = boxes.map((box) => {
    const speck = side(box) * SPECK.short < side(main) && box.area < SPECK.small * main.area;
    const outside = touches(box) && !touches(main) && distance(box, main) > SPECK.near * side(main);
    return box === main || (!speck && !outside);
  });
  return new InkGrid(ink.height, ink.width, ink.cells.map((cell, i) => (cell === 1 && kept[numbers[i] - 1] ? 1 : 0)));
}
