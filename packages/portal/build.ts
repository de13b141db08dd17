import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = fileURLToPath(new URL(".", import.meta.url));
const built = join(root, "dist");
const stamp = join(built, "sources.sha256");

/** Builds the pages when their sources, the client or the lock file are not those of the last build. @returns whether it built */
export async function buildPages(): Promise<boolean> {
  const sources = hashOfSources();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return false;
  const mode = process.env.NODE_ENV;
  // Vite asks the environment, which says "test" under a test runner: what is served must be what is tested.
  process.env.NODE_ENV = "production";
  try {
    await bundle();
  } finally {
    if (mode === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = mode;
  }
  writeFileSync(stamp, sources);
  return true;
}

async function bundle(): Promise<void> {
  const { build } = await import("vite");
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    html: { cspNonce: "NONCE-OF-THE-REQUEST" },
    oxc: { jsx: { runtime: "automatic", development: false } },
    define: { "process.env.NODE_ENV": '"production"' },
    mode: "production",
    build: {
      outDir: built,
      emptyOutDir: true,
      manifest: true,
      target: "es2023",
      // An address of its own for everything: the policy allows no inline.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rolldownOptions: {
        // The components' files say "use client", which concerns servers that render pages.
        onLog: (level, log, next) => {
          if (log.code !== "MODULE_LEVEL_DIRECTIVE") next(level, log);
        },
      },
    },
  });
}

interface Chunk {
  file: string;
  css?: string[];
  imports?: string[];
  isEntry?: boolean;
}

/** What stands before and after a sign-in: whichever screen is asked for first, no more than these come with it. */
const firstScreens = ["src/screens/sign-in.tsx", "src/shell/shell.tsx", "src/screens/home.tsx"];

/** Bytes, gzip, of a first visit: the document, its script with all that it imports, the styles, sign-in, shell and home. */
export function firstLoad(): { file: string; bytes: number }[] {
  const manifest = JSON.parse(readFileSync(join(built, ".vite", "manifest.json"), "utf8")) as Record<string, Chunk>;
  const files = new Set(["index.html"]);
  const visit = (name: string) => {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`${name} is not in the build`);
    if (files.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    chunk.imports?.forEach(visit);
  };
  visit("index.html");
  firstScreens.forEach(visit);
  return [...files].map((file) => ({ file, bytes: gzipSync(readFileSync(join(built, file))).length }));
}

function hashOfSources(): string {
  const hash = createHash("sha256");
  const read = (file: string) => hash.update(file.slice(root.length)).update(readFileSync(file));
  const folder = (path: string) => {
    const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const at = join(path, entry.name);
      if (entry.isDirectory()) folder(at);
      else read(at);
    }
  };
  for (const path of ["src", "../client/src"]) folder(join(root, path));
  for (const file of ["index.html", "build.ts", "package.json", "../../package-lock.json"]) read(join(root, file));
  return hash.digest("hex");
}
