// The data of the page, what is selected and filtered, and what follows from both.

const { nodes, lines, model } = JSON.parse(document.getElementById("data").textContent);
const { cases, claims, sources, legend, texts: surroundings } = model;

const standingRank = new Map(legend.standings.map((one, rank) => [one.key, rank]));
const standingOf = new Map(legend.standings.map((one) => [one.key, one]));
const kindOf = new Map(legend.kinds.map((kind) => [kind.key, kind]));
const otherKind = legend.kinds[legend.kinds.length - 1];
const stageOf = new Map(legend.stages.map((stage) => [stage.key, stage]));
const WEAKEST = { key: "", label: "Standing not known", meaning: "", dashes: [2, 9] };

const state = {
  view: -1, // -1: all cases
  chosen: null, // {node}, {line}, {case} or {pattern}
  query: "",
  hovered: null,
  years: null, // [first, last], or null for all
  undated: true, // whether what has no date stays when years are chosen
  off: { kinds: new Set(), standings: new Set(), cases: new Set() },
};

nodes.forEach((node, id) => { node.id = id; node.lines = []; node.claims = []; node.cases = new Set(); });
cases.forEach((one, index) => {
  one.index = index;
  one.claims = [];
  one.nodes.forEach((id) => nodes[id].cases.add(index));
  if (one.unit !== "case") state.off.cases.add(index);
});
claims.forEach((claim, index) => {
  claim.index = index;
  claim.lines = [];
  if (cases[claim.case]) cases[claim.case].claims.push(index);
  claim.nodes.forEach((id) => nodes[id].claims.push(index));
});
lines.forEach((line, id) => {
  line.id = id;
  nodes[line.from].lines.push(line);
  nodes[line.to].lines.push(line);
  for (const one of line.said) claims[one.claim].lines.push(line);
});

const kind = (node) => kindOf.get(node.kind) || otherKind;
const standing = (claim) => standingOf.get(claim.standing) || WEAKEST;
const rank = (claim) => standingRank.get(claim.standing) ?? legend.standings.length;

const caseOn = (index) => (state.view >= 0 ? index === state.view : index < 0 || !state.off.cases.has(index));
const isDated = (claim) => Boolean(claim.earliest || claim.latest);
// What may lie within the years stays: an uncertain date is never read as a certain one outside.
const within = (claim) => !state.years || ((!claim.latest || claim.latest.slice(0, 4) >= state.years[0]) && (!claim.earliest || claim.earliest.slice(0, 4) <= state.years[1]));
const timeOn = (claim) => (isDated(claim) ? within(claim) : state.undated);
const claimOn = (claim) => caseOn(claim.case) && !state.off.standings.has(claim.standing) && timeOn(claim);
const kindOn = (node) => !state.off.kinds.has(kind(node).key);
// What is left of a line is asked for many times between two changes of the filters: it is worked out once for each.
let filtered = 0;
const refilter = () => { filtered += 1; behind = null; };
function remains(line) {
  if (line.asOf === filtered) return line;
  const said = line.said.filter((one) => claimOn(claims[one.claim]));
  const own = said.map((one) => claims[one.claim]);
  return Object.assign(line, {
    asOf: filtered,
    shown: said,
    weak: own.reduce((weak, claim) => (rank(claim) > rank(weak) ? claim : weak), own[0]),
    disputed: own.some((claim) => ownDisputes(claim).length) ? 2 : own.some((claim) => (claim.disputes || []).length) ? 1 : 0,
  });
}
const saidOn = (line) => remains(line).shown;
const lineOn = (line) => kindOn(nodes[line.from]) && kindOn(nodes[line.to]) && saidOn(line).length > 0;

function nodeOn(node) {
  if (!kindOn(node)) return false;
  if (node.lines.length) return node.lines.some(lineOn) || (node.case >= 0 && caseOn(node.case) && !state.off.standings.size && !state.years);
  return [...node.cases].some(caseOn);
}

// A line that stands for several statements looks like the weakest of them, so that none gains from its neighbours.
const weakest = (line) => remains(line).weak;

