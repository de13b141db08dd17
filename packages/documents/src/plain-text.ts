/**
 * Text of people as any format can carry it: NFC, one line, without control characters, without characters that turn the
 * direction of writing round (they can make an amount read backwards), without halves of surrogate pairs and noncharacters, which
 * XML 1.0 forbids. What is left is what a reader sees.
 */
export function plainText(text: string): string {
  return text
    .replace(unprintable, " ")
    .replace(invisible, "")
    .replace(halfPair, "\ufffd")
    .normalize("NFC")
    .replace(/ {2,}/g, " ")
    .trim();
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this takes out
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
const halfPair = /\p{Surrogate}/gu;
/** Marks of direction (UAX 9), byte order marks, interlinear annotations, noncharacters, zero-width space. */
const invisible =
  /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb\ufdd0-\ufdef]|\p{Noncharacter_Code_Point}/gu;
