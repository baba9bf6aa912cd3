// The face's label in a browser: 68 landmarks -> 15 channels, the same bytes as `fastvid2vid.data.face.encode_face`.
//
// Every step is one of Python's, by the same name: the forehead, the curves, their distance maps, the parts that hide the
// background's edges, the resize. Which points make a curve comes from Python (`shape`), so it is written down once.
// No page is needed: a worker imports this module, and so do the tests.

export const FAR = 255;  // of a distance map; an edge is 255, too

// The 15 points above the brows: the jaw mirrored at the ears' line, at two thirds of its height.
export function withForehead(points) {  // [68][x, y] -> [83][x, y]
  const jaw = points.slice(0, 17).map(([x, y]) => [Math.trunc(x), Math.trunc(y)]);
  const base = (jaw[0][1] + jaw[16][1]) / 2;
  const top = jaw.slice(1, 16).reverse();
  return [...points, ...top.map(([x, y]) => [x, Math.trunc(base + Math.floor((base - y) * 2 / 3))])];
}

const quotient = (a, b) => (b === 0 ? 0 : a / b);

// Pixels of the parabola (or line, where the last two points are the same) through three points.
export function curve(three) {  // [3][x, y] -> [[x, y], ...]
  const reach = (k) => Math.max(Math.abs(three[1][k] - three[0][k]), Math.abs(three[2][k] - three[1][k]));
  const swap = reach(0) < reach(1);
  const x = three.map((p) => p[swap ? 1 : 0]);
  const y = three.map((p) => p[swap ? 0 : 1]);
  const slope = quotient(y[1] - y[0], x[1] - x[0]);
  const isParabola = x[1] !== x[2] || y[1] !== y[2];
  const bend = isParabola ? quotient(quotient(y[2] - y[1], x[2] - x[1]) - slope, x[2] - x[0]) : 0;
  if (Math.abs(bend) > 1) return [];  // too steep
  const low = Math.min(x[0], x[2]);
  const high = Math.max(x[0], x[2]);
  const count = Math.trunc(high - low);
  const start = Math.trunc(low);
  const stop = Math.trunc(high);
  const step = (stop - start) / Math.max(count - 1, 1);
  const pixels = [];
  for (let i = 0; i < count; i += 1) {
    const at = count > 1 && i === count - 1 ? stop : i * step + start;
    const across = Math.trunc(y[0] + (at - x[0]) * (slope + (at - x[1]) * bend));
    pixels.push(swap ? [across, Math.trunc(at)] : [Math.trunc(at), across]);
  }
  return pixels;
}

// All curves, two pixels thick: one list of pixels for each.
export function strokes(points, shape, height, width) {  // [83][x, y] -> [curves][[x, y], ...]
  const inside = (v, size) => Math.min(Math.max(v, 0), size - 1);
  const lines = Array.from({length: shape.curves}, () => []);
  shape.segments.forEach((segment, i) => {
    for (const [x, y] of curve(segment.map((k) => points[k]))) {
      for (const [dx, dy] of [[-1, -1], [-1, 0], [0, -1], [0, 0]]) {
        lines[shape.owner[i]].push([inside(x + dx, width), inside(y + dy, height)]);
      }
    }
  });
  return lines;
}

// The part of the frame that holds the box and every pixel.
export function canvasAround(lines, [x0, y0, x1, y1]) {
  const box = [x0, y0, x1, y1];
  for (const [x, y] of lines.flat()) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x + 1);
    box[3] = Math.max(box[3], y + 1);
  }
  return box;
}

// A third of the city-block distance to the pixels, at most 255; 255 everywhere where there are none.
export function distanceMap(pixels, [x0, y0, x1, y1]) {
  const w = x1 - x0;
  const h = y1 - y0;
  const far = 4 * FAR;
  const d = new Int32Array(w * h).fill(far);
  for (const [x, y] of pixels) d[(y - y0) * w + x - x0] = 0;
  for (let y = 0, i = 0; y < h; y += 1) {
    for (let x = 0, near = far; x < w; x += 1, i += 1) {
      near = Math.min(near + 1, d[i], y ? d[i - w] + 1 : far);
      d[i] = near;
    }
  }
  for (let y = h - 1, i = w * h - 1; y >= 0; y -= 1) {
    for (let x = w - 1, near = far; x >= 0; x -= 1, i -= 1) {
      near = Math.min(near + 1, d[i], y < h - 1 ? d[i + w] + 1 : far);
      d[i] = near;
    }
  }
  const out = new Uint8Array(w * h);
  for (let i = 0; i < out.length; i += 1) out[i] = Math.min(d[i] / 3, FAR);
  return out;
}

// Bresenham's line between two points, from left to right, as OpenCV walks it.
function drawLine(mask, w, h, a, b) {
  let [[x, y], [endX, endY]] = a[0] <= b[0] ? [a, b] : [b, a];
  const dx = endX - x;
  const dy = Math.abs(endY - y);
  const down = endY < y ? -1 : 1;
  const long = Math.max(dx, dy);
  const short = Math.min(dx, dy);
  let error = long - 2 * short;
  for (let i = 0; i <= long; i += 1) {
    if (x >= 0 && x < w && y >= 0 && y < h) mask[y * w + x] = 1;
    const both = error < 0;
    error += both ? 2 * long - 2 * short : -2 * short;
    if (dx >= dy || both) x += 1;
    if (dy > dx || both) y += down;
  }
}

const ONE = 2 ** 16;  // OpenCV counts crossings in parts of a pixel

