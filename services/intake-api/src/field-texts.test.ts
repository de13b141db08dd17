import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { fieldFaults } from "./problem.ts";

const room = new URL(".", import.meta.url);
const faultsOf = (schema: z.ZodType, value: unknown) => {
  const { error } = schema.safeParse(value, { reportInput: true });
  return error ? fieldFaults(error, "body").map(({ pointer, detail }) => ({ pointer, ...detail })) : [];
};

describe("what is wrong with a field", () => {
  test.each([
    ["no text", z.strictObject({ name: z.string() }), { name: 3 }, "文字列", "expected string"],
    ["left out", z.strictObject({ name: z.string() }), {}, "必須", "expected string"],
    ["too long", z.strictObject({ name: z.string().max(2) }), { name: "abc" }, "2文字以下", "<=2 characters"],
    ["no such choice", z.strictObject({ name: z.enum(["a", "b"]) }), { name: "c" }, "いずれか", '"a"|"b"'],
    ["unknown field", z.strictObject({ name: z.string() }), { name: "a", age: 1 }, "この要求にない項目", "is not a field"],
    ["our own words", z.strictObject({ name: z.string().regex(/^\d{6}$/, "must be six digits") }), { name: "1" }, "6桁", "six"],
  ])("%s: in both languages", (_, schema, value, ja, en) => {
    const [fault] = faultsOf(schema, value);
    expect(fault?.ja).toContain(ja);
    expect(fault?.en).toContain(en);
  });

  test("every text of our own that a schema says has its Japanese", () => {
    const files = readdirSync(room, { recursive: true, encoding: "utf8" }).filter(
      (f) => f.endsWith(".ts") && !f.endsWith(".test.ts"),
    );
    const texts = files
      .filter((file) => !file.endsWith("field-texts.ts"))
      .flatMap((file) => [
        ...readFileSync(new URL(file, room), "utf8").matchAll(
          /(?:\berror: |\.regex\([^\n]*, |^\s+)"((?:must|holds|names|needs|is) [^"]+)"/gm,
        ),
      ])
      .map(([, text]) => text as string);
    expect(texts.length).toBeGreaterThan(30);
    const missing = texts.filter((text) => {
      const [fault] = faultsOf(
        z.string().refine(() => false, { error: text }),
        "x",
      );
      return fault?.ja === text;
    });
    expect(missing).toEqual([]);
  });
});