// A denial of all accusations is a mark of the case; each of its lines carries only a small one, so that a dispute about
// one statement can still be seen. `disputed` is 2 for what is set against the line itself, 1 against its whole case.
const ownDisputes = (claim) => (claim.disputes || []).filter((text) => !cases[claim.case].disputed.includes(text));
const disputed = (line) => remains(line).disputed;

const relations = (line) => [...new Set(saidOn(line).map((one) => one.relation))].join(" \u00b7 ");
const countedCases = (node) => {
  if (node.asOf !== filtered) Object.assign(node, { asOf: filtered, counted: new Set(node.lines.flatMap((line) => saidOn(line).map((one) => claims[one.claim].case)).filter((index) => cases[index].unit === "case")).size });
  return node.counted;
};
const other = (line, id) => (line.from === id ? line.to : line.from);

// --- search: labels, other names, the words of statements and the words that point into the sources

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const textOfNode = (node) => folded(`${node.label} ${node.zh || ""} ${kind(node).label}`);
const textOfClaim = (claim) => folded([
  claim.words, claim.says, claim.when || "", ...claim.passages.map((passage) => passage[2]),
  ...claim.lines.flatMap((line) => line.said.filter((one) => one.claim === claim.index).map((one) => one.words)),
].join(" "));
let texts = null; // made by the first search

let hitsFor = "";
let hits = null;

// What is found among what view and filters leave, so that the panel, the table and the graph count the same.
function found() {
  const key = `${filtered}|${state.query}`;
  if (key !== hitsFor) { hits = lookUp(); hitsFor = key; }
  return hits;
}

function lookUp() {
  const terms = folded(state.query).split(/\s+/).filter(Boolean);
  if (!terms.length) return null;
  texts ||= { nodes: nodes.map(textOfNode), claims: claims.map(textOfClaim) };
  const has = (text) => terms.every((term) => text.includes(term));
  const wanted = terms.join(" ");
  const near = (node) => { const label = folded(node.label); return label === wanted ? 0 : label.startsWith(wanted) ? 1 : 2; };
  return {
    nodes: nodes.filter((node) => has(texts.nodes[node.id]) && [...node.cases].some(caseOn) && kindOn(node))
      .sort((one, two) => near(one) - near(two) || one.id - two.id),
    claims: claims.filter((claim) => has(texts.claims[claim.index]) && claimOn(claim)).sort(inOrder),
  };
}

// --- what is emphasised: null means that nothing is and all is drawn alike

function emphasis() {
  const lit = { nodes: new Set(), lines: new Set() };
  const chosen = state.chosen;
  const hits = state.query ? found() : null;
  if (chosen && chosen.node !== undefined) {
    lit.nodes.add(chosen.node);
    for (const line of nodes[chosen.node].lines.filter(lineOn)) { lit.lines.add(line.id); lit.nodes.add(other(line, chosen.node)); }
  } else if (chosen && chosen.line !== undefined) {
    lit.lines.add(chosen.line);
    lit.nodes.add(lines[chosen.line].from).add(lines[chosen.line].to);
  } else if (chosen && chosen.pattern !== undefined) {
    for (const claim of claimsBehind()) {
      const own = claim.lines.filter(lineOn);
      own.forEach((line) => { lit.lines.add(line.id); lit.nodes.add(line.from).add(line.to); });
      if (!own.length) claim.nodes.forEach((id) => lit.nodes.add(id));
    }
  } else if (hits) {
    hits.nodes.forEach((node) => lit.nodes.add(node.id));
    for (const line of hits.claims.flatMap((claim) => claim.lines)) { lit.lines.add(line.id); lit.nodes.add(line.from).add(line.to); }
  } else if (chosen && chosen.case !== undefined && state.view < 0) {
    cases[chosen.case].nodes.forEach((id) => lit.nodes.add(id));
    for (const line of lines) if (line.said.some((one) => claims[one.claim].case === chosen.case)) lit.lines.add(line.id);
  } else return null;
  return lit;
}

// The statements behind what is selected or searched; all that the filters leave when nothing is.
let behind = null; // kept until something changes
const claimsBehind = () => { behind ||= gatherClaims(); return behind; };

