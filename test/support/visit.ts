import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { openBrowser, openView, seriousFindings, type View, type ViewOptions } from "./browser.ts";
import { type House, openHouse } from "./house.ts";
import type { TestPerson } from "./people.ts";
import { openPortal, type TestPortal } from "./portal.ts";

/** Where pictures of the screens go, when somebody wants to look at them. */
export const pictures = process.env.PORTAL_PICTURES;
if (pictures) mkdirSync(pictures, { recursive: true });

export const words = {
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

export interface Look {
  language: "ja" | "en";
  width: 360 | 1280 | 1920;
  scheme: "light" | "dark";
}

// Every width, language and colour once; with PORTAL_PICTURES every one with every other.
const everyView: readonly Look[] = (["ja", "en"] as const).flatMap((language) => [
  ...([360, 1280, 1920] as const).map((width) => ({ language, width, scheme: "light" as const })),
  ...([360, 1280] as const).map((width) => ({ language, width, scheme: "dark" as const })),
]);
export const views = pictures ? everyView : everyView.filter((_, n) => [0, 4, 7, 8].includes(n));
/** For files with many screens: one view, or all with PORTAL_PICTURES. */
export const oneOf = (...[language, width, scheme]: [Look["language"], Look["width"], Look["scheme"]]): readonly Look[] =>
  pictures ? everyView : [{ language, width, scheme }];

/** For the file that looks at everything: one view, or with PORTAL_PICTURES every width in both languages, and some in the dark. */
export const viewsOf = (...look: [Look["language"], Look["width"], Look["scheme"]]): readonly Look[] =>
  oneOf(...look).filter(({ language, scheme }) => !pictures || scheme === "light" || language === "ja");

export interface Visit {
  house: House;
  portal: TestPortal;
  browser: Browser;
  /** A view that must leave no complaint behind. */
  look(options: ViewOptions, work: (view: View) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** One house, one portal and one browser, for all tests of a file. */
export async function openVisit(options: Parameters<typeof openHouse>[0] = {}): Promise<Visit> {
  const house = await openHouse({ trustProxy: ["127.0.0.1"], ...options });
  const [portal, browser] = await Promise.all([openPortal(house, { DASHBOARD_URL: "http://127.0.0.1:4001" }), openBrowser()]);
  return {
    ...{ house, portal, browser },
    look: async (options, work) => {
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
    },
    close: async () => {
      await browser.close();
      await portal.close();
      await house.close();
    },
  };
}

export async function signInAs(page: Page, person: TestPerson, language: "ja" | "en" = "en"): Promise<void> {
  const say = words[language];
  await page.getByRole("textbox", { name: say.loginId }).fill(person.loginId);
  await page.getByRole("textbox", { name: say.password }).fill(person.password);
  await page.getByRole("button", { name: say.send, exact: true }).click();
}

export const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name, level: 1 }).waitFor();

/** A screen as it stands: a picture of it if wanted, nothing serious for axe-core, and nothing that must be scrolled sideways. */
export async function judge(page: Page, screen: string, view: Look): Promise<void> {
  const path = `${pictures}/${screen}-${view.language}-${view.width}-${view.scheme}.png`;
  if (pictures) await page.screenshot({ path, fullPage: true });
  const findings = await seriousFindings(page);
  if (findings.length > 0) throw new Error(`${screen}: ${findings.join(" | ")}`);
  const wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  expect([screen, wide]).toEqual([screen, 0]);
}
