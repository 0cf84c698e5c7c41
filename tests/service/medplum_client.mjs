// Medplum's client against a FHIR server and a CDS service: it keeps resources, discovers, resolves the prefetch
// templates against the server, and calls. Arguments: node_modules, FHIR root, CDS services, token. On standard
// input: {resources, hook, context}. Prints {services, request, response}.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

globalThis.WebSocket ??= class {};
const [modules, fhirRoot, cdsServicesUrl, token] = process.argv.slice(2);
const { MedplumClient, buildCdsRequest } = createRequire(`${modules}/`)("@medplum/core");
const asked = JSON.parse(readFileSync(0));

const client = new MedplumClient({ baseUrl: fhirRoot, fhirUrlPath: "fhir", cdsServicesUrl, fetch, cacheTime: 0 });
client.setAccessToken(token);
for (const resource of asked.resources) await client.updateResource(resource);
const { services } = await client.getCdsServices();
const service = services.find((candidate) => candidate.hook === asked.hook);
const user = { resourceType: "Practitioner", id: "p1" };
const request = await buildCdsRequest(client, user, service, asked.context);
const response = await client.callCdsService(service.id, request);
process.stdout.write(JSON.stringify({ services, request, response }));
