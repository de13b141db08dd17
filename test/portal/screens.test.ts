import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingBrowser, openBrowser, openView, seriousFindings, type View, type ViewOptions } from "../support/browser.ts";
import { clientOf, someContract } from "../support/client.ts";
import { type House, openHouse } from "../support/house.ts";
import { addPerson, codeAt, giveTotp, goodPassword, type TestPerson } from "../support/people.ts";
import { openPortal, type TestPortal } from "../support/portal.ts";

/** Where pictures of the screens go, when somebody wants to look at them. */
const pictures = process.env.PORTAL_PICTURES;
if (pictures) mkdirSync(pictures, { recursive: true });

describe.skipIf(missingBrowser)("the portal in a browser", () => {
  let house: House;
  let portal: TestPortal;
  let browser: Browser;
  beforeAll(async () => {
    house = await openHouse({ trustProxy: ["127.0.0.1"] });
    [portal, browser] = await Promise.all([openPortal(house), openBrowser()]);
    const partner = clientOf(house.api, house.partner);
    for (const customerName of ["株式会社みどり商事", "青空システム株式会社", "Harbour Logistics"]) {
      expect((await partner.post("/v1/contracts", someContract({ customerName }))).status).toBe(202);
    }
    await house.settle();
  });
  afterAll(async () => {
    await browser?.close();
    await portal?.close();
    await house?.close();
  });

  /** A view that must leave no complaint behind. */
  const look = async (options: ViewOptions, work: (view: View) => Promise<void>) => {
    const view = await openView(browser, portal.url, options);
    try {
      await work(view).catch(async (error: unknown) => {
        const shown = await view.page.locator("body").innerText();
        throw new Error(`${error}\nThe page shows: ${shown}\nThe browser says: ${view.complaints.join("\n")}`);
      });
      expect(view.complaints).toEqual([]);
      expect(view.elsewhere).toEqual([]);
    } finally {
      await view.close();
    }
  };
  const words = {
    en: {
      loginId: "Login ID",
      password: "Password",
      send: "Sign in",
      home: "Home",
      contracts: "Child contracts",
      account: "Your account",
    },
    ja: {
      loginId: "ログインID",
      password: "パスワード",
      send: "サインイン",
      home: "ホーム",
      contracts: "子契約",
      account: "アカウント",
    },
  };
  const signIn = async (page: Page, person: TestPerson, language: "ja" | "en" = "en") => {
    const say = words[language];
    await page.getByRole("textbox", { name: say.loginId }).fill(person.loginId);
    await page.getByRole("textbox", { name: say.password }).fill(person.password);
    await page.getByRole("button", { name: say.send, exact: true }).click();
  };
  const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name, level: 1 }).waitFor();

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
      const tabTo = async (name: string) => {
        for (let i = 0; i < 40; i++) {
          await page.keyboard.press("Tab");
          const at = await page.evaluate(
            "document.activeElement.getAttribute('aria-label') ?? document.activeElement.labels?.[0]?.innerText ?? document.activeElement.innerText ?? ''",
          );
          if (String(at).trim() === name) return;
        }
        throw new Error(`${name} cannot be reached by Tab`);
      };
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
    expect(await menu(parents)).toEqual(["Home", "Child contracts", "Your account"]);
    expect(await menu(childs)).toEqual(["Home", "Your account"]);
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
    await look({}, async ({ page }) => {
      await page.route("**/v1/me", (route) => route.fulfill({ status: 404, contentType: "text/plain", body: "" }));
      await page.clock.install();
      await page.goto("/");
      await page.waitForTimeout(300);
      await page.clock.fastForward(40_000);
      await page.getByRole("alert").getByText("The service does not answer.").waitFor();
      await page.unroute("**/v1/me");
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByRole("textbox", { name: "Login ID" }).waitFor();
    });
  });

  // Every width, language and colour once; with PORTAL_PICTURES every one with every other.
  const all = (["ja", "en"] as const).flatMap((language) => [
    ...([360, 1280, 1920] as const).map((width) => ({ language, width, scheme: "light" as const })),
    ...([360, 1280] as const).map((width) => ({ language, width, scheme: "dark" as const })),
  ]);
  const views = pictures ? all : all.filter((_, n) => [0, 4, 7, 8].includes(n));
  test.each(views)(
    "$language, $width px, $scheme: every screen without serious findings and without scrolling sideways",
    async (view) => {
      const person = await addPerson(house, house.partner, "administrator");
      const say = words[view.language];
      await look(view, async ({ page }) => {
        const judge = async (screen: string) => {
          if (pictures)
            await page.screenshot({
              path: `${pictures}/${screen}-${view.language}-${view.width}-${view.scheme}.png`,
              fullPage: true,
            });
          expect(`${screen}: ${(await seriousFindings(page)).join(" | ")}`).toBe(`${screen}: `);
          const wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
          expect([screen, wide]).toEqual([screen, 0]);
        };
        await page.goto("/");
        await page.getByRole("textbox", { name: say.loginId }).waitFor();
        await judge("sign-in");
        await signIn(page, { ...person, password: "wrong" }, view.language);
        await page.getByRole("alert").waitFor();
        await judge("sign-in-refused");
        await giveTotp(house, person.userId);
        await signIn(page, person, view.language);
        await page.locator("input[name=code]").waitFor();
        await judge("code");
        await house.database.sql`update users set totp_state = 'asked', totp_secret = null where id = ${person.userId}`;
        await page.reload();
        await signIn(page, person, view.language);
        await page.locator("img.qr").waitFor();
        await judge("enrol");
        const secret = (await page.locator("code").innerText()).replaceAll(" ", "");
        await page.locator("input[name=code]").fill(codeAt(house, secret));
        await page.keyboard.press("Enter");
        await page.locator(".codes").waitFor();
        await judge("recovery-codes");
        await page.getByRole("button", { name: view.language === "ja" ? "保管しました" : "I have kept them" }).click();
        await heading(page, say.home);
        await judge("home");
        if (view.width < 600) {
          await page.getByRole("button", { name: view.language === "ja" ? "メニュー" : "Menu" }).click();
          await page.getByRole("navigation").getByText(say.account).waitFor();
          await judge("menu");
        }
        await page.goto("/contracts");
        await page.getByText("Harbour Logistics").waitFor();
        await judge("contracts");
        await page.goto("/account");
        await heading(page, say.account);
        await judge("account");
        await page.goto("/nothing");
        await heading(page, /./);
        await judge("not-found");
      });
    },
  );
});
