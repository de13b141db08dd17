import { describe, expect, test } from "vitest";
import { settleTogether } from "./settle-together.ts";

/** Long enough that no timer rings in a test that does not wait for it. */
const never = 60_000;

describe("ends that are written together", () => {
  test("those that come within the time go in one writing", async () => {
    const written: number[][] = [];
    const settler = settleTogether<number>(async (ends) => void written.push([...ends]), { withinMs: 5, most: 10 });
    await Promise.all([settler.settle(1), settler.settle(2), settler.settle(3)]);
    expect(written).toEqual([[1, 2, 3]]);
  });

  test("as many as go at once do not wait", async () => {
    const written: number[][] = [];
    const settler = settleTogether<number>(async (ends) => void written.push([...ends]), { withinMs: never, most: 2 });
    await Promise.all([1, 2, 3, 4].map((n) => settler.settle(n)));
    expect(written).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test("the last need not wait, and nothing is written for nobody", async () => {
    const written: number[][] = [];
    const settler = settleTogether<number>(async (ends) => void written.push([...ends]), { withinMs: never, most: 10 });
    const settled = settler.settle(7);
    settler.last();
    settler.last();
    await settled;
    expect(written).toEqual([[7]]);
  });

  test("when the writing fails, everybody in it hears so, and others do not", async () => {
    const settler = settleTogether<number>(
      async (ends) => {
        if (ends.includes(1)) throw new Error("away");
      },
      { withinMs: never, most: 2 },
    );
    const settled = await Promise.allSettled([1, 2, 3, 4].map((n) => settler.settle(n)));
    expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled", "fulfilled"]);
  });
});
