// The picture to take away. The same code that draws on the screen draws into a vector picture here, and around it stand
// the title, the legend, the version of the data and the line on disclosure: none of them can be lost on the way.

const LEGEND_WIDTH = 236;
const FOOT_SIZE = 11;
const UNSAYABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g; // what XML cannot carry
const sayable = (text) => String(text).replace(UNSAYABLE, "\ufffd");

// As much of a canvas context as our drawing uses, writing SVG.
class Pen {
  constructor(into) {
    Object.assign(this, { into, path: "", dash: [], lineWidth: 1, strokeStyle: "#000", fillStyle: "#000", globalAlpha: 1, lineJoin: "miter", font: `12px ${FONT}`, textAlign: "left", textBaseline: "middle" });
    this.real = container.querySelector("canvas").getContext("2d");
  }

  put(tag, attributes, text) {
    const made = drawn(tag, attributes);
    if (this.globalAlpha < 1) made.setAttribute("opacity", this.globalAlpha);
    if (text !== undefined) made.textContent = sayable(text);
    this.into.append(made);
    return made;
  }

  save() {}
  restore() {}
  setTransform() {}
  setLineDash(dash) { this.dash = dash; }
  beginPath() { this.path = ""; }
  moveTo(x, y) { this.path += `M${x.toFixed(1)} ${y.toFixed(1)}`; }
  lineTo(x, y) { this.path += `${this.path ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`; }
  quadraticCurveTo(atX, atY, x, y) { this.path += `Q${atX.toFixed(1)} ${atY.toFixed(1)} ${x.toFixed(1)} ${y.toFixed(1)}`; }
  closePath() { this.path += "Z"; }
  roundRect(x, y, width, height) { this.path += `M${x} ${y}h${width}v${height}h${-width}Z`; }

  arc(x, y, r, start, end) {
    const at = (angle) => `${(x + r * Math.cos(angle)).toFixed(2)} ${(y + r * Math.sin(angle)).toFixed(2)}`;
    const turn = (one, two) => `A${r.toFixed(2)} ${r.toFixed(2)} 0 ${two - one > Math.PI ? 1 : 0} 1 ${at(two)}`;
    const middle = (start + end) / 2; // in two pieces, because a whole circle cannot be one arc
    this.path += `${this.path ? "L" : "M"}${at(start)}${turn(start, middle)}${turn(middle, end)}`;
  }

  fill() { this.put("path", { d: this.path, fill: this.fillStyle }); }
  stroke() { this.put("path", { d: this.path, fill: "none", stroke: this.strokeStyle, "stroke-width": this.lineWidth.toFixed(2), "stroke-linejoin": this.lineJoin, "stroke-dasharray": this.dash.join(" ") || "none" }); }
  fillRect(x, y, width, height) { this.put("rect", { x, y, width, height, fill: this.fillStyle }); }
  measureText(text) { this.real.font = this.font; return this.real.measureText(text); }

