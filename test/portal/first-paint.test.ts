import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingBrowser } from "../support/browser.ts";
import { representativeOf, type TestPerson } from "../support/people.ts";
import { saidIn } from "../support/said.ts";
import { heading, openVisit, signInAs, type Visit } from "../support/visit.ts";

/** What the home screen of a partner's representative asks for. */
const atHome = ["orders", "duties", "approval-requests", "tickets", "notices", "charges"];

describe.skipIf(missingBrowser)("a visit with a session and nothing cached", () => {
  let visit: Visit;
  let owner: TestPerson;
  beforeAll(async () => {
    visit = await openVisit();
    owner = await representativeOf(visit.house, visit.house.partner);
  });
  afterAll(() => visit?.close());

  const documentAt = async (path: string, cookie: string) => {
    const reply = await fetch(`${visit.portal.url}${path}`, { headers: { cookie } });
    const text = await reply.text();
    const chunks = [...text.matchAll(/<link rel="modulepreload" href="\/assets\/([a-z-]+?)-[\w-]{8}\.js"/g)].map(
      ([, name]) => name,
    );
    return { text, chunks };
  };

  test.each([
    ["/", "home"],
    ["/contracts", "contracts"],
    ["/contracts/econ1000000001", "contract"],
    ["/contracts/econ1000000001/charges/2026-04", "charges-of-month"],
    ["/notices/settings", "notice-settings"],
    ["/notices/01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b65", "notice"],
  ])("the document at %s brings the chunks of its screen along", async (path, chunk) => {
    const { text, chunks } = await documentAt(path, "saihan=x");
    expect(chunks).toContain(chunk);
    expect(text).toContain("/assets/early-");
    expect((await documentAt(path, "")).chunks).toEqual([]);
    expect((await documentAt(path, "")).text).not.toContain("/assets/early-");
  });

  test("an address that is no screen brings nothing along", async () => {
    expect((await documentAt("/contracts/a/b/c/d", "saihan=x")).chunks).toEqual([]);
  });

  test("the title is there before any script, who is signed in is asked once and at once, the rest together, and nothing moves", async () => {
    const say = saidIn("en");
    await visit.look({}, async ({ page }) => {
      await page.goto("/account");
      await signInAs(page, owner);
      await heading(page, "Your account");
      // What the page before goes on asking for is none of the next one's.
      await page.goto("about:blank");
      const asked: string[] = [];
      page.on("request", (request) => {
        const { pathname } = new URL(request.url());
        if (pathname.startsWith("/v1/")) asked.push(pathname.split("/").at(-1) ?? "");
      });
      let letScripts = () => {};
      const scripts = new Promise<void>((resolve) => {
        letScripts = resolve;
      });
      await page.route("**/assets/index-*.js", async (route) => {
        await scripts;
        await route.continue();
      });
      let letAnswers = () => {};
      const answers = new Promise<void>((resolve) => {
        letAnswers = resolve;
      });
      await page.route(new RegExp(`/v1/.*(${atHome.join("|")})(\\?|$)`), async (route) => {
        await answers;
        await route.continue();
      });
      await page.addInitScript(`window.moved = 0;
        new PerformanceObserver((list) => {
          for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) moved += value;
        }).observe({ type: "layout-shift", buffered: true });`);
      await page.goto("/", { waitUntil: "commit" });
      await page.locator("h1", { hasText: say("home.title") }).waitFor();
      await page.getByText(say("home.lead")).waitFor();
      // The pages' own script is still on its way.
      await expect.poll(() => asked).toEqual(["me"]);
      letScripts();
      // None of them waits for the answer to another.
      await expect.poll(() => atHome.filter((name) => !asked.includes(name))).toEqual([]);
      await page.locator(".figure").nth(4).waitFor();
      expect(asked.filter((name) => name === "me")).toHaveLength(1);
      letAnswers();
      await expect.poll(() => page.locator(".figure").first().innerText()).toBe("0");
      // Poor begins at 0.25, good ends at 0.1 (web.dev, CLS).
      expect(Number(await page.evaluate("moved"))).toBeLessThan(0.1);
    });
  });
});
