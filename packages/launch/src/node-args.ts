import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

/** What Node needs to run TypeScript: nothing from 22.18 on, tsx before. */
export function nodeArgs(): string[] {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return ["--disable-warning=ExperimentalWarning"];
  return ["--import", pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href];
}
