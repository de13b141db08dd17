import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Pages {
  /** Folder of the files whose names carry their hash. */
  assets: string;
  /** The one document, for a request of its own. */
  document(nonce: string): string;
}

/** In the built document, where the nonce of the request goes. */
const noncePlace = "NONCE-OF-THE-REQUEST";

/** @throws when the pages are not built */
export function readPages(folder: string): Pages {
  let html: string;
  try {
    html = readFileSync(join(folder, "index.html"), "utf8");
  } catch {
    throw new Error("cannot start: the portal's pages are not built; npm run portal:build does it");
  }
  const parts = html.split(noncePlace);
  return { assets: join(folder, "assets"), document: (nonce) => parts.join(nonce) };
}
