/** `name:value`, as the search takes it. */
export function labelOf(text: string): [name: string, value: string] {
  const cut = text.indexOf(":");
  return cut < 0 ? [text, ""] : [text.slice(0, cut), text.slice(cut + 1)];
}
