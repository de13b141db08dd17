import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingBrowser } from "../support/browser.ts";
import { clientOf } from "../support/client.ts";
import { addPerson, representativeOf, type TestPerson } from "../support/people.ts";
import { addChild, type Child } from "../support/resale.ts";
import { type Language, saidIn } from "../support/said.ts";
import { signInStaff } from "../support/staff.ts";
import { heading, openVisit, signInAs, type Visit } from "../support/visit.ts";

const languages: readonly Language[] = ["ja", "en"];

describe.skipIf(missingBrowser)("notices in the portal", () => {
  let visit: Visit;
  let partner: ReturnType<typeof clientOf>;
  let owner: TestPerson;
  let staff: typeof partner;
  let child: Child;
  /** A user of the child contract, as the partner's people see one. */
  let childUserId: string;
  let endUser: TestPerson;
  beforeAll(async () => {
    visit = await openVisit();
    const { house } = visit;
    partner = clientOf(house.api, house.partner);
    staff = (await signInStaff(house)).anywhere;
    owner = await representativeOf(house, house.partner);
    child = await addChild(house, house.partner);
    const made = await partner.post(`/v1/contracts/${child.contractId}/users`, {
      ...{ loginId: "ulf@child.example", mailAddress: "ulf@child.example", name: "Ulf", notifyUser: false },
    });
    await partner.ended(made);
    childUserId = made.body.user.id;
    endUser = await addPerson(house, house.partner, "administrator");
    await house.database.sql`update users set contract_id = ${child.contractId} where id = ${endUser.userId}`;
  });
  afterAll(() => visit?.close());

  const settingsOf = async (userId: string) =>
    (await partner.get(`/v1/contracts/${child.contractId}/users/${userId}/notice-settings`)).body;

  test.each(languages)("%s: an administrator of the partner chooses what a child's user hears of", async (language) => {
    const say = saidIn(language);
    await visit.look({ language }, async ({ page }) => {
      await page.goto(`/contracts/${child.contractId}?tab=users`);
      await signInAs(page, owner, language);
      await page.getByRole("link", { name: "ulf@child.example" }).click();
      await heading(page, "Ulf");
      const part = page.getByRole("region", { name: say("notify.title") });
      const maintenance = part.getByRole("switch", { name: say("notices.category.maintenance") });
      await part.getByRole("button", { name: `${say("notify.except")}: ${say("notices.category.maintenance")}` }).click();
      const form = page.getByRole("dialog");
      await form.getByLabel(new RegExp(say("notify.tenants"))).fill(child.tenantId);
      await form.getByRole("button", { name: say("notify.except") }).click();
      await form.waitFor({ state: "hidden" });
      await part.getByText(say("notify.exceptCount", { count: 1 })).waitFor();

      // Off and on again: the tenant that was left out stays left out.
      for (const on of [false, true]) {
        const saved = page.waitForResponse((answer) => answer.request().method() === "PUT");
        await maintenance.focus();
        await page.keyboard.press("Space");
        expect((await saved).status()).toBe(200);
        await expect.poll(() => maintenance.isChecked()).toBe(on);
        const { categories } = await settingsOf(childUserId);
        const what = { category: "maintenance", on, exceptTenants: [child.tenantId], fixed: false };
        expect(categories).toContainEqual(what);
        await part.getByText(say("notify.saved")).waitFor();
      }
      await part.getByLabel(say("notify.language")).selectOption("en");
      await expect.poll(async () => (await settingsOf(childUserId)).language).toBe("en");
    });
    const begin = { maintenance: { on: true, exceptTenants: [] }, language: null };
    const path = `/v1/contracts/${child.contractId}/users/${childUserId}/notice-settings`;
    expect((await partner.put(path, begin)).status).toBe(200);
  });

  test.each(languages)("%s: a notice is read in full from the list, from home and from its mail", async (language) => {
    const say = saidIn(language);
    const { house } = visit;
    const title = { ja: `接続障害 ${language}`, en: `Connections fail ${language}` };
    const notice = await staff.post("/v1/notices", { category: "incident", title, scope: { contracts: [child.contractId] } });
    const id: string = notice.body.id;
    const first = { ja: "調査しています。", en: "We are looking into it." };
    const second = { ja: "原因がわかりました。\n対応中です。", en: "We know the cause.\nWe are at it." };
    for (const update of [
      { seq: 1, state: "emerging", text: first, symptom: { ja: "応答なし", en: "No answer" } },
      { seq: 2, state: "confirmed", text: second, workaround: { ja: "西を使う", en: "Use the west" } },
    ]) {
      const said = await staff.post(`/v1/notices/${id}/updates`, update);
      expect([said.status, said.text]).toEqual([201, said.text]);
    }
    await house.settle();
    const mails = (await house.mails()).filter(({ text }) => text.includes(id));
    expect(mails.length).toBeGreaterThan(0);
    for (const { text } of mails) expect(text).toContain(`https://portal.example/notices/${id}`);

    await visit.look({ language }, async ({ page }) => {
      const full = async () => {
        await heading(page, title[language]);
        const updates = page.getByRole("list", { name: say("notice.updates") }).getByRole("listitem");
        await updates.nth(1).waitFor();
        const [newest = "", oldest = ""] = await updates.allInnerTexts();
        expect(newest).toContain(second[language]);
        expect(newest).toContain(language === "ja" ? "西を使う" : "Use the west");
        expect(oldest).toContain(first[language]);
        expect(oldest).toContain(language === "ja" ? "応答なし" : "No answer");
        await page.getByRole("link", { name: child.contractId, exact: true }).waitFor();
      };
      // As the link of the mail: signing in stands between, and the notice comes after it.
      await page.goto(`/notices/${id}`);
      await signInAs(page, endUser, language);
      await full();
      await page.getByRole("link", { name: say("nav.home"), exact: true }).click();
      await page
        .getByRole("region", { name: say("home.notices") })
        .getByRole("link", { name: title[language] })
        .click();
      await full();
      await page
        .getByRole("main")
        .getByRole("link", { name: say("notices.title"), exact: true })
        .click();
      await page.getByRole("row").getByRole("link", { name: title[language] }).click();
      await full();
      await page.goto("/notices/01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b65");
      await page.getByRole("alert").waitFor();
    });
  });

  test("what the partner keeps from child contracts, an end user meets on no screen", async () => {
    const language: Language = "ja";
    const say = saidIn(language);
    const word = say("notices.category.maintenance");
    const title = { ja: `夜間作業 ${language}`, en: `Work at night ${language}` };
    const notice = await staff.post("/v1/notices", {
      category: "maintenance",
      title,
      scope: { contracts: [child.contractId] },
    });
    const said = await staff.post(`/v1/notices/${notice.body.id}/updates`, {
      ...{ seq: 1, state: "scheduled", text: title, impact: title },
      ...{ plannedFrom: "2026-06-01T03:00:00.000Z", plannedTo: "2026-06-01T05:00:00.000Z" },
    });
    expect([said.status, said.text]).toEqual([201, said.text]);
    await visit.house.settle();
    const keptFromChildren = async (kept: boolean, page: Page) => {
      const part = page.getByRole("region", { name: say("suppress.title") });
      await part.getByRole("checkbox", { name: word }).setChecked(kept);
      await part.getByRole("button", { name: say("suppress.save") }).click();
      await part.getByText(say(kept ? "suppress.saved" : "suppress.savedNone")).waitFor();
    };
    await visit.look({ language }, async ({ page }) => {
      await page.goto("/notices");
      await signInAs(page, owner, language);
      await page.getByRole("link", { name: say("notify.title") }).click();
      await heading(page, say("notify.title"));
      await keptFromChildren(true, page);
      expect((await partner.get("/v1/notice-suppression")).body).toEqual({ categories: ["maintenance"] });
      // Who decided so is told why it is missing.
      await page.goto(`/contracts/${child.contractId}/users/${childUserId}`);
      await page.getByText(say("suppress.here", { categories: word })).waitFor();
      expect(await page.getByRole("switch", { name: word }).count()).toBe(0);

      await visit.look({ language }, async (their) => {
        await their.page.goto("/");
        await signInAs(their.page, endUser, language);
        await heading(their.page, say("home.title"));
        const paths = [
          ...[
            "/",
            "/notices",
            "/notices/settings",
            "/account",
            `/notices/${notice.body.id}`,
            "/orders",
            "/approvals",
            "/webhooks",
          ],
          ...[`/contracts/${child.contractId}?tab=users`, `/contracts/${child.contractId}/users/${childUserId}`],
        ];
        for (const path of paths) {
          await their.page.goto(path);
          await their.page.getByRole("heading", { level: 1 }).or(their.page.getByRole("alert")).first().waitFor();
          await expect.poll(() => their.page.getByRole("status", { name: say("portal.loading") }).count()).toBe(0);
          const text = await their.page.locator("body").innerText();
          expect([path, text.includes(word), text.includes(title[language])]).toEqual([path, false, false]);
        }
        // What is not kept is there.
        await their.page.goto("/notices/settings");
        const own = their.page.getByRole("region", { name: say("notify.title") });
        await own.getByRole("switch", { name: say("notices.category.incident") }).waitFor({ state: "attached" });
        expect(await their.page.getByRole("region", { name: say("suppress.title") }).count()).toBe(0);
      });

      await page.goto("/notices/settings");
      await keptFromChildren(false, page);
    });
    await visit.look({ language }, async ({ page }) => {
      await page.goto("/notices");
      await signInAs(page, endUser, language);
      await page.getByText(title[language]).waitFor();
    });
  });
});
