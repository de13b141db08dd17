import { describe, expect, test } from "vitest";
import { type Books, orphanLines, orphansOf, type World } from "./orphans.ts";

const at = "2026-04-01T00:10:00.000Z";
const world: World = {
  acts: [
    { orderId: "kept", call: "create-domain", objectId: "d1", at },
    { orderId: "lost", call: "create-domain", objectId: "d2", at },
    { orderId: "lost", call: "grant", objectId: undefined, at },
  ],
  domains: [
    { id: "d1", contractId: "econ1" },
    { id: "d2", contractId: "econ2" },
  ],
  mails: [
    { mailId: "m-sent", at, subject: "a" },
    { mailId: "m-queued", at, subject: "b" },
    { mailId: "m-queued", at, subject: "b" },
    { mailId: "m-lost", at, subject: "c" },
  ],
};
const books: Books = {
  orders: new Set(["kept"]),
  contracts: new Set(["econ1"]),
  mails: new Map([
    ["m-sent", "sent"],
    ["m-queued", "queued"],
    ["m-never-left", "queued"],
  ]),
};

describe("after a restore", () => {
  test("what the world has and the database does not is named, and what would be sent again", () => {
    expect(orphansOf(world, books)).toEqual({
      orders: [{ orderId: "lost", did: ["create-domain d2", "grant"] }],
      contracts: [{ contractId: "econ2", domainId: "d2" }],
      mails: [{ mailId: "m-lost", at, subject: "c" }],
      alreadySent: ["m-queued"],
    });
  });

  test("a world that agrees leaves nothing to tell", () => {
    const lines = orphanLines(orphansOf({ acts: [], domains: [], mails: [] }, books));
    expect(lines).toHaveLength(4);
    for (const line of lines) expect(line).toMatch(/: 0$/);
  });
});
