// The drawing. vis-network draws nodes and lines and knows what was hit; sizes, dashes and labels keep their size on
// the screen at any zoom, as on a map.

const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const container = document.getElementById("graph");
const nodeData = new vis.DataSet();
const lineData = new vis.DataSet();
const extent = { width: container.clientWidth, height: container.clientHeight };
const measure = () => Object.assign(extent, { width: container.clientWidth, height: container.clientHeight });
let settling = 0;
new ResizeObserver(() => { // a turned phone or another window gets a fitting picture, where nothing was zoomed to
  const before = { ...extent };
  measure();
  clearTimeout(settling);
  if (network && (before.width !== extent.width || before.height !== extent.height)) settling = setTimeout(() => { if (!state.chosen || state.chosen.case !== undefined) fitAll(false); }, 120);
}).observe(container);
let network = null;
let lit = null; // what is emphasised, or null
let ink = {}; // colours of the theme

const readInk = () => {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["paper", "text", "soft", "line", "faint", "field", "field-edge", "accent", "alarm"]) ink[name] = style.getPropertyValue(`--${name}`).trim();
};

const grow = () => 1 / Math.pow(Math.min(Math.max(network.getScale(), 0.05), 4), 0.62);
const radius = (node) => (node.subject ? 13 : kind(node).key === "person" ? 10 : 10.5) * grow();
const isFar = () => state.view < 0 && network.getScale() < 0.21; // then the fields speak, with their titles
const dimmed = (id) => lit !== null && !lit.nodes.has(id);

function trace(ctx, outline, x, y, r) {
  ctx.beginPath();
  if (!outline.length) ctx.arc(x, y, r * 0.92, 0, 2 * Math.PI);
  else outline.forEach(([dx, dy], corner) => (corner ? ctx.lineTo(x + dx * r, y + dy * r) : ctx.moveTo(x + dx * r, y + dy * r)));
  ctx.closePath();
}

// Where the procedure stands, as a small disc on the person's shoulder.
function drawStage(ctx, stage, x, y, r) {
  ctx.lineWidth = r * 0.28;
  ctx.strokeStyle = ink.text;
  ctx.fillStyle = ink.paper;
  if (stage.glyph === "square") {
    ctx.fillStyle = ink.text;
    ctx.fillRect(x - r * 0.85, y - r * 0.85, r * 1.7, r * 1.7);
    return;
  }
  if (stage.glyph === "unstated") ctx.setLineDash([r * 0.55, r * 0.5]);
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.fillStyle = ink.text;
  ctx.beginPath();
  if (stage.glyph === "pie") {
    ctx.moveTo(x, y);
    ctx.arc(x, y, r, -Math.PI / 2, -Math.PI / 2 + (stage.fill * Math.PI) / 2);
    ctx.fill();
  } else if (stage.glyph === "cleared") {
    ctx.moveTo(x - r * 0.7, y + r * 0.7);
    ctx.lineTo(x + r * 0.7, y - r * 0.7);
    ctx.stroke();
  }
}

function nodeRenderer({ ctx, id, x, y }) {
  const node = nodes[id];
  const r = radius(node);
  return {
    drawNode() {
      const chosen = state.chosen && state.chosen.node === id;
      ctx.globalAlpha = dimmed(id) ? 0.16 : isFar() && lit === null ? 0.28 : 1;
      if (chosen || state.hovered === id) {
        ctx.beginPath();
        ctx.arc(x, y, r * 1.5, 0, 2 * Math.PI);
        ctx.lineWidth = r * 0.22;
        ctx.strokeStyle = ink.accent;
        ctx.stroke();
      }
      trace(ctx, kind(node).outline, x, y, r);
      ctx.fillStyle = kind(node).colour;
      ctx.fill();
      const tiny = r * network.getScale() < 4.5;
      if (!tiny) {
        ctx.lineWidth = r * 0.13;
        ctx.lineJoin = "round";
        ctx.strokeStyle = ink.text;
        ctx.stroke();
      }
      if (node.stage && !(tiny && dimmed(id))) drawStage(ctx, stageOf.get(node.stage), x + r * 0.9, y - r * 0.9, r * 0.5);
      ctx.globalAlpha = 1;
    },
    nodeDimensions: { width: r * 2.1, height: r * 2.1 },
  };
}

