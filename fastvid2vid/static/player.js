// <frame-player>: clips of equal length, frame by frame, side by side or split, with key-frames and metric curves.
//
// One file without dependencies: a page includes it as a module, JupyterLab loads it as an anywidget (see `render` at
// the end). It asks no host for anything. Data format, attributes and events are described in nbs/81_player.ipynb.

const STYLE = `
:host {
  --surface: #ffffff; --raised: #f3f5f8; --text: #1b1f24; --quiet: #535c66; --line: #cfd6de; --faint: #e6eaef;
  --accent: #0a5fc0; --on-accent: #ffffff; --tint: #e3effc; --key: #cf6a00; --key-text: #994500; --stage: #e9ecf0;
  display: block; box-sizing: border-box; min-width: 0; max-width: 100%; margin: 8px 0; text-align: left;
  font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  letter-spacing: normal; word-spacing: normal; text-transform: none; color: var(--text);
}
:host([hidden]) { display: none }
:host([data-shade=dark]) {
  --surface: #14181d; --raised: #20262d; --text: #e7eaee; --quiet: #a6b0bb; --line: #3c454f; --faint: #2a3139;
  --accent: #73b4ff; --on-accent: #0b1420; --tint: #1b324d; --key: #ffa53d; --key-text: #ffb45e; --stage: #0c0f13;
}
*, *::before, *::after { box-sizing: border-box }
.player { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; overflow: hidden;
  color-scheme: light }
:host([data-shade=dark]) .player { color-scheme: dark }
.head, .tools, .drive, .charts, .foot { padding: 0 14px }
.head { display: flex; flex-wrap: wrap; gap: 2px 16px; align-items: baseline; padding-top: 11px }
.title { font-weight: 650; font-size: 15px; overflow-wrap: anywhere }
.about { color: var(--quiet); font-size: 13px; display: flex; flex-wrap: wrap; gap: 0 14px; margin-left: auto }
.about span { white-space: nowrap }
.tools { display: flex; flex-wrap: wrap; gap: 8px 14px; align-items: center; padding-top: 9px; padding-bottom: 10px }
.chips { display: flex; flex-wrap: wrap; gap: 6px; flex: 1 1 auto; min-width: 0 }
.row { display: flex; align-items: center; gap: 6px; min-width: 0 }
button, select { font: inherit; font-size: 13px; line-height: 1.2; color: var(--text); background: var(--raised);
  border: 1px solid var(--line); border-radius: 7px; min-height: 32px; padding: 0 10px; margin: 0; cursor: pointer;
  max-width: 100%; touch-action: manipulation }
select { padding: 0 6px; min-width: 0; text-overflow: ellipsis }
button:hover, select:hover { border-color: var(--quiet) }
button:focus-visible, select:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
  outline: 2px solid var(--accent); outline-offset: 2px }
.chip { border-radius: 16px; color: var(--quiet); background: transparent; display: inline-flex; align-items: center;
  gap: 6px; overflow-wrap: anywhere }
.chip::before { content: ""; width: 8px; height: 8px; border-radius: 50%; border: 1.5px solid currentColor; flex: none }
.chip[aria-pressed=true] { color: var(--text); background: var(--tint); border-color: var(--accent) }
.chip[aria-pressed=true]::before { background: var(--accent); border-color: var(--accent) }
.group { display: inline-flex }
.group > * { border-radius: 0; margin-left: -1px }
.group > :first-child { border-radius: 7px 0 0 7px; margin-left: 0 }
.group > :last-child { border-radius: 0 7px 7px 0 }
.group > :focus-visible { z-index: 1; position: relative }
.group [aria-pressed=true] { background: var(--accent); border-color: var(--accent); color: var(--on-accent) }
.zoom { min-width: 58px; text-align: center; font-variant-numeric: tabular-nums }
.icon { width: 36px; min-height: 34px; padding: 0; display: inline-flex; align-items: center; justify-content: center;
  flex: none }
.icon svg { width: 18px; height: 18px; fill: currentColor; display: block }
.icon.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); width: 46px }
.icon[aria-pressed=true] { color: var(--accent); border-color: var(--accent); background: var(--tint) }
.stage { background: var(--stage); border-block: 1px solid var(--faint); padding: 10px 14px; display: grid;
  justify-content: center; gap: 8px 10px; position: relative; touch-action: pan-y; user-select: none;
  -webkit-user-select: none }
.stage:focus-visible { outline-offset: -3px }
.stage.zoomed { touch-action: none; cursor: grab }
.stage.zoomed:active { cursor: grabbing }
figure { margin: 0; min-width: 0; position: relative }
figcaption { color: var(--text); font-size: 13px; padding-top: 3px; text-align: center; overflow: hidden;
  text-overflow: ellipsis; white-space: nowrap }
canvas { display: block; border-radius: 3px; background: var(--faint) }
.none { color: var(--quiet); padding: 32px 0 }
.ends { display: flex; justify-content: space-between; gap: 12px }
.handle { position: absolute; top: 0; width: 36px; margin-left: -18px; cursor: ew-resize; touch-action: none;
  border-radius: 6px }
.handle::before { content: ""; position: absolute; left: 17px; top: 0; bottom: 0; width: 2px; background: #fff;
  box-shadow: 0 0 0 1px rgba(0, 0, 0, .55) }
.handle::after { content: "\\2039\\2009\\203a"; position: absolute; left: 2px; top: 50%; width: 32px; height: 32px;
  margin-top: -16px; border-radius: 50%; background: #fff; color: #1b1f24; font: 600 18px/27px system-ui, sans-serif;
  text-align: center; box-shadow: 0 0 0 1px rgba(0, 0, 0, .55), 0 1px 4px rgba(0, 0, 0, .4) }
.handle:focus-visible { outline: none }
.handle:focus-visible::after { outline: 3px solid var(--accent); outline-offset: 1px }
.drive { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 14px; padding-top: 10px }
.status { display: flex; flex-wrap: wrap; gap: 0 12px; font-variant-numeric: tabular-nums; font-size: 14px;
  align-items: baseline; min-width: 0 }
.status b { font-weight: 650 }
.status span { white-space: nowrap }
.status .wait { color: var(--quiet) }
.mark { width: 11px; height: 11px; display: inline-block; vertical-align: -1px; margin-right: 5px; overflow: visible }
.is-key { color: var(--key-text) }
.is-between { color: var(--quiet) }
svg { display: block; max-width: 100% }
svg text { font-size: 12px; fill: var(--quiet); font-variant-numeric: tabular-nums }
.line { margin: 4px 14px 6px; border-radius: 6px; cursor: pointer; touch-action: none; user-select: none }
.rail { stroke: var(--line); stroke-width: 2; stroke-linecap: round }
.tick { stroke: var(--quiet); stroke-width: 1.6 }
.key { fill: var(--key); stroke: var(--surface); stroke-width: 1 }
.fine { stroke-width: 1; opacity: .55 }
.key-tick { stroke: var(--key); stroke-width: 2 }
.now { stroke: var(--accent); stroke-width: 2 }
.thumb { fill: var(--accent); stroke: var(--surface); stroke-width: 2 }
.charts { display: grid; gap: 10px 26px; padding-top: 4px; padding-bottom: 6px }
.chart { min-width: 0; cursor: pointer; touch-action: pan-y; user-select: none }
.name { display: flex; gap: 8px; align-items: baseline; font-size: 13px; min-width: 0 }
.name b { font-weight: 650; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.name span { color: var(--quiet); white-space: nowrap }
.name output { margin-left: auto; font-variant-numeric: tabular-nums; font-weight: 600; white-space: nowrap }
.axis { stroke: var(--faint); stroke-width: 1 }
.curve { fill: none; stroke: var(--accent); stroke-width: 1.75; stroke-linejoin: round; stroke-linecap: round }
.dot { fill: var(--accent) }
.foot { color: var(--quiet); font-size: 13px; padding-bottom: 10px; display: flex; flex-wrap: wrap; gap: 4px 16px }
.foot:empty { display: none }
summary { cursor: pointer; width: fit-content; padding: 2px 4px; margin-left: -4px; border-radius: 4px }
dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 14px; margin: 6px 0 2px; color: var(--text) }
dt, dd { margin: 0 }
dt { color: var(--quiet) }
.failed { padding: 16px; overflow-wrap: anywhere }
@media (pointer: coarse) {
  button, select, .icon { min-height: 40px }
  .icon { width: 42px }
}
:host([data-narrow]) :is(.head, .tools, .drive, .charts, .foot) { padding-left: 10px; padding-right: 10px }
:host([data-narrow]) .stage { padding: 8px 6px; gap: 6px }
:host([data-narrow]) .line { margin-left: 10px; margin-right: 10px }
:host([data-narrow]) .about { margin-left: 0 }
:host([data-narrow]) .tools > .row { flex: 1 1 auto; justify-content: space-between }
:host([data-narrow]) .chips select { flex: 1 1 0 }
:host([data-narrow]) .drive { gap: 8px }
:host([data-narrow]) .drive > .row { flex: 1 1 auto; justify-content: space-between; gap: 4px }
`;

