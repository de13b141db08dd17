// npm start: the whole house on this machine. See README.md.
import { ensureInstalled, runScript } from "./install.mjs";

ensureInstalled();
await runScript("scripts/up.ts");
