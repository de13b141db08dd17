/** Who is told: asked for, with the first-password link; not said, with a plain notice; declined, nobody. */
export function notifyOf(asked: boolean | undefined): "link" | "notice" | "none" {
  return asked === undefined ? "notice" : asked ? "link" : "none";
}
