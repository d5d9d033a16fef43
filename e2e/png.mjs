// Small pictures: a screenshot written again with a palette of 256 colours, a third of the bytes. What the npm registry has for this is
// either a compiled program or several times these lines.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

/** The image of a screenshot: 8 bits a channel, RGB or RGBA, not interlaced (PNG specification, 3rd edition, 7 and 9). */
function decoded(png) {
  let header;
  const data = [];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const name = png.toString('latin1', at + 4, at + 8);
    const chunk = png.subarray(at + 8, at + 8 + length);
    if (name === 'IHDR') header = chunk;
    if (name === 'IDAT') data.push(chunk);
    at += 12 + length;
  }
  const [width, height, channels] = [header.readUInt32BE(0), header.readUInt32BE(4), { 2: 3, 6: 4 }[header[9]]];
  if (!channels || header[8] !== 8 || header[12] !== 0) throw new Error('not a PNG as browsers make it');
  const raw = inflateSync(Buffer.concat(data));
  const stride = width * channels;
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const left = x >= channels ? pixels[y * stride + x - channels] : 0;
      const up = y > 0 ? pixels[(y - 1) * stride + x] : 0;
      const corner = x >= channels && y > 0 ? pixels[(y - 1) * stride + x - channels] : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      pixels[y * stride + x] = raw[y * (stride + 1) + 1 + x] + guess;
    }
  }
  return { width, height, channels, pixels };
}

function paeth(left, up, corner) {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** At most 256 colours that stand for all: boxes of the colour space, the widest (weighed by its pixels) halved again and again. */
function palette(counts) {
  const boxes = [{ colours: [...counts.keys()] }];
  const measure = (box) => {
    box.worth = 0;
    for (const shift of [16, 8, 0]) {
      let [low, high, pixels] = [255, 0, 0];
      for (const colour of box.colours) {
        const value = (colour >> shift) & 255;
        low = Math.min(low, value);
        high = Math.max(high, value);
        pixels += counts.get(colour);
      }
      const worth = (high - low) ** 2 * Math.sqrt(pixels);
      if (worth > box.worth) Object.assign(box, { worth, shift, middle: (low + high) / 2 });
    }
  };
  measure(boxes[0]);
  while (boxes.length < 256) {
    boxes.sort((a, b) => b.worth - a.worth);
    const [{ worth, shift, middle, colours }] = boxes;
    if (worth === 0) break;
    const halves = [true, false].map((below) => ({ colours: colours.filter((colour) => ((colour >> shift) & 255) <= middle === below) }));
    halves.forEach(measure);
    boxes.splice(0, 1, ...halves);
  }
  // The most frequent colour of a box stands for it: backgrounds keep theirs to the bit.
  return boxes.map(({ colours }) => ({ colours, stands: colours.reduce((a, b) => (counts.get(b) > counts.get(a) ? b : a)) }));
}

function chunk(name, data) {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}

/** The same picture with at most 256 colours, without transparency. */
export function small(png) {
  const { width, height, channels, pixels } = decoded(png);
  const colourAt = (at) => (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2];
  const counts = new Map();
  for (let at = 0; at < pixels.length; at += channels) counts.set(colourAt(at), (counts.get(colourAt(at)) ?? 0) + 1);
  const boxes = palette(counts);
  const index = new Map(boxes.flatMap(({ colours }, at) => colours.map((colour) => [colour, at])));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = index.get(colourAt((y * width + x) * channels));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(boxes.flatMap(({ stands }) => [stands >> 16, (stands >> 8) & 255, stands & 255]));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
