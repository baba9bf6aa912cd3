// What the sliders do to 68 landmarks: a mouth opens or closes, eyes close, a head turns. Amounts are -1 to 1, of eyes 0 to 1.

const LOWER = {  // how far a point goes with the chin: lower lips, then the jaw
  55: 0.55, 56: 0.9, 57: 1, 58: 0.9, 59: 0.55, 65: 0.9, 66: 1, 67: 0.9,
  4: 0.2, 5: 0.4, 6: 0.65, 7: 0.85, 8: 0.9, 9: 0.85, 10: 0.65, 11: 0.4, 12: 0.2,
};
const UPPER = {50: 0.8, 51: 1, 52: 0.8, 61: 0.8, 62: 1, 63: 0.8};
const LIDS = [[37, 41], [38, 40], [43, 47], [44, 46]];  // upper, lower
const NOSE = {27: 0.15, 28: 0.25, 29: 0.35, 30: 0.5, 31: 0.2, 32: 0.3, 33: 0.35, 34: 0.3, 35: 0.2};  // before the face
const TURN = 18 * Math.PI / 180;

const minus = ([a, b], [c, d]) => [a - c, b - d];
const lengthOf = (v) => Math.hypot(v[0], v[1]);
const moved = ([x, y], [dx, dy], by) => [x + dx * by, y + dy * by];

const heightOf = (points) => lengthOf(minus(points[8], points[27]));

// The gap between the lips, as a share of the height of the face.
export const mouthGap = (points) => lengthOf(minus(points[66], points[62])) / heightOf(points);

// From -1, closed, over 0, as it is, to 1, as wide as `widest`: a network knows what it has seen.
export function openMouth(points, amount, widest) {
  const gap = mouthGap(points);
  const by = amount < 0 ? amount * gap : amount * Math.max(widest - gap, 0);
  const down = minus(points[8], points[27]);
  return points.map((p, k) => moved(p, down, by * ((LOWER[k] || 0) * 0.9 - 0.1 * (UPPER[k] || 0))));
}

export function closeEyes(points, amount) {
  const out = points.map((p) => [...p]);
  for (const [upper, lower] of LIDS) {
    const gap = minus(points[lower], points[upper]);
    out[upper] = moved(points[upper], gap, 0.85 * amount);
    out[lower] = moved(points[lower], gap, -0.1 * amount);
  }
  return out;
}

// About the axis of the head, as if the face lay on a cylinder with a nose.
export function turnHead(points, amount) {
  const across = minus(points[16], points[0]);
  const radius = lengthOf(across) / 2;
  const axis = [across[0] / (2 * radius), across[1] / (2 * radius)];
  const centre = moved(points[0], across, 0.5);
  const [cos, sin] = [Math.cos(TURN * amount), Math.sin(TURN * amount)];
  return points.map((p, k) => {
    const d = minus(p, centre);
    const u = (d[0] * axis[0] + d[1] * axis[1]) / radius;
    const depth = Math.sqrt(Math.max(0, 1 - u * u)) + (NOSE[k] || 0) - 0.5;
    return moved(p, axis, radius * (u * cos + depth * sin - u));
  });
}

export function pose(points, {mouth = 0, eyes = 0, turn = 0}, widest) {
  return turnHead(closeEyes(openMouth(points, mouth, widest), eyes), turn);
}
