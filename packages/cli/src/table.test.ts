import { describe, expect, test } from "vitest";
import { padded, table } from "./table.ts";
import { wrapped } from "./wrap.ts";

const plain = (_: unknown, text: string) => text;

describe("tables", () => {
  test("wide characters are two columns, and nothing hangs at a line's end", () => {
    expect(
      table(
        ["name", "state"],
        [
          ["青葉商事", "active"],
          ["x", ""],
        ],
        plain,
      ).split("\n"),
    ).toEqual(["name      state", "青葉商事  active", "x"]);
  });

  test("on a terminal the last column is broken below itself; where it would have no room it is left whole", () => {
    const long = "一二三四五六七八九十一二三四五六七八九十";
    expect(table(["id", "says"], [["a", long]], plain, 28).split("\n")).toEqual([
      "id  says",
      "a   一二三四五六七八九十一二",
      "    三四五六七八九十",
    ]);
    expect(table(["id", "says"], [["a", long]], plain, 20).split("\n")).toHaveLength(2);
  });

  test("numbers stand with their last digits below each other, also under a longer heading", () => {
    expect(
      table(
        ["month", "net", "x"],
        [
          ["2026-04", "57", "a"],
          ["2026-05", "-1234", ""],
          ["2026-06", "", ""],
        ],
        plain,
      ).split("\n"),
    ).toEqual(["month      net  x", "2026-04     57  a", "2026-05  -1234", "2026-06"]);
  });

  test("nothing in a cell moves the cursor", () => {
    expect(table(["a"], [["x\u001b[2Jy\u202e"], ["一行目\r\n二行目"]], plain)).toBe("a\nx�[2Jy�\n一行目 ↵ 二行目");
  });

  test("what comes row by row is padded by columns, not by characters", () => {
    expect(padded(["青", "b"], [4, 0])).toBe("青    b  ");
  });
});

test.each([
  { text: "list, show, create, change", width: 20, lines: ["list, show, create,", "change"] },
  { text: "続きがあります。指定してください", width: 20, lines: ["続きがあります。指定", "してください"] },
  { text: "四文字ずつ数えて十文、字", width: 20, lines: ["四文字ずつ数えて十", "文、字"] },
  { text: "a".repeat(30), width: 20, lines: ["a".repeat(30)] },
])("$text is broken at $width columns", ({ text, width, lines }) => expect(wrapped(text, width).split("\n")).toEqual(lines));
