import { expect, test } from "vitest";
import { judgeProgress, type Seen } from "./progress.ts";

type Look = [seconds: number, taken: number, free: boolean, head: string | null | undefined];
const judged = (looks: Look[]) => {
  const judge = judgeProgress(30_000);
  return looks.map(([seconds, taken, free, head]) => judge({ at: seconds * 1_000, taken, free, head } satisfies Seen));
};

test.each<[string, Look[], ("fine" | "make-anew" | "give-up")[]]>([
  [
    "nothing waits",
    [
      [0, 5, true, null],
      [40, 5, true, null],
      [80, 5, true, null],
    ],
    ["fine", "fine", "fine"],
  ],
  [
    "it takes jobs",
    [
      [0, 5, true, "a"],
      [40, 6, true, "a"],
      [80, 7, true, "a"],
    ],
    ["fine", "fine", "fine"],
  ],
  [
    "others take them",
    [
      [0, 5, true, "a"],
      [40, 5, true, "b"],
      [80, 5, true, "c"],
    ],
    ["fine", "fine", "fine"],
  ],
  [
    "it is full",
    [
      [0, 5, false, "a"],
      [40, 5, false, "a"],
      [80, 5, false, "a"],
    ],
    ["fine", "fine", "fine"],
  ],
  [
    "the queue is away",
    [
      [0, 5, true, "a"],
      [40, 5, true, undefined],
      [80, 5, true, undefined],
    ],
    ["fine", "fine", "fine"],
  ],
  [
    "not for long enough",
    [
      [0, 5, true, "a"],
      [29, 5, true, "a"],
      [29.9, 5, true, "a"],
    ],
    ["fine", "fine", "fine"],
  ],
  [
    "it stands still, and still does when it was made anew",
    [
      [0, 5, true, "a"],
      [15, 5, true, "a"],
      [30, 5, true, "a"],
      [45, 5, true, "a"],
      [60, 5, true, "a"],
    ],
    ["fine", "fine", "make-anew", "fine", "give-up"],
  ],
  [
    "made anew, it works; later it stands still again",
    [
      [0, 5, true, "a"],
      [30, 5, true, "a"],
      [35, 6, true, "b"],
      [40, 6, true, "b"],
      [70, 6, true, "b"],
    ],
    ["fine", "make-anew", "fine", "fine", "make-anew"],
  ],
  [
    "it never took one",
    [
      [0, 0, true, "a"],
      [31, 0, true, "a"],
    ],
    ["fine", "make-anew"],
  ],
])("%s", (_, looks, wanted) => expect(judged(looks)).toEqual(wanted));
