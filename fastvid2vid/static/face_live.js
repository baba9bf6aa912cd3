// <face-live src="face.json">: a face that a network makes in this page from 68 points. Points can be dragged.
//
// One element; the network runs in face_worker.js. It asks its own site for files and no other host. What face.json holds
// is described in nbs/91b_tools.web_face.ipynb.

import {mouthGap, pose} from './face_pose.js';

const STYLE = `
:host {
  --surface: #ffffff; --raised: #f3f5f8; --text: #1b1f24; --quiet: #535c66; --line: #cfd6de; --faint: #e6eaef;
  --accent: #0a5fc0; --on-accent: #ffffff; --stage: #e9ecf0; --warn: #994500;
  display: block; box-sizing: border-box; min-width: 0; max-width: 100%; margin: 12px 0 18px; text-align: left;
  font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; color: var(--text);
}
:host([data-shade=dark]) {
  --surface: #14181d; --raised: #20262d; --text: #e7eaee; --quiet: #a6b0bb; --line: #3c454f; --faint: #2a3139;
  --accent: #73b4ff; --on-accent: #0b1420; --stage: #0c0f13; --warn: #ffb45e;
}
*, *::before, *::after { box-sizing: border-box }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; overflow: hidden;
  color-scheme: light; container-type: inline-size }
:host([data-shade=dark]) .card { color-scheme: dark }
.grid { display: grid; grid-template-columns: minmax(0, 1fr) minmax(232px, 300px) }
.stage { position: relative; background: var(--stage); display: grid; place-items: center; padding: 14px; min-width: 0 }
.face { position: relative; width: 100%; max-width: 560px; aspect-ratio: 1; border-radius: 8px; overflow: hidden;
  background: var(--faint); touch-action: pan-y; user-select: none; -webkit-user-select: none }
.face:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.face canvas { position: absolute; inset: 0; width: 100%; height: 100%; display: block }
.cover { position: absolute; inset: 0; display: grid; place-content: center; gap: 10px; padding: 24px; text-align: center;
  background: color-mix(in srgb, var(--surface) 88%, transparent) }
.cover[hidden] { display: none }
.cover progress { width: min(260px, 60cqw); accent-color: var(--accent) }
.cover.failed { color: var(--warn); overflow-wrap: anywhere }
.side { padding: 14px 16px 12px; display: flex; flex-direction: column; gap: 14px; border-left: 1px solid var(--faint);
  min-width: 0 }
.rate { display: grid; grid-template-columns: auto 1fr; gap: 0 10px; align-items: baseline;
  font-variant-numeric: tabular-nums }
.rate b { font-size: 27px; font-weight: 650; line-height: 1.15; min-width: 1.7em }
.rate .unit { font-size: 14px }
.rate .ms { grid-column: 1 / -1; color: var(--quiet); font-size: 13px }
.row { display: flex; gap: 8px; flex-wrap: wrap }
button, select { font: inherit; font-size: 13.5px; color: var(--text); background: var(--raised); padding: 0 12px;
  border: 1px solid var(--line); border-radius: 8px; min-height: 36px; cursor: pointer; touch-action: manipulation }
button:hover:enabled, select:hover { border-color: var(--quiet) }
button:disabled { opacity: .55; cursor: default }
button:focus-visible, select:focus-visible, input:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.main { background: var(--accent); color: var(--on-accent); border-color: var(--accent); min-width: 84px; font-weight: 600 }
button[aria-pressed=true] { border-color: var(--accent); color: var(--accent) }
fieldset { border: 0; margin: 0; padding: 0; display: grid; gap: 8px; min-width: 0 }
legend { padding: 0; font-weight: 650; margin-bottom: 4px }
label.slide { display: grid; grid-template-columns: 5.2em minmax(0, 1fr) 3em; gap: 8px; align-items: center }
label.slide output { text-align: right; color: var(--quiet); font-variant-numeric: tabular-nums; font-size: 13px }
input[type=range] { width: 100%; margin: 0; min-height: 28px; accent-color: var(--accent); cursor: pointer }
label.pick { display: grid; gap: 4px; min-width: 0 }
select { width: 100%; min-width: 0; text-overflow: ellipsis; padding: 0 8px }
.small { display: grid; grid-template-columns: 1fr 1fr; gap: 10px }
figure { margin: 0; min-width: 0 }
figure canvas { width: 100%; aspect-ratio: 1; display: block; border-radius: 6px; background: var(--faint) }
figcaption { font-size: 12.5px; color: var(--quiet); padding-top: 3px; line-height: 1.3 }
.foot { padding: 10px 16px; border-top: 1px solid var(--faint); color: var(--quiet); font-size: 13px; display: flex;
  flex-wrap: wrap; gap: 2px 18px }
.foot span { font-variant-numeric: tabular-nums }
kbd { font: inherit; font-size: 12px; border: 1px solid var(--line); border-radius: 4px; padding: 0 4px; color: var(--text) }
@container (max-width: 620px) {
  .grid { grid-template-columns: minmax(0, 1fr) }
  .stage { padding: 8px }
  .side { border-left: 0; border-top: 1px solid var(--faint) }
  button, select { min-height: 42px }
  .small { max-width: 360px }
}
`;