  words(text, x, y, extra) {
    const [, italic, weight, size] = /^(italic )?(?:(\d+) )?([\d.]+)px/.exec(this.font);
    const anchor = { center: "middle", right: "end" }[this.textAlign] || "start";
    const base = this.textBaseline === "middle" ? y + 0.35 * size : y;
    this.put("text", { x: x.toFixed(1), y: base.toFixed(1), "font-family": FONT.replace(/'/g, ""), "font-size": size, "font-weight": weight || 400, "font-style": italic ? "italic" : "normal", "text-anchor": anchor, ...extra }, text);
  }

  fillText(text, x, y) { this.words(text, x, y, { fill: this.fillStyle }); }
}

const shownNodes = () => network.body.nodeIndices.filter((id) => nodes[id]);

function graphLayer() {
  const layer = drawn("g", {});
  const scale = network.getScale();
  const zero = network.canvasToDOM({ x: 0, y: 0 });
  const moved = drawn("g", { transform: `translate(${zero.x.toFixed(2)} ${zero.y.toFixed(2)}) scale(${scale.toFixed(5)})` });
  const pen = new Pen(moved);
  drawFields(pen);
  drawLines(pen);
  for (const id of shownNodes()) nodeRenderer({ ctx: pen, id, ...network.getPosition(id) }).drawNode();
  layer.append(moved);
  drawLabels(new Pen(layer));
  return layer;
}

// What the marks of this picture mean: only those that are in it.
function legendLayer(x, y) {
  const layer = drawn("g", { transform: `translate(${x} ${y})` });
  const pen = new Pen(layer);
  let at = 0;
  const title = (text) => { at += 10; pen.textAlign = "left"; pen.font = `600 12px ${FONT}`; pen.fillStyle = ink.text; pen.fillText(text, 0, at); at += 19; };
  const entry = (text, mark) => { mark(); Object.assign(pen, { dash: [], textAlign: "left" }); pen.font = `11.5px ${FONT}`; pen.fillStyle = ink.text; for (const row of wrap(pen.real, text, pen.font, LEGEND_WIDTH - 66, 3)) { pen.fillText(row, 50, at); at += 15; } at += 3; };
  const shown = shownNodes().map((id) => nodes[id]);
  const drawnAs = new Set(shownLines().map((one) => weakest(lines[one.id]).standing));
  title("Who says so");
  for (const one of legend.standings.filter((each) => drawnAs.has(each.key))) entry(one.label, () => { Object.assign(pen, { strokeStyle: ink.text, lineWidth: 2, dash: one.dashes, path: `M0 ${at}H40` }); pen.stroke(); });
  const disputes = new Set(shownLines().map((one) => disputed(lines[one.id])));
  if (disputes.has(2)) entry("Something set against the line itself", () => disputeSign(pen, { x: 20, y: at }, 2));
  if (disputes.has(1)) entry("Something set against its whole case", () => disputeSign(pen, { x: 20, y: at }, 1));
  title("What it is");
  for (const one of legend.kinds.filter((each) => shown.some((node) => kind(node) === each))) entry(one.label, () => { trace(pen, one.outline, 20, at, 7.5); Object.assign(pen, { fillStyle: one.colour, strokeStyle: ink.text, lineWidth: 1 }); pen.fill(); pen.stroke(); });
  const stages = legend.stages.filter((stage) => shown.some((node) => node.stage === stage.key));
  if (stages.length) title("Where the procedure stands");
  for (const one of stages) entry(one.label, () => drawStage(pen, one, 20, at, 6));
  return { layer, height: at + 10 };
}

function viewTitle() {
  const { chosen, query } = state;
  const at = state.view >= 0 ? cases[state.view].title : `${plural(cases.filter((one) => caseOn(one.index)).length, "case", "cases")}`;
  const about = chosen && chosen.node !== undefined ? nodes[chosen.node].label : chosen && chosen.line !== undefined ? `${nodes[lines[chosen.line].from].label} \u2192 ${nodes[lines[chosen.line].to].label}`
    : chosen && chosen.pattern !== undefined ? `${fitOf(chosen.pattern).own.map(partName).join(" + ")} (${fitOf(chosen.pattern).whole.length} of ${counted.length})` : query ? `\u201c${query}\u201d` : "";
  return [at, about].filter(Boolean).join(" \u00b7 ");
}

const versionLine = () => `${model.version} \u00b7 saved ${new Date().toISOString().slice(0, 10)}`;

function takeAway(scale = 1) {
  const width = extent.width + LEGEND_WIDTH + 40;
  const key = legendLayer(extent.width + 24, 64);
  const real = container.querySelector("canvas").getContext("2d");
  const foot = wrap(real, model.disclosure, `${FOOT_SIZE}px ${FONT}`, width - 40, 12);
  const body = Math.max(extent.height, key.height);
  const height = 56 + body + 24 + foot.length * 15 + 12;
  const svg = drawn("svg", { xmlns: "http://www.w3.org/2000/svg", width: width * scale, height: height * scale, viewBox: `0 0 ${width} ${height}`, role: "img" });
  const title = drawn("title", {});
  title.textContent = sayable(`Recruitment cases, as reported: ${viewTitle()}`);
  const clip = drawn("clipPath", { id: "frame" }, drawn("rect", { x: 0, y: 0, width: extent.width, height: extent.height }));
  const frame = drawn("g", { transform: "translate(12 56)", "clip-path": "url(#frame)" }, graphLayer());
  svg.append(title, drawn("defs", {}, clip), drawn("rect", { width, height, fill: ink.paper }), frame, key.layer);
  const pen = new Pen(svg);
  Object.assign(pen, { fillStyle: ink.text, font: `600 17px ${FONT}` });
  pen.fillText(`Recruitment cases, as reported`, 20, 22);
  Object.assign(pen, { fillStyle: ink.soft, font: `13px ${FONT}` });
  pen.fillText(wrap(real, viewTitle(), pen.font, width - 40, 1)[0] || "", 20, 42);
  Object.assign(pen, { font: `${FOOT_SIZE}px ${FONT}`, fillStyle: ink.text });
  foot.forEach((row, rank) => pen.fillText(row, 20, 56 + body + 16 + rank * 15));
  Object.assign(pen, { fillStyle: ink.soft });
  pen.fillText(versionLine(), 20, 56 + body + 20 + foot.length * 15);
  return svg;
}
