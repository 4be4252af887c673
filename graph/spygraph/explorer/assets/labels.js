// Labels as on a map: the most important first, none over another, none over a node; what finds no room is left out
// until one zooms in. The marks of disputes and the titles of the fields take part in it.

const FONT = "system-ui, 'Noto Sans', 'Noto Sans CJK SC', sans-serif";
const widths = new Map();

function textWidth(ctx, text, font) {
  const key = `${font}|${text}`;
  if (!widths.has(key)) { ctx.font = font; widths.set(key, ctx.measureText(text).width); }
  return widths.get(key);
}

// The same words are broken into the same rows in each frame.
const broken = new Map();
function wrap(ctx, text, font, most, rows) {
  const key = `${font}|${Math.floor(most)}|${rows}|${text}`;
  if (broken.size > 5000) broken.clear();
  if (!broken.has(key)) broken.set(key, breakRows(ctx, text, font, Math.floor(most), rows));
  return broken.get(key);
}

function breakRows(ctx, text, font, most, rows) {
  const out = [];
  let row = "";
  const fits = (word) => textWidth(ctx, word, font) <= most;
  const words = text.split(/\s+/).flatMap((word) => (fits(word) ? [word] : word.split(/(?<=-)/)));
  const pieces = words.flatMap((word) => (fits(word) ? [word] : [...word].reduce((parts, letter) => {
    const last = parts[parts.length - 1];
    if (last !== undefined && textWidth(ctx, last + letter, font) <= most) parts[parts.length - 1] = last + letter;
    else parts.push(letter);
    return parts;
  }, [])));
  for (const piece of pieces) {
    const longer = row ? `${row} ${piece}` : piece;
    if (row && textWidth(ctx, longer, font) > most) { out.push(row); row = piece; } else row = longer;
  }
  if (row) out.push(row);
  if (out.length <= rows) return out;
  return [...out.slice(0, rows - 1), `${out[rows - 1]}\u2026`];
}

class Room {
  constructor() { this.cells = new Map(); }

  get words() { this.text ||= new Room(); return this.text; } // of it, what is taken by words

  write(box) { this.take(box); this.words.take(box); }

  * keys([left, top, right, bottom]) {
    for (let x = Math.floor(left / 64); x <= Math.floor(right / 64); x += 1) for (let y = Math.floor(top / 64); y <= Math.floor(bottom / 64); y += 1) yield `${x},${y}`;
  }

  isFree(box) {
    for (const key of this.keys(box)) {
      for (const one of this.cells.get(key) || []) if (box[0] < one[2] && box[2] > one[0] && box[1] < one[3] && box[3] > one[1]) return false;
    }
    return true;
  }

  take(box) {
    for (const key of this.keys(box)) { if (!this.cells.has(key)) this.cells.set(key, []); this.cells.get(key).push(box); }
  }
}

const PEOPLE = new Set(["handler", "group", "service"]);
function weight(node) {
  if (state.chosen && state.chosen.node === node.id) return 9;
  if (state.hovered === node.id) return 8;
  if (state.chosen && state.chosen.line !== undefined && nodesOf(state.chosen).includes(node.id)) return 8;
  if (node.subject) return 7;
  if (node.cases.size > 1) return 6;
  if (PEOPLE.has(node.kind)) return 5;
  return node.kind === "person" || node.kind === "outcome" || node.kind === "item" ? 4 : 3;
}

// Words stand on a plate, so that no line runs through them.
function write(ctx, rows, x, y, font, size, colour, align) {
  const height = size * 1.2;
  ctx.fillStyle = state.view < 0 ? ink.field : ink.paper;
  ctx.globalAlpha = 0.84;
  rows.forEach((row, index) => {
    const width = textWidth(ctx, row, font);
    ctx.fillRect(x - 2 - (align === "center" ? width / 2 : align === "right" ? width : 0), y + index * height, width + 4, height);
  });
  ctx.globalAlpha = 1;
  ctx.font = font;
  ctx.textAlign = align;
  ctx.textBaseline = "middle";
  ctx.fillStyle = colour;
  rows.forEach((row, index) => ctx.fillText(row, x, y + (index + 0.5) * height));
}

