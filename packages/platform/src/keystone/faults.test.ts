import { describe, expect, test } from "vitest";
import { PlatformOutcomeUnknown, PlatformRefused, PlatformUnavailable } from "../platform.ts";
import { faultOf, retryAfter } from "./faults.ts";

const now = Date.parse("2026-11-22T12:00:00Z");
const answer = (status: number, message?: string, headers: Record<string, string> = {}) => ({
  status,
  body: message === undefined ? undefined : { error: { code: status, message, title: "" } },
  header: (name: string) => headers[name] ?? null,
});
const meaning = (a: ReturnType<typeof answer>) => {
  const fault = faultOf(a, "cloud:5000", now);
  if (fault instanceof PlatformRefused) return `refused ${fault.reason}`;
  const kind = fault instanceof PlatformOutcomeUnknown ? "unknown" : "later";
  return fault && `${kind} ${fault.code}${fault.outage ? "" : " (no outage)"}`;
};

describe("what an answer of Keystone means", () => {
  test.each([
    [answer(200), undefined],
    [answer(201), undefined],
    [answer(204), undefined],
    [answer(300, "Choose."), "refused BAD_REQUEST"],
    [answer(302), "later PLATFORM_NOT_KEYSTONE"],
    [answer(400, "Invalid input for field 'name'"), "refused BAD_REQUEST"],
    [answer(401, "The request you have made requires authentication."), "later PLATFORM_TOKEN_REFUSED"],
    [
      answer(403, "You are not authorized to perform the requested action: identity:create_domain."),
      "later PLATFORM_RIGHTS_MISSING (no outage)",
    ],
    [answer(403, "Cannot delete a domain that is enabled, please disable it first."), "refused FORBIDDEN"],
    [answer(404, "Could not find domain: d1."), "refused NOT_FOUND"],
    [answer(409, "Conflict occurred attempting to store project"), "refused NAME_TAKEN"],
    [answer(413, "Request is too large."), "refused BAD_REQUEST"],
    [answer(413, "Over limit.", { "retry-after": "7" }), "later PLATFORM_BUSY"],
    [answer(429), "later PLATFORM_BUSY"],
    [answer(503), "later PLATFORM_BUSY"],
    [answer(408), "unknown PLATFORM_ERROR_408"],
    [answer(500, "An unexpected error prevented the server from fulfilling your request."), "unknown PLATFORM_ERROR_500"],
    [answer(502), "unknown PLATFORM_ERROR_502"],
    [answer(504), "unknown PLATFORM_ERROR_504"],
    // What is not in Keystone's own words comes from something before it, and never fails an order.
    [answer(403), "later PLATFORM_NOT_KEYSTONE"],
    [answer(404), "later PLATFORM_NOT_KEYSTONE"],
    [answer(409), "later PLATFORM_NOT_KEYSTONE"],
  ])("%j", (given, expected) => {
    expect(meaning(given)).toBe(expected);
  });

  test.each([
    ["seconds", "120", 120_000],
    ["a date to come", "Sun, 22 Nov 2026 12:00:30 GMT", 30_000],
    ["a date gone by", "Sun, 22 Nov 2026 11:00:00 GMT", 0],
    ["nothing to read", "soon", undefined],
    ["no header", null, undefined],
  ])("Retry-After: %s", (_, header, ms) => {
    expect(retryAfter(header, now)).toBe(ms);
  });

  test("the platform's wish and one sentence go with it", () => {
    const fault = faultOf(answer(503, undefined, { "retry-after": "30" }), "cloud:5000", now);
    expect(fault).toBeInstanceOf(PlatformUnavailable);
    expect(fault).toMatchObject({
      retryAfterMs: 30_000,
      why: "Keystone at cloud:5000 is under maintenance (503) and asks to come back in 30 s.",
    });
  });
});