const ICONS = {
  first: 'M6 5h2.4v14H6zM19 5v14l-9.6-7z',
  back: 'M17 5v14L7.4 12z',
  play: 'M7 4.5v15l12.5-7.5z',
  pause: 'M6.5 5h4v14h-4zM13.5 5h4v14h-4z',
  next: 'M7 5v14l9.6-7z',
  last: 'M15.6 5H18v14h-2.4zM5 5v14l9.6-7z',
  loop: 'M7 7h9v3l5-4.2-5-4.1v3H5v7h2zm10 10H8v-3l-5 4.2 5 4.1v-3h11v-7h-2z',
  swap: 'M7 4 2.5 8.5 7 13v-3.3h7V7.3H7zm10 7v3.3h-7v2.4h7V20l4.5-4.5z',
};
const KEYS = [
  ['\u2190 \u2192', 'a frame back, a frame on'],
  ['Home, End', 'first frame, last frame'],
  ['Page Up, Page Down', 'ten frames on, ten back'],
  ['Space', 'play, pause'],
  ['+ \u2212 0', 'enlarge, reduce, all of the picture'],
  ['Ctrl + wheel, pinch', 'enlarge at that place; then drag to move, in all panels alike'],
];
const ZOOMS = [1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32];
const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4];
const BITMAP_BYTES = 160e6;  // decoded pictures that are kept
const BLOB_BYTES = 64e6;  // encoded pictures of a kernel that are kept
const AHEAD = 4;  // frames decoded before they are looked at
const KERNEL_AHEAD = 40;  // frames of a kernel that are fetched before they are looked at
const KERNEL_CHUNK = 4;  // of these in one message at most

const clamp = (x, low, high) => Math.min(Math.max(x, low), high);
const svgNode = (name, attributes = {}, text = '') => {
  const node = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [k, v] of Object.entries(attributes)) node.setAttribute(k, v);
  if (text) node.textContent = text;
  return node;
};
const html = (name, attributes = {}, ...children) => {
  const node = document.createElement(name);
  for (const [k, v] of Object.entries(attributes)) {
    if (k.startsWith('on')) node.addEventListener(k.slice(2), v);
    else if (v !== null && v !== undefined && v !== false) node.setAttribute(k, v);
  }
  node.append(...children);
  return node;
};
const icon = (name) => {
  const svg = svgNode('svg', {viewBox: '0 0 24 24', 'aria-hidden': 'true'});
  svg.append(svgNode('path', {d: ICONS[name]}));
  return svg;
};
const iconButton = (name, label, press, className = '') =>
  html('button', {type: 'button', class: `icon ${className}`, 'aria-label': label, title: label, onclick: press}, icon(name));
// A number with the digits that values of this size need; the numbers of one curve are written alike.
const written = (x, size = Math.abs(x)) => {
  if (size >= 1e5 || (size && size < 1e-3)) return x.toExponential(2);
  return x.toFixed(size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4);
};
const present = (x) => typeof x === 'number' && Number.isFinite(x);
const bytesOf = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

// ---- Theme: what the page says, then the colour that lies under the player, then what the reader prefers.

