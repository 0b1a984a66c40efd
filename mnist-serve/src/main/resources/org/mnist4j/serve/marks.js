/** The separate marks of a picture, such as the digits of a number: Java's Marks. */
import { groupsOf, InkGrid } from './ink-grid.js';

const MOST_CELLS = 512;
const LEAST_HEIGHT = 0.5;
const LEAST_GAP = 0.08;
const LEAST_ROW_GAP = 0.25;

const heightOf = ({ top, bottom }) => bottom - top + 1;
const columnsBetween = (a, b) => Math.max(b.left - a.right, a.left - b.right) - 1;
const rowsBetween = (a, b) => Math.max(b.top - a.bottom, a.top - b.bottom) - 1;
const highestOf = (boxes) => Math.max(0, ...boxes.map(heightOf));
const gapOf = (highest, part) => Math.max(1, Math.ceil(highest * part));

function distanceOf(a, b) {
  const columns = Math.max(0, columnsBetween(a, b));
  const rows = Math.max(0, rowsBetween(a, b));
  return Math.sqrt(columns * columns + rows * rows);
}

/** The picture itself if it has several marks, or else its one mark alone, with an edge around it. */
export function singleMark(image, threshold) {
  const cell = Math.max(1, Math.ceil(image.longer / MOST_CELLS));
  const height = Math.ceil(image.height / cell);
  const width = Math.ceil(image.width / cell);
  const cells = new Uint8Array(height * width);
  const cellOf = (y, x) => Math.floor(y / cell) * width + Math.floor(x / cell);
  image.values.forEach((value, i) => {
    if (value >= threshold) {
      const x = i % image.width;
      cells[cellOf((i - x) / image.width, x)] = 1;
    }
  });
  const { boxes, numbers } = groupsOf(new InkGrid(height, width, cells));
  const marks = marksOf(boxes.map((box, k) => ({ ...box, groups: [k + 1] })));
  if (marks.length !== 1) {
    return image;
  }
  const [mark] = marks;
  const edge = gapOf(heightOf(mark), LEAST_GAP);
  return image.cut(
    Math.max(0, (mark.top - edge) * cell),
    Math.max(0, (mark.left - edge) * cell),
    Math.min(image.height, (mark.bottom + edge + 1) * cell),
    Math.min(image.width, (mark.right + edge + 1) * cell),
    (y, x) => {
      const group = numbers[cellOf(y, x)];
      return group === 0 || mark.groups.includes(group);
    },
  );
}

function marksOf(groups) {
  const highest = highestOf(groups);
  const isHigh = (group) => heightOf(group) >= LEAST_HEIGHT * highest;
  const marks = groups.filter(isHigh);
  const small = groups.filter((group) => !isHigh(group));
  const columns = gapOf(highest, LEAST_GAP);
  const rows = gapOf(highest, LEAST_ROW_GAP);
  while (joinTwo(marks, columns, rows)) {
    // Until all are apart: a joined mark may touch others.
  }
  // All are assigned before a mark grows, so that their order does not matter.
  const nearest = small.map((group) =>
    marks.reduce((best, mark) => (distanceOf(mark, group) < distanceOf(best, group) ? mark : best)),
  );
  const near = small.map((group, i) => distanceOf(nearest[i], group) < rows);
  small.forEach((group, i) => near[i] && join(nearest[i], group));
  return marks;
}

function joinTwo(marks, columns, rows) {
  for (let i = 0; i < marks.length; i++) {
    for (let j = i + 1; j < marks.length; j++) {
      if (columnsBetween(marks[i], marks[j]) < columns && rowsBetween(marks[i], marks[j]) < rows) {
        join(marks[i], marks[j]);
        marks.splice(j, 1);
        return true;
      }
    }
  }
  return false;
}

function join(mark, other) {
  mark.groups.push(...other.groups);
  mark.top = Math.min(mark.top, other.top);
  mark.left = Math.min(mark.left, other.left);
  mark.bottom = Math.max(mark.bottom, other.bottom);
  mark.right = Math.max(mark.right, other.right);
}