function spots(spot, r, width, height, { subject: more, stage, case: owner }) {
  const gap = r + 3;
  const past = (stage ? 1.42 * r : r) + 3; // on the right, where the procedure of a person has its disc
  const aside = r * 0.8;
  const corners = more ? [
    [spot.x + aside, spot.y - aside - height, "left"], [spot.x + aside, spot.y + aside, "left"], [spot.x - aside - width, spot.y + aside, "right"], [spot.x - aside - width, spot.y - aside - height, "right"],
    [spot.x - width / 2, spot.y + 2.2 * gap, "center"], [spot.x - width / 2, spot.y - 2 * gap - height, "center"], [spot.x - 2.2 * gap - width, spot.y - height / 2, "right"], [spot.x + 2.2 * gap, spot.y - height / 2, "left"],
    [spot.x + past, spot.y + r - height, "left"], [spot.x - gap - width, spot.y + r - height, "right"],
  ] : [];
  const right = [spot.x + past, spot.y - height / 2, "left"];
  return [
    ...(state.view < 0 && owner < 0 ? [right] : []), // what cases share stands in columns that leave room for it
    [spot.x - width / 2, spot.y + gap, "center"],
    right,
    [spot.x - gap - width, spot.y - height / 2, "right"],
    [spot.x - width / 2, spot.y - gap - height, "center"], ...corners,
  ];
}

// How well a label stands among the fields: 2 in the field of its node, 1 beside all others, 0 over another.
let edges = [];
function homeOf(node) {
  if (state.view >= 0) return () => 2;
  const covers = ([left, top, right, bottom], [x, y, x2, y2]) => left < x2 && right > x && top < y2 && bottom > y;
  return (box) => {
    const [x, y, x2, y2] = edges[node.field] || [0, 0, 0, 0];
    if (box[0] >= x && box[2] <= x2 && box[1] >= y && box[3] <= y2) return 2;
    return edges.some((other, index) => index !== node.field && other && covers(box, other)) ? 0 : 1;
  };
}

const WIDTHS = [132, 96, 72]; // a label that finds no room in the field of its node is broken into narrower rows

function labelNode(ctx, room, node, spot) {
  const must = weight(node) >= 8;
  const size = node.subject || must ? 13 : 12;
  const font = `${node.subject || must ? "600 " : ""}${size}px ${FONT}`;
  const text = state.view < 0 && node.case < 0 && countedCases(node) > 1 ? `${node.label} \u00b7 ${countedCases(node)}` : node.label;
  const home = homeOf(node);
  let broadest = null;
  for (const most of WIDTHS) {
    const rows = wrap(ctx, text, font, most, 4);
    if (broadest && (rows[rows.length - 1].endsWith("\u2026") || widestWord(ctx, text, font) > most)) break;
    const label = layLabel(ctx, room, node, spot, { rows, font, size });
    broadest ||= label;
    const place = label.tries.find((one) => label.isFree(one) && home(label.box(one)) === 2);
    if (place) return writeLabel(ctx, room, label, place);
  }
  const { tries, isFree, isInside, box } = broadest;
  if (lit === null && !node.subject && !must) return; // it waits until one zooms in
  const place = tries.find((one) => isFree(one) && home(box(one)) === 1) || (lit !== null && tries.find(isFree)) // the other fields are faint then
    || (node.subject && tries.find((one) => isInside(one) && room.words.isFree(box(one)))) || (must ? tries[0] : null); // the subject of a case is named even over other marks
  if (place) writeLabel(ctx, room, broadest, place);
}

// The rows of a label with the places where they may stand, the best first.
function layLabel(ctx, room, node, spot, { rows, font, size }) {
  const [width, height] = [Math.max(...rows.map((row) => textWidth(ctx, row, font))), rows.length * size * 1.2];
  const isInside = ([x, y]) => x > 3 && y > 2 && x + width < extent.width - 3 && y + height < extent.height - 2;
  const box = ([x, y]) => [x - 2, y - 1, x + width + 2, y + height + 1];
  return { rows, font, size, width, tries: spots(spot, radius(node) * network.getScale(), width, height, node), isInside, box, isFree: (one) => isInside(one) && room.isFree(box(one)) };
}

