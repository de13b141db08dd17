import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingBrowser } from "../support/browser.ts";
import { type FurnishedAgency, furnishAgency } from "../support/furnished-agency.ts";
import { keysOf } from "../support/keyboard.ts";
import { representativeOf } from "../support/people.ts";
import { saidIn } from "../support/said.ts";
import { heading, judge, oneOf, openVisit, signInAs, type Visit } from "../support/visit.ts";

describe.skipIf(missingBrowser)("an agency's portal", () => {
  let visit: Visit;
  let furnished: FurnishedAgency;
  beforeAll(async () => {
    visit = await openVisit();
    furnished = await furnishAgency(visit.house);
  });
  afterAll(() => visit?.close());

  test("its menu has what an agency does, and home says what waits", async () => {
    await visit.look({}, async ({ page }) => {
      await page.goto("/");
      await signInAs(page, furnished.owner);
      await heading(page, "Home");
      const items = await page.getByRole("navigation", { name: "Main" }).getByRole("link").allInnerTexts();
      expect(items).toEqual(expect.arrayContaining(["Referrals", "Commission", "Payment statements"]));
      expect(items).not.toContain("Child contracts");
      const waits = page.getByRole("region", { name: "What waits for you" });
      await expect.poll(() => waits.locator(".count").filter({ hasText: "Statements to confirm" }).innerText()).toMatch(/\n1\n/);
      await expect.poll(() => waits.locator(".count").filter({ hasText: "Open referrals" }).innerText()).toMatch(/\n1\n/);
    });
    await visit.look({}, async ({ page }) => {
      await page.goto("/");
      await signInAs(page, await representativeOf(visit.house, visit.house.partner));
      await heading(page, "Home");
      const items = await page.getByRole("navigation", { name: "Main" }).getByRole("link").allInnerTexts();
      expect(items.filter((item) => ["Referrals", "Commission", "Payment statements"].includes(item))).toEqual([]);
    });
  });

  test("by keyboard alone: refer an end user, find them, take them back", async () => {
    await visit.look({}, async ({ page }) => {
      const { enter, type } = keysOf(page);
      await page.goto("/referrals");
      await signInAs(page, furnished.owner);
      await heading(page, "Referrals");
      await enter("Refer an end user");
      const form = page.getByRole("dialog", { name: "Refer an end user" });
      await form.waitFor();
      await type("End user", "Lighthouse Books");
      await type("Contact person", "Sato");
      await type("Mail address of the contact", "no address");
      await page.keyboard.press("Enter");
      await form.getByRole("alert").waitFor();
      await type("Mail address of the contact", "sato@lighthouse.example");
      await page.keyboard.press("Enter");
      await form.waitFor({ state: "hidden" });
      await page.getByRole("row", { name: /Lighthouse Books.*Waits for an answer/ }).waitFor();
      await enter("Lighthouse Books");
      await heading(page, "Lighthouse Books");
      await enter("Take the referral back");
      await page.getByRole("dialog").waitFor();
      await enter("Take the referral back");
      await page.getByText("Withdrawn", { exact: true }).waitFor();
      await page.getByRole("button", { name: "Take the referral back" }).waitFor({ state: "detached" });
      await page.goto("/referrals?state=concluded&nonsense=1");
      await page.getByRole("row", { name: /みどり商事株式会社.*D-2026-0001/ }).waitFor();
      expect(await page.getByRole("row", { name: /Lighthouse/ }).count()).toBe(0);
    });
  });

  test("the ledger tells what was earned and what was taken back, and why, by the month of the close", async () => {
    await visit.look({}, async ({ page }) => {
      await page.goto("/commission");
      await signInAs(page, furnished.owner);
      await heading(page, "Commission");
      await page
        .getByRole("row", { name: /Invoice D-INV-1.*みどり商事株式会社.*5\.5 % of the charges.*¥400,000.*¥22,000/ })
        .waitFor();
      await page.getByRole("row", { name: /Credit note D-CN-1.*Taken back at 5\.5 %.*-¥100,001.*-¥5,501/ }).waitFor();
      await page.getByRole("row", { name: /Void of D-INV-2.*All that was left.*-¥120,000.*-¥6,600/ }).waitFor();
      const balance = page.getByRole("region", { name: /^Balance/ });
      await balance.getByText("¥49,500").waitFor();
      await balance.getByText("-¥12,101").waitFor();
      await page.getByRole("region", { name: "Terms" }).getByText("Software licence").waitFor();
      await page.getByLabel("Month of the close (UTC)").fill("2026-05");
      await page.getByRole("row", { name: /Invoice D-INV-1/ }).waitFor({ state: "detached" });
      expect(new URL(page.url()).search).toBe("?month=2026-05");
      await page.getByRole("region", { name: "Balance, May 2026" }).getByText("¥20,900").waitFor();
      await page.reload();
      await page.getByRole("row", { name: /Invoice D-INV-3/ }).waitFor();
      await page.getByLabel("Month of the close (UTC)").fill("2026-01");
      await page.getByText("Nothing was booked in this month").waitFor();
      await page.getByRole("button", { name: "All months" }).click();
      await page
        .getByRole("row", { name: /D-INV-3/ })
        .getByRole("link", { name: furnished.waiting })
        .click();
      await heading(page, `Payment statement ${furnished.waiting}`);
    });
  });

  test("a statement tells until when silence is consent, is objected to with a reason, and confirmed; its files come", async () => {
    await visit.look({}, async ({ page }) => {
      await page.goto("/payment-statements");
      await signInAs(page, furnished.owner);
      await page.getByRole("row", { name: new RegExp(`${furnished.deemed}.*Deemed confirmed`) }).waitFor();
      await page.getByRole("link", { name: furnished.waiting }).click();
      await heading(page, `Payment statement ${furnished.waiting}`);
      await page.getByText(/by the end of 20 Jun 2026 \(Japan time\).*it counts as confirmed/).waitFor();
      await page.getByText("T7010705000725").waitFor();
      const saved = page.waitForEvent("download");
      await page.getByRole("link", { name: "payment-statement.ja.pdf" }).click();
      expect((await saved).suggestedFilename()).toMatch(/\.pdf$/);
      await page.getByRole("button", { name: "Object" }).click();
      const form = page.getByRole("dialog");
      await form.getByRole("button", { name: "Object" }).click();
      await form.getByText("Fill this in.").waitFor();
      await form.getByLabel("What is wrong").fill("An end user of May is not in it.");
      await form.getByRole("button", { name: "Object" }).click();
      await page.getByText("You have objected.", { exact: false }).waitFor();
      await page.getByRole("row", { name: /Objected to.*An end user of May is not in it\./ }).waitFor();
      await page.getByRole("button", { name: "Confirm" }).click();
      await form.getByText("Please do not issue an invoice", { exact: false }).waitFor();
      await form.getByRole("button", { name: "Confirm" }).click();
      await page.getByRole("row", { name: /Confirmed/ }).waitFor();
      await page.getByRole("button", { name: "Confirm" }).waitFor({ state: "detached" });
      await page.goto(`/payment-statements/${furnished.deemed}`);
      await page.getByText(/It counted as confirmed from 21 May 2026, 00:00 on\./).waitFor();
      expect(await page.getByRole("button", { name: "Confirm" }).count()).toBe(0);
    });
  });

  test("its billing details begin with what stands now, are judged by the check digit, and stay typed", async () => {
    const say = saidIn("en");
    await visit.look({}, async ({ page }) => {
      await page.goto("/billing-details");
      await signInAs(page, furnished.owner);
      await page.getByRole("row", { name: /札幌市北区0-0-0.*T7010705000725/ }).waitFor();
      await page.getByRole("button", { name: say("billingDetails.set") }).click();
      const form = page.getByRole("dialog");
      const number = form.getByLabel(say("billingDetails.number"));
      await expect.poll(() => number.inputValue()).toBe("T7010705000725");
      await form.getByLabel(say("billingDetails.address")).fill("札幌市中央区0-0-0");
      await number.fill("T8010705000725");
      await form.getByRole("button", { name: say("billingDetails.set") }).click();
      await form.getByRole("alert").waitFor();
      await form.getByRole("button", { name: say("portal.close") }).click();
      await page.getByRole("button", { name: say("billingDetails.set") }).click();
      expect(await form.getByLabel(say("billingDetails.address")).inputValue()).toBe("札幌市中央区0-0-0");
      await number.fill("T7010705000725");
      await form.getByRole("button", { name: say("billingDetails.set") }).click();
      await page.getByRole("row", { name: /札幌市中央区0-0-0.*T7010705000725/ }).waitFor();
    });
  });

  test.each(oneOf("ja", 360, "dark"))("$language, $width px, $scheme: without serious findings", async (view) => {
    const say = saidIn(view.language);
    const newcomer = await representativeOf(visit.house, await visit.house.addPartner("新しい代理店", "agency"));
    await visit.look(view, async ({ page }) => {
      await page.goto("/");
      await signInAs(page, furnished.owner, view.language);
      await heading(page, say("home.title"));
      await page.locator(".figure").first().waitFor();
      await judge(page, "agency-home", view);
      for (const [name, path] of [
        ["referrals", "/referrals"],
        ["referral", `/referrals/${furnished.openId}`],
        ["commission", "/commission"],
        ["statements", "/payment-statements"],
        ["statement", `/payment-statements/${furnished.waiting}`],
        ["statement-deemed", `/payment-statements/${furnished.deemed}`],
      ] as const) {
        await page.goto(path);
        await heading(page, /./);
        await page.getByRole("row").nth(1).or(page.locator(".facts")).first().waitFor();
        await expect.poll(() => page.getByRole("status", { name: say("portal.loading") }).count()).toBe(0);
        await judge(page, `agency-${name}`, view);
      }
      for (const [path, name] of [
        ["/referrals", "referrals.new"],
        [`/referrals/${furnished.openId}`, "referrals.withdraw"],
      ] as const) {
        await page.goto(path);
        await page.getByRole("button", { name: say(name) }).click();
        await page.getByRole("dialog").getByRole("button").nth(1).waitFor();
        await judge(page, `agency-${name}`, view);
      }
    });
    await visit.look(view, async ({ page }) => {
      await page.goto("/");
      await signInAs(page, newcomer, view.language);
      await heading(page, say("home.title"));
      for (const name of ["referrals", "commission", "payment-statements"]) {
        await page.goto(`/${name}`);
        await page.getByRole("heading", { level: 2 }).first().waitFor();
        await expect.poll(() => page.getByRole("status", { name: say("portal.loading") }).count()).toBe(0);
        await judge(page, `agency-empty-${name}`, view);
      }
    });
  });
});
