/** A grid of cells that are ink (1) or paper (0), with paper beyond it: Java's stroke.Ink. */
export class InkGrid {
  constructor(height, width, cells) {
    this.height = height;
    this.width = width;
    this.cells = cells; // [height][width]
    this.count = cells.reduce((a, b) => a + b, 0);
  }

  at(y, x) {
    return y >= 0 && y < this.height && x >= 0 && x < this.width && this.cells[y * this.width + x] === 1;
  }

  transposed() {
    const { height, width, cells } = this;
    return new InkGrid(width, height, cells.map((_, i) => cells[(i % height) * width + Math.floor(i / height)]));
  }

  /** The squared distance from each cell of ink to the nearest paper, [height][width], 0 on paper. */
  squaredDepths() {
    const wide = this.width + 2; // with a frame of paper, as there is beyond the grid
    const paper = new Uint8Array((this.height + 2) * wide).fill(1);
    for (let y = 0; y < this.height; y++) {
      for (let x = 0; x < this.width; x++) {
        paper[(y + 1) * wide + x + 1] = 1 - this.cells[y * this.width + x];
      }
    }
    const framed = squaredDistances(paper, this.height + 2, wide);
    const depths = new Int32Array(this.cells.length);
    for (let y = 0; y < this.height; y++) {
      const from = (y + 1) * wide + 1;
      depths.set(framed.subarray(from, from + this.width), y * this.width);
    }
    return depths;
  }

  /** Erosion with a disc: the ink that is farther than a radius, in cells, from all paper. */
  eroded(radius) {
    const depths = this.squaredDepths();
    return new InkGrid(this.height, this.width, this.cells.map((cell, i) => (depths[i] > radius * radius ? cell : 0)));
  }

  /** Dilation with a disc: all cells within a radius of ink. */
  dilated(radius) {
    if (this.count === 0) {
      return this;
    }
    const distances = squaredDistances(this.cells, this.height, this.width);
    return new InkGrid(this.height, this.width, this.cells.map((_, i) => (distances[i] <= radius * radius ? 1 : 0)));
  }

  /**
   * The mean width of strokes: in one of width w the distances to its edge are spread evenly from 0 to w / 2, so that four times
   * their mean is the width; 0 without ink.
   */
  strokeWidth() {
    const sum = this.squaredDepths().reduce((total, squared) => total + (squared > 0 ? Math.sqrt(squared) - 0.5 : 0), 0);
    return this.count === 0 ? 0 : (4 * sum) / this.count;
  }
}

/** The squared distance from each cell to the nearest set one, [height][width]; at least one must be set. */
function squaredDistances(set, height, width) {
  const far = height + width; // more than any distance
  const distances = new Int32Array(set.length);
  for (let x = 0; x < width; x++) {
    let last = far;
    for (let y = 0; y < height; y++) {
      last = set[y * width + x] === 1 ? 0 : Math.min(far, last + 1);
      distances[y * width + x] = last;
    }
    for (let y = height - 2; y >= 0; y--) {
      const i = y * width + x;
      distances[i] = Math.min(distances[i], distances[i + width] + 1);
    }
  }
  for (let y = 0; y < height; y++) {
    distanceAlongRow(distances.slice(y * width, (y + 1) * width), distances.subarray(y * width, (y + 1) * width));
  }
  return distances;
}

/** From the distances along columns: the lower envelope of their parabolas. */
function distanceAlongRow(ofColumns, distances) {
  const squared = (x, column) => (x - column) * (x - column) + ofColumns[column] * ofColumns[column];
  const nearest = [0]; // columns whose parabolas form the envelope, from left to right
  const starts = [0]; // where each begins to be the lowest
  for (let u = 1; u < ofColumns.length; u++) {
    while (nearest.length > 0 && squared(starts.at(-1), nearest.at(-1)) > squared(starts.at(-1), u)) {
      nearest.pop();
      starts.pop();
    }
    if (nearest.length === 0) {
      nearest.push(u);
      starts.push(0);
      continue;
    }
    const i = nearest.at(-1);
    const start = 1 + Math.floor((u * u - i * i + ofColumns[u] * ofColumns[u] - ofColumns[i] * ofColumns[i]) / (2 * (u - i)));
    if (start < ofColumns.length) {
      nearest.push(u);
      starts.push(start);
    }
  }
  for (let u = ofColumns.length - 1; u >= 0; u--) {
    distances[u] = squared(u, nearest.at(-1));
    if (u === starts.at(-1)) {
      nearest.pop();
      starts.pop();
    }
  }
}

/** The groups of connected cells, eight neighbours each: their boxes, and for each cell the number of its group from 1, or 0. */
export function groupsOf(ink) {
  const { height, width, cells } = ink;
  const numbers = new Int32Array(cells.length);
  const boxes = [];
  for (let start = 0; start < cells.length; start++) {
    if (cells[start] === 0 || numbers[start] !== 0) {
      continue;
    }
    const box = { top: height, left: width, bottom: -1, right: -1, area: 0 };
    boxes.push(box);
    numbers[start] = boxes.length;
    const waiting = [start];
    while (waiting.length > 0) {
      const at = waiting.pop();
      const column = at % width;
      const row = (at - column) / width;
      box.area++;
      box.top = Math.min(box.top, row);
      box.bottom = Math.max(box.bottom, row);
      box.left = Math.min(box.left, column);
      box.right = Math.max(box.right, column);
      for (let y = row - 1; y <= row + 1; y++) {
        for (let x = column - 1; x <= column + 1; x++) {
          const next = y * width + x;
          if (ink.at(y, x) && numbers[next] === 0) {
            numbers[next] = boxes.length;
            waiting.push(next);
          }
        }
      }
    }
  }
  return { boxes, numbers };
}
