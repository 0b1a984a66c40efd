import { Ink, SIDE } from './ink.js';
import { describe, predict } from './predictor.js';

const MILLIS_BETWEEN_PREDICTIONS = 50;
const MILLIS_UNTIL_SPOKEN = 600;
const STEP = 0.04;
const SMALL_STEP = 0.01;

const byId = (id) => document.getElementById(id);
const canvas = byId('canvas');
const preview = byId('preview');
const brush = byId('brush');
const ink = new Ink();
const pen = { x: 0.5, y: 0.5, down: false, shown: false };
let model;
let bars = [];

/* The drawing area */

function paint() {
  const side = Math.max(1, Math.round(canvas.clientWidth * devicePixelRatio));
  if (canvas.width !== side) {
    canvas.width = side;
    canvas.height = side;
  }
  const context = canvas.getContext('2d');
  context.clearRect(0, 0, side, side);
  context.strokeStyle = getComputedStyle(canvas).color;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const { size, points } of ink.strokes) {
    context.lineWidth = size * side;
    context.beginPath();
    context.moveTo(points[0].x * side, points[0].y * side);
    points.forEach(({ x, y }) => context.lineTo(x * side, y * side));
    context.stroke();
  }
  if (pen.shown) {
    paintPen(context, side);
  }
}

/** A ring at the keyboard's pen, thick while the pen is down. */
function paintPen(context, side) {
  const radius = Math.max(6 * devicePixelRatio, (brushSize() * side) / 2 + 3 * devicePixelRatio);
  context.strokeStyle = getComputedStyle(byId('name')).color;
  context.lineWidth = (pen.down ? 4 : 2) * devicePixelRatio;
  context.beginPath();
  context.arc(pen.x * side, pen.y * side, radius, 0, 2 * Math.PI);
  context.stroke();
}

function brushSize() {
  return brush.valueAsNumber / 100;
}

function changed() {
  byId('undo').disabled = ink.empty;
  byId('clear').disabled = ink.empty;
  paint();
  ask();
}

function undo() {
  if (!ink.empty) {
    pen.down = false;
    ink.undo();
    changed();
  }
}

function clear() {
  pen.down = false;
  ink.clear();
  changed();
}

function place(event) {
  const box = canvas.getBoundingClientRect();
  return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
}

let drawing = null; // the pointer that draws

canvas.addEventListener('pointerdown', (event) => {
  if (event.button !== 0 || !event.isPrimary) {
    return;
  }
  drawing = event.pointerId;
  canvas.setPointerCapture(drawing);
  pen.shown = false;
  pen.down = false;
  ink.begin(...place(event), brushSize());
  changed();
});

canvas.addEventListener('pointermove', (event) => {
  if (event.pointerId !== drawing) {
    return;
  }
  const events = event.getCoalescedEvents?.() ?? [];
  (events.length > 0 ? events : [event]).forEach((one) => ink.extend(...place(one)));
  changed();
});

for (const end of ['pointerup', 'pointercancel', 'lostpointercapture']) {
  canvas.addEventListener(end, (event) => {
    if (event.pointerId === drawing) {
      drawing = null;
    }
  });
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

canvas.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (event.key in ARROWS) {
    movePen(...ARROWS[event.key], event.shiftKey ? SMALL_STEP : STEP);
  } else if (event.key === ' ' || event.key === 'Enter') {
    pen.down = !pen.down;
    pen.shown = true;
    if (pen.down) {
      ink.begin(pen.x, pen.y, brushSize());
    }
    announce(pen.down ? 'pen down' : 'pen up');
    changed();
  } else if (event.key === 'Delete' || event.key === 'Backspace') {
    clear();
  } else {
    return;
  }
  event.preventDefault();
});

function movePen(dx, dy, step) {
  pen.x = Math.min(1, Math.max(0, pen.x + dx * step));
  pen.y = Math.min(1, Math.max(0, pen.y + dy * step));
  pen.shown = true;
  if (pen.down) {
    ink.extend(pen.x, pen.y);
    changed();
  } else {
    paint();
  }
}

canvas.addEventListener('blur', () => {
  pen.down = false;
  pen.shown = false;
  paint();
});

document.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z') {
    undo();
    event.preventDefault();
  }
});

brush.addEventListener('input', () => {
  byId('dot').setAttribute('r', brush.valueAsNumber / 2);
  brush.setAttribute('aria-valuetext', `${brush.value} % of the drawing area`);
});
byId('undo').addEventListener('click', undo);
byId('clear').addEventListener('click', clear);
new ResizeObserver(paint).observe(canvas);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint);

/* The predictions */

let asking = false;
let outdated = false;

