import stringWidth from "string-width";

/** A line of Japanese may break between any two characters, but not before one that closes something. */
const pieces =
  /[ \t]+|[^\s\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー、。]+[、。]*|[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー][、。ー]*|\S/gu;

/** Lines of at most `width` columns; a piece that is longer has a line of its own. */
export function wrapped(text: string, width: number): string {
  if (width < 20) return text;
  return text
    .split("\n")
    .map((line) => {
      const lines = [""];
      for (const [piece] of line.matchAll(pieces)) {
        const last = lines.at(-1) ?? "";
        if (last !== "" && stringWidth(last + piece.trimEnd()) > width) lines.push(piece.trimStart());
        else lines[lines.length - 1] = last + piece;
      }
      return lines.map((one) => one.trimEnd()).join("\n");
    })
    .join("\n");
}