function shadeOf(player) {
  const asked = player.getAttribute('theme');
  if (asked === 'light' || asked === 'dark') return asked;
  for (const node of [document.body, document.documentElement]) {
    const d = node.dataset;
    if (d.jpThemeLight) return d.jpThemeLight === 'true' ? 'light' : 'dark';
    for (const name of [d.bsTheme, d.theme, d.mdColorScheme, d.colorMode]) {
      if (/dark|slate|night/.test(name || '')) return 'dark';
      if (/light|default/.test(name || '')) return 'light';
    }
    const word = /(?:^|\s)(?:quarto|vscode|theme|body)?-?(dark|light)(?:-mode|-theme)?(?:\s|$)/.exec(node.className);
    if (word) return word[1];
  }
  for (let node = player; node; node = node.parentElement || node.getRootNode().host) {
    if (node === player) continue;
    const [r, g, b, alpha = 1] = (getComputedStyle(node).backgroundColor.match(/[\d.]+/g) || []).map(Number);
    if (alpha > 0.5) return 0.2126 * r + 0.7152 * g + 0.0722 * b < 110 ? 'dark' : 'light';
  }
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

// ---- Frames: encoded pictures from the page or from a kernel, decoded when they are looked at.

class PageFrames {
  constructor(panels) {
    this.panels = panels;
  }

  has() {
    return true;
  }

  near() {}  // all frames are here

  async blob(panel, t) {
    const {mime, frames} = this.panels[panel];
    return new Blob([bytesOf(frames[t])], {type: mime});
  }
}

class KernelFrames {
  constructor(model, shown, n, waiting) {
    Object.assign(this, {model, shown, n, waiting, blobs: new Map(), asked: new Map(), bytes: 0, wanted: [], place: 0, chunk: 1});
    this.listen = (message, buffers) => this.take(message, buffers);
    model.on('msg:custom', this.listen);
  }

  close() {
    clearTimeout(this.slow);
    this.model.off('msg:custom', this.listen);
  }

  blob(panel, t) {
    const key = `${panel} ${t}`;
    if (this.blobs.has(key)) return Promise.resolve(this.blobs.get(key));
    if (!this.asked.has(key)) {
      let resolve;
      const promise = new Promise((done) => { resolve = done });
      this.asked.set(key, {promise, resolve});
      this.wanted.push([panel, t]);
      queueMicrotask(() => this.send());
    }
    return this.asked.get(key).promise;
  }

  send() {
    if (!this.wanted.length) return;
    this.model.send({want: this.wanted});
    this.wanted = [];
    clearTimeout(this.slow);
    this.slow = setTimeout(() => this.waiting(true), 800);
  }

  take(message, buffers) {
    if (!message.frames) return;
    message.frames.forEach(([panel, t], i) => {
      const key = `${panel} ${t}`;
      const blob = new Blob([buffers[i]], {type: message.mime});
      if (!this.blobs.has(key)) this.bytes += blob.size;
      this.blobs.set(key, blob);
      this.asked.get(key)?.resolve(blob);
      this.asked.delete(key);
    });
    for (const [key, blob] of this.blobs) {
      if (this.bytes <= BLOB_BYTES) break;
      this.blobs.delete(key);
      this.bytes -= blob.size;
    }
    if (this.asked.size) return;
    clearTimeout(this.slow);
    this.waiting(false);
    this.readAhead();
  }

  has(panel, t) {
    return this.blobs.has(`${panel} ${t}`);
  }

  // The frame that is looked at.
  near(t) {
    if (Math.abs(t - this.place) > 1) this.chunk = 1;
    this.place = t;
    this.readAhead();
  }

  // The next frames that are not here yet: one first, so that a reader who leaps on waits for little, then a few at once.
  readAhead() {
    if (this.asked.size) return;
    let frames = 0;
    for (let i = 1; i <= KERNEL_AHEAD && frames < this.chunk; i += 1) {
      const t = (this.place + i) % this.n;
      const missing = this.shown().filter((panel) => !this.has(panel, t));
      for (const panel of missing) this.blob(panel, t);
      if (missing.length) frames += 1;
    }
    this.chunk = Math.min(this.chunk + 1, KERNEL_CHUNK);
  }
}

class Bitmaps {
  constructor(source) {
    Object.assign(this, {source, held: new Map(), bytes: 0, pinned: new Set()});
  }

  get(panel, t) {
    const key = `${panel} ${t}`;
    let entry = this.held.get(key);
    if (entry) {
      this.held.delete(key);  // and back in as the newest
    } else {
      entry = {};
      entry.promise = this.source.blob(panel, t).then(createImageBitmap).then((bitmap) => {
        entry.bitmap = bitmap;
        this.bytes += bitmap.width * bitmap.height * 4;
        this.trim();
        return bitmap;
      });
      entry.promise.catch(() => this.held.delete(key));
    }
    this.held.set(key, entry);
    return entry.promise;
  }

  trim() {
    for (const [key, {bitmap}] of this.held) {
      if (this.bytes <= BITMAP_BYTES) break;
      if (!bitmap || this.pinned.has(bitmap)) continue;
      this.held.delete(key);
      this.bytes -= bitmap.width * bitmap.height * 4;
      bitmap.close();
    }
  }
}

// ---- Drawing: the part of a picture that is looked at, its pixels kept crisp when enlarged.

const enlarged = {};  // a canvas that all players share

function drawPart(context, bitmap, view, clip = null) {
  const {width, height} = context.canvas;
  const partWidth = bitmap.width / view.zoom;
  const partHeight = bitmap.height / view.zoom;
  const x = view.x * bitmap.width - partWidth / 2;
  const y = view.y * bitmap.height - partHeight / 2;
  const scale = width / partWidth;
  context.save();
  if (clip) {
    context.beginPath();
    context.rect(clip[0] * width, 0, (clip[1] - clip[0]) * width, height);
    context.clip();
  }
  if (scale > 1 && scale < 6 && !Number.isInteger(scale)) {
    // Whole multiples first and smoothly down from there: every pixel is equally wide, and its edges are sharp.
    const times = Math.ceil(scale);
    const left = Math.max(Math.floor(x), 0);
    const top = Math.max(Math.floor(y), 0);
    const columns = Math.min(Math.ceil(x + partWidth), bitmap.width) - left;
    const rows = Math.min(Math.ceil(y + partHeight), bitmap.height) - top;
    enlarged.canvas ||= document.createElement('canvas');
    const {canvas} = enlarged;
    if (canvas.width !== columns * times) canvas.width = columns * times;
    if (canvas.height !== rows * times) canvas.height = rows * times;
    const big = canvas.getContext('2d');
    big.imageSmoothingEnabled = false;
    big.drawImage(bitmap, left, top, columns, rows, 0, 0, canvas.width, canvas.height);
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = 'high';
    context.drawImage(canvas, (x - left) * times, (y - top) * times, partWidth * times, partHeight * times, 0, 0, width, height);
  } else {
    context.imageSmoothingEnabled = scale < 1;
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, x, y, partWidth, partHeight, 0, 0, width, height);
  }
  context.restore();
}

