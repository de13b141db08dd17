import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingBrowser } from "../support/browser.ts";
import { clientOf } from "../support/client.ts";
import { children, furnishMonths, monthOf } from "../support/closed-month.ts";
import { representativeOf, type TestPerson } from "../support/people.ts";
import { addChild, type Child, openDesk, order, sign } from "../support/resale.ts";
import { heading, judge, oneOf, openVisit, signInAs, type Visit } from "../support/visit.ts";

describe.skipIf(missingBrowser)("contracts in the portal", () => {
  let visit: Visit;
  let owner: TestPerson;
  let child: Child;
  let groupId: string;
  beforeAll(async () => {
    visit = await openVisit();
    const { house } = visit;
    const months = await furnishMonths(house);
    await months.use("2026-05-02T00:00:00Z", monthOf("2026-04", 10, "3.5"));
    await months.close("2026-05-05T00:00:00Z", "2026-04");
    await months.use("2026-05-20T00:00:00Z", monthOf("2026-05", 20, "1"));
    house.clock.advance(Date.parse("2026-05-20T00:00:00Z") - house.clock.now().getTime());
    const desk = openDesk(house);
    await sign(desk, house.partner);
    await desk.close();
    child = await addChild(house, house.partner);
    const partner = clientOf(house.api, house.partner);
    await partner.ended(await partner.post(`/v1/contracts/${child.contractId}/subscriptions`, order(child, "file-storage")));
    const named = { name: "Night shift", contracts: { add: [child.contractId] } };
    groupId = (await partner.post("/v1/contract-groups", named)).body.id;
    await partner.post("/v1/contract-groups", { name: "West", rules: { add: [{ region: "jp1" }] } });
    owner = await representativeOf(house, house.partner);
  });
  afterAll(() => visit?.close());

  test("a contract, its tenant and its user are ordered, followed live and appear without a reload", async () => {
    await visit.look({}, async ({ page }) => {
      await page.goto("/contracts");
      await signInAs(page, owner);
      await page.getByRole("button", { name: "Order a contract" }).click();
      const form = page.getByRole("dialog", { name: "Order a contract" });
      await form.getByRole("button", { name: "Order a contract" }).click();
      await form.getByText("Fill this in.").first().waitFor();
      await form.getByLabel("Name", { exact: true }).fill("Northern Light Ltd");
      await form.getByLabel("Login ID of the representative").fill("not a login id");
      await form.getByLabel("Mail address of the representative").fill("nora@northern.example");
      // What was typed stays while the form is closed.
      await form.getByRole("button", { name: "Close" }).click();
      await page.getByRole("button", { name: "Order a contract" }).click();
      expect(await form.getByLabel("Name", { exact: true }).inputValue()).toBe("Northern Light Ltd");
      await form.getByRole("button", { name: "Order a contract" }).click();
      await form.getByRole("alert").waitFor();
      // Whether it would be accepted is known before it is ordered.
      const check = form.getByRole("button", { name: "Check" });
      await form.getByLabel("Login ID of the representative").fill(owner.loginId);
      await check.click();
      await form.getByRole("alert").getByText("That login id is taken.").waitFor();
      await form.getByLabel("Login ID of the representative").fill("nora@northern.example");
      await form.getByRole("alert").waitFor({ state: "detached" });
      await check.click();
      await form.getByText("it would be accepted").waitFor();
      await judge(page, "contract-checked", { language: "en", width: 1280, scheme: "light" });
      expect(await visit.house.database.sql`select from contracts where customer_name = 'Northern Light Ltd'`).toHaveLength(0);
      await form.getByRole("button", { name: "Order a contract" }).click();
      await form.waitFor({ state: "hidden" });
      const tray = page.getByRole("region", { name: "Your orders" });
      await tray.getByText("Done", { exact: true }).waitFor({ timeout: 30_000 });
      await page.getByRole("link", { name: "Northern Light Ltd" }).click();
      await heading(page, "Northern Light Ltd");
      await page.getByRole("tab", { name: "Tenants" }).click();
      await page.getByText("No tenant yet").waitFor();
      await page.getByRole("button", { name: "New tenant" }).click();
      const tenant = page.getByRole("dialog", { name: "New tenant" });
      await tenant.getByLabel("Name", { exact: true }).fill("northern-light-1");
      await tenant.getByRole("button", { name: "New tenant" }).click();
      await page.getByRole("row", { name: /northern-light-1.*Active/ }).waitFor({ timeout: 30_000 });
      await page.getByRole("tab", { name: "Users" }).click();
      await page.getByRole("button", { name: "New user" }).click();
      const user = page.getByRole("dialog", { name: "New user" });
      await user.getByLabel("Login ID").fill("ulf@northern.example");
      await user.getByLabel("Mail address").fill("ulf@northern.example");
      await user.getByRole("button", { name: "New user" }).click();
      await page.getByRole("row", { name: /ulf@northern.*Active/ }).waitFor({ timeout: 30_000 });
      await page.getByRole("tab", { name: "Tenants" }).click();
      await page.getByRole("button", { name: "Access: northern-light-1" }).click();
      await page.getByRole("button", { name: "Grant access" }).click();
      const grant = page.getByRole("dialog", { name: "Grant access" });
      const chosen = await grant.locator("option", { hasText: "ulf@" }).getAttribute("value");
      await grant.getByLabel("User").selectOption(chosen);
      await grant.getByRole("button", { name: "Grant access" }).click();
      await page.getByRole("row", { name: /General user.*Granted/ }).waitFor({ timeout: 30_000 });
    });
  });

  test("a question tells what would come of it as soon as it is asked; groups and retries lead to each other", async () => {
    const { house } = visit;
    const partner = clientOf(house.api, house.partner);
    await house.misbehave({ refuseRate: 1 });
    const asked = await partner.post(`/v1/contracts/${child.contractId}/tenants`, { name: "once-more", region: "jp2" });
    const failed = await partner.ended(asked);
    await house.misbehave();
    const again = await partner.send("POST", `/v1/orders/${failed.id}:retry`);
    expect((await partner.ended(again)).state).toBe("succeeded");
    await visit.look({}, async ({ page }) => {
      await page.goto(`/contracts/${child.contractId}?tab=groups`);
      await signInAs(page, owner);
      await page.getByRole("row", { name: /West.*Taken in by a rule.*jp1/ }).waitFor();
      await page
        .getByRole("row", { name: /Night shift.*Put in by name/ })
        .getByRole("link")
        .click();
      await heading(page, "Night shift");
      expect(page.url()).toContain(groupId);
      await page.goto(`/contracts/${children.osaka}?tab=groups`);
      await page.getByText("In no group").waitFor();
      await page.goto(`/contracts/${child.contractId}?tab=tenants`);
      await page.getByRole("button", { name: "Delete: once-more" }).click();
      await page.getByRole("dialog").getByText("it would be accepted").waitFor();
      await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
      // A subscription stands in this one.
      await page.getByRole("button", { name: "Delete: resale-" }).click();
      await page.getByRole("dialog").getByRole("alert").waitFor();
      await page.goto(`/orders/${failed.id}`);
      await page.getByRole("link", { name: again.body.order.id }).click();
      await page.getByText("Tries again").waitFor();
      await page.getByRole("link", { name: failed.id }).click();
      await page.getByText("Tried again as").waitFor();
    });
  });

  test("what the API orders appears by itself, and a lost connection is told", async () => {
    const { house } = visit;
    const partner = clientOf(house.api, house.partner);
    await visit.look({}, async ({ page }) => {
      const listens = page.waitForRequest((request) => request.url().includes("wait=20"));
      await page.goto(`/contracts/${child.contractId}?tab=tenants`);
      await signInAs(page, owner);
      await page.getByRole("button", { name: "New tenant" }).waitFor();
      await listens;
      await partner.post(`/v1/contracts/${child.contractId}/tenants`, { name: "from-elsewhere", region: "jp2" });
      await page.getByRole("row", { name: /from-elsewhere.*Active/ }).waitFor({ timeout: 30_000 });
      await page.route("**/v1/**", (route) => route.abort());
      await page.getByRole("tab", { name: "Orders" }).click();
      await page.getByText("The connection is lost.").waitFor({ timeout: 30_000 });
      await page.unroute("**/v1/**");
      await page.getByText("The connection is lost.").waitFor({ state: "hidden", timeout: 30_000 });
    });
  });

  test("a contract is suspended with a reason, resumed, and ended after its plan was looked at", async () => {
    const { house } = visit;
    const ending = await addChild(house, house.partner);
    await visit.look({}, async ({ page }) => {
      await page.goto(`/contracts/${ending.contractId}`);
      await signInAs(page, owner);
      await page.getByRole("button", { name: "Suspend" }).click();
      const suspend = page.getByRole("dialog", { name: "Suspend" });
      await suspend.getByLabel("Reason").selectOption("payment-overdue");
      await suspend.getByRole("button", { name: "Suspend" }).click();
      await page.getByText("Suspended because").waitFor({ timeout: 30_000 });
      await page.getByRole("button", { name: "Resume" }).click();
      await page.getByRole("dialog", { name: "Resume" }).getByRole("button", { name: "Resume" }).click();
      await page.getByRole("button", { name: "Suspend" }).waitFor({ timeout: 30_000 });
      await page.getByRole("button", { name: "Show the plan" }).click();
      await page.getByText(/Delete the tenant: resale-/).waitFor();
      await page.getByRole("button", { name: "End the contract" }).click();
      const end = page.getByRole("dialog", { name: "End the contract" });
      await end.getByLabel("Type the contract's id to confirm").fill("something else");
      await end.getByRole("button", { name: "End the contract" }).click();
      await end.getByText("This is not the contract's id.").waitFor();
      await end.getByLabel("Type the contract's id to confirm").fill(ending.contractId);
      await end.getByRole("button", { name: "End the contract" }).click();
      await page.getByText("Ended (JST)").waitFor({ timeout: 40_000 });
    });
  });

  test("charges open from the month down to the usage behind a line", async () => {
    await visit.look({}, async ({ page }) => {
      await page.goto(`/contracts/${children.tokyo}?tab=charges`);
      await signInAs(page, owner);
      await page.getByRole("row", { name: /May 2026.*Estimate.*300/ }).waitFor();
      await page.getByRole("link", { name: "April 2026" }).click();
      await heading(page, "April 2026");
      await page
        .getByRole("button", { name: /Why this amount/ })
        .first()
        .click();
      const why = page.getByRole("dialog", { name: "Why this amount" });
      await why.getByText("Usage records", { exact: true }).waitFor();
      await why.getByRole("row").nth(1).waitFor();
    });
  });

  test("an invoice is found and its file comes as a file", async () => {
    await visit.look({}, async ({ page }) => {
      await page.goto("/invoices");
      await signInAs(page, owner);
      await page
        .getByRole("row", { name: /Invoice/ })
        .getByRole("link")
        .click();
      await heading(page, /^Invoice /);
      const saved = page.waitForEvent("download");
      await page
        .getByRole("link", { name: /\.pdf$/ })
        .first()
        .click();
      expect((await saved).suggestedFilename()).toMatch(/\.pdf$/);
    });
  });

  test.each(oneOf("ja", 360, "light"))(
    "$language, $width px, $scheme: contracts and charges without serious findings",
    async (view) => {
      const details = { address: "東京都港区芝浦0-0-0", registration: { number: "T7010705000725", from: "2023-10-01" } };
      await clientOf(visit.house.api, visit.house.partner).put("/v1/billing-details", details);
      await visit.look(view, async ({ page }) => {
        await page.goto(`/contracts/${child.contractId}`);
        await signInAs(page, owner, view.language);
        await page.getByRole("tab").first().waitFor();
        await judge(page, "contract", view);
        const screens = {
          tenants: `/contracts/${child.contractId}?tab=tenants`,
          users: `/contracts/${child.contractId}?tab=users`,
          subscriptions: `/contracts/${child.contractId}?tab=subscriptions`,
          "contract-charges": `/contracts/${children.tokyo}?tab=charges`,
          charges: `/contracts/${children.tokyo}/charges/2026-04`,
          orders: "/orders",
          invoices: "/invoices",
          "contract-groups": `/contracts/${child.contractId}?tab=groups`,
          "billing-details": "/billing-details",
          audit: `/contracts/${visit.house.partner.contractId}?tab=audit`,
        };
        for (const [name, path] of Object.entries(screens)) {
          await page.goto(path);
          await page.getByRole("row").nth(1).waitFor();
          await judge(page, name, view);
        }
        await page.goto("/invoices");
        await page.getByRole("row").nth(1).getByRole("link").click();
        await page
          .getByRole("link", { name: /\.pdf$/ })
          .first()
          .waitFor();
        await judge(page, "invoice", view);
        await page.goto("/contracts");
        await page.getByRole("button", { name: view.language === "ja" ? "契約を申し込む" : "Order a contract" }).click();
        await page.getByRole("dialog").getByRole("textbox").first().waitFor();
        await judge(page, "new-contract", view);
      });
    },
  );
});
