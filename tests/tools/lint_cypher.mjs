// Checks Cypher by the parser and semantic checker of Neo4j's own editors.
// Usage: node lint_cypher.mjs FOLDER < queries.json, where FOLDER holds node_modules and the input is a list of
// {name, text, parameters}. Prints a list of {name, message}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.argv[2], "package.json"));
const { lintCypherQuery } = require("@neo4j-cypher/language-support");

const found = [];
for (const { name, text, parameters } of JSON.parse(readFileSync(0, "utf-8"))) {
  for (const { message, range } of lintCypherQuery(text, { parameters }).diagnostics) {
    found.push({ name, message: `line ${range.start.line + 1}: ${message}` });
  }
}
process.stdout.write(JSON.stringify(found));
