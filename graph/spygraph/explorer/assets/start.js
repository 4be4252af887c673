// The legend, which is the filter; what the buttons and keys do; the first drawing.

const root = document.documentElement;
const queryBox = document.getElementById("query");
const isWide = matchMedia("(min-width: 60rem)").matches; // asked once, because the answer takes a layout
const say = (text) => { document.getElementById("live").textContent = text; };

function check(set, key, mark, text, count, title) {
  const box = el("input", { type: "checkbox" });
  box.checked = !set.has(key);
  box.disabled = set === state.off.standings && !count;
  box.addEventListener("change", () => {
    if (box.checked) set.delete(key); else set.add(key);
    most = FIRST_SHOWN;
    redraw(set === state.off.cases);
    renderLegend();
    renderBehind();
    remember(false);
    say(`${box.checked ? "Shown" : "Hidden"}: ${text}`);
  });
  const label = el("label", title ? { title } : {}, box, mark || "", el("span", {}, text), el("span", { class: "count" }, grouped(count)));
  return el("li", {}, label);
}

const group = (title, note, ...items) => el("fieldset", {}, el("legend", {}, title), note ? el("p", { class: "owner" }, note) : "", el("ul", {}, ...items));

function renderLegend() {
  const filters = document.getElementById("filters");
  const focused = document.activeElement && filters.contains(document.activeElement) ? [...filters.querySelectorAll("input, button")].indexOf(document.activeElement) : -1;
  const inCases = claims.filter((claim) => caseOn(claim.case) && timeOn(claim));
  const here = nodes.filter((node) => [...node.cases].some(caseOn));
  const tally = (list, pick) => list.reduce((counts, one) => counts.set(pick(one), (counts.get(pick(one)) || 0) + 1), new Map());
  const [byStanding, byKind, byStage] = [tally(inCases, (claim) => claim.standing), tally(here, kind), tally(here, (node) => node.stage)];
  const standings = legend.standings.map((one) => [one, byStanding.get(one.key) || 0]).filter(([one, count]) => count || one.key === "adjudicated");
  const perCase = (one) => check(state.off.cases, one.index, null, one.title, one.claims.length);
  const stages = legend.stages.map((stage) => [stage, byStage.get(stage.key) || 0]).filter(([, count]) => count);
  const open = filters.querySelector("details") ? filters.querySelector("details").open : isWide;
  const parts = [
    patternList(),
    group("Who says so", "A line that stands for several statements is drawn as the weakest of them.", ...standings.map(([one, count]) => check(state.off.standings, one.key, lineMark(one), one.label, count, one.meaning)),
      ...disputeKeys()),
    group("What it is", "", ...legend.kinds.map((one) => check(state.off.kinds, one.key, kindMark(one), one.plural, byKind.get(one) || 0))),
    group("Where the procedure stands", "", ...stages.map(([stage, count]) => el("li", { class: "key" }, stageMark(stage), el("span", {}, stage.label), el("span", { class: "count" }, grouped(count))))),
    group("Cases", "", ...cases.filter((one) => one.unit === "case").map(perCase)),
    cases.some((one) => one.unit !== "case") ? group("Mentions, not counted", "", ...cases.filter((one) => one.unit !== "case").map(perCase)) : "",
  ];
  const details = el("details", open ? { open: "" } : {}, el("summary", {}, "Legend and filters"), ...parts);
  const scrolled = filters.firstChild ? filters.scrollTop : 0;
  filters.replaceChildren(details);
  if (scrolled) filters.scrollTop = scrolled;
  if (focused >= 0) filters.querySelectorAll("input, button")[focused]?.focus();
}

function disputeKeys() {
  const shown = lines.filter(lineOn);
  const [own, whole] = [2, 1].map((degree) => shown.filter((line) => disputed(line) === degree).length);
  const key = (mark, text, count) => (count ? el("li", { class: "key" }, mark, el("span", {}, text), el("span", { class: "count" }, grouped(count))) : "");
  return [key(disputeMark(true), "Something set against the line itself", own), key(disputeMark(false), "Something set against its whole case", whole)].filter(Boolean);
}

