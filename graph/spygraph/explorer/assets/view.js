// Where one looks. The view is moved here: one drawing a frame, and no question that makes the browser lay out the page.

const GLIDE = 260; // milliseconds
let glide = null;

function moveTo({ x, y, scale }, animate = false) {
  const to = { scale, x: extent.width / 2 - x * scale, y: extent.height / 2 - y * scale };
  const { view } = network.body;
  glide = animate && !calm ? { from: { scale: view.scale, ...view.translation }, to, since: performance.now() } : null;
  if (!glide) look(to);
  drawSoon();
}

function look({ x, y, scale }) {
  network.body.view.scale = scale;
  network.body.view.translation = { x, y };
}

// One step of a movement, before each drawing.
function step() {
  if (!glide) return;
  const { from, to, since } = glide;
  const share = Math.min((performance.now() - since) / GLIDE, 1);
  const eased = share < 0.5 ? 2 * share ** 2 : 1 - 2 * (1 - share) ** 2;
  const between = (name) => from[name] + (to[name] - from[name]) * eased;
  look({ x: between("x"), y: between("y"), scale: between("scale") });
  if (share === 1) glide = null;
}

const middle = () => visibleMiddle(network.body.view);
const visibleMiddle = ({ scale, translation }) => ({ x: (extent.width / 2 - translation.x) / scale, y: (extent.height / 2 - translation.y) / scale, scale });

// What is in sight, with a margin: left, top, right, bottom.
function visibleFrame(margin = 60) {
  const { scale, translation } = network.body.view;
  return [(-margin - translation.x) / scale, (-margin - translation.y) / scale, (extent.width + margin - translation.x) / scale, (extent.height + margin - translation.y) / scale];
}

const zoom = (factor) => { const at = middle(); moveTo({ ...at, scale: Math.min(Math.max(at.scale * factor, 0.02), 5) }); };

// The rectangle of some nodes with room for their labels, brought into view.
function fitTo(ids, animate = true) {
  const spots = ids.map((id) => network.body.nodes[id]).filter(Boolean);
  if (!spots.length) return;
  fitBox(Math.min(...spots.map((one) => one.x)), Math.min(...spots.map((one) => one.y)), Math.max(...spots.map((one) => one.x)), Math.max(...spots.map((one) => one.y)), tallScreen.matches ? 52 : 76, 62, animate);
}

function fitBox(left, top, right, bottom, beside, above, animate, below = above) {
  const room = [Math.max(extent.width - 2 * beside, 80), Math.max(extent.height - above - below, 80)];
  const scale = Math.min(Math.max(Math.min(room[0] / (right - left || 1), room[1] / (bottom - top || 1)), 0.02), 1.25);
  moveTo({ x: (left + right) / 2, y: (top + bottom) / 2 + (below - above) / 2 / scale, scale }, animate);
}

function fitAll(animate = true) {
  const shown = state.view < 0 ? fieldsOn() : [];
  if (!shown.length) return fitTo(network.body.nodeIndices.filter((id) => nodes[id]), animate);
  const edge = (pick) => shown.map(([x, y, width, height]) => pick(x, y, width, height));
  return fitBox(Math.min(...edge((x) => x)), Math.min(...edge((x, y) => y)), Math.max(...edge((x, y, width) => x + width)), Math.max(...edge((x, y, width, height) => y + height)), tallScreen.matches ? 7 : 26, 14, animate, 52); // room for the buttons below
}

function inView(ids) {
  return ids.every((id) => {
    const spot = network.body.nodes[id] && network.canvasToDOM(network.body.nodes[id]);
    return spot && spot.x > 20 && spot.y > 20 && spot.x < extent.width - 20 && spot.y < extent.height - 20;
  });
}