// The fields of the cases in view, and of what they share.
const fieldsOn = () => fields.filter(([, , , , index]) => (index >= 0 ? caseOn(index) : sharedOn()));
let sharedAsOf = -1;
let sharedThen = false;
function sharedOn() {
  if (sharedAsOf !== filtered) [sharedAsOf, sharedThen] = [filtered, nodes.some((node) => node.case < 0 && nodeOn(node))];
  return sharedThen;
}

// Each case stands on a field of its own; what cases share, on one in the middle.
function drawFields(ctx) {
  if (state.view >= 0) return;
  const scale = network.getScale();
  const fit = chosenFit();
  const whole = new Set(fit ? fit.whole.map((one) => one.index) : []);
  for (const [x, y, width, height, index] of fieldsOn()) {
    const fitting = whole.has(index);
    ctx.globalAlpha = (fit && index >= 0 && !fitting) || (state.chosen && state.chosen.case !== undefined && index >= 0 && state.chosen.case !== index) ? 0.35 : 1;
    ctx.beginPath();
    ctx.roundRect(x - 20, y - 10, width + 40, height + 30, 18);
    ctx.fillStyle = ink.field;
    ctx.fill();
    const marked = fitting || index === state.chosen?.case;
    ctx.lineWidth = (marked ? 2 : 1) / scale;
    ctx.strokeStyle = marked ? ink.accent : ink["field-edge"];
    if (index >= 0 && cases[index].unit !== "case") ctx.setLineDash([6 / scale, 4 / scale]);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
  }
}

const options = {
  physics: { enabled: false },
  layout: { improvedLayout: false },
  interaction: { hover: true, selectable: false, multiselect: false, tooltipDelay: 1e9, keyboard: false, zoomSpeed: 0.6, dragNodes: false },
  nodes: { shape: "custom", ctxRenderer: nodeRenderer, chosen: false, shapeProperties: { interpolation: false } },
  edges: { chosen: false, selectionWidth: 0, hoverWidth: 0, smooth: false, color: { inherit: false } },
};

// On a tall screen the fields stand in other places, and their nodes move with them.
const tallScreen = matchMedia("(max-width: 45rem)");
let fields = [];
const layOut = () => { fields = model.fields.map(([x, y, ...rest], index) => [...(tallScreen.matches ? model.tall[index] : [x, y]), ...rest]); };
layOut();
tallScreen.addEventListener("change", () => { layOut(); refresh(true); });
for (const node of nodes) node.field = model.fields.findIndex(([x, y, width, height]) => node.x >= x - 20 && node.x <= x + width + 20 && node.y >= y - 10 && node.y <= y + height + 20);

function spotOf({ x, y, field }) {
  return field < 0 ? [x, y] : [x + fields[field][0] - model.fields[field][0], y + fields[field][1] - model.fields[field][1]];
}

function placesInView() {
  if (state.view < 0) return new Map(nodes.map((node) => [node.id, spotOf(node)]));
  return new Map(model.views[state.view].map(([id, x, y]) => [id, [x, y]]));
}

