/** Strokes and the greyscale image that they produce: 0 is paper and 255 is ink. */
export const SIDE = 140;

export class Ink {
  #strokes = [];
  #pixels = new Uint8Array(SIDE * SIDE);

  /** Each has a size and points; all lengths are fractions of the side. */
  get strokes() {
    return this.#strokes;
  }

  get empty() {
    return this.#strokes.length === 0;
  }

  begin(x, y, size) {
    this.#strokes.push({ size, points: [{ x, y }] });
    this.#cover({ x, y }, { x, y }, size);
  }

  extend(x, y) {
    const { size, points } = this.#strokes.at(-1);
    this.#cover(points.at(-1), { x, y }, size);
    points.push({ x, y });
  }

  undo() {
    this.#strokes.pop();
    this.#pixels.fill(0);
    for (const { size, points } of this.#strokes) {
      points.forEach((point, i) => this.#cover(points[Math.max(0, i - 1)], point, size));
    }
  }

  clear() {
    this.#strokes = [];
    this.#pixels.fill(0);
  }

  /** Row by row. The outermost pixels are always paper, so that a filled sheet is not mistaken for an inverted drawing. */
  pixels() {
    return Array.from(this.#pixels, (value, i) => {
      const x = i % SIDE;
      const y = (i - x) / SIDE;
      return Math.min(x, y) === 0 || Math.max(x, y) === SIDE - 1 ? 0 : value;
    });
  }

  /**
   * Fills the area within half a pen's width of a line, with anti-aliased edges. A canvas is not used because some browsers
   * add noise to pixels that a page reads from it.
   */
  #cover(from, to, size) {
    const radius = (size * SIDE) / 2;
    const [ax, ay, bx, by] = [from.x * SIDE, from.y * SIDE, to.x * SIDE, to.y * SIDE];
    const [dx, dy] = [bx - ax, by - ay];
    const squared = dx * dx + dy * dy;
    const reach = radius + 1;
    const left = Math.max(0, Math.floor(Math.min(ax, bx) - reach));
    const right = Math.min(SIDE - 1, Math.ceil(Math.max(ax, bx) + reach));
    const top = Math.max(0, Math.floor(Math.min(ay, by) - reach));
    const bottom = Math.min(SIDE - 1, Math.ceil(Math.max(ay, by) + reach));
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        const [px, py] = [x + 0.5 - ax, y + 0.5 - ay];
        const along = squared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / squared));
        const distance = Math.hypot(px - along * dx, py - along * dy);
        const value = Math.round(255 * Math.min(1, Math.max(0, radius + 0.5 - distance)));
        const at = y * SIDE + x;
        this.#pixels[at] = Math.max(this.#pixels[at], value);
      }
    }
  }
}
