// Prints the counts, standings and places that Cytoscape.js finds in a .cyjs file, as JSON.
import { readFileSync } from "node:fs";
import cytoscape from "cytoscape";

const warnings = [];
console.warn = (...words) => warnings.push(words.join(" "));
const { elements, style } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const graph = cytoscape({ headless: true, styleEnabled: true, elements, style, layout: { name: "preset" } });
const standing = {};
graph.edges().forEach((edge) => { standing[edge.data("standing")] = (standing[edge.data("standing")] ?? 0) + 1; });
const places = Object.fromEntries(graph.nodes().map((node) => [node.id(), node.position()]));
const shapes = graph.nodes().map((node) => node.style("shape") === node.data("shape"));
console.log(JSON.stringify({
  nodes: graph.nodes().length, edges: graph.edges().length, standing, places, drawn: shapes.every(Boolean), warnings,
}));
process.exit(0); // it keeps a timer