// Show what view and filters leave. Keeps the place on the screen unless asked to fit.
function redraw(fit) {
  refilter();
  const places = placesInView();
  const shown = nodes.filter((node) => places.has(node.id) && nodeOn(node));
  const ids = new Set(shown.map((node) => node.id));
  const ties = lines.filter((line) => ids.has(line.from) && ids.has(line.to) && lineOn(line));
  measure();
  const before = network && !fit ? middle() : null;
  const data = {
    nodes: new vis.DataSet(shown.map((node) => ({ id: node.id, x: places.get(node.id)[0], y: places.get(node.id)[1] }))),
    edges: new vis.DataSet(ties.map(drawnLine)),
  };
  if (network) { network.setSize("100%", "100%"); network.setData(data); }
  else { network = new vis.Network(container, data, options); container.firstChild.removeAttribute("tabindex"); listen(); } // one stop for the keyboard, the one with a name
  emphasise();
  if (before) moveTo(before);
  else fitAll(false);
}

function emphasise() {
  behind = null;
  lit = emphasis();
  drawSoon();
}

// Once in the next frame, however often it is asked for.
const drawSoon = () => network.body.emitter.emit("_requestRedraw");

function listen() {
  network.renderer._drawEdges = drawLines;
  network.on("initRedraw", step);
  network.on("beforeDrawing", drawFields);
  network.on("afterDrawing", (ctx) => { drawLabels(ctx); if (glide) drawSoon(); });
  for (const taken of ["zoom", "dragStart"]) network.on(taken, () => { glide = null; });
  network.on("click", ({ pointer }) => {
    const node = network.getNodeAt(pointer.DOM);
    if (node !== undefined) return choose({ node }, false);
    const line = network.getEdgeAt(pointer.DOM);
    if (line !== undefined) return choose({ line }, false);
    const field = fieldAt(pointer.canvas);
    return choose(field >= 0 ? { case: field } : state.view >= 0 ? { case: state.view } : null, false);
  });
  network.on("doubleClick", ({ pointer }) => {
    const field = network.getNodeAt(pointer.DOM) === undefined ? fieldAt(pointer.canvas) : -1;
    if (field >= 0) openCase(field);
  });
  network.on("hoverNode", ({ node }) => hover(node));
  network.on("blurNode", () => hover(null));
  network.on("hoverEdge", () => container.classList.add("pointing"));
  network.on("blurEdge", () => container.classList.remove("pointing"));
}

function hover(id) {
  state.hovered = id;
  container.classList.toggle("pointing", id !== null);
  drawSoon();
}

function fieldAt({ x, y }) {
  if (state.view >= 0) return -1;
  const field = fields.find(([left, top, width, height, index]) => index >= 0 && caseOn(index) && x >= left - 20 && x <= left + width + 20 && y >= top - 10 && y <= top + height + 20);
  return field ? field[4] : -1;
}

// --- keyboard: arrows go to the nearest neighbour in that direction, from nothing to the first subject

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function walk(direction) {
  const here = state.chosen && state.chosen.node;
  const shown = Object.keys(network.body.nodes).filter((id) => nodes[id]).map(Number);
  if (here === undefined || here === null || !network.body.nodes[here]) {
    const first = shown.find((id) => nodes[id].subject) ?? shown[0];
    return first === undefined ? null : choose({ node: first });
  }
  const from = network.body.nodes[here];
  const near = new Set(nodes[here].lines.filter(lineOn).map((line) => other(line, here)));
  const cost = (id) => {
    const to = network.body.nodes[id];
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const along = dx * direction[0] + dy * direction[1];
    return along <= 0 ? Infinity : (Math.hypot(dx, dy) * (2 - along / Math.hypot(dx, dy))) * (near.has(id) ? 0.4 : 1);
  };
  const best = shown.filter((id) => id !== here).reduce((one, id) => (cost(id) < cost(one) ? id : one), here);
  return best === here ? null : choose({ node: best });
}

container.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (ARROWS[event.key]) walk(ARROWS[event.key]);
  else if (event.key === "Enter") document.getElementById("panel").focus();
  else if (event.key === "+" || event.key === "=") zoom(1.25);
  else if (event.key === "-") zoom(0.8);
  else if (event.key === "0") fitAll();
  else return;
  event.preventDefault();
});
