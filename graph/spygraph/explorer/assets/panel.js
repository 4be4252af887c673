// The panel: what is behind a selection. Text reaches the page through textContent only.

function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "onclick") made.addEventListener("click", value);
    else if (name === "class") made.className = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

function drawn(tag, properties, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(properties)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const picture = (width, height, ...parts) => drawn("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true", focusable: "false" }, ...parts);
const lineMark = (one) => picture(40, 12, drawn("line", { x1: 1, y1: 6, x2: 39, y2: 6, class: "ink", "stroke-width": 2, "stroke-dasharray": one.dashes.join(" ") || "none" }));

function kindMark(one) {
  const corners = one.outline.map(([x, y]) => `${(10 + x * 7.6).toFixed(1)},${(10 + y * 7.6).toFixed(1)}`).join(" ");
  const shape = corners ? drawn("polygon", { points: corners }) : drawn("circle", { cx: 10, cy: 10, r: 7.2 });
  shape.setAttribute("fill", one.colour);
  shape.setAttribute("class", "ink");
  shape.setAttribute("stroke-linejoin", "round");
  return picture(20, 20, shape);
}

function stageMark(stage) {
  if (stage.glyph === "square") return picture(16, 16, drawn("rect", { x: 3, y: 3, width: 10, height: 10, class: "solid" }));
  const ring = drawn("circle", { cx: 8, cy: 8, r: 6, class: "ink hollow", "stroke-width": 1.6, "stroke-dasharray": stage.glyph === "unstated" ? "2.6 2.2" : "none" });
  if (stage.glyph === "cleared") return picture(16, 16, ring, drawn("line", { x1: 4, y1: 12, x2: 12, y2: 4, class: "ink", "stroke-width": 1.6 }));
  if (stage.glyph !== "pie") return picture(16, 16, ring);
  const end = (stage.fill * Math.PI) / 2;
  const pie = stage.fill === 4 ? drawn("circle", { cx: 8, cy: 8, r: 6, class: "solid" })
    : drawn("path", { d: `M8 8V2A6 6 0 ${stage.fill > 2 ? 1 : 0} 1 ${8 + 6 * Math.sin(end)} ${8 - 6 * Math.cos(end)}Z`, class: "solid" });
  return picture(16, 16, ring, pie);
}

const grouped = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ","); // the browser's own way takes 20 ms to start
const plural = (count, one, many) => `${grouped(count)} ${count === 1 ? one : many}`;
const statements = (count) => plural(count, "statement", "statements");
const button = (text, onclick, className = "link") => el("button", { type: "button", class: className, onclick }, text);

// --- one statement

// The article at the words that the statement rests on, or the table; only where the address is one of the web.
function articleLink(source, words) {
  if (!source || !/^https?:\/\//i.test(source.url)) return null;
  const address = words ? `${source.url}${source.url.includes("#") ? "" : "#"}:~:text=${encodeURIComponent(words).replace(/-/g, "%2D")}` : source.url;
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, words ? "open at these words" : "open the table");
}

const AROUND = 170; // characters of the text that are shown on each side of an anchor
const asCompared = (text) => text.replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d]/g, '"').replace(/\s+/g, " ").trim();

// The anchor; where the text was at hand, the words around it stand there too, and the anchor is marked in them.
function inText(words, text) {
  const at = text === undefined ? -1 : text.indexOf(asCompared(words));
  if (at < 0) return el("q", {}, words);
  const [before, after] = [text.slice(0, at), text.slice(at + asCompared(words).length)];
  return el("span", { class: "around" },
    before.length > AROUND ? `\u2026 ${before.slice(-AROUND).replace(/^\S* /, "")}` : before, el("mark", {}, words),
    after.length > AROUND ? `${after.slice(0, AROUND).replace(/ \S*$/, "")} \u2026` : after);
}

// In a table the words are the name of a column, and a cell stands under it.
const inRow = (column, cell) => el("span", {}, `Column ${column}`, cell === undefined ? "" : el("span", { class: "around" }, ": ", el("mark", {}, cell)));
const placeWords = (place) => (typeof place === "number" && place ? `paragraph ${place}` : place || "");

function quotation([key, place, words, text]) {
  const source = sources[key];
  const isRow = typeof place === "string";
  const where = [source ? source.publisher : key, source ? source.published : "", placeWords(place)].filter(Boolean).join(", ");
  return el("blockquote", {}, isRow ? inRow(words, surroundings[text]) : inText(words, surroundings[text]), el("footer", {}, el("span", {}, where), articleLink(source, isRow ? "" : words)));
}

