import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";
import { chunksOf, readManifest, writeDocuments } from "./documents.ts";

const root = fileURLToPath(new URL(".", import.meta.url));
const built = join(root, "dist");
const stamp = join(built, "sources.sha256");

/**
 * Builds the pages when their sources, the client or the lock file are not those of the last build. They are built aside and put in place
 * whole: whoever builds or serves them at the same time never sees half of them. @returns whether it built
 */
export async function buildPages(): Promise<boolean> {
  const sources = hashOfSources();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return false;
  const mode = process.env.NODE_ENV;
  // Vite asks the environment, which says "test" under a test runner: what is served must be what is tested.
  process.env.NODE_ENV = "production";
  const making = mkdtempSync(join(root, "dist-"));
  try {
    await bundle(making);
  } finally {
    if (mode === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = mode;
  }
  writeDocuments(making, readFileSync(join(root, "src", "router.tsx"), "utf8"));
  compress(making);
  writeFileSync(join(making, "sources.sha256"), sources);
  putInPlace(making);
  return true;
}

function putInPlace(making: string): void {
  const old = `${making}-old`;
  // A folder made for the time being is closed to others, and the pages are served by somebody else.
  chmodSync(making, 0o755);
  try {
    if (existsSync(built)) renameSync(built, old);
    renameSync(making, built);
  } catch (error) {
    // Another has put the same pages there meanwhile.
    if (!existsSync(stamp)) throw error;
  }
  for (const left of [old, making]) rmSync(left, { recursive: true, force: true });
}

/** Beside every file its compressed forms: they are made once here instead of for every visit. */
function compress(making: string): void {
  const folder = join(making, "assets");
  for (const file of readdirSync(folder)) {
    const path = join(folder, file);
    const bytes = readFileSync(path);
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, quality));
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

/** Of the components' styles those of components that are in the build: all of them would weigh twice as much. */
const stylesOfUsed: Plugin = {
  name: "styles-of-used-components",
  transform(code, id) {
    const name = /@mantine\/core\/esm\/.*\/(\w+)\.module\.mjs$/.exec(id)?.[1];
    const styles = `@mantine/core/styles/${name}.layer.css`;
    // In a layer: whatever the order in which they come, the portal's own styles hold.
    return name && isThere(styles) ? `import "${styles}";\n${code}` : null;
  },
};

/** By require, which a test runner's modules can do, too. */
const { resolve } = createRequire(import.meta.url);
function isThere(file: string): boolean {
  try {
    return existsSync(resolve(file));
  } catch {
    return false;
  }
}

async function bundle(making: string): Promise<void> {
  const { build } = await import("vite");
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    html: { cspNonce: "NONCE-OF-THE-REQUEST" },
    oxc: { jsx: { runtime: "automatic", development: false } },
    define: { "process.env.NODE_ENV": '"production"' },
    mode: "production",
    plugins: [stylesOfUsed],
    build: {
      outDir: making,
      emptyOutDir: true,
      manifest: true,
      cssCodeSplit: false,
      target: "es2023",
      // An address of its own for everything: the policy allows no inline.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      // What counts is what comes over the wire: npm run portal:build says it.
      chunkSizeWarningLimit: 1_000,
      rolldownOptions: {
        output: {
          codeSplitting: {
            // Of what most screens are made, as one file: each would be asked for by itself.
            groups: [
              { name: "kit", test: /\/src\/(?:kit\/(?:list|page|page-of-rows|facts|format|state|to)|shell\/empty)\.tsx?$/ },
            ],
          },
        },
        input: [join(root, "index.html"), join(root, "src", "early.ts")],
        // The components' files say "use client", which concerns servers that render pages.
        onLog: (level, log, next) => {
          if (log.code !== "MODULE_LEVEL_DIRECTIVE") next(level, log);
        },
      },
    },
  });
}

/** What stands after a sign-in; whichever screen is asked for first, no more than this comes with the document's own script. */
const firstScreens = ["src/screens/home.tsx"];

/** Bytes, gzip, of a first visit: the document, its script with all that it imports, the styles, and home. */
export function firstLoad(): { file: string; bytes: number }[] {
  const manifest = readManifest(built);
  const files = new Set(["inside.ja.html"]);
  for (const name of ["index.html", "src/early.ts", ...firstScreens]) chunksOf(manifest, name, files);
  for (const { file } of Object.values(manifest)) if (file.endsWith(".css")) files.add(file);
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
  for (const file of ["index.html", "build.ts", "documents.ts", "package.json", "../../package-lock.json"])
    read(join(root, file));
  return hash.digest("hex");
}
