/** A greyscale picture with values from 0 to 255, not rounded between the steps of its preparation: Java's GreyImage. */
import { InkGrid } from './ink-grid.js';

export class GreyImage {
  constructor(height, width, values) {
    this.height = height;
    this.width = width;
    this.values = new Float32Array(values); // [height][width], copied
  }

  /** Ink is 255 and paper 0. */
  static ofInk(ink) {
    return new GreyImage(ink.height, ink.width, ink.cells).mapped((cell) => 255 * cell);
  }

  /** The pixels of at least a threshold. */
  ink(threshold) {
    const cells = new Uint8Array(this.values.length);
    for (let i = 0; i < cells.length; i++) {
      cells[i] = this.values[i] >= threshold ? 1 : 0;
    }
    return new InkGrid(this.height, this.width, cells);
  }

  value(y, x) {
    return this.values[y * this.width + x];
  }

  get longer() {
    return Math.max(this.height, this.width);
  }

  toBytes() {
    return Uint8Array.from(this.values, Math.round);
  }

  max() {
    return this.values.reduce((a, b) => Math.max(a, b), 0);
  }

  /** The values of the outermost rows and columns, each corner once. */
  border() {
    return this.values.filter((_, i) => {
      const x = i % this.width;
      const y = (i - x) / this.width;
      return Math.min(x, y) === 0 || x === this.width - 1 || y === this.height - 1;
    });
  }

  borderMean() {
    const border = this.border();
    return border.reduce((a, b) => a + b, 0) / border.length;
  }

  inverted() {
    return this.mapped((value) => 255 - value);
  }

  /** Maps a range linearly to 0..255 and clamps values outside it. */
  stretched(from, to) {
    return this.mapped((value) => Math.max(0, Math.min(255, ((value - from) * 255) / (to - from))));
  }

  /** Computes each value from the value and its index. */
  mapped(change) {
    return new GreyImage(this.height, this.width, this.values.map(change));
  }

  /** A box, up to but not including the last row and column; pixels that are not kept are 0. */
  cut(top, left, bottom, right, keeps = () => true) {
    const box = new Float32Array((bottom - top) * (right - left));
    for (let y = top, at = 0; y < bottom; y++) {
      for (let x = left; x < right; x++, at++) {
        box[at] = keeps(y, x) ? this.value(y, x) : 0;
      }
    }
    return new GreyImage(bottom - top, right - left, box);
  }

  /** The box around all values of at least a threshold; there must be one. The last row and column are included. */
  box(threshold) {
    let [top, left, bottom, right] = [this.height, this.width, -1, -1];
    this.values.forEach((value, i) => {
      if (value >= threshold) {
        const x = i % this.width;
        const y = (i - x) / this.width;
        top = Math.min(top, y);
        bottom = y;
        left = Math.min(left, x);
        right = Math.max(right, x);
      }
    });
    return { top, left, bottom, right, extent: Math.max(bottom - top, right - left) + 1 };
  }

  croppedTo(threshold) {
    const { top, left, bottom, right } = this.box(threshold);
    return this.cut(top, left, bottom + 1, right + 1);
  }

  /** Scales by area averaging: each new pixel is the mean of the area it covers, including fractions of pixels. */
  scaled(newHeight, newWidth) {
    if (newHeight === this.height && newWidth === this.width) {
      return this;
    }
    return this.#scaledWidth(newWidth).transposed().#scaledWidth(newHeight).transposed();
  }

  #scaledWidth(newWidth) {
    const { height, width, values } = this;
    const scaled = new Float32Array(height * newWidth);
    const step = width / newWidth;
    for (let x = 0; x < newWidth; x++) {
      const from = x * step;
      const to = Math.min(width, (x + 1) * step);
      const last = Math.min(width - 1, Math.ceil(to) - 1);
      for (let y = 0; y < height; y++) {
        let sum = 0;
        for (let source = Math.floor(from); source <= last; source++) {
          const covered = Math.min(to, source + 1) - Math.max(from, source);
          sum += covered * values[y * width + source];
        }
        scaled[y * newWidth + x] = sum / (to - from);
      }
    }
    return new GreyImage(height, newWidth, scaled);
  }

  /** Scales to a larger size by linear interpolation between the centres of the pixels. */
  enlarged(newHeight, newWidth) {
    return this.#enlargedWidth(newWidth).transposed().#enlargedWidth(newHeight).transposed();
  }

  #enlargedWidth(newWidth) {
    const { height, width, values } = this;
    const enlarged = new Float32Array(height * newWidth);
    const step = width / newWidth;
    for (let x = 0; x < newWidth; x++) {
      const at = Math.max(0, Math.min(width - 1, (x + 0.5) * step - 0.5));
      const left = Math.floor(at);
      const right = Math.min(width - 1, left + 1);
      for (let y = 0; y < height; y++) {
        const from = values[y * width + left];
        enlarged[y * newWidth + x] = from + (values[y * width + right] - from) * (at - left);
      }
    }
    return new GreyImage(height, newWidth, enlarged);
  }

  /** This picture on a larger black one. */
  placed(newHeight, newWidth, top, left) {
    const placed = new Float32Array(newHeight * newWidth);
    for (let y = 0; y < this.height; y++) {
      placed.set(this.values.subarray(y * this.width, (y + 1) * this.width), (top + y) * newWidth + left);
    }
    return new GreyImage(newHeight, newWidth, placed);
  }

  /** This picture with black added at each side. */
  padded(edge) {
    return this.placed(this.height + 2 * edge, this.width + 2 * edge, edge, edge);
  }

  transposed() {
    const { height, width, values } = this;
    return new GreyImage(width, height, values.map((_, i) => values[(i % height) * width + Math.floor(i / height)]));
  }

  /** In rows from the top edge; the middle of the first row is at 0.5. */
  centreOfMass() {
    let mass = 0;
    let moment = 0;
    this.values.forEach((value, i) => {
      mass += value;
      moment += value * (Math.floor(i / this.width) + 0.5);
    });
    return moment / mass;
  }
}
