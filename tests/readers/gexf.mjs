// Prints the counts, standings and spans that graphology finds in a GEXF file, as JSON.
import { readFileSync } from "node:fs";
import { DOMParser } from "@xmldom/xmldom";
import { MultiDirectedGraph } from "graphology";
import gexf from "graphology-gexf";

globalThis.DOMParser = DOMParser;
globalThis.Document ??= class {};
const xml = readFileSync(process.argv[2], "utf8");
const graph = gexf.parse(MultiDirectedGraph, xml, { respectInputGraphType: false, allowUndeclaredAttributes: true });
const standing = {};
graph.forEachEdge((_, edge) => { standing[edge.standing] = (standing[edge.standing] ?? 0) + 1; });
let placed = 0;
graph.forEachNode((_, node) => { placed += Number.isFinite(node.x); });
console.log(JSON.stringify({ nodes: graph.order, edges: graph.size, standing, placed }));
