// What the sliders do to 68 landmarks: a mouth opens, eyes close, a head turns. Amounts are 0 to 1, of a turn -1 to 1.

const LOWER = {  // how far a point goes with the chin: lower lips, then the jaw
  55: 0.55, 56: 0.9, 57: 1, 58: 0.9, 59: 0.55, 65: 0.9, 66: 1, 67: 0.9,
  4: 0.2, 5: 0.4, 6: 0.65, 7: 0.85, 8: 0.9, 9: 0.85, 10: 0.65, 11: 0.4, 12: 0.2,
};
const UPPER = {50: 0.8, 51: 1, 52: 0.8, 61: 0.8, 62: 1, 63: 0.8};
const LIDS = [[37, 41], [38, 40], [43, 47], [44, 46]];  // upper, lower
const NOSE = {27: 0.15, 28: 0.25, 29: 0.35, 30: 0.5, 31: 0.2, 32: 0.3, 33: 0.35, 34: 0.3, 35: 0.2};  // before the face
const OPEN = 0.24;  // of the height of the face, at most
const TURN = 18 * Math.PI / 180;

const minus = ([a, b], [c, d]) => [a - c, b - d];
const lengthOf = (v) => Math.hypot(v[0], v[1]);
const moved = ([x, y], [dx, dy], by) => [x + dx * by, y + dy * by];

export function openMouth(points, amount) {
  const down = minus(points[8], points[27]);
  const shift = (p, k) => moved(p, down, OPEN * amount * ((LOWER[k] || 0) - 0.12 * (UPPER[k] || 0)));
  const middle = moved(points[48], minus(points[54], points[48]), 0.5);
  const narrow = (p, k) => ([48, 54, 60, 64].includes(k) ? moved(p, minus(middle, p), 0.12 * amount) : p);
  return points.map((p, k) => narrow(shift(p, k), k));
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

export function pose(points, {mouth = 0, eyes = 0, turn = 0}) {
  return turnHead(closeEyes(openMouth(points, mouth), eyes), turn);
}
