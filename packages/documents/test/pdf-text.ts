import { inflateSync } from "node:zlib";

/**
 * The text of a PDF page by page, as a reader that selects and copies gets it: glyph codes of the page contents, turned into
 * characters by the table that the file itself carries (ToUnicode; ISO 32000-1, 9.10.3). Enough for files with hex strings and one
 * content stream a page.
 */
export function pdfPages(bytes: Uint8Array): string[] {
  const objects = objectsOf(Buffer.from(bytes).toString("latin1"));
  const pageIds = [...objects].filter(([, { head }]) => /\/Type \/Page\b(?!s)/.test(head)).map(([id]) => id);
  return pageIds.map((id) => {
    const { head } = mustHave(objects, id);
    const fonts = fontTables(objects, referenceIn(head, "Resources"));
    return textOf(mustHave(objects, referenceIn(head, "Contents")).stream, fonts);
  });
}

/** All pages, without blanks: line breaks inside a cell do not matter to a test. */
export function pdfText(bytes: Uint8Array): string {
  return pdfPages(bytes).join("").replace(/\s/g, "");
}

interface PdfObject {
  readonly head: string;
  readonly stream: string;
}

function objectsOf(file: string): Map<number, PdfObject> {
  const objects = new Map<number, PdfObject>();
  for (const match of file.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const start = (match.index ?? 0) + match[0].length;
    const end = file.indexOf("\nendobj", start);
    const body = file.slice(start, end);
    const at = body.indexOf("\nstream\n");
    const head = at < 0 ? body : body.slice(0, at);
    const raw = at < 0 ? "" : body.slice(at + 8, body.lastIndexOf("\nendstream"));
    const stream = head.includes("FlateDecode") ? inflateSync(Buffer.from(raw, "latin1")).toString("latin1") : raw;
    objects.set(Number(match[1]), { head, stream });
  }
  return objects;
}

function fontTables(objects: ReadonlyMap<number, PdfObject>, resourcesId: number): Map<string, Map<string, string>> {
  const { head } = mustHave(objects, resourcesId);
  const fonts = /\/Font <<([^>]*)>>/.exec(head)?.[1] ?? "";
  return new Map(
    [...fonts.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = "", id]) => {
      const toUnicode = referenceIn(mustHave(objects, Number(id)).head, "ToUnicode");
      return [name, unicodeTable(mustHave(objects, toUnicode).stream)];
    }),
  );
}

/** `<0000> <00ff> [<0041> ...]`: codes from the first on. */
function unicodeTable(cmap: string): Map<string, string> {
  const table = new Map<string, string>();
  for (const [, first = "", , targets = ""] of cmap.matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/g)) {
    [...targets.matchAll(/<([0-9a-f ]*)>/g)].forEach(([, hex = ""], i) => {
      const units = hex.match(/[0-9a-f]{4}/g) ?? [];
      const code = (Number.parseInt(first, 16) + i).toString(16).padStart(4, "0");
      table.set(code, String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))));
    });
  }
  return table;
}

function textOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let font: ReadonlyMap<string, string> = new Map();
  let text = "";
  for (const [, name, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name) font = fonts.get(name) ?? new Map();
    if (shown === undefined) continue;
    for (const [, hex = ""] of shown.matchAll(/<([0-9a-f]+)>/g)) {
      for (const code of hex.match(/.{4}/g) ?? []) text += font.get(code) ?? "\ufffd";
    }
    text += "\n";
  }
  return text;
}

function referenceIn(head: string, key: string): number {
  const id = new RegExp(`/${key} (\\d+) 0 R`).exec(head)?.[1];
  if (id === undefined) throw new Error(`no ${key} in ${head}`);
  return Number(id);
}

function mustHave(objects: ReadonlyMap<number, PdfObject>, id: number): PdfObject {
  const object = objects.get(id);
  if (!object) throw new Error(`no object ${id}`);
  return object;
}
