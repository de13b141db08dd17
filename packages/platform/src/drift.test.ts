import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ContractOnRecord, confirmedDrift, type Drift, driftOfContract, driftOfStrangers } from "./drift.ts";
import type { DomainContents, ListedDomain } from "./listing.ts";

const contractId = "econ0000000001";

const record = (more: Partial<ContractOnRecord> = {}): ContractOnRecord => ({
  contractId,
  platformId: "d1",
  should: "enabled",
  moving: false,
  tenants: [{ tenantId: "t1", platformId: "p1" }],
  users: [{ userId: "ecid0000000001", platformId: "u1" }],
  access: [{ platformUserId: "u1", platformProjectId: "p1" }],
  ...more,
});
const domain = (more: Partial<ListedDomain> = {}): ListedDomain => ({ id: "d1", contractId, enabled: true, ...more });
const grant = (user: string, project: string, role = "member") =>
  ({ holder: { kind: "user", id: user }, on: { kind: "project", id: project }, role }) as const;
const object = (id: string, enabled = true) => ({ id, name: id, enabled });
const contents = (more: Partial<DomainContents> = {}): DomainContents => ({
  projects: [object("p1")],
  users: [object("u1")],
  access: [grant("u1", "p1")],
  ...more,
});
const empty: DomainContents = { projects: [], users: [], access: [] };
const compare = (ours: ContractOnRecord, domains: ListedDomain[], inside: DomainContents): string[] =>
  driftOfContract(ours, { domains, contents: inside }, "member").map(said);
/** For example "project p9 extra". */
const said = (d: Drift) =>
  [d.what, d.what === "access" ? `${d.holderId} on ${d.onId}` : (d.platformId ?? d.ourId), d.problem, ...(d.roles ?? [])].join(
    " ",
  );

describe("drift of a contract", () => {
  test.each<[string, Partial<ContractOnRecord>, ListedDomain[], DomainContents, string[]]>([
    ["all as recorded", {}, [domain()], contents(), []],
    ["the domain is gone, and all in it", {}, [], empty, ["domain econ0000000001 missing"]],
    ["never recorded", { platformId: undefined }, [], empty, ["domain econ0000000001 missing"]],
    ["disabled although it is active", {}, [domain({ enabled: false })], contents(), ["domain d1 disabled"]],
    ["enabled although it is suspended", { should: "disabled" }, [domain()], contents(), ["domain d1 enabled"]],
    ["suspended on both sides", { should: "disabled" }, [domain({ enabled: false })], contents(), []],
    ["there although it is terminated", { should: "gone" }, [domain()], contents(), ["domain d1 extra"]],
    ["terminated on both sides", { should: "gone" }, [], empty, []],
    ["there twice", {}, [domain(), domain({ id: "d2" })], contents(), ["domain d2 extra"]],
    [
      "a failed contract that left a domain",
      { should: "gone", platformId: undefined },
      [domain({ id: "d3" })],
      empty,
      ["domain d3 extra"],
    ],
    ["a project is gone, with the access to it", {}, [domain()], contents({ projects: [], access: [] }), ["project t1 missing"]],
    ["a project nobody ordered", {}, [domain()], contents({ projects: [object("p1"), object("p9")] }), ["project p9 extra"]],
    ["a project is disabled", {}, [domain()], contents({ projects: [object("p1", false)] }), ["project p1 disabled"]],
    ["a user is gone, with his access", {}, [domain()], contents({ users: [], access: [] }), ["user ecid0000000001 missing"]],
    ["a user nobody ordered", {}, [domain()], contents({ users: [object("u1"), object("u9")] }), ["user u9 extra"]],
    ["a user is disabled", {}, [domain()], contents({ users: [object("u1", false)] }), ["user u1 disabled"]],
    ["access was taken away", {}, [domain()], contents({ access: [] }), ["access u1 on p1 missing"]],
    ["another role", {}, [domain()], contents({ access: [grant("u1", "p1", "admin")] }), ["access u1 on p1 wrong-role admin"]],
    [
      "a role too many",
      {},
      [domain()],
      contents({ access: [grant("u1", "p1"), grant("u1", "p1", "admin")] }),
      ["access u1 on p1 wrong-role admin member"],
    ],
    [
      "access nobody ordered",
      {},
      [domain()],
      contents({ access: [grant("u1", "p1"), grant("u7", "p1")] }),
      ["access u7 on p1 extra member"],
    ],
    [
      "a parent's user on a child's tenant, as ordered",
      { access: [{ platformUserId: "parent-user", platformProjectId: "p1" }] },
      [domain()],
      contents({ access: [grant("parent-user", "p1")] }),
      [],
    ],
    [
      "a group with a role on the whole domain",
      {},
      [domain()],
      contents({
        access: [grant("u1", "p1"), { holder: { kind: "group", id: "g1" }, on: { kind: "domain", id: "d1" }, role: "admin" }],
      }),
      ["access g1 on d1 extra admin"],
    ],
    ["an order is under way", { moving: true }, [], empty, []],
  ])("%s", (_, ours, domains, inside, expected) => {
    expect(compare(record(ours), domains, inside)).toEqual(expected);
  });

  const ids = fc.uniqueArray(fc.stringMatching(/^[a-z]{4}$/), { maxLength: 6 });

  test("what was made as recorded has no drift", () => {
    fc.assert(
      fc.property(ids, ids, fc.boolean(), (projects, users, enabled) => {
        const pairs = projects.flatMap((p) => users.map((u) => [u, p] as const));
        const ours = record({
          should: enabled ? "enabled" : "disabled",
          tenants: projects.map((p) => ({ tenantId: `t-${p}`, platformId: p })),
          users: users.map((u) => ({ userId: `e-${u}`, platformId: u })),
          access: pairs.map(([u, p]) => ({ platformUserId: u, platformProjectId: p })),
        });
        const theirs = contents({
          projects: projects.map((p) => object(p)),
          users: users.map((u) => object(u)),
          access: pairs.map(([u, p]) => grant(u, p)),
        });
        expect(compare(ours, [domain({ enabled })], theirs)).toEqual([]);
      }),
    );
  });

  test("every object on one side only is named exactly once", () => {
    fc.assert(
      fc.property(ids, ids, (ours, theirs) => {
        const tenants = ours.map((p) => ({ tenantId: p, platformId: p }));
        const found = compare(
          record({ tenants, users: [], access: [] }),
          [domain()],
          contents({ projects: theirs.map((p) => object(p)), users: [], access: [] }),
        );
        const expected = [
          ...ours.filter((p) => !theirs.includes(p)).map((p) => `project ${p} missing`),
          ...theirs.filter((p) => !ours.includes(p)).map((p) => `project ${p} extra`),
        ];
        expect(new Set(found)).toEqual(new Set(expected));
        expect(found).toHaveLength(expected.length);
      }),
    );
  });
});

test("a domain with our mark for a contract that we do not have is a stranger", () => {
  const found = driftOfStrangers(new Set([contractId]), [domain(), domain({ id: "d9", contractId: "econ0000000009" })]);
  expect(found).toEqual([{ contractId: "econ0000000009", what: "domain", problem: "extra", platformId: "d9" }]);
});

test("only what two comparisons find is drift: the rest was on its way", () => {
  const project = (id: string): Drift => ({ contractId, what: "project", problem: "missing", ourId: id });
  expect(confirmedDrift([project("a"), project("b")], [project("b"), project("c")])).toEqual([project("b")]);
});
