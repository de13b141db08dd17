import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingBrowser, seriousFindings } from "../support/browser.ts";
import { clientOf, someContract } from "../support/client.ts";
import type { House } from "../support/house.ts";
import { keysOf } from "../support/keyboard.ts";
import { addPerson, codeAt, giveTotp, goodPassword, type TestPerson } from "../support/people.ts";
import { heading, judge, openVisit, signInAs as signIn, type Visit, views, words } from "../support/visit.ts";

describe.skipIf(missingBrowser)("the portal in a browser", () => {
  let visit: Visit;
  let house: House;
  const look: Visit["look"] = (options, work) => visit.look(options, work);
  beforeAll(async () => {
    visit = await openVisit();
    house = visit.house;
    const partner = clientOf(house.api, house.partner);
    for (const customerName of ["株式会社みどり商事", "青空システム株式会社", "Harbour Logistics"]) {
      expect((await partner.post("/v1/contracts", someContract({ customerName }))).status).toBe(202);
    }
    await house.settle();
  });
  afterAll(() => visit?.close());

  test("a wrong password is told in the words of the catalogue, the right one opens the home page", async () => {
    const person = await addPerson(house, house.partner);
    await look({}, async ({ page }) => {
      await page.goto("/");
      await signIn(page, { ...person, password: "not this one" });
      await page.getByRole("alert").getByText("The login id, the password or the code is not right.").waitFor();
      await signIn(page, person);
      await heading(page, "Home");
      expect(await page.evaluate("document.cookie")).toBe("");
      expect(await page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")).not.toMatch(/sh[sd]_/);
    });
  });

  test("codes are set up with the QR code, the recovery codes shown once, and one of them opens the next session", async () => {
    const person = await addPerson(house, house.partner);
    await house.database.sql`update users set totp_state = 'asked' where id = ${person.userId}`;
    await look({}, async ({ page }) => {
      await page.goto("/account");
      await signIn(page, person);
      const qr = page.getByAltText("QR code for an authenticator app");
      await qr.waitFor();
      expect(await qr.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBeGreaterThan(50);
      const secret = (await page.locator("code").innerText()).replaceAll(" ", "");
      await page.getByLabel("Code", { exact: true }).fill("12345");
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByText("Six digits.", { exact: true }).waitFor();
      await page.getByLabel("Code", { exact: true }).fill(codeAt(house, secret));
      await page.getByRole("button", { name: "Continue" }).click();
      await page.locator(".codes").waitFor();
      const codes = await page.locator(".codes li").allInnerTexts();
      expect(codes).toHaveLength(10);
      await page.getByRole("button", { name: "I have kept them" }).click();
      await heading(page, "Your account");
      await page.getByText("On, 10 recovery codes left").waitFor();
      await page.getByRole("button", { name: "Sign out" }).click();
      await signIn(page, person);
      await page.getByRole("button", { name: "Use a recovery code" }).click();
      await page.getByLabel("Recovery code").fill(String(codes[3]));
      await page.getByRole("button", { name: "Continue" }).click();
      await heading(page, "Home");
      await page.reload();
      await heading(page, "Home");
      expect(await page.content()).not.toContain(String(codes[0]));
    });
  });

  test("a session that ends in the middle of a form leaves the form, and what was sent goes on", async () => {
    const person = await addPerson(house, house.partner);
    await look({}, async ({ page }) => {
      await page.goto("/account");
      await signIn(page, person);
      await heading(page, "Your account");
      await page.getByRole("textbox", { name: "Current password" }).fill(goodPassword);
      await page.getByRole("textbox", { name: "New password" }).fill("five quiet rivers at dawn");
      await house.database.sql`delete from sessions where user_id = ${person.userId}`;
      await page.getByRole("button", { name: "Change the password" }).click();
      const dialog = page.getByRole("dialog", { name: "Your session has ended" });
      await dialog.waitFor();
      expect(await page.locator("input[name=next]").inputValue()).toBe("five quiet rivers at dawn");
      expect(await seriousFindings(page)).toEqual([]);
      await dialog.getByRole("textbox", { name: "Password" }).fill(goodPassword);
      await dialog.getByRole("button", { name: "Sign in" }).click();
      await page.getByText("The password has been changed.").waitFor();
      await dialog.waitFor({ state: "hidden" });
    });
  });

  test("by keyboard alone: sign in, skip the menu, go to the account, sign out", async () => {
    const person = await addPerson(house, house.partner);
    await look({}, async ({ page }) => {
      const { tabTo } = keysOf(page);
      await page.goto("/");
      await page.getByRole("textbox", { name: "Login ID" }).waitFor();
      await tabTo("Login ID");
      await page.keyboard.type(person.loginId);
      await tabTo("Password");
      await page.keyboard.type(person.password);
      await page.keyboard.press("Enter");
      await heading(page, "Home");
      await tabTo("Skip to the content");
      await page.keyboard.press("Enter");
      expect(await page.evaluate("document.activeElement.id")).toBe("content");
      await page.reload();
      await heading(page, "Home");
      await tabTo("Your account");
      await page.keyboard.press("Enter");
      await heading(page, "Your account");
      await tabTo("Sign out");
      await page.keyboard.press("Enter");
      await page.getByRole("textbox", { name: "Login ID" }).waitFor();
      await page.goto("/account");
      await page.getByRole("textbox", { name: "Login ID" }).waitFor();
    });
  });

  test("the menu shows what its user may do", async () => {
    const parents = await addPerson(house, house.partner);
    const childs = await addPerson(house, house.partner, "administrator");
    const [child] = await house.database.sql<{ id: string }[]>`
      select id from contracts where partner_id = ${house.partner.contractId} and kind = 'child' limit 1`;
    await house.database.sql`update users set contract_id = ${String(child?.id)}, type = 'general' where id = ${childs.userId}`;
    const menu = async (person: TestPerson) => {
      let items: string[] = [];
      await look({}, async ({ page }) => {
        await page.goto("/");
        await signIn(page, person);
        await heading(page, "Home");
        items = await page.getByRole("navigation", { name: "Main" }).getByRole("link").allInnerTexts();
      });
      return items;
    };
    expect(await menu(parents)).toContain("Child contracts");
    expect(await menu(childs)).toEqual(["Home", "Your contract", "Approvals", "Notices", "Documents", "Your account"]);
  });

  test("contracts are searched, filtered and sorted, and the address keeps it", async () => {
    const person = await addPerson(house, house.partner);
    await look({}, async ({ page }) => {
      await page.goto("/contracts?sort=customerName&nonsense=1");
      await signIn(page, person);
      await heading(page, "Child contracts");
      await page.getByText("Contracts: 3").waitFor();
      await page.getByLabel("Search").fill("ミドリ");
      await page.getByText("Contracts: 1").waitFor();
      await page.getByText("株式会社みどり商事").waitFor();
      await page.getByLabel("Search").fill("zebra");
      await page.getByText("Contracts: 0").waitFor();
      await page.getByText("No contract fits").waitFor();
      await page.getByLabel("Search").fill("harbour");
      await page.getByText("Contracts: 1").waitFor();
      expect(new URL(page.url()).search).toBe("?q=harbour&sort=customerName");
      await page.getByLabel("State").selectOption("failed");
      await page.getByText("No contract fits").waitFor();
      await page.reload();
      await page.getByText("No contract fits").waitFor();
      expect(await page.getByLabel("Search").inputValue()).toBe("harbour");
      await page.getByRole("button", { name: "Clear" }).click();
      await page.getByText("Contracts: 3").waitFor();
    });
  });

  test("when the API does not answer, the page says so and tries again on demand", async () => {
    const person = await addPerson(house, house.partner);
    await look({}, async ({ page }) => {
      await page.goto("/");
      await signIn(page, person);
      await heading(page, "Home");
      await page.route("**/v1/me", (route) => route.fulfill({ status: 404, contentType: "text/plain", body: "" }));
      await page.clock.install();
      await page.reload();
      await page.waitForTimeout(300);
      await page.clock.fastForward(40_000);
      await page.getByRole("alert").getByText("The service does not answer.").waitFor();
      await page.unroute("**/v1/me");
      await page.getByRole("button", { name: "Try again" }).click();
      await heading(page, "Home");
    });
  });

  test.each(views)(
    "$language, $width px, $scheme: every screen without serious findings and without scrolling sideways",
    async (view) => {
      const person = await addPerson(house, house.partner, "administrator");
      const say = words[view.language];
      await look(view, async ({ page }) => {
        await page.goto("/");
        await page.getByRole("textbox", { name: say.loginId }).waitFor();
        await judge(page, "sign-in", view);
        await signIn(page, { ...person, password: "wrong" }, view.language);
        await page.getByRole("alert").waitFor();
        await judge(page, "sign-in-refused", view);
        await giveTotp(house, person.userId);
        await signIn(page, person, view.language);
        await page.locator("input[name=code]").waitFor();
        await judge(page, "code", view);
        await house.database.sql`update users set totp_state = 'asked', totp_secret = null where id = ${person.userId}`;
        await page.reload();
        await signIn(page, person, view.language);
        await page.locator("img.qr").waitFor();
        await judge(page, "enrol", view);
        const secret = (await page.locator("code").innerText()).replaceAll(" ", "");
        await page.locator("input[name=code]").fill(codeAt(house, secret));
        await page.keyboard.press("Enter");
        await page.locator(".codes").waitFor();
        await judge(page, "recovery-codes", view);
        await page.getByRole("button", { name: view.language === "ja" ? "保管しました" : "I have kept them" }).click();
        await heading(page, say.home);
        await judge(page, "home", view);
        if (view.width < 600) {
          await page.getByRole("button", { name: view.language === "ja" ? "メニュー" : "Menu" }).click();
          await page.getByRole("navigation").getByText(say.account).waitFor();
          await judge(page, "menu", view);
        }
        await page.goto("/contracts");
        await page.getByText("Harbour Logistics").waitFor();
        await judge(page, "contracts", view);
        await page.goto("/account");
        await heading(page, say.account);
        await judge(page, "account", view);
        await page.goto("/nothing");
        await heading(page, /./);
        await judge(page, "not-found", view);
      });
    },
  );
});
