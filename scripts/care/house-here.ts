import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Started } from "../house.ts";

/** Where the house of this machine keeps its state. */
export const stateFolder = resolve(process.env.STATE_DIR ?? ".saihan");

/** What the house that runs from here told of itself, if one runs. */
export function startedHouse(): Started | undefined {
  const file = join(stateFolder, "started.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Started) : undefined;
}
