import { expect, test } from "vitest";
import { errorFacts } from "./index.ts";

const secret = "hunter2-Geheim";

function thrown(change: (error: Error & Record<string, unknown>) => void, message = `could not parse ${secret}`): Error {
  const error = new Error(message, { cause: new Error(secret) }) as Error & Record<string, unknown>;
  change(error);
  return error;
}

test.each<[string, unknown]>([
  ["a message and a cause", thrown(() => {})],
  ["a config and a body", thrown((e) => Object.assign(e, { config: { password: secret }, body: secret, detail: secret }))],
  ["a code that is none", thrown((e) => (e.code = `no code: ${secret}`))],
  ["a name that is none", thrown((e) => (e.name = `${secret}\n\u001b[31m`))],
  ["a name that is a secret without space", thrown((e) => (e.name = secret))],
  ["a message that looks like a stack", thrown(() => {}, `x\n    at ${secret}:1:2\n    at f (${secret}/a.ts:3:4)`)],
  ["a stack that was made up", thrown((e) => (e.stack = `Error: x\n    at ${secret}:1:2`))],
  ["an aggregate", new AggregateError([new Error(secret)], secret)],
  ["a string", secret],
  ["an object", { message: secret, password: secret }],
  ["nothing", undefined],
])("of an error with %s nothing secret is said", (_, error) => {
  expect(JSON.stringify(errorFacts(error))).not.toContain(secret);
});

test("what it was and where it arose is said", () => {
  class TransactionOver extends Error {
    override name = "TransactionOver";
  }
  expect(errorFacts(Object.assign(new TypeError(secret), { code: "ECONNRESET" }))).toMatchObject({
    errorName: "TypeError",
    code: "ECONNRESET",
    errorAt: expect.stringMatching(/error-facts\.test\.ts:\d+:\d+$/),
  });
  expect(errorFacts(new TransactionOver("x"))).toMatchObject({ errorName: "TransactionOver" });
});
