import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create, type Font } from "fontkit";
import { plainText } from "../plain-text.ts";

/** Noto Sans JP (SIL Open Font License 1.1), from the package @expo-google-fonts/noto-sans-jp. */
const files = {
  regular: "@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf",
  bold: "@expo-google-fonts/noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf",
} as const;

export type Weight = keyof typeof files;

const opened = new Map<Weight, Font>();

/** Read once a process; a document embeds the glyphs that it uses. */
export function fontOf(weight: Weight): Font {
  const open = opened.get(weight);
  if (open) return open;
  const font = create(readFileSync(createRequire(import.meta.url).resolve(files[weight])));
  if (!("layout" in font)) throw new Error(`${files[weight]} is a collection, not a font`);
  opened.set(weight, font);
  return font;
}

/**
 * Plain text in which every character has a glyph. One that the font lacks (emoji, scripts that it does not cover) becomes the
 * geta mark 〓, by which Japanese printers show that a character is missing: nothing vanishes unseen. A line end is a
 * line end: names come here as plain text of one line each.
 */
export function settable(text: string): string {
  return text.split("\n").map(settableLine).join("\n");
}

function settableLine(text: string): string {
  const font = fontOf("regular");
  let out = "";
  for (const char of plainText(text)) {
    if (font.hasGlyphForCodePoint(char.codePointAt(0) as number)) out += char;
    else if (!joiner.test(char)) out += missing;
  }
  return out;
}

const missing = "〓";
/** Variation selectors and joiners have no glyph of their own. */
const joiner = /^(\u200c|\u200d|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}])$/u;
