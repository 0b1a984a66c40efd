/** A greyscale picture with values from 0 to 255, not rounded between the steps of its preparation: Java's GreyImage. */
export class GreyImage {
  constructor(height, width, values) {
    this.height = height;
    this.width = width;
    this.values = Float32Array.from(values); // [height][width]
  }

  toBytes() {
    return Uint8Array.from(this.values, Math.round);
  }

  max() {
    return this.values.reduce((a, b) => Math.max(a, b), 0);
  }

  borderMean() {
    const border = this.#border();
    return border.reduce((a, b) => a + b, 0) / border.length;
  }

  /** The median; the lower one for an even number of values. */
  borderMedian() {
    const border = this.#border().sort((a, b) => a - b);
    return border[Math.floor((border.length - 1) / 2)];
  }

  /** The values of the outermost rows and columns, each corner once. */
  #border() {
    return Array.from(this.values).filter((_, i) => {
      const x = i % this.width;
      const y = (i - x) / this.width;
      return Math.min(x, y) === 0 || x === this.width - 1 || y === this.height - 1;
    });
  }

  inverted() {
    return this.#mapped((value) => 255 - value);
  }

  /** Maps a range linearly to 0..255 and clamps values outside it. */
  stretched(from, to) {
    return this.#mapped((value) => Math.max(0, Math.min(255, ((value - from) * 255) / (to - from))));
  }

  #mapped(change) {
    return new GreyImage(this.height, this.width, this.values.map(change));
  }

  /** The bounding box of all values of at least a threshold; there must be one. */
  croppedTo(threshold) {
    let [top, bottom, left, right] = [this.height, -1, this.width, -1];
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
    const rows = [];
    for (let y = top; y <= bottom; y++) {
      rows.push(...this.values.subarray(y * this.width + left, y * this.width + right + 1));
    }
    return new GreyImage(bottom - top + 1, right - left + 1, rows);
  }

  /** Scales by area averaging: each new pixel is the mean of the area it covers, including fractions of pixels. */
  scaled(newHeight, newWidth) {
    if (newHeight === this.height && newWidth === this.width) {
      return this;
    }
    return this.#scaledWidth(newWidth).#transposed().#scaledWidth(newHeight).#transposed();
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

  #transposed() {
    const { height, width, values } = this;
    return new GreyImage(width, height, values.map((_, i) => values[(i % height) * width + Math.floor(i / height)]));
  }

  /** This picture on a larger black one, with its centre of mass in the middle of pixel 14 of 28, or as close as possible. */
  centredByMass(newHeight, newWidth) {
    const top = offset(this.#centreOfMass(), this.height, newHeight);
    const left = offset(this.#transposed().#centreOfMass(), this.width, newWidth);
    const centred = new Float32Array(newHeight * newWidth);
    for (let y = 0; y < this.height; y++) {
      const row = this.values.subarray(y * this.width, (y + 1) * this.width);
      centred.set(row, (top + y) * newWidth + left);
    }
    return new GreyImage(newHeight, newWidth, centred);
  }

  /** How far the centre of mass is from there, in pixels down or across; the mass must not be 0. */
  centreOffset() {
    const down = this.#centreOfMass() - (this.height / 2 + 0.5);
    const across = this.#transposed().#centreOfMass() - (this.width / 2 + 0.5);
    return Math.max(Math.abs(down), Math.abs(across));
  }

  /** In rows from the top edge; the middle of the first row is at 0.5. */
  #centreOfMass() {
    let mass = 0;
    let moment = 0;
    this.values.forEach((value, i) => {
      mass += value;
      moment += value * (Math.floor(i / this.width) + 0.5);
    });
    return moment / mass;
  }
}

function offset(centre, length, newLength) {
  const wanted = Math.round(newLength / 2 + 0.5 - centre);
  return Math.max(0, Math.min(newLength - length, wanted));
}
