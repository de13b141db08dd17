import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Pages {
  /** Folder of the files whose names carry their hash. */
  assets: string;
  /**
   * The document for a request of its own: whoever comes without a session is asked to sign in at once, in their language, unless the page is
   * open to everybody.
   */
  document(nonce: string, visitor: { session: boolean; language: "ja" | "en"; path: string }): string;
}

/** What the build has noted for the screen at a path of the pages' router. */
interface ScreenParts {
  chunks: string[];
  shown: { en: string; ja: string };
}

/** In the built document, where the nonce of the request goes. */
const noncePlace = "NONCE-OF-THE-REQUEST";

/**
 * @param elsewhere.dashboard where the queue dashboard is for the staff's browsers, if a link shall lead there
 * @throws when the pages are not built
 */
export function readPages(folder: string, { dashboard }: { dashboard?: string | undefined } = {}): Pages {
  // As URL writes it, it holds neither quotes nor brackets.
  const told = dashboard === undefined ? "" : `<meta name="saihan-dashboard" content="${new URL(dashboard).href}" />`;
  const read = (file: string): string => {
    try {
      return readFileSync(join(folder, file), "utf8").replace("</head>", () => `${told}</head>`);
    } catch {
      throw new Error("cannot start: the portal's pages are not built; npm run portal:build does it");
    }
  };
  const screens = Object.entries(JSON.parse(read("screens.json")) as Record<string, ScreenParts>);
  const outside = { ja: read("sign-in.ja.html").split(noncePlace), en: read("sign-in.en.html").split(noncePlace) };
  const frames = { ja: read("inside.ja.html"), en: read("inside.en.html") };
  /** What a screen needs comes with its document: it would wait for the script that asks for it. */
  const inside = (language: "ja" | "en", parts: ScreenParts | undefined): string[] => {
    const links = (parts?.chunks ?? []).map((chunk) => `<link rel="modulepreload" href="/${chunk}" />`);
    const document = frames[language]
      .replace("<!--CHUNKS-->", links.join(""))
      .replace("<!--SCREEN-->", parts?.shown[language] ?? "");
    return document.split(noncePlace);
  };
  const open = new Map(
    (JSON.parse(read("outside.json")) as string[]).map((name) => [name, read(join("outside", name)).split(noncePlace)]),
  );
  const elsewhere = { ja: inside("ja", undefined), en: inside("en", undefined) };
  const documents = screens.map(([path, parts]) => ({
    at: pattern(path),
    ...{ fixed: !path.includes("$"), ja: inside("ja", parts), en: inside("en", parts) },
  }));
  // An address that is written out is meant before one with a place for something.
  const inOrder = [...documents.filter(({ fixed }) => fixed), ...documents.filter(({ fixed }) => !fixed)];
  return {
    assets: join(folder, "assets"),
    document: (nonce, { session, language, path }) => {
      const alike = open.get(`${path.replace(/^\/|\/$/g, "")}.${language}.html`);
      if (alike) return alike.join(nonce);
      const found = session ? (inOrder.find(({ at }) => at.test(path)) ?? elsewhere) : outside;
      return found[language].join(nonce);
    },
  };
}

/** `/contracts/$contractId` as a pattern of addresses. */
function pattern(path: string): RegExp {
  const parts = path.split("/").map((part) => (part.startsWith("$") ? "[^/]+" : part.replaceAll(/[^\w-]/g, "\\$&")));
  return new RegExp(`^${parts.join("/")}/?$`);
}
