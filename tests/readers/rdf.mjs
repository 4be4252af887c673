// Prints how many quads, graphs and quoted triples N3 finds in an RDF file, as JSON: rdf.mjs FILE FORMAT.
import { readFileSync } from "node:fs";
import { Parser } from "n3";

const [, , file, format] = process.argv;
const quads = new Parser({ format }).parse(readFileSync(file, "utf8"));
const keyed = new Set(quads.map(({ subject, predicate, object, graph }) => [
  subject.value, predicate.value, object.termType, object.value, object.language ?? "", graph.value,
  object.datatype?.value ?? "", object.termType === "Quad" ? JSON.stringify(object) : "",
].join("\u0000")));
const quoted = quads.filter(({ object }) => object.termType === "Quad").length;
console.log(JSON.stringify({ quads: keyed.size, graphs: new Set(quads.map((quad) => quad.graph.value)).size, quoted }));
