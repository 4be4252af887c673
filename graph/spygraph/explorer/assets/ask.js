// SPARQL over what this page holds. The engine starts when one comes near the questions, at the latest with the first
// one, and asks nobody else.

const FIRST_ROWS = 300;
const PATIENCE = 20000; // milliseconds after which a question is ended
const PAUSE = 150; // milliseconds before what an answer rests on is counted, for a next question not to wait
const askSection = document.getElementById("ask");
let engine = null; // a promise of the worker
let asked = 0;
const waiting = new Map(); // from the number of a message to what is to be done with its answer

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%:()*+-;,=.?@^_`{|}~";

// Five characters of base 85 are four bytes; the last group may be short.
async function unpacked(id) {
  const text = document.getElementById(id).textContent.trim();
  const values = new Uint8Array(128);
  [...DIGITS].forEach((digit, value) => { values[digit.charCodeAt(0)] = value; });
  const packed = new Uint8Array(Math.ceil(text.length / 5) * 4);
  const view = new DataView(packed.buffer);
  for (let at = 0, to = 0; at < text.length; at += 5, to += 4) {
    let group = 0;
    for (let place = 0; place < 5; place += 1) group = group * 85 + (at + place < text.length ? values[text.charCodeAt(at + place)] : 84);
    view.setUint32(to, group);
  }
  return gunzipped(packed.subarray(0, Math.floor((text.length * 4) / 5)));
}

async function gunzipped(packed) {
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

function post(worker, message, transfer) {
  return new Promise((done, fail) => {
    asked += 1;
    waiting.set(asked, { done, fail });
    worker.postMessage({ ...message, id: asked }, transfer);
  });
}

function heard({ data }) {
  const { done, fail } = waiting.get(data.id) || {};
  waiting.delete(data.id);
  if (data.error) fail?.(new Error(data.error)); else done?.(data);
}

async function begin() {
  const [script, program, statements] = await Promise.all(["engine-script", "engine-program", "engine-data"].map(unpacked));
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const worker = new Worker(address);
  worker.onmessage = heard;
  worker.onerror = (event) => stop(event.message || "the engine does not start");
  running = worker;
  await post(worker, { program, statements }, [program, statements]);
  URL.revokeObjectURL(address);
  return worker;
}

let running = null;
const start = () => { engine ||= begin().catch((error) => { engine = null; throw error; }); return engine; };

function stop(reason) {
  if (!running) return;
  running.terminate();
  [engine, running] = [null, null];
  for (const { fail } of waiting.values()) fail(new Error(reason));
  waiting.clear();
}

const places = new Map(); // from an IRI to what the page can select
function placeOf(iri) {
  if (!places.size) {
    for (const node of nodes) places.set(nodeId(node), { node: node.id });
    for (const claim of claims) places.set(claimId(claim), toSelect(claim));
    for (const one of cases) places.set(`case/${one.id}`, { case: one.index });
  }
  return places.get(iri.replace(model.ask.base, ""));
}

function term(value) {
  if (!value) return el("span", { class: "owner" }, "\u2013");
  if (value.type !== "uri") return el("span", { dir: "auto" }, value.value);
  const short = Object.entries(model.ask.prefixes).reduce((text, [key, iri]) => (text.startsWith(iri) ? `${key}:${text.slice(iri.length)}` : text), value.value).replace(model.ask.base, "");
  const place = placeOf(value.value);
  return place ? button(short, () => { choose(place); container.scrollIntoView({ block: "nearest" }); }) : short;
}

const outcome = (...parts) => document.getElementById("answer").replaceChildren(...parts.filter(Boolean));

function showRows({ names, rows }, took) {
  const head = el("thead", {}, el("tr", {}, ...names.map((name) => el("th", { scope: "col" }, name))));
  const body = el("tbody", {}, ...rows.slice(0, FIRST_ROWS).map((row) => el("tr", {}, ...names.map((name) => el("td", {}, term(row[name]))))));
  const more = rows.length > FIRST_ROWS ? el("p", { class: "owner" }, `The first ${FIRST_ROWS} are shown.`) : "";
  const tally = el("p", { id: "tally" }, `${plural(rows.length, "row", "rows")} in ${took} ms`);
  outcome(tally, rows.length ? el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Answer" }, el("table", {}, head, body)) : el("p", { class: "owner" }, "No row. What is not here is not stated in these sources, which is not a no."), more);
  return tally;
}

// Where a question is no SPARQL, in its own lines and columns: the prefixes stand before it on its first line.
function slip(message, before) {
  const at = /error at (\d+):(\d+)/.exec(message);
  return at ? `Line ${at[1]}, column ${Math.max(Number(at[2]) - (at[1] === "1" ? before : 0), 1)}: not SPARQL from here on.` : message;
}

let turn = 0;

async function ask() {
  const mine = turn += 1;
  const query = document.getElementById("sparql").value;
  const prefixes = Object.entries(model.ask.prefixes).map(([key, iri]) => `PREFIX ${key}: <${iri}>`).join(" ");
  if (askSection.dataset.busy === "asking") stop("ended by the next question");
  askSection.dataset.busy = "asking";
  outcome(el("p", { class: "owner" }, engine ? "Asking\u2026" : "Starting the engine that this page carries\u2026"));
  const timer = setTimeout(() => stop(`ended after ${PATIENCE / 1000} seconds`), PATIENCE);
  try {
    const worker = await start();
    const begun = performance.now();
    const found = await post(worker, { query, prefixes });
    const took = Math.round(performance.now() - begun);
    if (found.triples !== undefined) outcome(el("p", { id: "tally" }, `In ${took} ms`), el("pre", { tabindex: "0" }, found.triples.slice(0, 200000)));
    else if (found.yes !== undefined) outcome(el("p", { id: "tally" }, `${found.yes ? "yes" : "no"}, in ${took} ms`));
    else {
      const tally = showRows(found, took);
      askSection.dataset.busy = "counting";
      await new Promise((done) => { setTimeout(done, PAUSE); });
      if (mine === turn && found.rows.length) tally.append(`; ${(await post(worker, { count: true, query, prefixes, rows: found.rows })).resting} of them rest on claims that no court result covers`);
    }
    if (mine === turn) say(document.getElementById("tally").textContent);
  } catch (error) { if (mine === turn) outcome(el("p", { role: "alert", class: "dispute" }, slip(error.message, prefixes.length + 1))); }
  clearTimeout(timer);
  if (mine === turn) delete askSection.dataset.busy;
}

const aboutOf = (text) => text.split("\n").filter((line) => line.startsWith("# ") && !/^# (title|param): /.test(line)).map((line) => line.slice(2)).join(" ");

function renderAsk() {
  const box = el("textarea", { id: "sparql", rows: "9", spellcheck: "false", autocomplete: "off" });
  const about = el("p", { class: "owner" });
  const pick = el("select", { id: "named" }, ...model.ask.queries.map((one, index) => el("option", { value: index }, one.title)));
  const take = () => { const one = model.ask.queries[Number(pick.value)]; [box.value, about.textContent] = [one.text, aboutOf(one.text)]; };
  pick.addEventListener("change", take);
  box.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); ask(); } });
  askSection.replaceChildren(
    el("h2", { id: "ask-title" }, "Ask in SPARQL"),
    el("p", { class: "owner" }, "Nothing leaves this page: it carries the statements and the engine. Answers come from all graphs, claims and shortcuts alike."),
    el("p", { class: "asking" }, el("label", { for: "named" }, "Questions to begin with"), pick), about,
    el("label", { for: "sparql", class: "unseen" }, "Query"), box,
    el("p", { class: "asking" }, button("Ask", ask, "plain"), button("Stop", () => stop("stopped"), "plain"), el("span", { class: "owner" }, "Ctrl+Enter asks")),
    el("div", { id: "answer", "aria-live": "polite" }));
  take();
}

renderAsk();
const near = new IntersectionObserver((seen) => {
  if (!seen.some((one) => one.isIntersecting)) return;
  near.disconnect();
  start().catch(() => {}); // the first question tells what is wrong
}, { rootMargin: "300px" });
near.observe(askSection);
