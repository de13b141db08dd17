import { expect, test } from "vitest";
import { documented } from "./app.ts";

const there = documented.filter(({ reads }) => reads === "replica");

test("only questions go to the replica, never an order", () => {
  expect(there.length).toBeGreaterThan(30);
  expect(there.filter(({ method, order }) => method !== "get" || order)).toEqual([]);
});

test("what the replica may answer is a list, a search, an export or a report", () => {
  const reports = ["getCharges", "getChangeOfCharges", "explainCharge", "downloadBulk"];
  expect(there.map(({ id }) => id).filter((id) => !/^(list|search|export)[A-Z]/.test(id) && !reports.includes(id))).toEqual([]);
});

test("who somebody is, what they may do, and what is waited for is asked of the primary", () => {
  const never = /^(account|session|api-key|access|group|iam-\w+|event|feed)[.-]/;
  expect(there.filter(({ action }) => action === "anyone" || never.test(action)).map(({ id }) => id)).toEqual([]);
});
