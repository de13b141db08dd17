import { expect, test } from "vitest";
import { judgeProgress } from "./progress.ts";

type Look = [taken: number, free: boolean, head: string | null | undefined];
type Verdict = "fine" | "make-anew" | "give-up";
const judged = (looks: readonly Look[]) => {
  const judge = judgeProgress(3);
  return looks.map(([taken, free, head]) => judge({ taken, free, head }));
};
const times = (n: number, look: Look): Look[] => Array.from({ length: n }, () => look);
const fine = (n: number): Verdict[] => Array.from({ length: n }, () => "fine" as const);

test.each<[string, Look[], Verdict[]]>([
  ["nothing waits", times(8, [5, true, null]), fine(8)],
  ["it takes jobs", [5, 6, 7, 8, 9, 10].map((n): Look => [n, true, "a"]), fine(6)],
  ["others take them", ["a", "b", "c", "d", "e", "f"].map((head): Look => [5, true, head]), fine(6)],
  ["it is full", times(8, [5, false, "a"]), fine(8)],
  ["the queue is away", [[5, true, "a"], ...times(7, [5, true, undefined])], fine(8)],
  ["the queue is away in between", [...times(3, [5, true, "a"]), [5, true, undefined], ...times(3, [5, true, "a"])], fine(7)],
  ["not for long enough", times(3, [5, true, "a"]), fine(3)],
  [
    "it stands still, and still does when it was made anew",
    times(7, [5, true, "a"]),
    [...fine(3), "make-anew", ...fine(2), "give-up"],
  ],
  [
    "made anew, it works; later it stands still again",
    [...times(4, [5, true, "a"]), ...times(4, [6, true, "b"])],
    [...fine(3), "make-anew", ...fine(3), "make-anew"],
  ],
  ["it never took one", times(4, [0, true, "a"]), [...fine(3), "make-anew"]],
])("%s", (_, looks, wanted) => expect(judged(looks)).toEqual(wanted));
