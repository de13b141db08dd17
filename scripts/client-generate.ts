import { writeFileSync } from "node:fs";
// The generator stands outside of the client's own rooms: it needs a compiler, which programs that use the client do not.
import { clientSource } from "../packages/client/generator.ts";
import { documented } from "../services/intake-api/src/app.ts";
import { describe } from "../services/intake-api/src/openapi.ts";

/** npm run client:generate: writes the types of packages/client anew from the OpenAPI document. */
const file = new URL("../packages/client/src/api.ts", import.meta.url);
writeFileSync(file, await clientSource(describe(documented)));
console.log(`written: ${documented.length} operations`);
process.exit(0);
