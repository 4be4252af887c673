// Saving what is shown. GraphML holds the nodes and statements that are drawn, CSV the statements of the table.

const EDGE_KEYS = ["case", "unit", "relation", "detail", "standing", "disputes", "procedure", "claimant", "via", "attribution", "version", "source_id", "paragraph", "words", "when", "earliest", "latest", "claim", "type", "label"];
const NODE_KEYS = ["label", "label_zh", "kind", "case", "unit", "procedure"];
const GRAPHML = "http://graphml.graphdrawing.org/xmlns";
const whole = (id, index) => (cases[index] ? id.replaceAll("~/", `case/${cases[index].id}/`) : id);
const nodeId = (node) => whole(node.iri, node.case);
// GraphML wants ids that are name tokens; spygraph.network.tokens says the same
const token = (id) => id.replaceAll("/", ":").replaceAll("#", ".").replaceAll("|", "_");
const claimId = (claim) => whole(claim.id, claim.case);
const edgeId = (said) => claimId(claims[said.claim]) + whole(said.key, claims[said.claim].case);
const caseId = (index) => (cases[index] ? cases[index].id : "");
const unitOf = (index) => (cases[index] ? cases[index].unit : "");

const nodeValues = (node) => ({ label: node.label, label_zh: node.zh, kind: node.kind, case: caseId(node.case), unit: unitOf(node.case), procedure: node.procedure });

function edgeValues(line, one) {
  const claim = claims[one.claim];
  return {
    case: caseId(claim.case), unit: unitOf(claim.case), relation: one.relation, detail: one.detail || "", standing: claim.standing, disputes: (claim.disputes || []).join("; "),
    procedure: nodes[line.from].procedure || nodes[line.to].procedure, claimant: claim.says, via: claim.via || "", attribution: claim.attribution, version: claim.version || "",
    source_id: claim.passages.map((passage) => passage[0]).join(" | "), paragraph: claim.passages.map(([, place]) => (typeof place === "number" ? `p${place}` : place)).join(" | "), words: claim.passages.map((passage) => passage[2]).join(" | "),
    when: claim.when || "", earliest: claim.earliest || "", latest: claim.latest || "", claim: claimId(claim), type: one.relation, label: `${one.relation} ${one.detail || ""}`.trim(),
  };
}

function graphml() {
  const xml = document.implementation.createDocument(GRAPHML, "graphml", null);
  const make = (into, tag, attributes, text) => {
    const made = xml.createElementNS(GRAPHML, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, sayable(value));
    if (text !== undefined) made.textContent = sayable(text);
    into.append("\n", made);
    return made;
  };
  const data = (into, prefix, values) => { for (const [key, value] of Object.entries(values)) if (value) make(into, "data", { key: `${prefix}_${key}` }, value); };
  const about = { title: `Recruitment cases, as reported: ${viewTitle()}`, data_version: versionLine(), disclosure: model.disclosure };
  for (const [owner, keys] of [["graph", Object.keys(about)], ["node", NODE_KEYS], ["edge", EDGE_KEYS]]) for (const key of keys) make(xml.documentElement, "key", { id: `${owner[0]}_${key}`, for: owner, "attr.name": key, "attr.type": "string" });
  const graph = make(xml.documentElement, "graph", { id: "shown", edgedefault: "directed" });
  data(graph, "g", about);
  for (const id of shownNodes()) data(make(graph, "node", { id: token(nodeId(nodes[id])) }), "n", nodeValues(nodes[id]));
  for (const { id } of shownLines()) {
    for (const one of saidOn(lines[id])) data(make(graph, "edge", { id: token(edgeId(one)), source: token(nodeId(nodes[lines[id].from])), target: token(nodeId(nodes[lines[id].to])) }), "e", edgeValues(lines[id], one));
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(xml)}\n`;
}

// A cell that a spreadsheet would take for a formula is marked as text.
function cell(value) {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

function csv() {
  const head = ["case", "statement", "standing", "claimed by", "attribution", "via", "date", "earliest", "latest", "source", "publisher", "paragraph", "words", "address", "set against it", "rival telling", "claim", "data version", "disclosure"];
  const rows = claimsBehind().map((claim) => {
    const from = (pick) => claim.passages.map((passage) => pick(passage, sources[passage[0]] || {})).join(" | ");
    return [caseId(claim.case), wordsOf(claim).join(" | "), standing(claim).label, claim.says, claim.attribution, claim.via, claim.when, claim.earliest, claim.latest, from(([key]) => key), from((_, source) => source.publisher || ""),
      from(([, paragraph]) => paragraph), from(([, , words]) => words), from((_, source) => source.url || ""), (claim.disputes || []).join("; "), claim.version, claimId(claim), model.version, model.disclosure];
  });
  return `\ufeff${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

const svgText = () => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(takeAway())}\n`;

// The raster picture is the vector picture at twice its size.
async function png() {
  const svg = takeAway();
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" }));
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Number(svg.getAttribute("width")) * 2;
  canvas.height = Number(svg.getAttribute("height")) * 2;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((done) => { canvas.toBlob(done, "image/png"); });
}

const FORMATS = {
  GraphML: ["graphml", "application/graphml+xml", graphml, "nodes and statements as drawn"],
  CSV: ["csv", "text/csv", csv, "statements as in the table"],
  SVG: ["svg", "image/svg+xml", svgText, "the picture, with its legend"],
  PNG: ["png", "image/png", png, "the same, as pixels"],
};

async function save(name) {
  const [suffix, type, write] = FORMATS[name];
  const content = await write();
  const link = el("a", { href: URL.createObjectURL(new Blob([content], { type })), download: `spygraph-${state.view >= 0 ? cases[state.view].id : "cases"}.${suffix}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  document.getElementById("save").open = false;
  say(`${name} saved: ${viewTitle()}`);
}

// An open menu goes when one turns to something else.
const saveMenu = document.getElementById("save");
document.addEventListener("pointerdown", ({ target }) => { if (!saveMenu.contains(target)) saveMenu.open = false; }, true);
saveMenu.addEventListener("focusout", ({ relatedTarget }) => { if (relatedTarget && !saveMenu.contains(relatedTarget)) saveMenu.open = false; });

document.getElementById("formats").append(...Object.entries(FORMATS).map(([name, [, , , what]]) => el("button", { type: "button", onclick: () => save(name) }, el("b", {}, name), ` ${what}`)));
