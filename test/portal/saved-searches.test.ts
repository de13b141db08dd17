import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingBrowser } from "../support/browser.ts";
import { clientOf, someContract } from "../support/client.ts";
import { keysOf } from "../support/keyboard.ts";
import { addPerson, representativeOf, type TestPerson } from "../support/people.ts";
import { type Language, saidIn } from "../support/said.ts";
import { heading, openVisit, signInAs, type Visit } from "../support/visit.ts";

const languages: readonly Language[] = ["ja", "en"];

describe.skipIf(missingBrowser)("saved searches in the portal", () => {
  let visit: Visit;
  let owner: TestPerson;
  let partner: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    visit = await openVisit();
    const { house } = visit;
    owner = await representativeOf(house, house.partner);
    partner = clientOf(house.api, house.partner);
    await partner.post("/v1/contracts", someContract({ customerName: "株式会社みどり商事", labels: { branch: "osaka" } }));
    await partner.post("/v1/contracts", someContract({ customerName: "Harbour Logistics" }));
    await house.settle();
  });
  afterAll(() => visit?.close());

  test.each(languages)("%s: by keyboard: a search is kept, used after another, renamed and deleted", async (language) => {
    const say = saidIn(language);
    await visit.look({ language }, async ({ page }) => {
      const keys = keysOf(page);
      await page.goto("/contracts");
      await signInAs(page, owner, language);
      await heading(page, say("contracts.title"));
      await page.getByText(say("saved.empty")).waitFor();
      await keys.type(say("contracts.search"), "ミドリ");
      await page.getByText(say("contracts.count", { count: 1 })).waitFor();
      await keys.enter(say("saved.keep"));
      const form = page.getByRole("dialog", { name: say("saved.keep") });
      await form.getByText("ミドリ").waitFor();
      await page.keyboard.type("みどり関連");
      await keys.press("Enter");
      await form.waitFor({ state: "hidden" });
      const chosen = page.getByRole("link", { name: "みどり関連" });
      await expect.poll(() => chosen.getAttribute("aria-current")).toBe("page");
      expect(await page.getByRole("button", { name: say("saved.keep") }).count()).toBe(0);

      await page.getByRole("button", { name: say("contracts.clear") }).click();
      await page.getByText(say("contracts.count", { count: 2 })).waitFor();
      await keys.enter("みどり関連");
      await page.getByText(say("contracts.count", { count: 1 })).waitFor();
      expect(await page.getByLabel(say("contracts.search")).inputValue()).toBe("ミドリ");

      await keys.enter(say("saved.manage"));
      await keys.enter(`${say("saved.rename")}: みどり関連`);
      const rename = page.getByRole("dialog", { name: say("saved.rename") });
      await rename.waitFor();
      await keys.type(say("saved.name"), "緑");
      await keys.press("Enter");
      await rename.waitFor({ state: "hidden" });
      await page.getByRole("link", { name: "緑", exact: true }).first().waitFor();
      await keys.enter(`${say("saved.delete")}: 緑`);
      await page
        .getByRole("dialog")
        .getByRole("button", { name: say("saved.delete") })
        .click();
      await page.getByText(say("saved.empty")).waitFor();
      expect((await partner.get("/v1/saved-searches")).body.savedSearches).toEqual([]);
    });
  });

  test("one that was saved by the API with conditions of its own is told and used; a colleague sees none of it", async () => {
    const say = saidIn("en");
    const query = { label: "branch:osaka", sort: "-customerName" };
    expect((await partner.post("/v1/saved-searches", { name: "Osaka", query })).status).toBe(201);
    await visit.look({}, async ({ page }) => {
      await page.goto("/contracts");
      await signInAs(page, owner);
      await page.getByRole("link", { name: "Osaka" }).click();
      await page.getByText(say("contracts.count", { count: 1 })).waitFor();
      await page.getByText(say("saved.further", { conditions: "Label: branch:osaka" })).waitFor();
      await page.reload();
      await page.getByText(say("contracts.count", { count: 1 })).waitFor();
    });
    const colleague = await addPerson(visit.house, visit.house.partner);
    await visit.look({}, async ({ page }) => {
      await page.goto("/contracts");
      await signInAs(page, colleague);
      await page.getByText(say("saved.empty")).waitFor();
      expect(await page.getByRole("link", { name: "Osaka" }).count()).toBe(0);
    });
  });
});
