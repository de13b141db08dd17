import fc from "fast-check";
import { expect, test } from "vitest";
import { shownAnswer, shownJob } from "./filter.ts";

const secret = "山田 花子 <hanako@example.jp>";

test.each<[string, Record<string, unknown>]>([
  ["the message of its failure", { failedReason: secret }],
  ["its stack", { failedReason: "X", stacktrace: [`Error: ${secret}\n    at a.ts:1:1`] }],
  ["its options", { failedReason: "", opts: { repeat: { key: secret } } }],
  ["its result", { returnValue: { mail: secret } }],
  ["its progress", { failedReason: "", progress: { at: secret } }],
  ["its data, nested too", { failedReason: "", data: { note: secret, deep: { note: secret }, list: [secret] } }],
  ["the key of its data", { failedReason: "", data: { [secret]: 1 } }],
  ["the key under which repetitions are dropped", { failedReason: "", deduplicationId: secret }],
  ["why it is put off", { failedReason: "", deferredFailure: secret }],
])("of a job, %s is not shown", (_, job) => {
  for (const shown of [shownJob(job), shownAnswer({ queues: [{ jobs: [job] }] }), shownAnswer({ job }), shownAnswer([{ job }])])
    expect(JSON.stringify(shown)).not.toContain("hanako");
});

test("codes, ids and times are shown", () => {
  const job = {
    id: "w12-0",
    name: "create-user",
    timestamp: 1,
    failedReason: "PLATFORM_BUSY",
    data: { work: 12, partner: "econ1000000001", orderId: "0190-a" },
  };
  expect(shownJob(job)).toMatchObject(job);
});

test("the template of a scheduler and the words of an error are left out", () => {
  const answer = { schedulers: [{ key: "close", template: { data: secret } }], message: secret, error: "Internal" };
  expect(shownAnswer(answer)).toEqual({ schedulers: [{ key: "close" }], error: "Internal" });
});

test("whatever a job holds, nothing with a space, an at sign or a letter beyond ASCII comes out", () => {
  const text = fc.string({ unit: "grapheme", minLength: 1 }).map((t) => `${t} @${t}`);
  const job = fc.dictionary(fc.constantFrom("id", "name", "data", "opts", "failedReason", "returnValue", "x"), text);
  fc.assert(fc.property(job, (given) => !/[@ ]|[^\x20-\x7e]/.test(JSON.stringify(shownJob(given)))));
});