function badge(claim) {
  const one = standing(claim);
  return el("span", { class: "badge", title: one.meaning }, lineMark(one), one.label);
}

const ATTRIBUTION = { explicit: " (named at this place)", implied: " (implied, not named at this place)" };
const owner = (claim) => [
  `Claimed by ${claim.says || "nobody named"}`,
  ATTRIBUTION[claim.attribution] || "",
  claim.via ? `, as told by ${claim.via}` : "",
  claim.version ? `. Part of a rival telling: ${claim.version}` : "",
].join("");

const wordsOf = (claim) => {
  const said = claim.lines.flatMap((line) => line.said.filter((one) => one.claim === claim.index).map((one) => one.words));
  return said.length ? [...new Set(said)] : [claim.words];
};

function card(claim) {
  const shown = claim.lines.find((line) => lineOn(line));
  const here = state.chosen && state.chosen.line !== undefined && shown && shown.id === state.chosen.line;
  return el("li", { class: "card" },
    el("p", { class: "head" }, badge(claim), claim.when ? el("span", { class: "when" }, claim.when) : "", claim.stage ? el("span", { class: "when" }, claim.stage) : ""),
    ...wordsOf(claim).map((words) => el("p", { class: "said" }, shown && !here ? button(words, () => choose({ line: shown.id })) : words)),
    ...(claim.disputes || []).map((text) => el("p", { class: "dispute" }, el("b", {}, "Set against it: "), text.replace(/-/g, " "))),
    ...claim.passages.map(quotation),
    claim.passages.length ? "" : el("p", { class: "owner" }, "No passage: nobody states it."),
    el("p", { class: "owner" }, owner(claim)));
}

const SORTS = [
  ["Dispute", "Disputes"], ["IdentityJudgement", "Who is who"], ["Person", "Said of people"], ["Group", "Said of groups"], ["Recruitment", "Recruitment"],
  ["Relation", "Ties"], ["Inducement", "Inducements"], ["Pressure", "Pressure"], ["Vulnerability", "Circumstances"], ["Item", "Material"],
  ["Outcome", "Outcomes"], ["Event", "Events"], ["Disclosure", "How it came out"], ["IntelligenceService", "Said of services"], ["Organization", "Said of organizations"],
  ["Place", "Places"], ["Version", "Rival tellings"], ["Negative", "An explicit no"], ["Context", "Said of espionage at large"],
];
const sortOrder = (sort) => { const at = SORTS.findIndex(([key]) => key === sort); return at < 0 ? SORTS.length : at; };
const sortTitle = (sort) => (SORTS.find(([key]) => key === sort) || ["", sort.replace(/([a-z])([A-Z])/g, "$1 $2")])[1];

function cards(list, most = 40) {
  const sorts = [...new Set(list.map((claim) => claim.sort))].sort((one, two) => sortOrder(one) - sortOrder(two) || (one < two ? -1 : 1));
  let left = most;
  const parts = sorts.map((sort) => {
    const own = list.filter((claim) => claim.sort === sort);
    const shown = own.slice(0, Math.max(left, 0));
    left -= shown.length;
    return shown.length ? el("section", {}, el("h3", {}, sortTitle(sort), el("span", { class: "count" }, String(own.length))), el("ul", { class: "cards" }, ...shown.map(card))) : "";
  });
  if (list.length > most) parts.push(el("p", { class: "owner" }, `The table below has all ${statements(list.length)}.`));
  return parts;
}

// --- what the panel shows

const caseLinks = (indexes) => [...indexes].map((index) => el("li", {}, button(cases[index].title, () => openCase(index))));

function standingSummary(list) {
  const counts = legend.standings.map((one) => [one, list.filter((claim) => claim.standing === one.key).length]).filter(([, count]) => count);
  return el("ul", { class: "summary" }, ...counts.map(([one, count]) => el("li", {}, lineMark(one), el("span", {}, one.label), el("b", {}, grouped(count)))));
}

// Where the procedure against somebody is reported to stand.
function procedureOf(node) {
  const { label } = stageOf.get(node.stage);
  return node.procedure ? `${label}: ${node.procedure.replace(/-/g, " ")}` : label;
}

function nodePanel(node) {
  const list = claimsBehind();
  const stage = stageOf.get(node.stage);
  const among = [...node.cases].filter(caseOn);
  return [
    el("p", { class: "kicker" }, kindMark(kind(node)), node.case < 0 && countedCases(node) > 1 ? `${kind(node).label}, said of ${plural(countedCases(node), "case", "cases")}` : kind(node).label),
    el("h2", { dir: "auto" }, node.label),
    stage ? el("p", { class: "stage" }, stageMark(stage), procedureOf(node)) : "",
    el("ul", { class: "where" }, ...caseLinks(among)),
    list.length ? standingSummary(list) : el("p", {}, "Nothing is said of this with the filters as they are."),
    ...cards(list),
  ];
}