// A closed outline, its border included: pairs of crossings of each row.
export function fillOutline(mask, w, h, outline) {
  const sides = outline.map((p, i) => [outline[(i + outline.length - 1) % outline.length], p]);
  for (const [a, b] of sides) drawLine(mask, w, h, a, b);
  const slanted = sides.filter(([a, b]) => a[1] !== b[1]).map(([a, b]) => (a[1] < b[1] ? [a, b] : [b, a]));
  for (let y = 0; y < h; y += 1) {
    const crossed = slanted.filter(([a, b]) => a[1] <= y && y < b[1]);
    const xs = crossed.map(([a, b]) => a[0] * ONE + (y - a[1]) * Math.trunc((b[0] - a[0]) * ONE / (b[1] - a[1])));
    xs.sort((p, q) => p - q);
    for (let i = 0; i + 1 < xs.length; i += 2) {
      const end = Math.min(Math.floor(xs[i + 1] / ONE), w - 1);
      for (let x = Math.max(Math.ceil(xs[i] / ONE), 0); x <= end; x += 1) mask[y * w + x] = 1;
    }
  }
}

// Whole weights of one side of torch's antialiased bilinear resize of bytes.
function resizeWeights(from, to) {
  const scale = from / to;
  const reach = Math.max(scale, 1);
  const rows = [];
  let largest = 0;
  for (let i = 0; i < to; i += 1) {
    const centre = scale * (i + 0.5);
    const first = Math.max(Math.trunc(centre - reach + 0.5), 0);
    const last = Math.min(Math.trunc(centre + reach + 0.5), from);
    const weights = [];
    for (let j = first; j < last; j += 1) weights.push(Math.max(1 - Math.abs((j - centre + 0.5) / reach), 0));
    const total = weights.reduce((a, b) => a + b, 0);
    rows.push({first, weights: weights.map((v) => v / total)});
    largest = Math.max(largest, ...rows[i].weights);
  }
  let bits = 0;
  while (bits < 22 && Math.trunc(0.5 + largest * 2 ** (bits + 1)) < 2 ** 15) bits += 1;
  const taps = Math.max(...rows.map((row) => row.weights.length));
  const first = Int32Array.from(rows, (row) => Math.max(Math.min(row.first, from - taps), 0));
  const weights = new Int32Array(to * taps);
  rows.forEach((row, i) => row.weights.forEach((v, j) => {
    weights[i * taps + row.first - first[i] + j] = Math.trunc(0.5 + v * 2 ** bits);
  }));
  return {bits, taps, first, weights};
}

const tables = new Map();
function weightsFor(from, to) {
  const key = `${from} ${to}`;
  if (!tables.has(key)) tables.set(key, resizeWeights(from, to));
  return tables.get(key);
}

// Along one axis: `n` lines, whose pixels lie `step` apart; a line begins `line` after the one before.
function resizeAxis(bytes, n, from, to, step, line, out, outStep, outLine) {
  const {bits, taps, first, weights} = weightsFor(from, to);
  const half = 1 << (bits - 1);
  for (let i = 0; i < to; i += 1) {
    for (let k = 0; k < n; k += 1) {
      let at = k * line + first[i] * step;
      let sum = half;
      for (let j = i * taps; j < (i + 1) * taps; j += 1, at += step) sum += weights[j] * bytes[at];
      out[k * outLine + i * outStep] = Math.min(sum >> bits, 255);
    }
  }
  return out;
}

export function resizeMap(bytes, h, w, toH, toW) {
  const wide = w === toW ? bytes : resizeAxis(bytes, h, w, toW, 1, w, new Uint8Array(h * toW), 1, toW);
  return h === toH ? wide : resizeAxis(wide, toW, h, toH, toW, 1, new Uint8Array(toH * toW), toW, 1);
}

function crop(map, canvas, [x0, y0, x1, y1]) {
  const w = canvas[2] - canvas[0];
  const out = new Uint8Array((x1 - x0) * (y1 - y0));
  for (let y = y0; y < y1; y += 1) {
    const at = (y - canvas[1]) * w + x0 - canvas[0];
    out.set(map.subarray(at, at + x1 - x0), (y - y0) * (x1 - x0));
  }
  return out;
}

// Edge map and distance maps as bytes, all of the wanted size.
export function encodeFace(points, shape, background = null) {
  const {height, width, box, size: [toH, toW]} = shape;
  const [h, w] = [box[3] - box[1], box[2] - box[0]];
  const all = withForehead(points);
  const lines = strokes(all, shape, height, width);
  const canvas = canvasAround(lines, box);
  const canvasW = canvas[2] - canvas[0];
  const canvasH = canvas[3] - canvas[1];
  const drawn = new Uint8Array(canvasW * canvasH);
  for (const [x, y] of lines.flat()) drawn[(y - canvas[1]) * canvasW + x - canvas[0]] = 255;
  const edges = crop(drawn, canvas, box);
  if (background) {
    const parts = new Uint8Array(canvasW * canvasH);
    const at = ([x, y]) => [Math.trunc(x) - canvas[0], Math.trunc(y) - canvas[1]];
    for (const outline of shape.outlines) fillOutline(parts, canvasW, canvasH, outline.map((k) => at(all[k])));
    const hidden = crop(parts, canvas, box);
    for (let i = 0; i < edges.length; i += 1) edges[i] += background[i] && !hidden[i] ? 255 : 0;  // bytes: 255 + 255 is 254
  }
  const out = new Uint8Array(shape.channels * toH * toW);
  const maps = [edges, ...lines.map((pixels) => crop(distanceMap(pixels, canvas), canvas, box))];
  maps.forEach((map, i) => out.set(resizeMap(map, h, w, toH, toW), i * toH * toW));
  return out;
}