function writeLabel(ctx, room, { rows, font, size, width, box }, place) {
  const [x, y, align] = place;
  room.write(box(place));
  write(ctx, rows, align === "center" ? x + width / 2 : align === "left" ? x : x + width, y, font, size, ink.text, align);
}

function fieldTitle(index) {
  if (index < 0) return `Said of several cases, and of how many of ${cases.filter((one) => one.unit === "case").length}`;
  const one = cases[index];
  return `${one.unit === "case" ? "" : "Mention: "}${one.title}${one.disputed.length ? " (?)" : ""}`;
}

const titleFont = (size) => `600 ${size}px ${FONT}`;
const widest = new Map(); // of the words of a title
function widestWord(ctx, text, font) {
  const key = `${font}|${text}`;
  if (!widest.has(key)) widest.set(key, Math.max(...text.split(/\s+/).map((word) => textWidth(ctx, word, font))));
  return widest.get(key);
}

// Where and how large a title may be: it stays in sight as long as its field does.
function titleRoom([x, y, width, height, index], far) {
  const scale = network.getScale();
  const from = network.canvasToDOM({ x: x - 8, y: far ? y - 10 : y });
  const left = Math.max(from.x, 6);
  return { index, left, top: from.y, most: Math.min(network.canvasToDOM({ x: x + width + 8, y }).x, extent.width - 6) - left, tall: far ? (height + 30) * scale : Math.max(130 * scale, 40), end: from.y + height * scale };
}

function fitting(ctx, { index, most, tall }, size, before = "") {
  const text = before + fieldTitle(index);
  const room = Math.floor(most / 4) * 4; // in steps, so that few breaks are worked out while one zooms
  if (widestWord(ctx, text, titleFont(size)) > room) return null;
  const rows = wrap(ctx, text, titleFont(size), room, 9);
  return rows.length * size * 1.2 <= tall ? { rows, size } : null;
}

const SIZES = [12, 11, 10];
const numbered = (index) => (index < 0 || cases[index].unit !== "case" ? "" : `${index + 1} `);

// All titles in one size, if they find room in one. Far out, each has the number of its case in the list where not all
// find room, so that those which find none can be looked up; near, the titles come back as one zooms in.
function labelFields(ctx, room) {
  if (state.view >= 0) return;
  const far = isFar() && lit === null;
  const rooms = fieldsOn().map((field) => titleRoom(field, far)).filter(({ most }) => most >= 20);
  const common = SIZES.find((size) => rooms.every((one) => fitting(ctx, one, size)));
  for (const one of rooms) {
    const before = common || !isFar() ? "" : numbered(one.index);
    const found = common ? fitting(ctx, one, common) : SIZES.map((size) => fitting(ctx, one, size, before)).find(Boolean) || (before && { rows: [before.trim()], size: far ? 13 : 11 });
    if (found) writeTitle(ctx, room, one, found, far);
  }
}

function writeTitle(ctx, room, { left, top, most, tall, end }, { rows, size }, far) {
  const deep = rows.length * size * 1.2;
  const start = far ? top + (tall - deep) / 2 : top < 4 && end > deep + 30 ? 4 : top;
  room.write([left - 2, start, left + most, start + deep + 2]);
  write(ctx, rows, far ? left + most / 2 : left, start + 1, titleFont(size), size, far ? ink.text : ink.soft, far ? "center" : "left");
}