function linePanel(line) {
  const list = claimsBehind();
  const [from, to] = [nodes[line.from], nodes[line.to]];
  return [
    el("p", { class: "kicker" }, lineMark(list.length ? standing(weakest(line)) : WEAKEST), list.length > 1 ? `${statements(list.length)}, drawn as the weakest` : statements(list.length)),
    el("h2", { dir: "auto" }, button(from.label, () => choose({ node: from.id })), " \u2192 ", button(to.label, () => choose({ node: to.id }))),
    el("p", { class: "stage" }, relations(line)),
    ...[from, to].filter((node) => stageOf.has(node.stage)).map((node) => el("p", { class: "stage" }, stageMark(stageOf.get(node.stage)), `${node.label}: ${procedureOf(node)}`)),
    el("ul", { class: "where" }, ...caseLinks(new Set(list.map((claim) => claim.case)))),
    ...cards(list),
  ];
}

const bullets = (items, className) => el("ul", { class: className }, ...items.map((item) => el("li", {}, item)));

function sourceLine(key) {
  const source = sources[key];
  if (!source) return el("li", {}, key);
  const notes = [source.publisher, source.published, (source.kind || "").replace(/-/g, " "), source.relays && `relays ${source.relays}`, source.reprintOf && `reprint of ${source.reprintOf}`];
  const linked = /^https?:\/\//i.test(source.url);
  return el("li", {}, linked ? el("a", { href: source.url, target: "_blank", rel: "noopener noreferrer" }, source.title) : source.title, el("span", { class: "owner" }, notes.filter(Boolean).join(" \u00b7 ")));
}

function stepLine(claim) {
  const about = claim.sort === "Event" ? claim.stage || "event" : sortTitle(claim.sort).toLowerCase();
  return el("li", { class: claim.when ? "dated" : "undated" }, el("span", { class: "when" }, claim.when || "undated"),
    el("span", {}, button(wordsOf(claim)[0], () => choose(claim.lines.length ? { line: claim.lines[0].id } : claim.nodes.length ? { node: claim.nodes[0] } : { case: claim.case })), el("span", { class: "owner" }, ` ${about} \u00b7 ${standing(claim).label}`)));
}

function casePanel(one) {
  const list = claimsBehind();
  const people = one.nodes.map((id) => nodes[id]).filter((node) => node.subject);
  const judgements = list.filter((claim) => claim.sort === "IdentityJudgement" || claim.sort === "Dispute");
  return [
    el("p", { class: "kicker" }, one.unit === "case" ? `Case \u00b7 ${one.id}` : `Mention, not counted \u00b7 ${one.id}`),
    el("h2", { dir: "auto" }, one.title),
    state.view === one.index ? button("Back to all cases", home, "plain") : button("Show this case alone", () => openCase(one.index), "plain"),
    ...one.disputed.map((text) => el("p", { class: "dispute" }, el("b", {}, "Set against the whole case: "), text.replace(/-/g, " "))),
    el("h3", {}, "Not stated in its sources"),
    one.notStated.length ? bullets(one.notStated, "unsaid") : el("p", { class: "owner" }, "Nothing was listed."),
    one.leavesOpen.length ? el("h3", {}, "Left open") : "",
    one.leavesOpen.length ? bullets(one.leavesOpen, "open") : "",
    el("h3", {}, "Rests on"),
    el("ul", { class: "sources" }, ...one.sources.map(sourceLine)),
    one.disclosedBy.length ? el("p", { class: "owner" }, `Disclosed by ${one.disclosedBy.join(", ")}.`) : "",
    standingSummary(list),
    people.length ? el("h3", {}, people.length > 1 ? "Subjects" : "Subject") : "",
    el("ul", { class: "people" }, ...people.map((node) => el("li", {}, stageMark(stageOf.get(node.stage) || legend.stages[legend.stages.length - 1]), button(node.label, () => choose({ node: node.id })),
      el("span", { class: "owner" }, ` ${(stageOf.get(node.stage) || {}).label || ""}${node.procedure ? `: ${node.procedure.replace(/-/g, " ")}` : ""}`)))),
    el("h3", {}, "In order, as told"),
    el("ol", { class: "steps" }, ...one.steps.map((index) => claims[index]).filter(claimOn).map(stepLine)),
    ...cards(judgements),
  ];
}