function disputeMark(own) {
  const line = drawn("line", { x1: 1, y1: 7, x2: 39, y2: 7, class: "ink", "stroke-width": 1.4, "stroke-dasharray": "6 4" });
  if (!own) return picture(40, 14, line, drawn("circle", { cx: 20, cy: 7, r: 2.8, class: "mark" }));
  const text = drawn("text", { x: 20, y: 10.4, "text-anchor": "middle", class: "mark" });
  text.textContent = "?";
  return picture(40, 14, line, drawn("circle", { cx: 20, cy: 7, r: 6.2, class: "alarm" }), text);
}

// --- what one can do

let noting = 0;
let stepped = false;

function remember(step) {
  clearTimeout(noting);
  stepped = stepped || step;
  noting = setTimeout(note, 60); // after what was asked for is drawn: a browser takes its time to note an address
}

function note() {
  const [text, step] = [toHash(), stepped];
  stepped = false;
  try {
    if (location.hash.slice(1) !== text) history[step ? "pushState" : "replaceState"](null, "", `#${text}`);
  } catch { /* a sandboxed frame may forbid it; the page works without */ }
}

function where() {
  const at = document.getElementById("where");
  at.textContent = state.view < 0 ? "" : cases[state.view].title;
  at.hidden = state.view < 0;
  root.dataset.view = state.view < 0 ? "all" : "case";
}

function refresh(fit) {
  refilter();
  where();
  renderTime(); // before the graph: it takes room from it
  redraw(fit);
  renderLegend();
  renderBehind();
}

// What stands beside and under the graph. What had the focus may be gone then: it goes on at the heading of what is new.
function renderBehind() {
  const held = ["panel", "statements"].some((id) => document.getElementById(id).contains(document.activeElement));
  renderPanel();
  renderTime();
  renderMatrix();
  renderTable();
  if (held && document.activeElement === document.body) toHeading();
}