// Rows and columns that give `count` panels the most room in a width and a height.
function gridOf(count, ratio, width, height, gap, caption) {
  let best = {size: 0, columns: 1};
  for (let rows = 1; rows <= count; rows += 1) {
    const columns = Math.ceil(count / rows);
    const byWidth = (width - gap * (columns - 1)) / columns;
    const byHeight = ((height - gap * (rows - 1)) / rows - caption) / ratio;
    const size = Math.floor(Math.min(byWidth, byHeight));
    if (size > best.size * 1.2) best = {size, columns};  // another row has to be worth it
  }
  return best;
}

// ---- The element.

class FramePlayer extends HTMLElement {
  static observedAttributes = ['frame', 'panels', 'view', 'left', 'right', 'split', 'theme'];

  constructor() {
    super();
    this.attachShadow({mode: 'open'});
    this.shadowRoot.append(html('style', {}, STYLE));
    this._view = {x: 0.5, y: 0.5, zoom: 1};
    this._loop = true;
    this._speed = 1;
    this._frame = 0;
    this._painted = -1;
    this._asked = 0;
    this._drawn = 0;
    this._pointers = new Map();
  }

  connectedCallback() {
    this._watch ||= new ResizeObserver(() => this._resize());
    this._watch.observe(this);
    this._themes ||= new MutationObserver(() => this._shade());
    for (const node of [document.body, document.documentElement]) {
      this._themes.observe(node, {attributes: true});
    }
    this._prefers ||= matchMedia('(prefers-color-scheme: dark)');
    this._onPrefers ||= () => this._shade();
    this._prefers.addEventListener('change', this._onPrefers);
    this._shade();
    if (!this._data) this._find();
    else this._resize();
  }

  disconnectedCallback() {
    this.pause();
    this._watch.disconnect();
    this._themes.disconnect();
    this._prefers.removeEventListener('change', this._onPrefers);
  }

  attributeChangedCallback(name, _, value) {
    if (name === 'theme') this._shade();
    if (!this._data || value === null) return;
    if (name === 'frame') this.frame = Number(value);
    if (name === 'panels') this.panels = value.split('|');
    if (name === 'view') this._setMode(value);
    if (name === 'left' || name === 'right') this._setSide(name, value);
    if (name === 'split') this._setSplit(Number(value));
  }

  // The clip: `{panels: [{name, mime, frames: [base64, ...]}, ...], ...}`.
  set data(data) {
    this.load(data);
  }

  get data() {
    return this._data;
  }

  get frame() {
    return this._frame;
  }

  set frame(t) {
    this._show(t, false);
  }

  // Names of the panels that are shown, in the order of the clip.
  get panels() {
    return this._data ? this._data.panels.map((p) => p.name).filter((name) => this._on.has(name)) : [];
  }

  set panels(names) {
    const wanted = new Set(names);
    if (!this._data || [...wanted].sort().join('|') === this.panels.slice().sort().join('|')) return;
    this._on = wanted;
    this._arrange();
  }

  get playing() {
    return Boolean(this._playing);
  }

  get zoom() {
    return this._view.zoom;
  }

  set zoom(z) {
    this._zoomTo(z);
  }

  play() {
    if (this._playing || !this._data) return;
    if (this._frame === this._data.n - 1) this._show(0);
    this._playing = true;
    this._last = performance.now();
    this._tick = (now) => {
      if (!this._playing) return;
      const step = 1000 / (this._data.fps * this._speed);
      if (now - this._last >= step - 2 && this._painted === this._frame) {
        this._last = Math.max(this._last + step, now - step);
        if (this._frame < this._data.n - 1) this._show(this._frame + 1);
        else if (this._loop) this._show(0);
        else this.pause();
      }
      requestAnimationFrame(this._tick);
    };
    requestAnimationFrame(this._tick);
    this._playState();
  }

  pause() {
    this._playing = false;
    if (this._data) this._playState();
  }

  load(data, source = null) {
    try {
      this._check(data, source);
    } catch (error) {
      this._fail(error.message);
      return;
    }
    this._data = data;
    this._painted = -1;
    this._keys = new Set(data.keys || []);
    this._bitmaps = new Bitmaps(source || new PageFrames(data.panels));
    const names = data.panels.map((p) => p.name);
    const listed = this.getAttribute('panels')?.split('|') || data.shown || names;
    this._on = new Set(listed);
    this._mode = this.getAttribute('view') === 'split' && names.length > 1 ? 'split' : 'grid';
    const side = (name, index) => (names.includes(this.getAttribute(name)) ? this.getAttribute(name) : names[index]);
    const [left, right] = (data.split || [names.length - 2, names.length - 1]).map((i) => clamp(i, 0, names.length - 1));
    this._left = side('left', left);
    this._right = side('right', right);
    this._at = clamp(Number(this.getAttribute('split') ?? 0.5), 0, 1);
    this._frame = clamp(Math.round(Number(this.getAttribute('frame') ?? data.frame ?? 0)) || 0, 0, data.n - 1);
    this._build();
    this._arrange();
    this._mark();
  }

  _fail(why) {
    const line = html('div', {class: 'player failed', role: 'alert'}, `frame-player: ${why}`);
    this.shadowRoot.replaceChildren(this.shadowRoot.firstChild, line);
  }

  _check(data, source) {
    if (!data || !Array.isArray(data.panels) || !data.panels.length) throw new Error('the data holds no panels');
    if (source) return;
    const counts = new Set(data.panels.map((p) => p.frames?.length));
    if (counts.size !== 1) throw new Error('panels of different numbers of frames');
    data.n = [...counts][0];
    if (!data.n) throw new Error('the panels hold no frames');
    data.fps ||= 10;
    if (!(data.width > 0 && data.height > 0)) throw new Error('width and height are missing');
  }

  async _find() {
    const url = this.getAttribute('src');
    const script = this.querySelector('script[type="application/json"]');
    try {
      if (url) this.load(await (await fetch(url)).json());
      else if (script) this.load(JSON.parse(script.textContent));
    } catch (error) {
      this._fail(`${url || 'its script'}: ${error.message}`);
    }
    if (url || script || this._children) return;
    this._children = new MutationObserver(() => !this._data && this._find());  // the page is still being read
    this._children.observe(this, {childList: true});
  }

  _shade() {
    this.dataset.shade = shadeOf(this);
  }

  // -- What stands in the player.

