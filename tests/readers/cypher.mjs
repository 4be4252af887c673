// Prints how many statements a Cypher script holds and what Neo4j's own grammar finds wrong with them, as JSON.
import { readFileSync } from "node:fs";
import { lintCypherQuery, parseStatementsStrs } from "@neo4j-cypher/language-support";

const script = readFileSync(process.argv[2], "utf8");
const statements = parseStatementsStrs(script).filter((text) => text.replace(/\/\/.*/g, "").trim());
const { diagnostics = [] } = lintCypherQuery(script.split(";\n").slice(0, Number(process.argv[3] ?? 60)).join(";\n"), {});
console.log(JSON.stringify({ statements: statements.length, errors: diagnostics.map(({ message }) => message) }));
