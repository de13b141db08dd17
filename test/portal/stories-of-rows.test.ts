import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingBrowser } from "../support/browser.ts";
import { clientOf } from "../support/client.ts";
import { children, furnishMonths, monthOf } from "../support/closed-month.ts";
import { addPerson, representativeOf, type TestPerson } from "../support/people.ts";
import { type Language, saidIn } from "../support/said.ts";
import { signInStaff } from "../support/staff.ts";
import { heading, judge, openVisit, signInAs, type Visit } from "../support/visit.ts";

const languages: readonly Language[] = ["ja", "en"];
const carriedOut = { timeout: 20_000 };

describe.skipIf(missingBrowser)("stories of files and months", () => {
  let visit: Visit;
  let owner: TestPerson;
  let staff: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    visit = await openVisit();
    const months = await furnishMonths(visit.house);
    await months.use("2026-05-02T00:00:00Z", monthOf("2026-04", 10, "3.5"));
    await months.close("2026-05-05T00:00:00Z", "2026-04");
    await months.use("2026-05-20T00:00:00Z", monthOf("2026-05", 20, "1"));
    visit.house.clock.advance(Date.parse("2026-05-20T00:00:00Z") - visit.house.clock.now().getTime());
    staff = (await signInStaff(visit.house)).anywhere;
    owner = await representativeOf(visit.house, visit.house.partner);
  });
  afterAll(() => visit?.close());

  test.each(languages)(
    "%s: a file with bad rows: each is told, the good ones are ordered, the result comes as a file",
    async (language) => {
      const say = saidIn(language);
      const rows = [
        "customerName,loginId,mailAddress,name,notify",
        `株式会社ひとつ${language},one-${language}@rows.example,one-${language}@rows.example,一,false`,
        `Two ${language} K.K.,two-${language}@rows.example,two-${language}@rows.example,,false`,
        `Three ${language} K.K.,three-${language}@rows.example,no address,,false`,
        `,four-${language}@rows.example,four-${language}@rows.example,,false`,
        `Five ${language} K.K.,one-${language}@rows.example,five-${language}@rows.example,,false`,
      ];
      await visit.look({ language }, async ({ page }) => {
        await page.goto("/bulks");
        await signInAs(page, owner, language);
        await page.getByRole("button", { name: say("bulks.new") }).click();
        const form = page.getByRole("dialog");
        const upload = async (text: string) => {
          const chosen = page.waitForEvent("filechooser");
          await form.getByLabel(say("bulks.text")).click();
          await (await chosen).setFiles({ name: "contracts.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
          await form.getByText("contracts.csv").first().waitFor();
          await form.getByRole("button", { name: say("bulks.new") }).click();
        };
        // A file that is none: what to do is said, and the form stays.
        await upload("surname\nYamada\n");
        await form.getByRole("alert").waitFor();
        await upload(rows.join("\n"));
        await page.getByText(say("bulks.planText", { create: 2, change: 0, unchanged: 0, refused: 3 })).waitFor();
        const refused = page.getByRole("row", { name: new RegExp(say("state.refused")) });
        await refused.nth(2).waitFor();
        expect(await refused.count()).toBe(3);
        for (const row of await refused.all()) expect(await row.getByRole("cell").last().innerText()).not.toBe("");

        const apply = say("bulks.apply");
        await page.getByRole("button", { name: apply }).click();
        await form.getByRole("button", { name: apply }).click();
        for (const name of [`株式会社ひとつ${language}`, `Two ${language} K\\.K\\.`]) {
          await page.getByRole("row", { name: new RegExp(`${name}.*${say("state.succeeded")}`) }).waitFor(carriedOut);
        }
        await page.getByText(say("bulks.progressText", { done: 5, all: 5, failed: 0 })).waitFor(carriedOut);
        const saved = page.waitForEvent("download");
        await page.getByRole("link", { name: say("bulks.result") }).click();
        const result = (await readFile(await (await saved).path(), "utf8")).trim().split(/\r?\n/);
        expect(result).toHaveLength(6);
        expect(result.filter((line) => line.includes("succeeded"))).toHaveLength(2);
        expect(result.filter((line) => line.includes("refused"))).toHaveLength(3);

        await page.getByRole("link", { name: say("nav.contracts"), exact: true }).click();
        await page.getByRole("link", { name: `Two ${language} K.K.` }).waitFor();
        expect(await page.getByText(`Three ${language} K.K.`).count()).toBe(0);
      });
    },
  );

  test.each(languages)(
    "%s: from this month's charges down to the usage behind a line, and to the invoice as PDF",
    async (language) => {
      const say = saidIn(language);
      const month = (text: string) =>
        new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", {
          year: "numeric",
          month: "long",
          timeZone: "UTC",
        }).format(new Date(`${text}-01`));
      await visit.look({ language }, async ({ page }) => {
        await page.goto(`/contracts/${children.tokyo}`);
        await signInAs(page, owner, language);
        await page.getByRole("tab", { name: say("contract.tab.charges") }).click();
        await page.getByRole("img", { name: say("charges.chart") }).waitFor();
        // An estimate and a fixed month, told apart.
        await page.getByRole("row", { name: new RegExp(`${month("2026-05")}.*${say("state.estimated")}.*300`) }).waitFor();
        const april = page.getByRole("row", { name: new RegExp(`${month("2026-04")}.*${say("state.fixed")}.*150`) });
        await april.getByRole("link").click();
        await heading(page, month("2026-04"));
        await page.getByRole("button", { name: new RegExp(say("charges.why")) }).click();
        const why = page.getByRole("dialog", { name: say("charges.why") });
        const facts = why.getByRole("term").filter({ hasText: say("charges.records") });
        await facts.waitFor();
        // One record of ten hours: 600 minutes.
        await why.getByRole("row", { name: /600/ }).first().waitFor();
        await why.getByRole("button", { name: say("portal.close") }).click();

        await page.getByRole("link", { name: say("nav.invoices"), exact: true }).click();
        await page
          .getByRole("row", { name: new RegExp(month("2026-04")) })
          .getByRole("link")
          .click();
        await heading(page, new RegExp(`^${say("invoices.kind.invoice")} `));
        const saved = page.waitForEvent("download");
        await page
          .getByRole("link", { name: /\.pdf$/ })
          .first()
          .click();
        const pdf = await readFile(await (await saved).path());
        expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
        expect(pdf.length).toBeGreaterThan(5_000);
      });
    },
  );

  test.each(languages)(
    "%s: an end user sees their own part only, and no category that the partner keeps from them",
    async (language) => {
      const { house } = visit;
      const say = saidIn(language);
      const person = await addPerson(house, house.partner, "administrator");
      await house.database.sql`update users set contract_id = ${children.tokyo} where id = ${person.userId}`;
      const partner = clientOf(house.api, house.partner);
      const name = (what: string) => ({ ja: `${what}のお知らせ ${language}`, en: `About ${what} ${language}` });
      const text = { ja: "一部で接続できません。", en: "Some connections fail." };
      const planned = { plannedFrom: "2026-06-01T03:00:00.000Z", plannedTo: "2026-06-01T05:00:00.000Z", impact: text };
      for (const [category, contract, what, state, more] of [
        ["incident", children.tokyo, "tokyo", "confirmed", {}],
        ["incident", children.osaka, "osaka", "confirmed", {}],
        ["maintenance", children.tokyo, "work", "scheduled", planned],
      ] as const) {
        const draft = await staff.post("/v1/notices", { category, title: name(what), scope: { contracts: [contract] } });
        const said = await staff.post(`/v1/notices/${draft.body.id}/updates`, { seq: 1, state, text, ...more });
        expect([said.status, said.text]).toEqual([201, said.text]);
      }
      await house.settle();
      expect((await partner.put("/v1/notice-suppression", { categories: ["maintenance"] })).status).toBe(200);
      await visit.look({ language }, async ({ page }) => {
        await page.goto("/notices");
        await signInAs(page, person, language);
        await page.getByText(name("tokyo")[language]).waitFor();
        expect(await page.getByText(name("osaka")[language]).count()).toBe(0);
        expect(await page.getByText(name("work")[language]).count()).toBe(0);
        const menu = await page
          .getByRole("navigation", { name: say("nav.main") })
          .getByRole("link")
          .allInnerTexts();
        expect(menu).toEqual(
          (["home", "contract", "orders", "endUser", "approvals", "notices", "documents", "webhooks", "account"] as const).map(
            (screen) => say(`nav.${screen}`),
          ),
        );
        // Everything that is not theirs answers as if it were not there.
        for (const path of [
          `/contracts/${children.osaka}?tab=tenants`,
          `/contracts/${house.partner.contractId}`,
          `/contracts/${children.tokyo}/charges/2026-04`,
          "/invoices",
          "/tickets",
        ]) {
          await page.goto(path);
          await page.getByRole("alert").first().waitFor();
        }
        await page.goto(`/contracts/${children.tokyo}`);
        await page.getByRole("tab").first().waitFor();
        expect(await page.getByRole("tab", { name: say("contract.tab.charges") }).count()).toBe(0);
        expect(await page.getByRole("button", { name: say("contract.suspend") }).count()).toBe(0);
        await page.goto("/account");
        const settings = page.getByRole("region", { name: say("notify.title") });
        await settings.getByRole("switch", { name: say("notices.category.incident") }).waitFor({ state: "attached" });
        expect(await settings.getByRole("switch", { name: say("notices.category.maintenance") }).count()).toBe(0);
        await judge(page, "account-of-end-user", { language, width: 1280, scheme: "light" });
      });
      expect((await partner.put("/v1/notice-suppression", { categories: [] })).status).toBe(200);
    },
  );
});
