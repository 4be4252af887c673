// Answers questions beside the page, so that a long one never stops it and can be ended.

const VERDICTS = ["adjudicated", "adjudicated-as-reported"].map((one) => `<https://w3id.org/spygraph/vocab#standing-${one}>`).join(", ");
const UNCOVERED = `
  DELETE { GRAPH ?g { ?claim ?p ?o } } WHERE { GRAPH ?g { ?claim <https://w3id.org/spygraph/ns#standing> ?s ; ?p ?o } FILTER(?s NOT IN (${VERDICTS})) } ;
  DROP SILENT GRAPH <https://w3id.org/spygraph/shortcuts/claimed>`;
const OPTIONS = { use_default_graph_as_union: true };
const FORMAT = { format: "application/n-quads", lenient: true };
let carried = ""; // the statements as N-Quads
let all = null;
let covered = null; // what is left when only what a court result covers is counted

// The page carries quads as numbers of terms; left out is what is the same as on the line before.
function nquads(text) {
  const cut = text.indexOf("\n\n");
  const terms = text.slice(cut + 2).split("\n");
  const at = ["", "", "", ""];
  return text.slice(0, Math.max(cut, 0)).split("\n").filter(Boolean).map((row) => {
    row.split(",").forEach((number, place) => { if (number) at[place] = terms[number]; });
    return `${at[1]} ${at[2]} ${at[3]} ${at[0]} .\n`;
  }).join("");
}

function kindOf(query) {
  const bare = query.replace(/<[^<>\s]*>|"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#[^\n]*/g, " ");
  return (/\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b/i.exec(bare) || ["", "SELECT"])[1].toUpperCase();
}

const rowsOf = (store, query) => JSON.parse(store.query(query, { ...OPTIONS, results_format: "application/sparql-results+json" }));

// How many rows would be gone or other without the claims that no court result covers.
function resting(query, rows) {
  if (!covered) {
    covered = new Store();
    covered.load(carried, FORMAT);
    covered.update(UNCOVERED);
  }
  const left = new Map();
  for (const row of rowsOf(covered, query).results.bindings) { const key = JSON.stringify(row); left.set(key, (left.get(key) || 0) + 1); }
  return rows.filter((row) => { const key = JSON.stringify(row); const more = left.get(key) || 0; left.set(key, more - 1); return more <= 0; }).length;
}

function answer({ query, prefixes }) {
  const kind = kindOf(query);
  const text = `${prefixes} ${query}`;
  if (kind === "CONSTRUCT" || kind === "DESCRIBE") return { triples: all.query(text, { ...OPTIONS, results_format: "application/n-triples" }) };
  const found = rowsOf(all, text);
  return kind === "ASK" ? { yes: found.boolean } : { names: found.head.vars, rows: found.results.bindings };
}

function reply(data) {
  if (data.count) return { resting: resting(`${data.prefixes} ${data.query}`, data.rows) };
  if (!data.program) return answer(data);
  initSync({ module: new WebAssembly.Module(data.program) });
  all = new Store();
  carried = nquads(new TextDecoder().decode(data.statements));
  all.load(carried, FORMAT);
  return { ready: all.size };
}

onmessage = ({ data }) => {
  try { postMessage({ id: data.id, ...reply(data) }); } catch (error) { postMessage({ id: data.id, error: String(error.message || error) }); }
};
