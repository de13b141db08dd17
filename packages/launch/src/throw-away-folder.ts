import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A new folder for what dies with the run. Other users may pass through it, since a database started by root runs as another user, but
 * not look into it.
 */
export function throwAwayFolder(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `saihan-${purpose}-`));
  chmodSync(folder, 0o711);
  return folder;
}