const signed = (text) => (v) => `${v > 0 ? '+' : v < 0 ? '\u2212' : ''}${text(Math.abs(v))}`;
const SLIDERS = [
  ['mouth', 'Mouth', 'open or close the mouth', -1, 1, signed((v) => `${Math.round(100 * v)}%`)],
  ['eyes', 'Eyes', 'close the eyes', 0, 1, (v) => `${Math.round(100 * v)}%`],
  ['turn', 'Head', 'turn the head', -1, 1, signed((v) => `${Math.round(18 * v)}\u00b0`)],
];
const STEPS = [[1, 'every frame'], [2, 'every 2nd, 1 blended between'], [3, 'every 3rd, 2 blended between']];
const PARTS = ['jaw', 'brow', 'brow', 'nose', 'nose', 'eye', 'eye', 'outer lips', 'inner lips'];
const PART_ENDS = [17, 22, 27, 31, 36, 42, 48, 60, 68];
const SETTLED = 12;  // frames after which a still face does not change any more
const FPS_OVER = 2000;  // milliseconds
const CATCH = 24;  // pixels of the page around a point
const FALL_OFF = 4.5;  // pixels of the frame: how far the neighbours of a dragged point follow

const clamp = (x, low, high) => Math.min(Math.max(x, low), high);
const bytesOf = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
const partOf = (k) => PART_ENDS.findIndex((end) => k < end);
const wait = (ms) => new Promise((done) => { setTimeout(done, ms); });
const html = (name, attributes = {}, ...children) => {
  const node = document.createElement(name);
  for (const [k, v] of Object.entries(attributes)) {
    if (k.startsWith('on')) node.addEventListener(k.slice(2), v);
    else if (v !== null && v !== undefined && v !== false) node.setAttribute(k, v);
  }
  node.append(...children);
  return node;
};
const canvasOf = (side) => html('canvas', {width: side, height: side, 'aria-hidden': 'true'});

