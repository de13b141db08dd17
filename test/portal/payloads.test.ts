import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addContracts } from "../support/billing.ts";
import { missingBrowser } from "../support/browser.ts";
import { clientOf, someContract } from "../support/client.ts";
import { representativeOf, type TestPerson } from "../support/people.ts";
import { heading, openVisit, signInAs, type Visit } from "../support/visit.ts";

// Ways to have a text taken for something else, each with each wrapping: 500 texts. All call the same function.
const calls = ["ran()", "window.ran()", "top['ran']()", "(ran)``", "ran&#40;&#41;"];
const shapes: ((call: string) => string)[] = [
  (c) => `<script>${c}</script>`,
  (c) => `<img src=x onerror=${c}>`,
  (c) => `<svg/onload=${c}>`,
  (c) => `"><svg onload="${c}">`,
  (c) => `'><img src=x onerror='${c}'>`,
  (c) => `</title><script>${c}</script>`,
  (c) => `</textarea><img src=x onerror=${c}>`,
  (c) => `<a href="javascript:${c}">x</a>`,
  (c) => `javascript:${c}`,
  (c) => `<iframe srcdoc="<script>parent.${c}</script>">`,
  (c) => `<details open ontoggle=${c}>`,
  (c) => `<input autofocus onfocus=${c}>`,
  (c) => `<video><source onerror=${c}></video>`,
  (c) => `{{constructor.constructor('${c}')()}}`,
  (c) => `\${${c}}`,
  (c) => `<math><mi xlink:href="javascript:${c}">x</mi></math>`,
  (c) => `<style>@import'javascript:${c}';</style>`,
  (c) => `<body onload=${c}>`,
  (c) => `<object data="javascript:${c}">`,
  (c) => `<x onclick=${c} style=animation-name:x>x</x>`,
];
const wraps: ((text: string) => string)[] = [
  (t) => t,
  (t) => `株式会社${t}`,
  (t) => `${t.toUpperCase().replaceAll("RAN", "ran")}!`,
  (t) => `"${t}`,
  (t) => `&lt;${t}&gt;`,
];
const payloads = wraps.flatMap((wrap) => shapes.flatMap((shape) => calls.map((call) => wrap(shape(call)))));

describe.skipIf(missingBrowser)("texts that look like programs (S-18)", () => {
  let visit: Visit;
  let owner: TestPerson;
  beforeAll(async () => {
    visit = await openVisit();
    owner = await representativeOf(visit.house, visit.house.partner);
    const partner = clientOf(visit.house.api, visit.house.partner);
    await partner.post("/v1/contracts", someContract());
    await visit.house.settle();
  });
  afterAll(() => visit?.close());

  test("500 of them, in every text that is shown, are shown as they are and run nowhere", async () => {
    expect(new Set(payloads).size).toBe(500);
    const { sql } = visit.house.database;
    const partnerId = visit.house.partner.contractId;
    const idOf = (n: number) => `econ77${String(n).padStart(8, "0")}`;
    await addContracts(
      sql,
      partnerId,
      payloads.map((_, n) => ({ id: idOf(n), startedAt: "2026-04-01T00:00:00Z" })),
    );
    // Past the API, which would refuse some of them: what stands in the database must be harmless, however it came there.
    await sql`
      update contracts c set customer_name = p.text from unnest(${sql.array(payloads)}::text[]) with ordinality p (text, n)
       where c.id = 'econ77' || lpad((p.n - 1)::text, 8, '0')`;
    await sql`update contracts set customer_name = ${String(payloads[0])} where id = ${partnerId}`;
    await sql`update users set name = ${String(payloads[1])} where id = ${owner.userId}`;
    const partner = clientOf(visit.house.api, visit.house.partner);
    const texts = (n: number) => [payloads[n], payloads[n + 1], payloads[n + 2]].map(String);
    for (let n = 0; n < 30; n += 3) {
      const [subject, text, name] = texts(n * 16);
      expect((await partner.post("/v1/tickets", { type: "other", category: "portal", subject, text })).status).toBe(201);
      expect((await partner.post("/v1/contract-groups", { name })).status).toBe(201);
    }
    await visit.look({}, async ({ page }) => {
      const ran: string[] = [];
      await page.exposeFunction("ran", () => ran.push(page.url()));
      page.on("dialog", (dialog) => void dialog.dismiss());
      await page.goto("/contracts?sort=customerName");
      await signInAs(page, owner);
      await page.getByText("Contracts: 501").waitFor();
      for (let shown = 50; shown < 501; shown += 50) {
        await page.getByRole("button", { name: "Show more" }).click();
        await page
          .locator("tbody tr")
          .nth(Math.min(500, shown + 49))
          .waitFor();
      }
      const names = await page.locator("tbody tr td:first-child").allInnerTexts();
      const shownNames = new Set(names.map((name) => name.trim()));
      expect(payloads.filter((payload) => !shownNames.has(payload.trim().replaceAll(/\s+/g, " ")))).toEqual([]);
      for (const path of ["/tickets", "/groups", "/account", "/", "/contracts/econ7700000001", "/contracts/econ7700000250"]) {
        await page.goto(path);
        await heading(page, /./);
        await page.getByRole("main").getByText(/ran/i).first().waitFor();
      }
      await page.goto("/tickets");
      await page.getByRole("row").nth(1).getByRole("link").click();
      await page.getByRole("listitem").first().waitFor();
      // In the address, and typed into a field by hand.
      await page.goto(`/contracts?q=${encodeURIComponent(String(payloads[2]))}`);
      await page.getByRole("status").first().waitFor({ state: "attached" });
      await page.goto(`/contracts/${encodeURIComponent(String(payloads[1]))}`);
      await page.getByRole("alert").waitFor();
      expect(ran).toEqual([]);
    });
  });
});