  _build() {
    const {data} = this;
    const names = data.panels.map((p) => p.name);
    this._title = html('div', {class: 'title', id: 'title'}, data.title || 'Frame player');
    this._chips = html('div', {class: 'chips', role: 'group', 'aria-label': 'panels that are shown'});
    for (const name of names) {
      const press = () => {
        this._on.has(name) ? this._on.delete(name) : this._on.add(name);
        this._arrange();
        this._tell('panelschange', {panels: this.panels});
      };
      this._chips.append(html('button', {type: 'button', class: 'chip', onclick: press}, name));
    }
    this._sides = html('div', {class: 'chips', role: 'group', 'aria-label': 'panels that are compared'});
    for (const side of ['left', 'right']) {
      const select = html('select', {'aria-label': `${side} of the handle`, onchange: (e) => this._setSide(side, e.target.value)});
      select.append(...names.map((name) => html('option', {value: name}, name)));
      this[`_${side}Select`] = select;
    }
    const swap = iconButton('swap', 'swap left and right', () => {
      [this._left, this._right] = [this._right, this._left];
      this._arrange();
    });
    this._sides.append(this._leftSelect, swap, this._rightSelect);
    this._modes = html('div', {class: 'group', role: 'group', 'aria-label': 'view'});
    for (const [mode, label] of [['grid', 'Side by side'], ['split', 'Split']]) {
      const press = () => this._setMode(mode);
      this._modes.append(html('button', {type: 'button', 'data-mode': mode, onclick: press}, label));
    }
    if (names.length < 2) this._modes.hidden = true;
    const plain = (label, text, press, className = '') =>
      html('button', {type: 'button', class: className, 'aria-label': label, title: label, onclick: press}, text);
    this._zoomText = plain('all of the picture (0)', '1\u00d7', () => this._zoomTo(1), 'zoom');
    const zooms = html('div', {class: 'group', role: 'group', 'aria-label': 'enlargement'},
      plain('reduce (\u2212)', '\u2212', () => this._zoomStep(-1)), this._zoomText, plain('enlarge (+)', '+', () => this._zoomStep(1)));
    this._stage = html('div', {class: 'stage', tabindex: 0, role: 'group', 'aria-label': 'pictures; arrow keys step, space plays'});
    this._grip();

    this._playButton = iconButton('play', 'play', () => (this._playing ? this.pause() : this.play()), 'main');
    this._loopButton = iconButton('loop', 'start again at the end', () => {
      this._loop = !this._loop;
      this._playState();
    });
    const speed = html('select', {'aria-label': 'speed', title: 'speed', onchange: (e) => { this._speed = Number(e.target.value) }});
    speed.append(...SPEEDS.map((s) => html('option', {value: s}, `${s}\u00d7`)));
    speed.value = this._speed;
    const transport = html('div', {class: 'row', role: 'group', 'aria-label': 'playback'},
      iconButton('first', 'first frame (Home)', () => this._show(0)),
      iconButton('back', 'a frame back (\u2190)', () => this._show(this._frame - 1)),
      this._playButton,
      iconButton('next', 'a frame on (\u2192)', () => this._show(this._frame + 1)),
      iconButton('last', 'last frame (End)', () => this._show(data.n - 1)),
      this._loopButton, speed);
    this._status = html('div', {class: 'status', role: 'status'});
    this._line = html('div', {class: 'line', role: 'slider', tabindex: 0, 'aria-label': 'frame', 'aria-valuemin': 0,
      'aria-valuemax': data.n - 1});
    this._seekable(this._line);
    this._charts = html('div', {class: 'charts'});
    for (const curve of data.curves || []) this._charts.append(this._chart(curve));
    this._charts.hidden = !this._charts.children.length;
    const keys = html('dl', {});
    for (const [key, what] of KEYS) keys.append(html('dt', {}, key), html('dd', {}, what));
    const foot = html('div', {class: 'foot'}, html('details', {}, html('summary', {}, 'Keys and touch'), keys));
    if (data.note) foot.prepend(html('div', {class: 'note'}, data.note));

    this._box = html('div', {class: 'player', role: 'group', 'aria-roledescription': 'frame player', 'aria-labelledby': 'title',
      'data-lm-suppress-shortcuts': 'true', onkeydown: (e) => this._key(e)},
      html('div', {class: 'head'}, this._title, this._about()),
      html('div', {class: 'tools'}, this._chips, this._sides, html('div', {class: 'row'}, this._modes, zooms)),
      this._stage, html('div', {class: 'drive'}, transport, this._status), this._line, this._charts, foot);
    this.setAttribute('data-lm-suppress-shortcuts', 'true');  // JupyterLab's own keys rest while the player has the focus
    this.shadowRoot.replaceChildren(this.shadowRoot.firstChild, this._box);
    this._playState();
  }

  _about() {
    const {n, fps} = this._data;
    const about = html('div', {class: 'about'}, html('span', {}, `${n} frames, ${Number(fps.toFixed(2))} a second`));
    if (this._keys.size) {
      about.append(html('span', {}, this._kindMark(true), `${this._keys.size} key-frames`));
      about.append(html('span', {}, this._kindMark(false), `${n - this._keys.size} interpolated`));
    }
    return about;
  }

  _kindMark(key) {
    const svg = svgNode('svg', {class: 'mark', viewBox: '0 0 12 12', 'aria-hidden': 'true'});
    svg.append(key ? svgNode('path', {class: 'key', d: 'M6 0 12 6 6 12 0 6z'}) : svgNode('path', {class: 'tick', d: 'M6 .5v11'}));
    return svg;
  }

  // Panels of the view, each a canvas with its name.
  _arrange() {
    const names = this._mode === 'split' ? [this._left] : this.panels;
    this._figures = names.map((name) => {
      const canvas = html('canvas', {role: 'img'});
      const caption = html('figcaption', {}, name);
      return {name, canvas, figure: html('figure', {}, canvas, caption), caption};
    });
    this._stage.replaceChildren(...this._figures.map((f) => f.figure));
    if (!names.length) this._stage.append(html('div', {class: 'none'}, 'No panel is chosen.'));
    if (this._mode === 'split') this._addHandle();
    for (const chip of this._chips.children) chip.setAttribute('aria-pressed', this._on.has(chip.textContent));
    for (const button of this._modes.children) button.setAttribute('aria-pressed', button.dataset.mode === this._mode);
    this._chips.style.display = this._mode === 'split' ? 'none' : '';
    this._sides.style.display = this._mode === 'split' ? '' : 'none';
    this._leftSelect.value = this._left;
    this._rightSelect.value = this._right;
    this._current = null;
    this._resize();
    this._fetch();
  }

