/**
 * A network's parameters from the page's text. Each float's bits are turned by one, so that its first byte is the exponent,
 * which is the part that can be compressed. The first bytes of all floats come first, then the second ones, and so on; all this
 * in zlib's format, and in 85 characters from "(" on, "}" for "<": five for four bytes, the highest digit first.
 */
const FIRST = 40;
const LESS_THAN = 60;
const CLOSING_BRACE = 125;
const BASE = 85;

/** The bytes of a text: five characters for four, without those that fill up the last four. */
export function bytesOf(text, count) {
  const bytes = new Uint8Array((text.length / 5) * 4);
  const view = new DataView(bytes.buffer);
  for (let i = 0, at = 0; at < bytes.length; at += 4) {
    let value = 0;
    for (const end = i + 5; i < end; i++) {
      const code = text.charCodeAt(i);
      value = value * BASE + (code === CLOSING_BRACE ? LESS_THAN : code) - FIRST;
    }
    view.setUint32(at, value);
  }
  return bytes.subarray(0, count);
}

/** Fails if the bytes are damaged, or in a browser from before 2023. */
export async function decompressed(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Floats from their first bytes, their second bytes and so on. */
export function floatsOf(bytes) {
  const count = bytes.length / 4;
  const bits = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const turned = (bytes[i] << 24) | (bytes[count + i] << 16) | (bytes[2 * count + i] << 8) | bytes[3 * count + i];
    bits[i] = (turned >>> 1) | (turned << 31);
  }
  return new Float32Array(bits.buffer);
}
