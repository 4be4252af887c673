// Prints the counts and the ids that graphology finds in a GraphML file, as JSON.
import { readFileSync } from "node:fs";
import { DOMParser } from "@xmldom/xmldom";
import { MultiDirectedGraph } from "graphology";
import graphml from "graphology-graphml";

globalThis.DOMParser = DOMParser;
globalThis.Document ??= class {};
const xml = readFileSync(process.argv[2], "utf8");
const graph = graphml.parse(MultiDirectedGraph, xml);
const standing = {};
graph.forEachEdge((_, edge) => { standing[edge.standing] = (standing[edge.standing] ?? 0) + 1; });
console.log(JSON.stringify({ nodes: graph.order, edges: graph.size, standing }));