  _addHandle() {
    const [{figure, caption}] = this._figures;
    caption.className = 'ends';
    caption.replaceChildren(html('span', {}, `\u25c2 ${this._left}`), html('span', {}, `${this._right} \u25b8`));
    this._handle = html('div', {class: 'handle', role: 'slider', tabindex: 0, 'aria-label': 'where left and right meet',
      'aria-valuemin': 0, 'aria-valuemax': 100});
    const move = (e) => {
      const box = this._figures[0].canvas.getBoundingClientRect();
      this._setSplit((e.clientX - box.left) / box.width);
    };
    this._handle.addEventListener('pointerdown', (e) => {
      e.stopPropagation();
      this._handle.setPointerCapture(e.pointerId);
      this._handle.onpointermove = move;
    });
    this._handle.addEventListener('pointerup', () => { this._handle.onpointermove = null });
    this._handle.addEventListener('pointercancel', () => { this._handle.onpointermove = null });
    this._handle.addEventListener('keydown', (e) => {
      const by = {ArrowLeft: -0.02, ArrowRight: 0.02, Home: -1, End: 1}[e.key];
      if (!by) return;
      e.preventDefault();
      e.stopPropagation();
      this._setSplit(this._at + by);
    });
    figure.append(this._handle);
  }

  _setMode(mode) {
    if (mode === this._mode || this._data.panels.length < 2) return;
    this._mode = mode === 'split' ? 'split' : 'grid';
    this._arrange();
  }

  _setSide(side, name) {
    if (!this._data.panels.some((p) => p.name === name)) return;
    this[`_${side}`] = name;
    this._arrange();
  }

  _setSplit(at) {
    if (!Number.isFinite(at)) return;
    this._at = clamp(at, 0, 1);
    this._paint();
  }

