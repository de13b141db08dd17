import { createHash } from "node:crypto";
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { mkdir, open, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { keyFor } from "@saihan/auth";

/**
 * A backup is a folder: `base/` is the data folder of Postgres as it was copied while it ran, `manifest.ndjson` names every file of it with its
 * size and SHA-256, and `backup.json` says what it is. Whoever has all three has a backup; `backup.json` is written last.
 */
export interface BackupFacts {
  /** Instants in UTC. A restore can go to any instant after `endedAt` for which the archive has the log. */
  startedAt: string;
  endedAt: string;
  /** Major version of Postgres: only the same one can read the files. */
  postgres: number;
  method: "copy" | "pg_basebackup";
  /** The last migration that had been applied. */
  schema: string;
  /** Where Postgres copied its log of changes to; null: nowhere, and the backup can be restored to its own end only. */
  walArchive: string | null;
  /** Says which MASTER_KEY opens what is sealed in it, without telling the key; null: none was named when it was made. */
  keyMark: string | null;
  files: number;
  bytes: number;
}

export interface ManifestLine {
  path: string;
  bytes: number;
  sha256: string;
}

/** A short mark by which a master key is recognised and from which it cannot be told. */
export function keyMarkOf(masterKey: string): string {
  return keyFor(Buffer.from(masterKey, /^[0-9a-f]{64}$/i.test(masterKey) ? "hex" : "base64"), "backup-mark")
    .subarray(0, 8)
    .toString("hex");
}

/** @throws with a sentence when the folder is no finished backup */
export function readBackup(folder: string): BackupFacts {
  const file = join(folder, "backup.json");
  if (!existsSync(file)) throw new Error(`${folder} is no finished backup: it has no backup.json`);
  return JSON.parse(readFileSync(file, "utf8")) as BackupFacts;
}

/** Copies one file that may grow, shrink or vanish meanwhile. @returns nothing when it is gone */
export async function copyFile(from: string, to: string, path: string): Promise<ManifestLine | undefined> {
  const source = await open(from, "r").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (!source) return undefined;
  await mkdir(dirname(to), { recursive: true });
  const target = await open(to, "w", 0o600);
  try {
    const hash = createHash("sha256");
    const chunk = Buffer.alloc(1 << 20);
    let bytes = 0;
    for (;;) {
      const { bytesRead } = await source.read(chunk, 0, chunk.length, bytes);
      if (bytesRead === 0) break;
      const part = chunk.subarray(0, bytesRead);
      hash.update(part);
      await target.write(part, 0, bytesRead, bytes);
      bytes += bytesRead;
    }
    await target.sync();
    return { path, bytes, sha256: hash.digest("hex") };
  } finally {
    await source.close();
    await target.close();
  }
}

/** Every file below a folder, by its path from there. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

export async function writeManifest(folder: string, lines: readonly ManifestLine[]): Promise<void> {
  await writeFile(join(folder, "manifest.ndjson"), lines.map((line) => `${JSON.stringify(line)}\n`).join(""), { mode: 0o600 });
}

/** What of a backup is not as it was written: a sentence each. */
export async function faultsOf(folder: string): Promise<string[]> {
  const faults: string[] = [];
  const named = new Set<string>();
  for await (const text of createInterface({ input: createReadStream(join(folder, "manifest.ndjson")) })) {
    const { path, bytes, sha256 } = JSON.parse(text) as ManifestLine;
    named.add(path);
    const found = await hashOf(join(folder, "base", path));
    if (!found) faults.push(`${path} is missing`);
    else if (found.bytes !== bytes || found.sha256 !== sha256) faults.push(`${path} is not as it was written`);
  }
  for (const path of await filesBelow(join(folder, "base"))) if (!named.has(path)) faults.push(`${path} is not of this backup`);
  return faults;
}

export async function hashOf(file: string): Promise<{ bytes: number; sha256: string } | undefined> {
  if (!existsSync(file)) return undefined;
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const part of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(part);
    bytes += part.length;
  }
  return { bytes, sha256: hash.digest("hex") };
}
