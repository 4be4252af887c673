// Answers questions beside the page, so that a long one never stops it and can be ended.

const VERDICTS = ["adjudicated", "adjudicated-as-reported"].map((one) => `<https://w3id.org/spygraph/vocab#standing-${one}>`).join(", ");
const UNCOVERED = `
  DELETE { GRAPH ?g { ?claim ?p ?o } } WHERE { GRAPH ?g { ?claim <https://w3id.org/spygraph/ns#standing> ?s ; ?p ?o } FILTER(?s NOT IN (${VERDICTS})) } ;
  DROP SILENT GRAPH <https://w3id.org/spygraph/shortcuts/claimed>`;
const OPTIONS = { use_default_graph_as_union: true };
let all = null;
let covered = null; // what is left when only what a court result covers is counted

function kindOf(query) {
  const bare = query.replace(/<[^<>\s]*>|"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#[^\n]*/g, " ");
  return (/\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b/i.exec(bare) || ["", "SELECT"])[1].toUpperCase();
}

const rowsOf = (store, query) => JSON.parse(store.query(query, { ...OPTIONS, results_format: "application/sparql-results+json" }));

// How many rows would be gone or other without the claims that no court result covers.
function resting(query, rows) {
  if (!covered) {
    covered = new Store();
    covered.load(all.dump({ format: "application/n-quads" }), { format: "application/n-quads", lenient: true });
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

onmessage = ({ data }) => {
  try {
    if (data.program) {
      initSync({ module: data.program });
      all = new Store();
      all.load(data.statements, { format: "application/trig", lenient: true });
      postMessage({ ready: all.size });
    } else if (data.count) postMessage({ resting: resting(`${data.prefixes} ${data.query}`, data.rows) });
    else postMessage(answer(data));
  } catch (error) { postMessage({ error: String(error.message || error) }); }
};
