// The face student in a worker of its own, so that the page stays smooth: landmarks in, pictures out.
//
// Messages in: {op: 'open', ...} once; {op: 'start', given} with recorded frames; {op: 'frame', points, t} for each frame.
// Messages out: {op: 'loading', got, of}, {op: 'ready'}, {op: 'frame', picture, edges, ms}, {op: 'failed', why}.

import {encodeFace} from './face_encoder.js';

let shape, backgrounds, rollout;

// As `fastvid2vid.networks.rollout.Rollout`: the last labels and the network's own last frames.
class Rollout {
  constructor(ort, session, shape, nFrames) {
    const pixels = shape.size[0] * shape.size[1];
    Object.assign(this, {ort, session, shape, nFrames, oneLabel: shape.channels * pixels, onePicture: 3 * pixels});
    this.labels = new Float32Array(nFrames * this.oneLabel);
    this.past = new Float32Array((nFrames - 1) * this.onePicture);
  }

  // The newest label goes to the end of the window.
  see(label) {
    this.labels.copyWithin(0, this.oneLabel);
    const last = this.labels.subarray((this.nFrames - 1) * this.oneLabel);
    for (let i = 0; i < label.length; i += 1) last[i] = label[i] / 255;
  }

  push(picture) {  // Float32Array [3, h, w] in [-1, 1]
    this.past.copyWithin(0, this.onePicture);
    this.past.set(picture, (this.nFrames - 2) * this.onePicture);
  }

  give(rgba) {  // a recorded picture
    const pixels = rgba.length / 4;
    const picture = new Float32Array(3 * pixels);
    for (let i = 0; i < 3 * pixels; i += 1) picture[i] = rgba[4 * (i % pixels) + Math.floor(i / pixels)] / 127.5 - 1;
    this.push(picture);
  }

  async next() {
    const tensor = (data, channels) => new this.ort.Tensor('float32', data, [1, channels, ...this.shape.size]);
    const label = tensor(this.labels, this.nFrames * this.shape.channels);
    const prev = tensor(this.past, 3 * (this.nFrames - 1));
    const {image} = await this.session.run({label, prev});
    this.push(image.data);
    return image.data;
  }
}

function asPicture(image) {  // [3, h, w] in [-1, 1] -> bytes [h, w, 4]
  const pixels = image.length / 3;
  const rgba = new Uint8ClampedArray(4 * pixels).fill(255);
  for (let c = 0; c < 3; c += 1) {
    for (let i = 0; i < pixels; i += 1) rgba[4 * i + c] = (image[c * pixels + i] + 1) * 127.5;
  }
  return rgba;
}

// A file of this site, with word of how much of it is here.
async function bytesOf(url, heard) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} cannot be loaded (${answer.status})`);
  const chunks = [];
  for (const reader = answer.body.getReader(); ;) {
    const {done, value} = await reader.read();
    if (done) break;
    chunks.push(value);
    heard(value.length);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

async function open({runtime, program, network, bytes, nFrames, ...rest}) {
  ({shape, backgrounds} = rest);
  let got = 0;
  const heard = (n) => {
    got += n;
    postMessage({op: 'loading', got, of: bytes});
  };
  const [ort, wasm, model] = await Promise.all([import(runtime), bytesOf(program, heard), bytesOf(network, heard)]);
  ort.env.wasm.wasmPaths = new URL('.', runtime).href;
  ort.env.wasm.wasmBinary = wasm.buffer;
  ort.env.wasm.numThreads = 1;  // more need headers that a plain web server does not send
  const session = await ort.InferenceSession.create(model, {executionProviders: ['wasm']});
  rollout = new Rollout(ort, session, shape, nFrames);
  postMessage({op: 'ready'});
}

// Recorded frames come first: the network goes on from them.
function start(given) {
  for (const {points, t, rgba} of given) {
    rollout.see(encodeFace(points, shape, backgrounds[t]));
    rollout.give(rgba);
  }
}

async function frame(points, t) {
  const began = performance.now();
  const label = encodeFace(points, shape, backgrounds[t]);
  rollout.see(label);
  const encoded = performance.now();
  const picture = asPicture(await rollout.next());
  const ms = {label: encoded - began, network: performance.now() - encoded};
  const edges = label.slice(0, shape.size[0] * shape.size[1]);
  postMessage({op: 'frame', picture, edges, ms}, [picture.buffer, edges.buffer]);
}

let queue = Promise.resolve();  // one thing after another
onmessage = ({data}) => {
  const todo = {open, start: ({given}) => start(given), frame: ({points, t}) => frame(points, t)}[data.op];
  queue = queue.then(() => todo(data)).catch((e) => postMessage({op: 'failed', why: e.message || String(e)}));
};