// The page's own word first, then the colour that lies under the element, then what the reader prefers.
function shadeOf(element) {
  for (let node = element.parentElement; node; node = node.parentElement) {
    const [r, g, b, alpha = 1] = (getComputedStyle(node).backgroundColor.match(/[\d.]+/g) || []).map(Number);
    if (alpha > 0.5) return 0.2126 * r + 0.7152 * g + 0.0722 * b < 110 ? 'dark' : 'light';
  }
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

function unpacked(base64, count) {  // bits, the highest of a byte first
  const bytes = bytesOf(base64);
  return Uint8Array.from({length: count}, (_, i) => (bytes[i >> 3] >> (7 - (i & 7))) & 1);
}

async function pictureOf(base64, mime) {
  return createImageBitmap(new Blob([bytesOf(base64)], {type: mime}), {colorSpaceConversion: 'none', premultiplyAlpha: 'none'});
}

class FaceLive extends HTMLElement {
  constructor() {
    super();
    this.attachShadow({mode: 'open'}).append(html('style', {}, STYLE));
    Object.assign(this, {amounts: {}, shown: [], t: 0, forward: 1, budget: 0, step: 2, selected: 30, count: 0});
    this.state = 'loading';  // then 'playing' or 'paused'; or 'failed'
  }

  connectedCallback() {
    if (this.card) return;
    this.build();
    const shade = () => { this.dataset.shade = shadeOf(this); };
    shade();
    const watch = new MutationObserver(shade);
    for (const node of [document.body, document.documentElement]) watch.observe(node, {attributes: true, attributeFilter: ['class', 'style', 'data-scheme', 'data-bs-theme']});
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => setTimeout(shade, 50));
    addEventListener('load', shade);
    this.load().catch((e) => this.fail(e.message || String(e)));
  }

  // ---- What a test (or a page) may ask.

  get fps() {
    const now = performance.now();
    this.shown = this.shown.filter((at) => now - at < FPS_OVER);
    return this.shown.length > 1 ? 1000 * (this.shown.length - 1) / (now - this.shown[0]) : 0;
  }

  // Where a landmark is on the page.
  clientPoint(k) {
    const box = this.face.getBoundingClientRect();
    const [x, y] = this.toPicture(this.points()[k]);
    return [box.left + x * box.width, box.top + y * box.height];
  }

  // The picture that is shown, bytes [h, w, 4].
  get pixels() {
    return this.picture.getContext('2d').getImageData(0, 0, this.picture.width, this.picture.height).data;
  }

  // ---- The page.

  build() {
    this.picture = canvasOf(128);
    this.overlay = canvasOf(128);
    this.overlay.setAttribute('class', 'overlay');
    this.edges = canvasOf(128);
    this.recorded = canvasOf(128);
    this.cover = html('div', {class: 'cover', role: 'status'}, 'Loading ...');
    this.face = html('div', {
      class: 'face', tabindex: 0, role: 'application',
      'aria-label': 'Face made from 68 points. N and P choose a point, arrow keys move it, Escape puts all points back.',
    }, this.picture, this.overlay, this.cover);
    this.playButton = html('button', {type: 'button', class: 'main', disabled: true, onclick: () => this.toggle()}, 'Play');
    this.resetButton = html('button', {type: 'button', disabled: true, onclick: () => this.reset()}, 'Reset');
    this.dotsButton = html('button', {type: 'button', 'aria-pressed': 'true', onclick: () => this.toggleDots()}, 'Points');
    this.rate = html('b', {}, '\u2013');
    this.ms = html('div', {class: 'ms'}, ' ');
    this.where = html('span', {'aria-live': 'polite'}, '');
    const sliders = SLIDERS.map(([name, label, what, min, max, text]) => {
      const output = html('output', {}, text(0));
      const input = html('input', {type: 'range', name, min, max, step: 0.02, value: 0, 'aria-label': what});
      input.addEventListener('input', () => {
        this.amounts[name] = Number(input.value);
        output.textContent = text(this.amounts[name]);
        this.wake();
      });
      return html('label', {class: 'slide'}, label, input, output);
    });
    const pick = html('select', {onchange: (e) => { this.step = Number(e.target.value); }},
      ...STEPS.map(([n, text]) => html('option', {value: n, selected: n === this.step && ''}, text)));
    this.card = html('div', {class: 'card'},
      html('div', {class: 'grid'},
        html('div', {class: 'stage'}, this.face),
        html('div', {class: 'side'},
          html('div', {class: 'rate'}, this.rate, html('span', {class: 'unit'}, 'frames a second'), this.ms),
          html('div', {class: 'row'}, this.playButton, this.resetButton, this.dotsButton),
          html('fieldset', {}, html('legend', {}, 'Expression'), ...sliders),
          html('label', {class: 'pick'}, 'The network makes', pick),
          html('div', {class: 'small'},
            html('figure', {}, this.edges, html('figcaption', {}, 'what the network reads (1 of 15 maps)')),
            html('figure', {}, this.recorded, html('figcaption', {}, 'what was recorded'))))),
      html('div', {class: 'foot'},
        html('span', {}, 'Drag a point. Keys: ', html('kbd', {}, 'N'), ' ', html('kbd', {}, 'P'), ' choose, arrows move, ',
          html('kbd', {}, 'Space'), ' plays, ', html('kbd', {}, 'Esc'), ' puts back'),
        this.where));
    this.shadowRoot.append(this.card);
    this.face.addEventListener('keydown', (e) => this.key(e));
    this.face.addEventListener('pointerdown', (e) => this.grab(e));
    this.face.addEventListener('pointermove', (e) => this.drag(e));
    for (const end of ['pointerup', 'pointercancel']) this.face.addEventListener(end, () => { this.held = null; });
    // A finger on a point drags it; elsewhere it scrolls the page.
    this.face.addEventListener('touchstart', (e) => {
      if (this.data && this.nearest(e.touches[0]) !== null) e.preventDefault();
    }, {passive: false});
    new ResizeObserver(() => this.data && this.drawPoints()).observe(this.face);
  }

  setState(state) {
    this.state = state;
    this.dataset.state = state;
    this.playButton.textContent = state === 'playing' ? 'Pause' : 'Play';
    const ready = state === 'playing' || state === 'paused';
    this.playButton.disabled = !ready;
    this.resetButton.disabled = !ready;
    this.cover.hidden = ready;
  }

  fail(why) {
    this.setState('failed');
    this.cover.className = 'cover failed';
    this.cover.replaceChildren(why);
  }

  // ---- Loading.

  async load() {
    const address = new URL(this.getAttribute('src') || 'face.json', document.baseURI);
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address} cannot be loaded (${answer.status})`);
    const data = await answer.json();
    this.data = data;
    this.home = data.points;
    this.widest = Math.max(...this.home.map(mouthGap));
    this.moved = this.home[0].map(() => [0, 0]);
    this.pictures = await Promise.all(data.frames.map((f) => pictureOf(f, 'image/webp')));
    this.showRecorded();
    this.picture.getContext('2d').drawImage(this.pictures[this.t], 0, 0);
    this.drawPoints();
    if (data.missing) throw new Error(data.missing);
    await this.openWorker(address);
    this.setState('playing');
    this.run();
  }

  openWorker(address) {
    const {shape, network, runtime} = this.data;
    const bar = html('progress', {max: 1, value: 0});
    const text = html('div', {}, '');
    this.cover.replaceChildren('Loading the network and its run-time', bar, text);
    this.worker = new Worker(new URL('face_worker.js', import.meta.url), {type: 'module'});
    const at = (file) => new URL(file, address).href;
    const [x0, y0, x1, y1] = shape.box;
    const backgrounds = this.data.backgrounds.map((b) => unpacked(b, (x1 - x0) * (y1 - y0)));
    const ready = new Promise((done, failed) => {
      this.worker.onerror = (e) => failed(new Error(e.message || 'the worker cannot be started'));
      this.worker.onmessage = ({data}) => {
        if (data.op === 'loading') {
          bar.value = data.got / data.of;
          text.textContent = `${(data.got / 1e6).toFixed(1)} of ${(data.of / 1e6).toFixed(1)} MB`;
        } else if (data.op === 'ready') done();
        else failed(new Error(data.why));
      };
    });
    this.worker.postMessage({
      op: 'open', runtime: at(runtime.script), program: at(runtime.program), network: at(network.file),
      bytes: runtime.bytes + network.bytes, nFrames: network.nFrames, shape, backgrounds,
    });
    return ready.then(() => this.start());
  }

  // The recorded frames that the network goes on from.
  async start() {
    this.given = [];
    for (const [t, png] of this.data.given.entries()) {
      const bitmap = await pictureOf(png, 'image/png');
      const context = canvasOf(bitmap.width).getContext('2d', {willReadFrequently: true});
      context.drawImage(bitmap, 0, 0);
      this.given.push({points: this.home[t], t, rgba: context.getImageData(0, 0, bitmap.width, bitmap.height).data});
    }
    this.worker.postMessage({op: 'start', given: this.given});
    this.asked = this.given.length - 1;
  }

  // ---- The loop: back and forth through the clip. The worker makes the next picture while this one is shown.

  points(t = this.t) {
    return pose(this.home[t], this.amounts, this.widest).map(([x, y], k) => [x + this.moved[k][0], y + this.moved[k][1]]);
  }

  // Something was changed: a face that stands still moves to where it is now.
  wake() {
    this.budget = SETTLED;
    this.drawPoints();
    this.run();
  }

  // The frame that comes after `step` frames.
  after(t, step) {
    for (let i = 0; i < step; i += 1) {
      if (t + this.forward >= this.home.length || t + this.forward < this.data.given.length) this.forward = -this.forward;
      t += this.forward;
    }
    return t;
  }

  ask(step) {
    this.asked = this.after(this.asked, step);
    const t = this.asked;
    const began = performance.now();
    return new Promise((done, failed) => {
      this.worker.onmessage = ({data}) => {
        if (data.op === 'failed') failed(new Error(data.why));
        else done({...data, t, step, took: performance.now() - began});
      };
      this.worker.postMessage({op: 'frame', points: this.points(t), t});
    });
  }

  next() {  // a promise of a picture, or nothing when the face stands still
    if (this.state === 'playing') return this.ask(this.step);
    this.budget -= 1;
    return this.budget >= 0 ? this.ask(0) : null;
  }

  async run() {
    if (this.running || !['playing', 'paused'].includes(this.state)) return;
    this.running = true;
    try {
      for (let coming = this.next(); coming;) {
        const made = await coming;
        while (document.hidden) await wait(200);
        coming = this.next();
        await this.show(made);
      }
    } catch (e) {
      this.fail(e.message || String(e));
    }
    this.running = false;
    this.rate.textContent = '\u2013';
  }

  // A picture of the network, after the blends that lead to it from the last one.
  async show({picture, edges, ms, t, step, took}) {
    const context = this.picture.getContext('2d');
    const last = this.last || picture;
    const pictures = Math.max(step, 1);
    const pace = Math.max(1000 / this.data.fps, pictures > 1 ? took / pictures : 0);
    for (let i = 1; i <= pictures; i += 1) {
      const share = i / pictures;
      const mixed = share === 1 ? picture : picture.map((v, k) => v * share + last[k] * (1 - share));
      context.putImageData(new ImageData(mixed, this.picture.width), 0, 0);
      if (share === 1) this.drawRest(edges, t);
      this.shown.push(performance.now());
      this.count += 1;
      this.rate.textContent = this.fps ? this.fps.toFixed(1) : '\u2013';
      this.ms.textContent = `network ${Math.round(ms.network)} ms, label ${Math.round(ms.label)} ms; WebAssembly, one thread`;
      await wait(share === 1 && step > 1 ? 0 : Math.max(pace - (step > 1 ? 0 : took), 0));
    }
    this.last = picture;
  }

  drawRest(edges, t) {
    const bytes = new Uint8ClampedArray(4 * edges.length).fill(255);
    for (let i = 0; i < edges.length; i += 1) bytes.fill(edges[i], 4 * i, 4 * i + 3);
    this.edges.getContext('2d').putImageData(new ImageData(bytes, this.edges.width), 0, 0);
    this.t = t;
    this.showRecorded();
    this.drawPoints();
  }

  showRecorded() {
    this.recorded.getContext('2d').drawImage(this.pictures[this.t], 0, 0);
  }

  // ---- The points.

  toPicture([x, y]) {  // pixels of the frame -> shares of the picture
    const [x0, y0, x1, y1] = this.data.shape.box;
    return [(x - x0) / (x1 - x0), (y - y0) / (y1 - y0)];
  }

  drawPoints() {
    const side = Math.round(this.face.clientWidth * Math.min(devicePixelRatio || 1, 2)) || 128;
    if (this.overlay.width !== side) Object.assign(this.overlay, {width: side, height: side});
    const context = this.overlay.getContext('2d');
    context.clearRect(0, 0, side, side);
    if (this.hideDots) return;
    const at = this.points().map((p) => this.toPicture(p).map((v) => v * side));
    const unit = side / 400;
    const {lines} = this.data.shape;
    for (const [width, colour] of [[2.6, 'rgba(0, 0, 0, .45)'], [1.2, 'rgba(255, 255, 255, .85)']]) {
      context.beginPath();
      for (const line of lines) line.forEach((k, i) => context[i ? 'lineTo' : 'moveTo'](...at[k]));
      Object.assign(context, {lineWidth: width * unit, strokeStyle: colour, lineJoin: 'round'});
      context.stroke();
    }
    at.forEach(([x, y], k) => {
      const chosen = k === this.selected && (this.held || this.shadowRoot.activeElement === this.face);
      context.beginPath();
      context.arc(x, y, (chosen ? 6 : 3.2) * unit, 0, 2 * Math.PI);
      context.fillStyle = chosen ? '#ffb020' : '#35d0ff';
      Object.assign(context, {lineWidth: 1.2 * unit, strokeStyle: 'rgba(0, 0, 0, .7)'});
      context.fill();
      context.stroke();
    });
  }

  nearest({clientX, clientY}) {
    if (this.hideDots) return null;
    const box = this.face.getBoundingClientRect();
    const far = this.points().map((p) => {
      const [x, y] = this.toPicture(p);
      return Math.hypot(box.left + x * box.width - clientX, box.top + y * box.height - clientY);
    });
    const k = far.indexOf(Math.min(...far));
    return far[k] <= CATCH ? k : null;
  }

  choose(k) {
    this.selected = (k + 68) % 68;
    this.where.textContent = `Point ${this.selected}: ${PARTS[partOf(this.selected)]}`;
    this.drawPoints();
  }

  // The neighbours on the same part follow, the less the farther they are.
  shift(k, [dx, dy]) {
    const all = this.points();
    all.forEach(([x, y], j) => {
      if (partOf(j) !== partOf(k)) return;
      const share = Math.exp(-((Math.hypot(x - all[k][0], y - all[k][1]) / FALL_OFF) ** 2));
      this.moved[j] = [this.moved[j][0] + share * dx, this.moved[j][1] + share * dy];
    });
    this.wake();
  }

  grab(e) {
    const k = this.data && e.button === 0 ? this.nearest(e) : null;
    if (k === null) return;
    this.face.setPointerCapture(e.pointerId);
    this.held = {x: e.clientX, y: e.clientY};
    this.choose(k);
  }

  drag(e) {
    if (!this.data) return;
    if (!this.held) {
      this.face.style.cursor = this.nearest(e) === null ? '' : 'grab';
      return;
    }
    const [x0, y0, x1, y1] = this.data.shape.box;
    const {width, height} = this.face.getBoundingClientRect();
    const by = [(e.clientX - this.held.x) * (x1 - x0) / width, (e.clientY - this.held.y) * (y1 - y0) / height];
    this.held = {x: e.clientX, y: e.clientY};
    this.shift(this.selected, by);
  }

  key(e) {
    const far = e.shiftKey ? 4 : 1;
    const arrow = {ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, -far], ArrowDown: [0, far]}[e.key];
    const ready = this.state === 'playing' || this.state === 'paused';
    if (!ready || e.ctrlKey || e.metaKey || e.altKey) return;
    if (arrow) this.shift(this.selected, arrow);
    else if (e.key === 'n' || e.key === 'N') this.choose(this.selected + 1);
    else if (e.key === 'p' || e.key === 'P') this.choose(this.selected - 1);
    else if (e.key === ' ') this.toggle();
    else if (e.key === 'Escape') this.reset();
    else return;
    e.preventDefault();
  }

  toggle() {
    this.setState(this.state === 'playing' ? 'paused' : 'playing');
    this.run();
  }

  toggleDots() {
    this.hideDots = !this.hideDots;
    this.dotsButton.setAttribute('aria-pressed', String(!this.hideDots));
    this.drawPoints();
  }

  reset() {
    this.moved = this.moved.map(() => [0, 0]);
    for (const input of this.shadowRoot.querySelectorAll('input[type=range]')) {
      input.value = 0;
      input.dispatchEvent(new Event('input'));
    }
    this.worker.postMessage({op: 'start', given: this.given});
    this.wake();
  }
}

if (!customElements.get('face-live')) customElements.define('face-live', FaceLive);