  _resize() {
    if (!this._figures || !this.isConnected) return;
    const width = this.getBoundingClientRect().width;
    if (!width) return;
    const narrow = width < 560;
    this.toggleAttribute('data-narrow', narrow);
    const style = getComputedStyle(this._stage);
    const room = this._stage.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const high = Math.max(window.innerHeight, 480) * (narrow ? 0.78 : 0.62);
    const ratio = this._data.height / this._data.width;
    const {size, columns} = gridOf(this._figures.length, ratio, room - 1, high, narrow ? 6 : 10, 24);
    const dots = window.devicePixelRatio || 1;
    this._stage.style.gridTemplateColumns = `repeat(${Math.min(columns, this._figures.length || 1)}, auto)`;
    for (const {canvas, figure} of this._figures) {
      const wide = Math.max(size, 64);
      const tall = Math.round(wide * ratio);
      figure.style.width = `${wide}px`;
      Object.assign(canvas.style, {width: `${wide}px`, height: `${tall}px`});
      const [w, h] = [Math.round(wide * dots), Math.round(tall * dots)];
      if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, {width: w, height: h});
    }
    if (this._mode === 'split') this._handle.style.height = this._figures[0].canvas.style.height;
    this._drawLine();
    const charts = this._charts.children.length;
    const most = Math.max(Math.floor((width - 2) / 310), 1);
    const across = Math.ceil(charts / Math.ceil(charts / most)) || 1;
    this._charts.style.gridTemplateColumns = `repeat(${across}, minmax(0, 1fr))`;
    for (const chart of this._charts.children) this._drawChart(chart);
    this._paint();
    this._mark();
  }

  // -- Frames.

  _show(t, tell = true) {
    const {n} = this._data || {n: 0};
    if (!n || !Number.isFinite(t)) return;
    const to = clamp(Math.round(t), 0, n - 1);
    if (to === this._frame) return;
    this._way = to > this._frame ? 1 : -1;
    this._frame = to;
    this._mark();
    this._fetch();
    const detail = {frame: to, time: to / this._data.fps, key: this._keys.has(to)};
    if (tell) this._tell('framechange', detail);
  }

  _tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, {detail, bubbles: true, composed: true}));
  }

  _needed() {
    const names = this._mode === 'split' ? [this._left, this._right] : this.panels;
    return names.map((name) => this._data.panels.findIndex((p) => p.name === name));
  }

  async _fetch() {
    const t = this._frame;
    const mine = ++this._asked;
    const panels = this._needed();
    const bitmaps = this._bitmaps;
    let pictures;
    try {
      pictures = await Promise.all(panels.map((p) => bitmaps.get(p, t)));
    } catch (error) {
      this._say(`frame ${t} cannot be decoded: ${error.message}`);
      return;
    }
    if (mine < this._drawn || bitmaps !== this._bitmaps) return;  // a newer one is on the canvas
    this._drawn = mine;
    if (panels.join() !== this._needed().join()) return;
    this._current = new Map(panels.map((p, i) => [this._data.panels[p].name, pictures[i]]));
    bitmaps.pinned = new Set(pictures);
    this._paint();
    this._painted = t;
    this._tell('framepaint', {frame: t});
    bitmaps.source.near(t);
    for (let i = 1; i <= AHEAD; i += 1) {
      const soon = t + i * (this._way || 1);
      if (soon < 0 || soon >= this._data.n) break;
      for (const p of panels) if (bitmaps.source.has(p, soon)) bitmaps.get(p, soon).catch(() => {});
    }
  }

  _paint() {
    if (!this._figures) return;
    for (const {name, canvas} of this._figures) {
      const kind = this._kind();
      const alt = this._data.panels.find((p) => p.name === name)?.alt || name;
      const what = this._mode === 'split' ? `${this._left} on the left, ${this._right} on the right` : alt;
      canvas.setAttribute('aria-label', `${what}, frame ${this._frame}${kind ? `, ${kind}` : ''}`);
      if (!this._current) continue;
      const context = canvas.getContext('2d');
      if (this._mode === 'split') {
        drawPart(context, this._current.get(this._left), this._view, [0, this._at]);
        drawPart(context, this._current.get(this._right), this._view, [this._at, 1]);
      } else if (this._current.has(name)) drawPart(context, this._current.get(name), this._view);
    }
    if (this._mode === 'split' && this._handle) {
      this._handle.style.left = `${100 * this._at}%`;
      this._handle.setAttribute('aria-valuenow', Math.round(100 * this._at));
      this._handle.setAttribute('aria-valuetext', `${Math.round(100 * this._at)} % ${this._left}`);
    }
  }

  _kind() {
    if (!this._keys.size) return '';
    return this._keys.has(this._frame) ? 'key-frame' : 'interpolated';
  }

  _say(text) {
    this._wait = text;
    if (this._data) this._mark();
  }

  // Status line, time line and curves follow the frame at once, pictures as soon as they are there.
  _mark() {
    const t = this._frame;
    const kind = this._kind();
    const parts = [html('span', {}, 'frame ', html('b', {}, String(t)), ` of 0\u2013${this._data.n - 1}`),
      html('span', {}, `${(t / this._data.fps).toFixed(2)} s`)];
    if (kind) parts.push(html('span', {class: this._keys.has(t) ? 'is-key' : 'is-between'}, this._kindMark(this._keys.has(t)), kind));
    if (this._wait) parts.push(html('span', {class: 'wait'}, this._wait));
    this._status.replaceChildren(...parts);
    this._line.setAttribute('aria-valuenow', t);
    this._line.setAttribute('aria-valuetext', `frame ${t}, ${(t / this._data.fps).toFixed(2)} seconds${kind ? `, ${kind}` : ''}`);
    if (this._thumb) {
      const x = this._lineX(t);
      this._thumb.setAttribute('transform', `translate(${x} 0)`);
    }
    for (const chart of this._charts.children) this._markChart(chart);
  }

  _playState() {
    this._playButton.replaceChildren(icon(this._playing ? 'pause' : 'play'));
    const label = this._playing ? 'pause (space)' : 'play (space)';
    this._playButton.setAttribute('aria-label', label);
    this._playButton.title = label;
    this._loopButton.setAttribute('aria-pressed', this._loop);
    this._status.setAttribute('aria-live', this._playing ? 'off' : 'polite');
  }

  // -- Time line.

  _drawLine() {
    const width = this._line.clientWidth;
    const {n} = this._data;
    const pad = 11;
    const gap = (width - 2 * pad) / Math.max(n - 1, 1);
    this._lineX = (t) => pad + t * gap;
    const svg = svgNode('svg', {width, height: 48, 'aria-hidden': 'true'});
    svg.append(svgNode('line', {class: 'rail', x1: pad, x2: width - pad, y1: 17, y2: 17}));
    const r = Math.min(gap * 0.7, 6);
    for (let t = 0; t < n; t += 1) {
      const x = this._lineX(t);
      if (!this._keys.has(t)) {
        if (gap >= 3) svg.append(svgNode('line', {class: gap < 6 ? 'fine tick' : 'tick', x1: x, x2: x, y1: 13, y2: 21}));
      } else if (r < 3.5) svg.append(svgNode('line', {class: 'key-tick', x1: x, x2: x, y1: 6, y2: 28}));
      else svg.append(svgNode('path', {class: 'key', d: `M${x} ${17 - 1.4 * r}L${x + r} 17 ${x} ${17 + 1.4 * r} ${x - r} 17z`}));
    }
    const steps = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10000];
    const step = steps.find((s) => s * gap >= 52) || n;
    for (let t = 0; t < n; t += step) {
      if (t && t !== n - 1 && (n - 1 - t) * gap < 34) continue;
      const anchor = t ? 'middle' : 'start';
      svg.append(svgNode('text', {x: t ? this._lineX(t) : pad - 4, y: 43, 'text-anchor': anchor}, String(t)));
    }
    if ((n - 1) % step) svg.append(svgNode('text', {x: width - pad + 4, y: 43, 'text-anchor': 'end'}, String(n - 1)));
    this._thumb = svgNode('g');
    this._thumb.append(svgNode('line', {class: 'now', x1: 0, x2: 0, y1: 2, y2: 32}), svgNode('circle', {class: 'thumb', cx: 0, cy: 17, r: 8}));
    svg.append(this._thumb);
    this._line.replaceChildren(svg);
    this._line.at = (x) => (x - pad) / gap;
  }

  _seekable(node) {
    const seek = (e) => this._show(clamp(Math.round(node.at(e.clientX - node.getBoundingClientRect().left)), 0, this._data.n - 1));
    node.addEventListener('pointerdown', (e) => {
      if (e.button) return;
      node.setPointerCapture(e.pointerId);
      node.onpointermove = seek;
      seek(e);
    });
    for (const end of ['pointerup', 'pointercancel']) node.addEventListener(end, () => { node.onpointermove = null });
  }

  // -- Curves.

  _chart({name, unit, better, values}) {
    const known = values.filter(present);
    const chart = html('div', {class: 'chart', role: 'img'});
    const now = html('output', {});
    const label = html('div', {class: 'name'}, html('b', {title: name}, name));
    if (unit) label.append(html('span', {}, unit));
    if (better) label.append(html('span', {}, `${better === 'higher' ? '\u2191' : '\u2193'} ${better} is better`));
    label.append(now);
    const low = known.reduce((a, b) => Math.min(a, b), known[0] ?? 0);
    const high = known.reduce((a, b) => Math.max(a, b), known[0] ?? 0);
    const text = (v) => written(v, Math.max(Math.abs(low), Math.abs(high)));
    Object.assign(chart, {now, text, range: [low, high], curve: {name, unit, values}});
    chart.append(label, html('div', {class: 'plot'}));
    this._seekable(chart);
    return chart;
  }

  _drawChart(chart) {
    const {text: short, range: [low, high], curve: {values}} = chart;
    const width = chart.clientWidth;
    const {n} = this._data;
    const ends = [...this._charts.children].flatMap((c) => c.range.map(c.text));
    const left = 10 + 6.9 * Math.max(...ends.map((word) => word.length));  // one margin for all: their cursors are aligned
    const [right, top, bottom] = [width - 8, 8, 66];
    const gap = (right - left) / Math.max(n - 1, 1);
    const x = (t) => left + t * gap;
    const y = (v) => (high > low ? bottom - ((v - low) / (high - low)) * (bottom - top) : (top + bottom) / 2);
    const svg = svgNode('svg', {width, height: 86, 'aria-hidden': 'true'});
    const text = (px, py, anchor, words) => svg.append(svgNode('text', {x: px, y: py, 'text-anchor': anchor}, words));
    for (const v of high > low ? [low, high] : [low]) {
      svg.append(svgNode('line', {class: 'axis', x1: left, x2: right, y1: y(v), y2: y(v)}));
      text(left - 6, y(v) + 4, 'end', short(v));
    }
    text(left, 82, 'start', '0');
    text(right, 82, 'end', `frame ${n - 1}`);
    let path = '';
    for (let t = 0; t < n; t += 1) {
      if (present(values[t])) path += `${present(values[t - 1]) ? 'L' : 'M'}${x(t).toFixed(1)} ${y(values[t]).toFixed(1)}`;
    }
    svg.append(svgNode('path', {class: 'curve', d: path}));
    const r = clamp(gap * 0.4, 0, 3);
    for (const t of this._keys) {
      if (present(values[t]) && r > 1.4) svg.append(svgNode('circle', {class: 'key', cx: x(t), cy: y(values[t]), r: r + 0.5}));
    }
    chart.line = svgNode('line', {class: 'now', y1: top - 4, y2: bottom + 4});
    chart.dot = svgNode('circle', {class: 'thumb', r: 5});
    svg.append(chart.line, chart.dot);
    chart.lastChild.replaceChildren(svg);
    Object.assign(chart, {x, y, at: (px) => (px - left) / gap});
  }

  _markChart(chart) {
    if (!chart.x) return;
    const {text: short, curve: {name, unit, values}} = chart;
    const value = values[this._frame];
    const x = chart.x(this._frame);
    chart.line.setAttribute('x1', x);
    chart.line.setAttribute('x2', x);
    chart.dot.style.display = present(value) ? '' : 'none';
    if (present(value)) {
      chart.dot.setAttribute('cx', x);
      chart.dot.setAttribute('cy', chart.y(value));
    }
    const text = present(value) ? `${short(value)}${unit ? ` ${unit}` : ''}` : 'no value';
    chart.now.textContent = present(value) ? short(value) : '\u2013';
    const [low, high] = chart.range;
    chart.setAttribute('aria-label', `${name}: ${text} at frame ${this._frame}; ${short(low)} to ${short(high)} over the clip`);
  }

  // -- Zoom and pan, the same for all panels.

  _zoomTo(zoom, px = 0.5, py = 0.5) {
    const v = this._view;
    const to = clamp(zoom, 1, ZOOMS[ZOOMS.length - 1]);
    // the place under the pointer stays where it is
    v.x += (px - 0.5) * (1 / v.zoom - 1 / to);
    v.y += (py - 0.5) * (1 / v.zoom - 1 / to);
    v.zoom = to;
    this._pan(0, 0);
  }

  _zoomStep(way) {
    const {zoom} = this._view;
    const to = way > 0 ? ZOOMS.find((z) => z > zoom + 0.01) : ZOOMS.slice().reverse().find((z) => z < zoom - 0.01);
    this._zoomTo(to || zoom);
  }

  _pan(dx, dy) {
    const v = this._view;
    const half = 0.5 / v.zoom;
    v.x = clamp(v.x - dx / v.zoom, half, 1 - half);
    v.y = clamp(v.y - dy / v.zoom, half, 1 - half);
    this._stage.classList.toggle('zoomed', v.zoom > 1);
    this._zoomText.textContent = `${Number(v.zoom.toFixed(1))}\u00d7`;
    this._paint();
  }

  _grip() {
    const stage = this._stage;
    const place = (e) => {
      const canvas = e.target.closest?.('canvas') || this._figures[0]?.canvas;
      const box = canvas?.getBoundingClientRect() || {left: 0, top: 0, width: 1, height: 1};
      return {x: (e.clientX - box.left) / box.width, y: (e.clientY - box.top) / box.height};
    };
    const pinch = () => {
      const [a, b] = [...this._pointers.values()];
      return {apart: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2};
    };
    stage.addEventListener('wheel', (e) => {
      if (!e.ctrlKey && !e.metaKey) return;
      e.preventDefault();
      const {x, y} = place(e);
      this._zoomTo(this._view.zoom * Math.exp(-clamp(e.deltaY, -60, 60) / 120), x, y);
    }, {passive: false});
    stage.addEventListener('dblclick', (e) => {
      const {x, y} = place(e);
      this._zoomTo(this._view.zoom > 1 ? 1 : 4, x, y);
    });
    stage.addEventListener('pointerdown', (e) => {
      if (e.button) return;
      this._pointers.set(e.pointerId, place(e));
      if (this._view.zoom > 1 || this._pointers.size > 1) e.target.setPointerCapture(e.pointerId);
    });
    stage.addEventListener('pointermove', (e) => {
      const before = this._pointers.get(e.pointerId);
      if (!before) return;
      const old = this._pointers.size === 2 ? pinch() : null;
      const now = place(e);
      this._pointers.set(e.pointerId, now);
      if (old) {
        const next = pinch();
        if (old.apart > 0) this._zoomTo((this._view.zoom * next.apart) / old.apart, next.x, next.y);
        this._pan(next.x - old.x, next.y - old.y);
      } else if (this._view.zoom > 1) this._pan(now.x - before.x, now.y - before.y);
    });
    for (const end of ['pointerup', 'pointercancel', 'lostpointercapture']) {
      stage.addEventListener(end, (e) => this._pointers.delete(e.pointerId));
    }
  }

  _key(e) {
    if (e.ctrlKey || e.metaKey || e.altKey || e.composedPath()[0].tagName === 'SELECT') return;
    const onButton = ['BUTTON', 'SUMMARY'].includes(e.composedPath()[0].tagName);
    const {n} = this._data;
    const actions = {
      ArrowLeft: () => this._show(this._frame - 1),
      ArrowRight: () => this._show(this._frame + 1),
      PageUp: () => this._show(this._frame + 10),
      PageDown: () => this._show(this._frame - 10),
      Home: () => this._show(0),
      End: () => this._show(n - 1),
      '+': () => this._zoomStep(1),
      '=': () => this._zoomStep(1),
      '-': () => this._zoomStep(-1),
      0: () => this._zoomTo(1),
    };
    if (!onButton) actions[' '] = () => (this._playing ? this.pause() : this.play());
    if (!actions[e.key]) return;
    e.preventDefault();
    e.stopPropagation();
    actions[e.key]();
  }
}

if (!customElements.get('frame-player')) customElements.define('frame-player', FramePlayer);

// ---- JupyterLab: the same element, its frames asked from the kernel when they are looked at.

function render({model, el}) {
  const player = document.createElement('frame-player');
  const header = model.get('header');
  const shown = () => player.panels.map((name) => header.panels.findIndex((p) => p.name === name));
  const source = new KernelFrames(model, shown, header.n, (waits) => player._say(waits ? 'waiting for the kernel' : ''));
  const toFrame = () => { player.frame = model.get('frame') };
  const toPanels = () => { player.panels = model.get('panels') };
  player.addEventListener('framechange', (e) => {
    model.set('frame', e.detail.frame);
    model.save_changes();
  });
  player.addEventListener('panelschange', (e) => {
    model.set('panels', e.detail.panels);
    model.save_changes();
  });
  el.append(player);
  player.load({...header, frame: model.get('frame'), shown: model.get('panels')}, source);
  model.on('change:frame', toFrame);
  model.on('change:panels', toPanels);
  return () => {
    player.pause();
    source.close();
    model.off('change:frame', toFrame);
    model.off('change:panels', toPanels);
  };
}

export default {render};
