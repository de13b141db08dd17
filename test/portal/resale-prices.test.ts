import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingBrowser } from "../support/browser.ts";
import { clientOf } from "../support/client.ts";
import { children, furnishMonths, monthOf } from "../support/closed-month.ts";
import { addPerson, representativeOf, type TestPerson } from "../support/people.ts";
import { saidIn } from "../support/said.ts";
import { heading, judge, openVisit, pictures, signInAs, type Visit, viewsOf } from "../support/visit.ts";

describe.skipIf(missingBrowser)("resale prices in the portal", () => {
  let visit: Visit;
  let owner: TestPerson;
  let months: Awaited<ReturnType<typeof furnishMonths>>;
  beforeAll(async () => {
    visit = await openVisit();
    const { house } = visit;
    months = await furnishMonths(house);
    await months.use("2026-05-01T00:00:00Z", monthOf("2026-04"));
    owner = await representativeOf(house, house.partner);
  });
  afterAll(() => visit?.close());

  test("a price is entered, a month previewed at it, and the price taken back", async () => {
    const say = saidIn("en");
    await visit.look({}, async ({ page }) => {
      await page.goto("/resale-prices");
      await signInAs(page, owner);
      await heading(page, say("resale.title"));
      await page.getByText(say("resale.empty")).waitFor();
      await page.getByRole("button", { name: say("resale.new") }).click();
      const form = page.getByRole("dialog", { name: say("resale.new") });
      await form.getByLabel(say("resale.value")).fill("20");
      await form.getByLabel(say("resale.month")).fill("2026-05");
      await form.getByRole("button", { name: say("resale.new") }).click();
      await form.getByText("A resale price can start in 2026-06 at the earliest, not in 2026-05.").waitFor();
      await form.getByLabel(say("resale.month")).fill("2026-06");
      await form.getByRole("button", { name: say("resale.new") }).click();
      await page.getByRole("cell", { name: "Cost +20 %" }).waitFor();
      await page.getByRole("button", { name: say("resale.preview") }).click();
      const preview = page.getByRole("dialog", { name: say("resale.preview") });
      await preview.getByLabel(say("resale.previewContract")).fill(children.tokyo);
      await preview.getByLabel(say("resale.previewMonth")).fill("2026-04");
      await preview.getByLabel(say("resale.rulesOf")).fill("2026-06");
      await preview.getByRole("button", { name: say("resale.preview") }).click();
      await preview.getByText(say("resale.sum", { cost: "¥150", price: "¥180" })).waitFor();
      await preview.getByRole("cell", { name: say("resale.wonAlone") }).waitFor();
      await preview
        .getByRole("button", { name: say("portal.close") })
        .last()
        .click();
      await page.getByRole("button", { name: new RegExp(`^${say("resale.end")}:`) }).click();
      const end = page.getByRole("dialog", { name: say("resale.end") });
      await end.getByLabel(say("resale.endMonth")).fill("2026-06");
      await end.getByRole("button", { name: say("resale.end") }).click();
      await end.waitFor({ state: "hidden" });
      await expect.poll(() => page.getByRole("cell", { name: "June 2026" }).count()).toBe(2);
    });
  });

  test("who may not set prices reads them; it stands well in both languages", async () => {
    const { house } = visit;
    const partner = clientOf(house.api, house.partner);
    const rule = { holder: { of: "partner" }, from: "2026-06", scope: { of: "all" } };
    await partner.post("/v1/resale-rules", { ...rule, price: { kind: "fixed_unit", unitPrice: "0.4" }, fillsGaps: true });
    const server = { of: "menu", menu: "Virtual server" };
    await partner.post("/v1/resale-rules", { ...rule, scope: server, price: { kind: "percent", basis: "list", percent: "-7" } });
    const reader = await addPerson(house, house.partner, "administrator");
    await house.database.sql`update users set type = 'general' where id = ${reader.userId}`;
    await visit.look({}, async ({ page }) => {
      await page.goto("/resale-prices");
      await signInAs(page, reader);
      await page.getByRole("cell", { name: "List price -7 %" }).waitFor();
      expect(await page.getByRole("button", { name: saidIn("en")("resale.new") }).count()).toBe(0);
    });
    for (const view of pictures
      ? viewsOf("ja", 1280, "light")
      : [...viewsOf("ja", 1280, "light"), ...viewsOf("en", 360, "dark")]) {
      const say = saidIn(view.language);
      await visit.look(view, async ({ page }) => {
        await page.goto("/resale-prices");
        await signInAs(page, owner, view.language);
        await page.getByRole("cell", { name: "-7 %" }).waitFor();
        await judge(page, "resale-prices", view);
        await page.getByRole("button", { name: say("resale.new") }).click();
        await page.getByRole("dialog").getByRole("button").nth(1).waitFor();
        await judge(page, "resale-price-new", view);
        await page.keyboard.press("Escape");
        await page.getByRole("button", { name: say("resale.preview") }).click();
        const preview = page.getByRole("dialog", { name: say("resale.preview") });
        await preview.getByLabel(say("resale.previewContract")).fill(children.tokyo);
        await preview.getByLabel(say("resale.previewMonth")).fill("2026-04");
        await preview.getByLabel(say("resale.rulesOf")).fill("2026-06");
        await preview.getByRole("button", { name: say("resale.preview") }).click();
        await preview.getByRole("status").waitFor();
        await judge(page, "resale-preview", view);
      });
    }
  });

  test("an end user reads its own months at the partner's prices, and the partner reads them too", async () => {
    const { house } = visit;
    const partner = clientOf(house.api, house.partner);
    const member = await addPerson(house, house.partner, "administrator");
    await house.database
      .sql`update users set contract_id = ${children.tokyo}, rights = array['charges'] where id = ${member.userId}`;
    const reads = async (person: typeof member, path: string, look: (page: Page) => Promise<unknown>) =>
      visit.look({}, async ({ page }) => {
        await page.goto(path);
        await signInAs(page, person);
        await look(page);
      });
    await reads(member, "/statements", async (page) => {
      await page.getByText("No statement yet").waitFor();
      expect(await page.getByRole("link", { name: "Resale prices" }).count()).toBe(0);
    });
    await months.close("2026-05-05T00:00:00Z", "2026-04");
    const price = { kind: "percent", basis: "list", percent: "10" };
    const scope = { of: "menu", menu: "Virtual server" };
    const rule = { holder: { of: "partner" }, from: "2026-04", scope, price, fillsGaps: true };
    expect((await partner.post("/v1/resale-rules", rule)).status).toBe(201);
    await house.settle();
    await months.use("2026-05-05T00:00:00Z", monthOf("2026-05", 5));
    for (const view of pictures ? viewsOf("ja", 360, "light") : []) {
      await visit.look(view, async ({ page }) => {
        await page.goto("/statements");
        await signInAs(page, member, view.language);
        await page.getByRole("region").first().waitFor();
        await judge(page, "end-user-statements", view);
      });
    }
    await reads(member, "/statements", async (page) => {
      const running = page.getByRole("region", { name: "May 2026" });
      await running.getByText("Estimate", { exact: true }).waitFor();
      expect(await running.getByRole("row").count()).toBe(2);
      await judge(page, "end-user-statements", { language: "en", width: 1280, scheme: "light" });
      await page.getByRole("link", { name: "April 2026" }).click();
      await page.getByRole("region", { name: "Lines" }).getByRole("row").nth(1).waitFor();
      expect(await page.getByRole("region", { name: "Files" }).getByRole("link").count()).toBeGreaterThan(1);
      await judge(page, "end-user-statement", { language: "en", width: 1280, scheme: "light" });
    });
    for (const language of pictures ? (["en", "ja"] as const) : (["en"] as const)) {
      const [say, view] = [saidIn(language), { language, width: 1280, scheme: "light" } as const];
      await visit.look(view, async ({ page }) => {
        await page.goto(`/contracts/${children.tokyo}?tab=charges`);
        await signInAs(page, owner, language);
        const shown = page.getByRole("region", { name: say("endUser.ofChild") });
        await shown.getByRole("link").first().waitFor();
        await shown.getByText(say("endUser.asOf")).waitFor();
        await judge(page, "contract-end-user", view);
        await page.goto(`/contracts/${children.osaka}?tab=charges`);
        await shown.getByText(say("endUser.incomplete")).waitFor();
        await judge(page, "contract-end-user-incomplete", view);
        await page.goto("/resale-prices");
        const mails = page.getByRole("region", { name: say("resale.mails") });
        await mails.getByRole("button", { name: say("resale.mailsStart") }).waitFor();
        if (language === "ja") return judge(page, "resale-mails", view);
        await mails.getByRole("button", { name: say("resale.mailsStart") }).click();
        const form = page.getByRole("dialog", { name: say("resale.mailsStart") });
        await form.getByRole("button", { name: say("resale.mailsStart") }).click();
        await mails.getByText(say("state.on"), { exact: true }).waitFor();
        await partner.put("/v1/resale-settings", { tellEndUsers: false });
      });
    }
  });
});