function gatherClaims() {
  const chosen = state.chosen;
  const hits = state.query && !chosen ? found() : null;
  let picked = claims;
  if (chosen && chosen.node !== undefined) picked = nodes[chosen.node].claims.map((index) => claims[index]).concat(lineClaims(nodes[chosen.node].lines));
  else if (chosen && chosen.line !== undefined) picked = lineClaims([lines[chosen.line]]);
  else if (chosen && chosen.pattern !== undefined) picked = [...fitOf(chosen.pattern).claims].map((index) => claims[index]);
  else if (hits) picked = hits.claims;
  else if (chosen && chosen.case !== undefined) picked = cases[chosen.case].claims.map((index) => claims[index]);
  return [...new Set(picked)].filter(claimOn).sort(inOrder);
}
const inOrder = (one, two) => one.case - two.case || sortOrder(one.sort) - sortOrder(two.sort) || one.index - two.index;
const lineClaims = (some) => some.flatMap((line) => line.said.map((one) => claims[one.claim]));

// --- the view as a link. What is selected is named, not numbered: the same link means the same in the page of a later day.

const lineName = (line) => edgeId(line.said[0]);
const patternName = (index) => combinations[index].items.map((number) => partName(parts[number])).join(" + ");

function toHash() {
  const parts = new URLSearchParams();
  const chosen = state.chosen;
  if (state.view >= 0) parts.set("case", cases[state.view].id);
  if (chosen && chosen.node !== undefined) parts.set("node", nodeId(nodes[chosen.node]));
  if (chosen && chosen.line !== undefined) parts.set("line", lineName(lines[chosen.line]));
  if (chosen && chosen.case !== undefined && state.view < 0) parts.set("about", cases[chosen.case].id);
  if (chosen && chosen.pattern !== undefined) parts.set("pattern", patternName(chosen.pattern));
  if (state.query) parts.set("q", state.query);
  if (state.years) parts.set("years", state.years.join("-"));
  if (!state.undated) parts.set("undated", "no");
  for (const [name, off] of Object.entries(state.off)) {
    const keys = name === "cases" ? [...off].map((index) => cases[index].id) : [...off];
    const usual = name === "cases" ? cases.filter((one) => one.unit !== "case").map((one) => one.id) : [];
    if (keys.join() !== usual.join()) parts.set(`no-${name}`, keys.join(" "));
  }
  return parts.toString();
}

function fromHash(text) {
  const parts = new URLSearchParams(text);
  const byId = (id) => cases.findIndex((one) => one.id === id);
  const named = (name, list, nameOf) => (parts.has(name) ? list.findIndex((one, index) => nameOf(one, index) === parts.get(name)) : -1);
  const [node, line] = [named("node", nodes, nodeId), named("line", lines, (one) => one.said.some((said) => edgeId(said) === parts.get("line")) && parts.get("line"))];
  const pattern = named("pattern", combinations, (_, index) => patternName(index));
  state.view = byId(parts.get("case"));
  state.query = (parts.get("q") || "").slice(0, 200);
  state.chosen = null;
  const years = /^(\d{4})-(\d{4})$/.exec(parts.get("years") || "");
  state.years = years ? [Number(years[1]), Number(years[2])] : null;
  state.undated = parts.get("undated") !== "no";
  if (node >= 0) state.chosen = { node };
  else if (line >= 0) state.chosen = { line };
  else if (pattern >= 0) state.chosen = { pattern };
  else if (byId(parts.get("about")) >= 0) state.chosen = { case: byId(parts.get("about")) };
  else if (state.view >= 0) state.chosen = { case: state.view };
  state.lost = (!state.chosen && ["node", "line", "pattern", "about"].some((name) => parts.has(name))) || (parts.has("case") && state.view < 0);
  for (const name of ["kinds", "standings", "cases"]) {
    const given = parts.get(`no-${name}`);
    const keys = given === null ? [] : given.split(" ").filter(Boolean);
    if (name !== "cases") state.off[name] = new Set(keys);
    else if (given !== null) state.off.cases = new Set(keys.map(byId).filter((index) => index >= 0));
    else state.off.cases = new Set(cases.filter((one) => one.unit !== "case").map((one) => one.index));
  }
}