function toHeading() {
  const heading = document.querySelector("#panel h2");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

function nodesOf(chosen) {
  if (!chosen) return [];
  if (chosen.node !== undefined) return [chosen.node];
  if (chosen.line !== undefined) return [lines[chosen.line].from, lines[chosen.line].to];
  if (chosen.pattern !== undefined) return [];
  return cases[chosen.case].nodes.filter((id) => nodes[id].case === chosen.case);
}

// What is selected is brought into view, with what it is tied to.
function fitChosen(animate) {
  const { chosen } = state;
  const wanted = nodesOf(chosen);
  if (!wanted.length || (chosen.case !== undefined && inView(wanted))) return;
  fitTo(chosen.node === undefined ? wanted : [chosen.node, ...nodes[chosen.node].lines.filter(lineOn).map((line) => other(line, chosen.node))], animate);
}

function choose(chosen, move = true) {
  const wasPattern = state.chosen && state.chosen.pattern !== undefined;
  Object.assign(state, { chosen, lost: false });
  most = FIRST_SHOWN;
  const wanted = nodesOf(chosen);
  if (chosen && chosen.pattern !== undefined) return choosePattern();
  const absent = wanted.some((id) => !network.body.nodes[id]) && chosen.case === undefined;
  if (absent) { state.view = -1; wanted.forEach((id) => nodes[id].cases.forEach((index) => state.off.cases.delete(index))); refresh(true); }
  else if (chosen && chosen.case !== undefined && state.view >= 0 && state.view !== chosen.case) { state.view = chosen.case; refresh(true); }
  else if (chosen && chosen.case !== undefined && state.view < 0 && state.off.cases.has(chosen.case)) { state.off.cases.delete(chosen.case); refresh(false); }
  else emphasise();
  if (wasPattern) markPatterns();
  if (move) fitChosen();
  renderBehind();
  remember(true);
  say(chosen ? tableTitle(claimsBehind().length) : "Nothing selected");
}

// The graph is lit first; what stands below the fold follows in the next frame.
const afterFrame = (act) => requestAnimationFrame(() => setTimeout(act, 0));

// A combination is a matter of all cases: it is shown across them.
function choosePattern() {
  const members = chosenFit().whole.map((one) => one.index);
  const changed = state.view >= 0 || members.some((index) => state.off.cases.has(index));
  members.forEach((index) => state.off.cases.delete(index));
  state.view = -1;
  if (changed) refresh(true); else { emphasise(); fitAll(); renderPanel(); renderTime(); afterFrame(() => { renderMatrix(); renderTable(); }); }
  markPatterns();
  remember(true);
  say(`${members.length} of ${counted.length} cases state all parts`);
}

function openCase(index) {
  state.view = index;
  state.chosen = { case: index };
  refresh(true);
  remember(true);
  say(`Case: ${cases[index].title}`);
}

function home() {
  Object.assign(state, { view: -1, chosen: null, query: "", lost: false });
  queryBox.value = "";
  refresh(true);
  remember(true);
  say("All cases");
}

// One step back: from a selection to the search or the case it was made in, from there to the start.
function back() {
  if (state.chosen && (state.chosen.case === undefined || state.query)) choose(state.view >= 0 && !state.query ? { case: state.view } : null);
  else if (state.query) { Object.assign(state, { query: "", chosen: unsearched() }); queryBox.value = ""; emphasise(); renderBehind(); remember(false); }
  else if (state.view >= 0 && model.atOnce) home();
  else choose(null);
}

const unsearched = () => (state.view >= 0 ? { case: state.view } : null); // what is told where nothing is searched

function search() {
  state.query = queryBox.value.trim().slice(0, 200);
  state.chosen = state.query ? null : unsearched();
  most = FIRST_SHOWN;
  emphasise();
  renderBehind();
  remember(false);
  if (state.query) say(tableTitle(claimsBehind().length));
}

function setTheme(dark) {
  root.dataset.theme = dark ? "dark" : "light";
  const toggle = document.getElementById("theme");
  toggle.textContent = dark ? "Light" : "Dark";
  readInk();
  if (network) drawSoon();
}

queryBox.addEventListener("input", search);
document.getElementById("search").addEventListener("submit", (event) => {
  event.preventDefault();
  const hits = found();
  if (hits && hits.nodes.length) choose({ node: hits.nodes[0].id });
});
document.getElementById("home").addEventListener("click", home);
document.getElementById("whole").addEventListener("click", () => fitAll());
document.getElementById("closer").addEventListener("click", () => zoom(1.3));
document.getElementById("further").addEventListener("click", () => zoom(1 / 1.3));
document.getElementById("theme").addEventListener("click", () => setTheme(root.dataset.theme !== "dark"));
document.getElementById("link").addEventListener("click", async (event) => {
  clearTimeout(noting);
  note();
  const toggle = event.currentTarget;
  try { await navigator.clipboard.writeText(location.href); toggle.textContent = "Copied"; } catch { toggle.textContent = "See address bar"; }
  setTimeout(() => { toggle.textContent = "Copy link"; }, 1800);
});
document.addEventListener("keydown", (event) => {
  const writing = event.target.matches?.("textarea, input, select"); // a slash is a letter there, and Escape has a use of its own
  if (event.key === "/" && (!writing || event.target.type === "checkbox") && !event.ctrlKey && !event.metaKey) { event.preventDefault(); queryBox.focus(); queryBox.select(); }
  else if (event.key === "Escape" && document.getElementById("save").open) { document.getElementById("save").open = false; document.querySelector("#save summary").focus(); }
  else if (event.key === "Escape" && (!writing || event.target === queryBox || event.target.type === "checkbox") && (state.chosen || state.query)) { event.preventDefault(); back(); }
});
addEventListener("hashchange", () => {
  if (location.hash.slice(1) === toHash()) return;
  fromHash(location.hash.slice(1));
  queryBox.value = state.query;
  refresh(true); // as the link would show it
  fitChosen(false);
});
const scheme = matchMedia("(prefers-color-scheme: dark)");
scheme.addEventListener("change", (event) => setTheme(event.matches));

// Paper: what is shown, in light colours. All cases together have a picture of their own, made for the sheet.
const sheet = document.getElementById("sheet");
const wholeSheet = [...sheet.childNodes];
let themeBefore = null;
addEventListener("beforeprint", () => {
  themeBefore = root.dataset.theme;
  setTheme(false);
  const isPlain = state.view < 0 && !state.chosen && !state.query && wholeSheet.length;
  sheet.replaceChildren(...(isPlain ? wholeSheet : [takeAway()]));
  most = Math.max(most, isPlain ? ON_PAPER : 500);
  renderTable();
});
addEventListener("afterprint", () => { setTheme(themeBefore === "dark"); });

fromHash(location.hash.slice(1));
if (!model.atOnce && state.view < 0 && !state.chosen && !state.query && cases.length) state.view = 0;
queryBox.value = state.query;
setTheme(scheme.matches);
refresh(true);
fitChosen(false);
network.once("afterDrawing", () => { root.dataset.ready = "true"; });