function disputeSign(ctx, { x, y }, degree, size = 1) {
  ctx.beginPath();
  ctx.arc(x, y, degree === 1 ? 2.6 : 7 * size, 0, 2 * Math.PI);
  ctx.fillStyle = degree === 1 ? ink.alarm : ink.paper;
  ctx.fill();
  if (degree === 1) return;
  ctx.lineWidth = 1.3;
  ctx.strokeStyle = ink.alarm;
  ctx.stroke();
  ctx.font = `700 ${10 * size}px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = ink.alarm;
  ctx.fillText("?", x, y + 0.5);
}

function markDisputes(ctx, room, drawn) {
  for (const one of drawn) {
    const line = lines[one.id];
    if (!line || !disputed(line) || (lit !== null && !lit.lines.has(line.id))) continue;
    if (disputed(line) === 1 && lit === null && network.getScale() < 0.5) continue; // the title of the case says it there
    const size = network.getScale() < 0.5 ? 0.7 : 1;
    const reach = disputed(line) === 1 ? 3 : 8 * size;
    const spots = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78].map((share) => network.canvasToDOM(one.edgeType.getPoint(share)));
    const box = ({ x, y }) => [x - reach, y - reach, x + reach, y + reach];
    const spot = spots.find((at) => room.isFree(box(at))) || spots[0];
    disputeSign(ctx, spot, disputed(line), size);
    if (disputed(line) === 2) room.take(box(spot));
  }
}

function labelLines(ctx, room, drawn) {
  const chosen = state.chosen;
  if (!chosen || chosen.case !== undefined || network.getScale() < 0.45) return;
  for (const one of drawn) {
    if (!lit || !lit.lines.has(one.id)) continue;
    const font = `italic 11px ${FONT}`;
    const rows = wrap(ctx, relations(lines[one.id]), font, 120, 3);
    const width = Math.max(...rows.map((row) => textWidth(ctx, row, font)));
    const beside = rows.length * 6.6 + 10;
    for (const [share, aside] of [[0.5, 0], [0.4, 0], [0.6, 0], [0.68, 0], [0.32, 0], [0.5, -beside], [0.5, beside]]) {
      const on = network.canvasToDOM(one.edgeType.getPoint(share));
      const middle = { x: on.x, y: on.y + aside };
      const box = [middle.x - width / 2 - 2, middle.y - rows.length * 6.6, middle.x + width / 2 + 2, middle.y + rows.length * 6.6];
      if (!room.isFree(box)) continue;
      room.take(box);
      write(ctx, rows, middle.x, box[1], font, 11, ink.soft, "center");
      break;
    }
  }
}

function drawLabels(ctx) {
  ctx.save();
  const ratio = container.querySelector("canvas").width / extent.width;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  const room = new Room();
  const shownFields = new Set(fieldsOn());
  edges = fields.map((field) => {
    const [x, y, width, height] = field;
    const [from, to] = [network.canvasToDOM({ x: x - 20, y: y - 10 }), network.canvasToDOM({ x: x + width + 20, y: y + height + 20 })];
    return shownFields.has(field) ? [from.x, from.y, to.x, to.y] : null;
  });
  const seen = [];
  for (const id of network.body.nodeIndices) {
    const spot = network.canvasToDOM(network.body.nodes[id]);
    if (spot.x < -60 || spot.y < -60 || spot.x > extent.width + 60 || spot.y > extent.height + 60) continue;
    const r = radius(nodes[id]) * network.getScale();
    if (!dimmed(id)) { room.take([spot.x - r, spot.y - r, spot.x + r, spot.y + r]); seen.push([nodes[id], spot]); }
    if (!dimmed(id) && nodes[id].stage) room.take([spot.x + 0.4 * r, spot.y - 1.4 * r, spot.x + 1.4 * r, spot.y - 0.4 * r]);
  }
  room.write([extent.width - 130, extent.height - 52, extent.width, extent.height]); // the buttons
  const drawn = network.body.edgeIndices.map((id) => network.body.edges[id]);
  labelFields(ctx, room);
  if (!(isFar() && lit === null)) markDisputes(ctx, room, drawn);
  seen.sort(([one], [two]) => weight(two) - weight(one) || one.id - two.id);
  if (!(isFar() && lit === null)) for (const [node, spot] of seen) labelNode(ctx, room, node, spot);
  labelLines(ctx, room, drawn);
  ctx.restore();
}
