import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingBrowser } from "../support/browser.ts";
import { clientOf } from "../support/client.ts";
import { payloads } from "../support/payloads.ts";
import { representativeOf, type TestPerson } from "../support/people.ts";
import { addChild, openDesk, sign } from "../support/resale.ts";
import { saidIn } from "../support/said.ts";
import { heading, openVisit, signInAs, type Visit } from "../support/visit.ts";

/** Every so many-th payload; PORTAL_PAYLOADS=all types all 500 into every field, which takes hours. */
const step = process.env.PORTAL_PAYLOADS === "all" ? 1 : 131;
const typed = payloads.filter((_, n) => n % step === 0);
const hours = 3_600_000;
const say = saidIn("en");

describe.skipIf(missingBrowser)("texts that look like programs, typed into the forms (S-18)", () => {
  let visit: Visit;
  let owner: TestPerson;
  let contractId: string;
  let ticketId: string;
  let groupId: string;
  let webhookId: string;
  beforeAll(async () => {
    visit = await openVisit();
    const desk = openDesk(visit.house);
    await sign(desk, visit.house.partner);
    await desk.close();
    owner = await representativeOf(visit.house, visit.house.partner);
    contractId = (await addChild(visit.house, visit.house.partner)).contractId;
    const partner = clientOf(visit.house.api, visit.house.partner);
    ticketId = (await partner.post("/v1/tickets", { type: "other", category: "portal", subject: "a", text: "a" })).body.id;
    groupId = (await partner.post("/v1/contract-groups", { name: "East" })).body.id;
    webhookId = (await partner.post("/v1/webhooks", { url: "http://127.0.0.1:9/events" })).body.id;
    const month = new Date(Date.UTC(visit.house.clock.now().getUTCFullYear(), visit.house.clock.now().getUTCMonth() + 1));
    const price = { kind: "percent", basis: "cost", percent: "5" };
    const rule = { scope: { of: "all" }, holder: { of: "partner" }, from: month.toISOString().slice(0, 7), price };
    const kept = await Promise.all([
      partner.post("/v1/resale-rules", rule),
      partner.post("/v1/saved-searches", { name: "Kept", query: { q: "kept" } }),
    ]);
    expect(kept.map(({ status }) => status)).toEqual([201, 201]);
  });
  afterAll(() => visit?.close());

  /** By the button that opens it: where the form is, and what must be pressed before. */
  const forms = (): [button: string, path: string, before?: string][] => [
    [say("contract.new"), "/contracts"],
    [say("contract.change"), `/contracts/${contractId}`],
    [say("tenants.new"), `/contracts/${contractId}?tab=tenants`],
    [say("users.new"), `/contracts/${contractId}?tab=users`],
    [say("subscriptions.new"), `/contracts/${contractId}?tab=subscriptions`],
    [say("tickets.new"), "/tickets"],
    [say("tickets.reply"), `/tickets/${ticketId}`],
    [say("groups.new"), "/groups"],
    [say("groups.explain"), "/groups"],
    [say("webhooks.new"), "/webhooks"],
    [say("keys.new"), "/account"],
    [say("saved.rename"), "/contracts", say("saved.manage")],
    [say("contract.terminate"), `/contracts/${contractId}`, say("contract.planShow")],
    [say("groups.simulate"), `/groups/${groupId}`],
    [say("groups.change"), `/groups/${groupId}`],
    [say("webhooks.resend"), `/webhooks/${webhookId}`],
    [say("resale.new"), "/resale-prices"],
    [say("resale.end"), "/resale-prices"],
    [say("resale.preview"), "/resale-prices"],
    [say("billingDetails.set"), "/billing-details"],
    [say("notify.except"), `/contracts/${owner.contractId}/users/${owner.userId}`],
  ];

  /** Types the payload into every field of text, sends the form, and waits for what comes of it. @returns how many fields */
  async function send(page: Page, button: string, payload: string): Promise<number> {
    // A button in a row names its row, too.
    const opens = page.getByRole("button", { name: button, exact: true }).or(page.locator(`button[aria-label^="${button}: "]`));
    await opens.first().click();
    const form = page.getByRole("dialog", { name: button });
    const fields = form.locator("input[type=text], textarea:not([aria-hidden])");
    await fields.first().waitFor();
    const all = await fields.all();
    for (const field of all) await field.fill(payload);
    await form.getByRole("button", { name: button, exact: true }).click();
    // Refused, done and shown, or done and closed.
    const close = form.getByRole("button", { name: say("portal.close") });
    await expect
      .poll(async () => (await form.count()) === 0 || (await form.getByRole("alert").count()) > 0 || (await close.count()) > 1, {
        timeout: 20_000,
      })
      .toBe(true);
    if ((await form.count()) > 0)
      await close
        .first()
        .click({ timeout: 1_000 })
        .catch(() => undefined);
    await form.waitFor({ state: "hidden" });
    return all.length;
  }

  test(`${typed.length} of them in every field of the main forms run nowhere, nor does what comes of them`, {
    timeout: step === 1 ? 6 * hours : 300_000,
  }, async () => {
    await visit.look({}, async ({ page }) => {
      const ran: string[] = [];
      await page.exposeFunction("ran", () => ran.push(page.url()));
      page.on("dialog", (dialog) => void dialog.dismiss());
      await page.goto("/");
      for (const payload of typed.slice(0, 2)) {
        await signInAs(page, { ...owner, loginId: payload.slice(0, 200), password: payload });
        await page.getByRole("alert").waitFor();
      }
      await signInAs(page, owner);
      await heading(page, say("home.title"));
      let fields = 0;
      for (const [button, path, before] of forms()) {
        await page.goto(path);
        await heading(page, /./);
        if (before) await page.getByRole("button", { name: before }).click();
        for (const payload of typed) fields += await send(page, button, payload);
        await page.reload();
        await heading(page, /./);
      }
      await page.goto("/contracts");
      for (const payload of typed) {
        await page.getByLabel(say("contracts.search")).fill(payload);
        await expect.poll(() => new URL(page.url()).searchParams.get("q") ?? "").not.toBe("");
        // What was searched for is kept under a name; more than fifty are not.
        fields += await send(page, say("saved.keep"), payload);
      }
      console.log(`${fields} fields filled and sent`);
      expect(ran).toEqual([]);
    });
  });

  test("nor on the pages that are open to everybody, typed or in the link", async () => {
    await visit.look({}, async ({ page }) => {
      const ran: string[] = [];
      await page.exposeFunction("ran", () => ran.push(page.url()));
      page.on("dialog", (dialog) => void dialog.dismiss());
      for (const payload of typed.slice(0, 20)) {
        await page.goto("/forgot-password");
        await page.getByLabel(say("signIn.loginId")).fill(payload.slice(0, 200));
        await page.locator("form button[type=submit]").click();
        await page.getByRole("alert").or(page.getByRole("status")).first().waitFor();
        for (const address of ["invitation", "set-password"]) {
          // Only the hash would differ, which loads nothing.
          await page.goto("about:blank");
          await page.goto(`/${address}#${encodeURIComponent(payload)}`);
          await page.locator("input[name=password]").fill(payload);
          await page.locator("form button[type=submit]").click();
          await page.getByRole("alert").waitFor();
        }
      }
      expect(ran).toEqual([]);
    });
  });
});
