import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bodyOf, described, nameOf, projectName } from "./names.ts";

describe("what the house's objects are called in Keystone", () => {
  test.each([
    ["a plain name stays", "web-1.prod_A", "web-1.prod_A"],
    ["an at sign stays", "dev@acme", "dev@acme"],
    ["64 characters stay", "a".repeat(64), "a".repeat(64)],
    ["a space does not", "my tenant", /^my-tenant~[0-9a-f]{16}$/],
    ["Japanese leaves only its digest", "開発環境", /^-~[0-9a-f]{16}$/],
    ["a mixed name keeps what can be read", "開発 dev 1", /^-dev-1~[0-9a-f]{16}$/],
    ["65 characters are cut", "a".repeat(65), /^a{47}~[0-9a-f]{16}$/],
    ["a slash is no path", "../admin", /^\.\.-admin~[0-9a-f]{16}$/],
  ])("%s", (_, given, expected) => {
    expect(projectName(given)).toMatch(typeof expected === "string" ? new RegExp(`^${expected}$`) : expected);
  });

  const name = fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 80 }),
    fc.string({
      unit: fc.constantFrom("a", "A", "é", "e\u0301", "開", "𠮷", " ", "-", "~", "k", "\u212a"),
      minLength: 1,
      maxLength: 6,
    }),
  );

  test("every name is one that Keystone takes", () => {
    fc.assert(
      fc.property(name, (given) => {
        expect(projectName(given)).toMatch(/^[0-9A-Za-z@._~-]{1,64}$/);
      }),
    );
  });

  test("two names are the same in Keystone only when they are the same to the house, but for case", () => {
    const fold = (text: string) => text.normalize("NFC").toLowerCase();
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(projectName(a).toLowerCase() === projectName(b).toLowerCase()).toBe(fold(a) === fold(b));
      }),
      { numRuns: 2_000 },
    );
  });

  test("a domain and a user bear our numbers, whatever people call them", () => {
    expect(nameOf({ kind: "domain", clientToken: "o1", contractId: "econ0000000001", description: "青空" })).toBe(
      "econ0000000001",
    );
    expect(nameOf({ kind: "user", clientToken: "o1", domainId: "d1", userId: "ecid0000000001" })).toBe("ecid0000000001");
  });
});

describe("attributes", () => {
  test("a project carries our ids, the token, and the exact texts", () => {
    const project = {
      kind: "project",
      clientToken: "order-1",
      domainId: "d1",
      tenantId: "t1",
      name: "開発",
      region: "jp1",
      description: "𠮷野家の環境",
    } as const;
    expect(bodyOf(project)).toEqual({
      project: {
        name: projectName("開発"),
        domain_id: "d1",
        description: "〓野家の環境",
        saihan_token: "order-1",
        saihan_tenant: "t1",
        saihan_region: "jp1",
        saihan_name: "開発",
        saihan_description: "𠮷野家の環境",
      },
    });
  });

  test("a description holds nothing beyond U+FFFF, and its exact text stands beside it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const { description, saihan_description } = described(text);
        expect([...description].every((c) => (c.codePointAt(0) ?? 0) <= 0xffff)).toBe(true);
        expect([...description]).toHaveLength([...text].length);
        expect(saihan_description).toBe(text);
      }),
    );
  });
});
