import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideLimitUser, type IamRequest, type IamResource, isIamResource, whiteListAllows } from "./iam.ts";

const asked: IamRequest = {
  ...{ basePath: "/ecl-sss", path: "/api/v2/users/ecid0000000001", verb: "GET", ipAddress: "192.0.2.7" },
  parameters: { contract_id: "econ0000000001" },
};

describe("what a white list lets through (sdpf 10.2)", () => {
  test.each<[string, IamResource[], boolean]>([
    ["nothing is listed", [], false],
    ["an entry without parts", [{}], false],
    ["everything", [{ basePath: "*" }], true],
    ["this interface", [{ basePath: "/ecl-sss" }], true],
    ["another interface", [{ basePath: "/ecl-keystone" }], false],
    ["the exact path", [{ path: "/api/v2/users/ecid0000000001" }], true],
    ["the path and what is below", [{ path: "/api/v2/users*" }], true],
    ["a path above, without a star", [{ path: "/api/v2/users" }], false],
    ["a star in the middle", [{ path: "/api/*/users/*" }], true],
    ["pieces that overlap", [{ path: "/api/v2/users/ecid0000000001*0000000001" }], false],
    ["pieces in another order", [{ path: "*users*v2*" }], false],
    ["another verb", [{ verb: "POST" }], false],
    ["all parts of one entry hold", [{ basePath: "/ecl-sss", verb: "GET", ipAddress: "192.0.2.*" }], true],
    ["one part of it does not", [{ basePath: "/ecl-sss", verb: "GET", ipAddress: "198.51.100.*" }], false],
    ["one of two entries holds", [{ verb: "POST" }, { verb: "GET" }], true],
    [
      "parts that hold in two entries, but in none together",
      [
        { verb: "GET", path: "/x" },
        { verb: "POST", path: "*" },
      ],
      false,
    ],
    ["a parameter", [{ contract_id: "econ0000000001" }], true],
    ["a parameter that was not sent", [{ tenant_id: "*" }], false],
    ["what every object has", [{ constructor: "*" }], false],
    ["letters in another case", [{ verb: "get" }], false],
  ])("%s", (_, list, allowed) => {
    expect(whiteListAllows(list, asked)).toBe(allowed);
  });

  test("a longer list never lets less through", () => {
    const entry = fc.dictionary(
      fc.constantFrom("basePath", "path", "verb", "x"),
      fc.constantFrom("*", "/a*", "GET", "/a/b", "*b"),
      {
        maxKeys: 3,
      },
    );
    const request = fc.record({
      basePath: fc.constantFrom("/a", "/b"),
      path: fc.constantFrom("/a/b", "/ab", "/"),
      verb: fc.constantFrom("GET", "PUT"),
      ipAddress: fc.constant(""),
      parameters: fc.constantFrom({}, { x: "GET" }),
    });
    fc.assert(
      fc.property(fc.array(entry), entry, request, (list, more, given) => {
        if (whiteListAllows(list, given)) expect(whiteListAllows([...list, more], given)).toBe(true);
      }),
    );
  });

  test("a pattern means what the same regular expression means", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "/"), maxLength: 8 });
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "/", "*"), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (path, value) => {
        const meant = new RegExp(`^${path.replaceAll("*", ".*")}$`).test(value);
        expect(whiteListAllows([{ path }], { ...asked, path: value })).toBe(meant);
      }),
      { numRuns: 2_000 },
    );
  });

  test("a hostile pattern takes no time", () => {
    const path = `${"*a".repeat(60)}*b`;
    expect(whiteListAllows([{ path }], { ...asked, path: "a".repeat(100_000) })).toBe(false);
  });
});

test.each<[IamResource, boolean]>([
  [{ basePath: "/ecl-sss", path: "/api/v2/*", verb: "GET" }, true],
  [{ "a@-'._9": "x" }, true],
  [{}, false],
  [{ path: "" }, false],
  [{ path: "/a b" }, false],
  [{ path: "/a?b" }, false],
  [{ "a/b": "x" }, false],
  [{ path: "a".repeat(129) }, false],
  [Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`k${i}`, "x"])), false],
])("%o is an entry: %s", (resource, good) => {
  expect(isIamResource(resource)).toBe(good);
});

test.each([
  ["representative", "active", "IAM_OWNER_NOT_LIMITED"],
  ["administrator", "active", undefined],
  ["general", "active", undefined],
  ["general", "deleted", "USER_STATE_FORBIDS"],
  ["general", "failed", "USER_STATE_FORBIDS"],
] as const)("a %s who is %s", (type, state, code) => {
  expect(decideLimitUser({ id: "ecid0000000001", type, state })?.code).toBe(code);
});
