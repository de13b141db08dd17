import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

// biome-ignore lint/suspicious/noExplicitAny: a document read as it comes
type Document = any;

describe.skipIf(missingStore)("the OpenAPI document", () => {
  let house: House;
  let document: Document;
  beforeAll(async () => {
    house = await openHouse();
    document = await (await fetch(`${house.api}/openapi.json`)).json();
  });
  afterAll(() => house?.close());

  test("is 3.1, and every operation has an id, a summary and a problem for every refusal", () => {
    expect(document.openapi).toBe("3.1.0");
    const ids = new Set<string>();
    for (const methods of Object.values<Document>(document.paths)) {
      for (const op of Object.values<Document>(methods)) {
        expect(op.operationId).toBeTruthy();
        expect(ids.has(op.operationId)).toBe(false);
        ids.add(op.operationId);
        expect(op.summary).toBeTruthy();
        for (const [status, response] of Object.entries<Document>(op.responses)) {
          if (Number(status) >= 400) expect(Object.keys(response.content)).toEqual(["application/problem+json"]);
        }
      }
    }
    expect(ids.size).toBeGreaterThanOrEqual(18);
  });

  test("what may be null is documented as such, also where its schema has a name", () => {
    expect(document.components.schemas.BulkOutcome.properties.subscription).toEqual({
      anyOf: [{ $ref: "#/components/schemas/Subscription" }, { type: "null" }],
    });
  });

  test("what needs an idempotency key names it, and says where to follow what was begun", () => {
    let orders = 0;
    for (const [path, methods] of Object.entries<Document>(document.paths)) {
      for (const [method, op] of Object.entries<Document>(methods)) {
        const followed = (op.responses["202"] ?? op.responses["201"])?.headers?.Location !== undefined;
        const keyed = (op.parameters ?? []).some(
          (p: { name: string; required: boolean }) => p.name === "Idempotency-Key" && p.required,
        );
        expect(keyed, `${method} ${path}`).toBe(followed);
        if (followed) orders++;
      }
    }
    expect(orders).toBeGreaterThanOrEqual(9);
  });

  test("every address of it answers, and needs a key", async () => {
    for (const [path, methods] of Object.entries<Document>(document.paths)) {
      for (const [method, op] of Object.entries<Document>(methods)) {
        const address = house.api + path.replaceAll(/\{\w+\}/g, "x");
        const answer = await fetch(address, { method: method.toUpperCase() });
        expect(answer.status === 404 && ((await answer.json()) as Document).code === "ROUTE_NOT_FOUND", `${method} ${path}`).toBe(
          false,
        );
        if (op.security.length > 0) expect(answer.status, `${method} ${path}`).toBe(401);
      }
    }
  });

  test("the pages for people are there: docs, catalogue of problems, setting a password", async () => {
    for (const [path, words] of [
      ["/docs/", "swagger"],
      ["/docs/problems", "LOGIN_ID_TAKEN"],
      ["/set-password", "password"],
    ] as const) {
      const answer = await fetch(house.api + path);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'self'");
      expect((await answer.text()).toLowerCase()).toContain(words.toLowerCase());
    }
  });

  test("answers carry headers that keep browsers and caches away from them", async () => {
    const answer = await clientOf(house.api, house.partner).get("/v1/contracts");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("x-powered-by")).toBeNull();
    expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("an order is held until it ends, and no longer than was asked", async () => {
    const client = clientOf(house.api, house.partner);
    await house.misbehave({ delayMs: 400 });
    const accepted = await client.post("/v1/contracts", someContract());
    const early = await client.get(`/v1/orders/${accepted.body.order.id}?wait=0`);
    expect(["received", "executing"]).toContain(early.body.state);
    const held = await client.get(`/v1/orders/${accepted.body.order.id}?wait=20`);
    expect(held.body.state).toBe("succeeded");
    await house.misbehave({});
    await house.settle();
  });
});
