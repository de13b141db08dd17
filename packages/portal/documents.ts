import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { outsideAddresses } from "./src/outside/addresses.ts";
import { frameTexts } from "./src/texts/frame.ts";
import { homeTexts } from "./src/texts/home.ts";
import { outsideTexts } from "./src/texts/outside.ts";
import { signInTexts } from "./src/texts/sign-in.ts";

const languages = [
  ["en", 0],
  ["ja", 1],
] as const;

interface Chunk {
  file: string;
  imports?: string[];
}
export type Manifest = Readonly<Record<string, Chunk>>;

/** What a document brings along for one screen, so that nothing of it waits until a script has asked for it. */
export interface ScreenParts {
  /** Its chunks and all that they import, without the pages' own script. */
  chunks: string[];
  /** What stands there before any script is, by language. */
  shown: { en: string; ja: string };
}

export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, ".vite", "manifest.json"), "utf8")) as Manifest;
}

/** A chunk with all that it imports. */
export function chunksOf(manifest: Manifest, name: string, into = new Set<string>()): Set<string> {
  const chunk = manifest[name];
  if (!chunk) throw new Error(`${name} is not in the build`);
  if (into.has(chunk.file)) return into;
  into.add(chunk.file);
  for (const other of chunk.imports ?? []) chunksOf(manifest, other, into);
  return into;
}

/**
 * The documents that are served: they show where one is before any script is there. `sign-in` for whoever comes without a session; `inside` for
 * everybody else, into which the portal puts what `screens.json` holds for the screen in the address.
 */
export function writeDocuments(folder: string, router: string): void {
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const manifest = readManifest(folder);
  const icon = /href="([^"]+\.svg)"/.exec(html)?.[1];
  const brand = `<span class="brand"><img src="${icon}" alt="" /> Saihan</span>`;
  const early = `<script type="module" async nonce="NONCE-OF-THE-REQUEST" src="/${manifest["src/early.ts"]?.file}"></script>`;
  const open: string[] = [];
  for (const [language, text] of languages) {
    const own = html.replace('<html lang="ja">', `<html lang="${language}">`);
    const outside = (heading: string) =>
      own
        .replace("<!--FIRST-->", "")
        .replace(
          "<!--FRAME-->",
          `<main class="sign-in frame"><div class="card">${brand}
      <p>${frameTexts["portal.title"][text]}</p><h1>${heading}</h1></div></main>`,
        )
        .replace('name="saihan-session" content="some"', 'name="saihan-session" content="none"');
    writeFileSync(join(folder, `sign-in.${language}.html`), outside(signInTexts["signIn.title"][text]));
    // Pages that are open to everybody; their files bear their addresses.
    mkdirSync(join(folder, "outside"), { recursive: true });
    for (const address of outsideAddresses) {
      const name = `${address}.${language}.html`;
      writeFileSync(join(folder, "outside", name), outside(outsideTexts[`outside.title.${address}`][text]));
      open.push(name);
    }
    // For eyes only: nothing can be done there yet, and the words come again with the screen itself.
    const frame = `<div class="frame-inside" aria-hidden="true"><div class="frame-head">${brand}</div><main><!--SCREEN--></main></div>
      <div role="status" aria-label="${frameTexts["portal.loading"][text]}"></div>`;
    const inside = own.replace("<!--FIRST-->", early).replace("<!--FRAME-->", frame).replace("</head>", "<!--CHUNKS--></head>");
    writeFileSync(join(folder, `inside.${language}.html`), inside);
  }
  writeFileSync(join(folder, "outside.json"), JSON.stringify(open));
  writeFileSync(join(folder, "screens.json"), JSON.stringify(screensOf(manifest, router)));
}

/** By the path of the router, such as `/contracts/$contractId`. */
function screensOf(manifest: Manifest, router: string): Record<string, ScreenParts> {
  const pages = chunksOf(manifest, "index.html");
  const found = [...router.matchAll(/path: "([^"]+)"[^}]*?(?:\}[^}]*?)?import\("\.\/([^"]+)"\)/g)];
  if (found.length !== router.split("lazyRouteComponent(() => import(").length - 1)
    throw new Error("a screen of the router was not found");
  return Object.fromEntries(
    found.map(([, path = "", file]) => [
      path,
      { chunks: [...chunksOf(manifest, `src/${file}`)].filter((chunk) => !pages.has(chunk)), shown: shownOf(path) },
    ]),
  );
}

function shownOf(path: string): ScreenParts["shown"] {
  if (path !== "/") return { en: "", ja: "" };
  const of = (text: 0 | 1) => `<h1>${homeTexts["home.title"][text]}</h1><p>${homeTexts["home.lead"][text]}</p>`;
  return { en: of(0), ja: of(1) };
}
