import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingBrowser } from "../support/browser.ts";
import { clientOf, someContract } from "../support/client.ts";
import { keysOf } from "../support/keyboard.ts";
import { addPerson, codeAt, representativeOf, type TestPerson } from "../support/people.ts";
import { addChild, openDesk, order, sign } from "../support/resale.ts";
import { type Language, saidIn } from "../support/said.ts";
import { heading, openVisit, signInAs, type Visit } from "../support/visit.ts";

const languages: readonly Language[] = ["ja", "en"];
/** What is ordered is carried out while one looks; slow machines take long. */
const carriedOut = { timeout: 20_000 };

describe.skipIf(missingBrowser)("stories of contracts, from the sign-in to the end", () => {
  let visit: Visit;
  let owner: TestPerson;
  beforeAll(async () => {
    visit = await openVisit();
    const desk = openDesk(visit.house);
    await sign(desk, visit.house.partner);
    await desk.close();
    owner = await representativeOf(visit.house, visit.house.partner);
  });
  afterAll(() => visit?.close());

  test.each(languages)(
    "%s: a customer is set up: contract, tenant, user, access, subscription, each followed live",
    async (language) => {
      const say = saidIn(language);
      const name = language === "ja" ? "株式会社きたかぜ" : "North Wind Ltd";
      await visit.look({ language }, async ({ page }) => {
        await page.goto("/contracts");
        await signInAs(page, owner, language);
        const tray = page.getByRole("region", { name: say("orders.yours") });
        /** Opens a form by its button, fills it in, sends it by the button of the same name, and waits for its order's end. */
        const placeOrder = async (button: string, kind: Parameters<typeof say>[0], values: Record<string, string>) => {
          await page.getByRole("button", { name: button, exact: true }).click();
          const form = page.getByRole("dialog", { name: button });
          for (const [field, value] of Object.entries(values)) {
            const box = form.locator(`[name="${field}"]`);
            await box.waitFor();
            if ((await box.and(form.locator("select")).count()) > 0) await box.selectOption(value);
            else await box.fill(value);
          }
          await form.getByRole("button", { name: button, exact: true }).click();
          await form.waitFor({ state: "hidden" });
          const card = tray.locator("[data-order]", { hasText: say(kind) });
          await card.getByText(say("state.succeeded"), { exact: true }).waitFor(carriedOut);
          await card.getByRole("button", { name: say("orders.forget") }).click();
        };
        const loginId = `rep-${language}@wind.example`;
        await placeOrder(say("contract.new"), "orders.kind.contract.create", {
          customerName: name,
          "representative.loginId": loginId,
          "representative.mailAddress": loginId,
          "representative.name": "北 風子",
          language,
        });
        // In the list by itself.
        await page.getByRole("link", { name }).click();
        await heading(page, name);
        await page.getByText(say("state.active"), { exact: true }).waitFor();

        await page.getByRole("tab", { name: say("contract.tab.tenants") }).click();
        await page.getByText(say("tenants.empty")).waitFor();
        await placeOrder(say("tenants.new"), "orders.kind.tenant.create", { name: `wind-${language}`, region: "jp1" });
        await page.getByRole("row", { name: new RegExp(`wind-${language}.*${say("state.active")}`) }).waitFor();

        await page.getByRole("tab", { name: say("contract.tab.users") }).click();
        const user = `user-${language}@wind.example`;
        await placeOrder(say("users.new"), "orders.kind.user.create", { loginId: user, mailAddress: user, name: "風間 翔" });
        const users = page.getByRole("row", { name: new RegExp(`${user}.*${say("state.active")}`) });
        await users.waitFor();
        const userId = (await users.innerText()).match(/ecid\d+/)?.[0] ?? "";

        await page.getByRole("tab", { name: say("contract.tab.tenants") }).click();
        await page.getByRole("button", { name: `${say("tenants.access")}: wind-${language}` }).click();
        await placeOrder(say("tenants.grant"), "orders.kind.access.grant", { userId });
        await page.getByRole("row", { name: new RegExp(`風間 翔.*${say("state.granted")}`) }).waitFor();

        await page.getByRole("tab", { name: say("contract.tab.subscriptions") }).click();
        await placeOrder(say("subscriptions.new"), "orders.kind.subscription.start", {
          menu: "file-storage",
          plan: "standard",
          name: "files",
        });
        await page.getByRole("row", { name: new RegExp(`files.*standard.*${say("state.active")}`) }).waitFor();

        await page.getByRole("link", { name: say("nav.home"), exact: true }).click();
        const latest = page.getByRole("region", { name: say("home.latest") });
        await latest
          .getByRole("link", { name: say("orders.kind.subscription.start") })
          .first()
          .click();
        await heading(page, say("orders.kind.subscription.start"));
        expect(await page.getByRole("row").count()).toBeGreaterThan(2);
      });
      const made = expect.objectContaining({ name: `wind-${language}`, deleted: false });
      expect(await visit.house.platformObjects()).toContainEqual(made);
      expect((await visit.house.mails()).flatMap(({ recipients }) => recipients)).toContain(`rep-${language}@wind.example`);
    },
  );

  test("by keyboard alone: codes are set up at the first sign-in, a contract is ordered, its page read", async () => {
    const { house } = visit;
    const say = saidIn("ja");
    const person = await addPerson(house, house.partner, "administrator");
    await house.database.sql`update users set totp_state = 'asked' where id = ${person.userId}`;
    await visit.look({ language: "ja" }, async ({ page }) => {
      const keys = keysOf(page);
      await page.goto("/contracts");
      await page.getByRole("textbox", { name: say("signIn.loginId") }).waitFor();
      await keys.type(say("signIn.loginId"), person.loginId);
      await keys.type(say("signIn.password"), person.password);
      await keys.press("Enter");
      await page.getByAltText(say("signIn.qr")).waitFor();
      const secret = (await page.locator("code").innerText()).replaceAll(" ", "");
      // The code's field has the focus already.
      expect(await keys.at()).toBe(say("signIn.code"));
      await page.keyboard.type(codeAt(house, secret));
      await keys.press("Enter");
      await page.locator(".codes li").nth(9).waitFor();
      await keys.enter(say("signIn.saved"));
      await heading(page, say("contracts.title"));

      await keys.enter(say("portal.skip"));
      await keys.enter(say("contract.new"));
      const form = page.getByRole("dialog", { name: say("contract.new") });
      await form.waitFor();
      // The first field has the focus, and the focus stays in the form.
      expect(await keys.at()).toBe(say("contracts.name"));
      await page.keyboard.type("ひがしの工業株式会社");
      await keys.press("Escape");
      await form.waitFor({ state: "hidden" });
      // Back where one came from, and nothing is lost.
      await expect.poll(keys.at).toBe(say("contract.new"));
      await keys.press("Enter");
      await form.waitFor();
      expect(await form.getByLabel(say("contracts.name"), { exact: true }).inputValue()).toBe("ひがしの工業株式会社");
      await keys.type(say("contract.repLogin"), "rep@higashino.example");
      await keys.type(say("contract.repMail"), "rep@higashino.example");
      await keys.tabTo(say("contract.notify"));
      await keys.press("Space");
      await keys.enter(say("contract.new"));
      await form.waitFor({ state: "hidden" });
      const tray = page.getByRole("region", { name: say("orders.yours") });
      await tray.getByText(say("state.succeeded"), { exact: true }).waitFor(carriedOut);

      await keys.enter("ひがしの工業株式会社");
      await heading(page, "ひがしの工業株式会社");
      await keys.tabTo(say("contract.tab.overview"));
      await keys.press("ArrowRight");
      await keys.press("ArrowRight");
      expect(await keys.at()).toBe(say("contract.tab.users"));
      await page.getByRole("row", { name: /rep@higashino\.example/ }).waitFor();
      await keys.enter(say("orders.kind.contract.create"));
      await heading(page, say("orders.kind.contract.create"));
      await keys.enter(say("session.signOut"));
      await page.getByRole("textbox", { name: say("signIn.loginId") }).waitFor();
    });
    // The tick was taken away: nobody was written to.
    expect((await house.mails()).flatMap(({ recipients }) => recipients)).not.toContain("rep@higashino.example");
  });

  test.each(languages)("%s: a contract ends by its plan, and its orders and its audit tell all of it", async (language) => {
    const say = saidIn(language);
    const { house } = visit;
    const partner = clientOf(house.api, house.partner);
    const child = await addChild(house, house.partner);
    await partner.ended(await partner.post(`/v1/contracts/${child.contractId}/subscriptions`, order(child, "file-storage")));
    await visit.look({ language }, async ({ page }) => {
      await page.goto(`/contracts/${child.contractId}`);
      await signInAs(page, owner, language);
      await page.getByRole("button", { name: say("contract.planShow") }).click();
      const plan = page.getByRole("region", { name: say("contract.planTitle") });
      for (const step of ["end-subscription", "delete-tenant", "end-contract"] as const) {
        await plan.getByText(new RegExp(`${say(`contract.step.${step}`)}:`)).waitFor();
      }
      const end = say("contract.terminate");
      await plan.getByRole("button", { name: end }).click();
      const form = page.getByRole("dialog", { name: end });
      await form.getByLabel(say("contract.confirmId")).fill(child.contractId);
      await form.getByRole("button", { name: end }).click();
      await page.getByText(say("contract.ended")).waitFor(carriedOut);
      await page.getByText(say("state.terminated"), { exact: true }).waitFor();

      await page.getByRole("tab", { name: say("contract.tab.orders") }).click();
      for (const kind of ["subscription.end", "tenant.delete", "contract.terminate"] as const) {
        const row = new RegExp(`${say(`orders.kind.${kind}`)}.*${say("state.succeeded")}`);
        await page.getByRole("row", { name: row }).waitFor();
      }
      await page.getByRole("tab", { name: say("contract.tab.audit") }).click();
      const row = new RegExp(`contract\\.terminate.*${owner.userId}.*${child.contractId}.*${say("state.done")}`);
      await page.getByRole("row", { name: row }).waitFor();
    });
  });

  test("what another does appears without a reload, and a lost connection is said until it is back", async () => {
    const { house } = visit;
    const say = saidIn("ja");
    const partner = clientOf(house.api, house.partner);
    const placed = await partner.post("/v1/contracts", someContract({ customerName: "Quiet Lake Ltd" }));
    const id: string = placed.body.contract.id;
    await visit.look({ language: "ja" }, async ({ page }) => {
      const listens = page.waitForRequest((request) => request.url().includes("wait=20"));
      await page.goto("/contracts");
      await signInAs(page, owner, "ja");
      const row = page.getByRole("row", { name: new RegExp(id) });
      await row.getByText(say("state.active")).waitFor();
      await listens;
      await partner.post(`/v1/contracts/${id}/suspend`, {});
      await row.getByText(say("state.suspended")).waitFor(carriedOut);

      await page.context().setOffline(true);
      await page.getByLabel(say("contracts.search")).fill("quiet");
      await page.getByText(say("portal.lost")).waitFor(carriedOut);

      await page.context().setOffline(false);
      await page.getByText(say("portal.lost")).waitFor({ state: "hidden", ...carriedOut });
      // The search that found no answer is made up for.
      await page.getByText(say("contracts.count", { count: 1 })).waitFor(carriedOut);
    });
  });
});
