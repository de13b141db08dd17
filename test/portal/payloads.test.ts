import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addContracts } from "../support/billing.ts";
import { missingBrowser } from "../support/browser.ts";
import { clientOf, someContract } from "../support/client.ts";
import { payloads } from "../support/payloads.ts";
import { representativeOf, type TestPerson } from "../support/people.ts";
import { heading, openVisit, signInAs, type Visit } from "../support/visit.ts";

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
      // Rows stand in the document only while they are near: what comes by is noted on the way to the end.
      const shownNames = new Set<string>();
      await expect
        .poll(
          async () => {
            for (const name of await page.locator("tbody tr td:first-child").allInnerTexts()) shownNames.add(name.trim());
            await page.mouse.wheel(0, 900);
            return (
              shownNames.has("サンプル商事1") &&
              shownNames.size > 490 &&
              (await page.getByRole("button", { name: "Show more" }).count())
            );
          },
          { timeout: 90_000, interval: 50 },
        )
        .toBe(0);
      expect(payloads.filter((payload) => !shownNames.has(payload.trim().replaceAll(/\s+/g, " ")))).toEqual([]);
      for (const path of ["/tickets", "/groups", "/account", "/", "/contracts/econ7700000001", "/contracts/econ7700000250"]) {
        await page.goto(path);
        await heading(page, /./);
        // Home has no text of its own; the names stand in its head.
        await page.getByText(/ran/i).first().waitFor();
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
