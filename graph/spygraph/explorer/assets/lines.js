// The lines. vis-network keeps them and knows what was hit; they are drawn here, all of one look in one stroke, which is
// several times as fast as one by one, and the same code draws them into the picture to take away.

const curve = (line) => {
  const side = line.from < line.to ? 1 : -1; // both directions of a pair bend apart
  const step = Math.ceil((line.rank + 1) / 2) * (line.rank % 2 ? -1 : 1) * side;
  return { enabled: true, type: step > 0 ? "curvedCW" : "curvedCCW", roundness: 0.14 * Math.abs(step) };
};
const drawnLine = (line) => ({ id: line.id, from: line.from, to: line.to, ...(line.of ? { smooth: curve(line) } : {}) }); // alone, it is straight

const shownLines = () => network.body.edgeIndices.map((id) => network.body.edges[id]).filter((one) => lines[one.id]);
// Widths, dashes and arrows keep their size on the screen at any zoom.
const LOOKS = {
  strong: { width: 2.1, arrow: 13, opacity: 1 },
  plain: { width: 1.4, arrow: 10, opacity: 0.95 },
  long: { width: 1.4, arrow: 10, opacity: 0.32 }, // leads out of its case
  far: { width: 1.2, arrow: 0, opacity: 0.14 }, // then the fields speak
  weak: { width: 1.2, arrow: 0, opacity: 0.07 },
};
const crowded = lines.length > 1500; // thousands of faint lines cost seconds and say nothing

function lookOf(line) {
  if (lit !== null) return lit.lines.has(line.id) ? "strong" : "weak";
  if (isFar()) return "far";
  return state.view < 0 && nodes[line.from].case !== nodes[line.to].case ? "long" : "plain";
}

// From the rim of one mark to the rim of the other, bent by way of a point where two nodes have several lines.
function traceLine(ctx, one, tips, arrow) {
  const [from, to] = [one.from, one.to];
  const via = lines[one.id].of ? one.edgeType.getViaNode() : null;
  const aim = via || from;
  const [dx, dy] = [to.x - aim.x, to.y - aim.y];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const rim = Math.min(radius(nodes[one.toId]) * 1.1, length);
  const tip = { x: to.x - ux * rim, y: to.y - uy * rim };
  const end = { x: tip.x - ux * arrow * 0.8, y: tip.y - uy * arrow * 0.8 };
  ctx.moveTo(from.x, from.y);
  if (via) ctx.quadraticCurveTo(via.x, via.y, end.x, end.y); else ctx.lineTo(end.x, end.y);
  if (arrow) tips.push([tip, ux * arrow, uy * arrow]);
}

function drawTips(ctx, tips) {
  ctx.beginPath();
  for (const [{ x, y }, ax, ay] of tips) {
    ctx.moveTo(x, y);
    ctx.lineTo(x - ax - ay * 0.34, y - ay + ax * 0.34);
    ctx.lineTo(x - ax * 0.75, y - ay * 0.75);
    ctx.lineTo(x - ax + ay * 0.34, y - ay - ax * 0.34);
    ctx.closePath();
  }
  ctx.fill();
}

const outside = (one, [left, top, right, bottom]) => Math.max(one.from.x, one.to.x) < left || Math.min(one.from.x, one.to.x) > right || Math.max(one.from.y, one.to.y) < top || Math.min(one.from.y, one.to.y) > bottom;

function drawLines(ctx) {
  const scale = Math.max(network.getScale(), 0.05);
  const frame = visibleFrame();
  const groups = new Map();
  for (const one of shownLines()) {
    const line = lines[one.id];
    const look = lookOf(line);
    if ((look === "weak" && crowded) || outside(one, frame)) continue;
    const dashes = standing(weakest(line)).dashes;
    const key = `${look} ${dashes}`;
    if (!groups.has(key)) groups.set(key, { ...LOOKS[look], dashes, own: [] });
    groups.get(key).own.push(one);
  }
  for (const [key, { width, arrow, opacity, dashes, own }] of groups) {
    const tips = [];
    ctx.globalAlpha = crowded && key.startsWith("far") ? 0.02 : opacity;
    ctx.strokeStyle = ctx.fillStyle = key.startsWith("strong") ? ink.text : ink.line;
    ctx.lineWidth = width / scale;
    ctx.setLineDash(dashes.map((dash) => dash / scale));
    ctx.beginPath();
    own.forEach((one) => traceLine(ctx, one, tips, arrow / scale));
    ctx.stroke();
    ctx.setLineDash([]);
    if (tips.length) drawTips(ctx, tips);
  }
  ctx.globalAlpha = 1;
}