function searchPanel() {
  const hits = found();
  const titles = cases.filter((one) => caseOn(one.index) && folded(one.title).includes(folded(state.query).trim()));
  return [
    el("p", { class: "kicker" }, "Search"),
    el("h2", {}, `${plural(hits.nodes.length, "node", "nodes")}, ${statements(hits.claims.length)}`),
    state.view >= 0 ? el("p", {}, "In this case alone. ", button("Search all cases", () => { state.view = -1; refresh(true); remember(true); })) : "",
    hits.nodes.length + hits.claims.length + titles.length ? "" : el("p", {}, "These words stand in no label, statement or quoted anchor here. The articles themselves may still have them."),
    el("ul", { class: "where" }, ...caseLinks(titles.map((one) => one.index))),
    el("ul", { class: "hits" }, ...hits.nodes.slice(0, 60).map((node) => el("li", {}, kindMark(kind(node)), button(node.label, () => choose({ node: node.id })), el("span", { class: "owner" }, node.case >= 0 ? cases[node.case].title : plural(node.cases.size, "case", "cases"))))),
    ...cards(hits.claims, 40),
  ];
}

function startPanel() {
  const counted = claims.filter((claim) => (state.view < 0 ? claimOn(claim) : !state.off.cases.has(claim.case)));
  const solid = counted.filter((claim) => claim.standing === "adjudicated").length;
  const listed = cases.filter((one) => one.unit === "case");
  const mentions = cases.filter((one) => one.unit !== "case");
  return [
    el("h2", {}, "Who says so?"),
    state.lost ? el("p", { class: "caveat" }, "The link leads to something that this page does not hold; here is what it holds.") : "",
    el("p", {}, "Publicly reported cases, one statement at a time. Each line stands for what somebody claims, drawn by who claims it. Select a person, a technique or a line to see the words behind it."),
    el("p", { class: "caveat" }, model.disclosure),
    el("p", { class: "finding" }, solid ? `${statements(solid)} of ${grouped(counted.length)} rest on a court record that was read; only those are solid.`
      : `No line is solid. None of the ${statements(counted.length)} rests on a court record that was read: verdicts are known here only as reported.`),
    standingSummary(counted),
    el("h2", {}, plural(listed.length, "case", "cases")),
    el("p", { class: "owner" }, "What the sources do not state comes first. Not stated means not said there; it never means no."),
    caseList(listed),
    mentions.length ? el("h2", {}, `${plural(mentions.length, "mention", "mentions")}, not counted`) : "",
    caseList(mentions),
  ];
}

// Of a long list, what is out of sight is not laid out.
const caseList = (some) => el("ol", { class: `caselist${some.length > 20 ? " long" : ""}` }, ...some.map(caseLine));

function caseLine(one) {
  const subject = one.nodes.map((id) => nodes[id]).find((node) => node.subject);
  const stage = subject && stageOf.get(subject.stage);
  const shown = one.notStated.slice(0, 4).join(" \u00b7 ");
  const more = one.notStated.length - 4;
  return el("li", {}, el("p", { class: "entry", "data-number": numbered(one.index).trim() }, button(one.title, () => openCase(one.index))),
    el("p", { class: "unstated" }, el("b", {}, "Not stated: "), shown ? `${shown}${more > 0 ? ` \u00b7 and ${more} more` : ""}` : "nothing listed"),
    stage ? el("p", { class: "stage" }, stageMark(stage), stage.label) : "");
}

function renderPanel() {
  const { chosen, query } = state;
  const panel = document.getElementById("panel");
  let parts = startPanel;
  if (chosen && chosen.node !== undefined) parts = () => nodePanel(nodes[chosen.node]);
  else if (chosen && chosen.line !== undefined) parts = () => linePanel(lines[chosen.line]);
  else if (chosen && chosen.pattern !== undefined) parts = () => patternPanel(chosen.pattern);
  else if (query) parts = searchPanel;
  else if (chosen && chosen.case !== undefined) parts = () => casePanel(cases[chosen.case]);
  if (panel.firstChild) panel.scrollTop = 0; // before the content changes: after it the browser would have to lay out twice
  panel.replaceChildren(...parts().filter((part) => part !== ""));
  if (!isWide && panel.getBoundingClientRect().top < 0) panel.scrollIntoView({ block: "start" }); // what was asked for begins at its top
  if (chosen || query) panel.prepend(el("p", { class: "back" }, button(chosen && query ? "\u2190 Search results" : "\u2190 Start", back)));
}