/** Predicts the current drawing; while a prediction is pending or has just finished, only the latest drawing is kept. */
async function ask() {
  if (model === undefined) {
    return; // why, is on the page
  }
  outdated = true;
  if (ink.empty) {
    show(null);
  }
  if (asking) {
    return;
  }
  asking = true;
  while (outdated) {
    outdated = false;
    if (!ink.empty) {
      await askOnce();
      await new Promise((resume) => setTimeout(resume, MILLIS_BETWEEN_PREDICTIONS));
    }
  }
  asking = false;
}

async function askOnce() {
  try {
    const answer = await predict(SIDE, SIDE, ink.pixels());
    problem(null);
    if (!ink.empty) {
      show(answer.empty ? null : answer);
    }
  } catch (error) {
    problem(error.message);
  }
}

function problem(text) {
  byId('problem').hidden = text === null;
  byId('problem').textContent = text ?? '';
}

/* The answer */

function percent(share) {
  return share > 0.9995 && share < 1 ? '> 99.9 %' : `${(100 * share).toFixed(1)} %`;
}

/** The probability, and that it is too low to be sure, which only a calibrated model tells. */
function verdict(answer) {
  return percent(answer.probabilities[answer.label]) + (answer.sure === false ? ' · unsure' : '');
}

function show(answer) {
  const name = byId('name');
  name.textContent = answer ? answer.className : '–';
  name.classList.toggle('none', answer === null);
  name.classList.toggle('long', [...name.textContent].length > 2);
  byId('share').textContent = answer ? verdict(answer) : 'nothing drawn yet';
  name.classList.toggle('unsure', answer?.sure === false);
  bars.forEach(({ row, fill, number }, i) => {
    const share = answer ? answer.probabilities[i] : 0;
    row.classList.toggle('best', answer !== null && i === answer.label);
    fill.style.transform = `scaleX(${share})`;
    number.textContent = answer ? percent(share) : '–';
  });
  showPreview(answer);
  if (answer) {
    announce(`${answer.className}, ${verdict(answer)}`);
  } else {
    announce('nothing drawn');
  }
}

function showPreview(answer) {
  const { height, width, channels } = model.input;
  const image = new ImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) {
      image.data[4 * i + c] = answer ? answer.preview[i * channels + (channels === 3 ? c : 0)] : 0;
    }
    image.data[4 * i + 3] = 255;
  }
  preview.getContext('2d').putImageData(image, 0, 0);
  const size = `${width} by ${height} pixels`;
  preview.setAttribute('aria-label', answer ? `Your drawing as the model sees it, ${size}` : `Nothing drawn yet, ${size}`);
}

let speech;

/** Announces rapidly changing text only once it has settled. */
function announce(text) {
  clearTimeout(speech);
  speech = setTimeout(() => {
    byId('status').textContent = text;
  }, MILLIS_UNTIL_SPOKEN);
}

/* The model */

function element(tag, className, text) {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = text;
  return node;
}

function showFacts() {
  const digits = model.classNames.every((name) => /^\d$/.test(name));
  byId('title').textContent = digits ? 'Draw a digit' : 'Draw one of the classes';
  document.title = `${byId('title').textContent} · ${model.name} · mnist4j`;
  const { height, width, channels } = model.input;
  const facts = {
    Model: model.name,
    Input: `${width} × ${height}, ${channels === 1 ? 'grey' : 'colour'}`,
    Classes: String(model.classNames.length),
    Parameters: model.parameters.toLocaleString('en'),
    ...model.facts,
  };
  for (const [name, value] of Object.entries(facts)) {
    const entry = document.createElement('div');
    entry.append(element('dt', '', name), element('dd', '', value));
    byId('facts').append(entry);
  }
  preview.width = width;
  preview.height = height;
}

function makeBars() {
  const list = byId('bars');
  const longest = Math.max(...model.classNames.map((name) => [...name].length));
  list.style.setProperty('--names', `${Math.min(9, Math.max(1.2, 0.62 * longest))}em`);
  list.classList.toggle('many', model.classNames.length > 12);
  bars = model.classNames.map((name) => {
    const row = document.createElement('li');
    const label = element('span', 'class', name);
    label.title = name;
    const track = element('span', 'track', '');
    track.setAttribute('aria-hidden', 'true');
    const fill = element('span', 'fill', '');
    const number = element('span', 'number', '–');
    track.append(fill);
    row.append(label, track, number);
    list.append(row);
    return { row, fill, number };
  });
}

try {
  model = await describe();
  showFacts();
  makeBars();
  show(null);
  paint();
} catch (error) {
  problem(error.message);
}
