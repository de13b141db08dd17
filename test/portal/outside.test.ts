import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingBrowser } from "../support/browser.ts";
import { clientOf, someContract } from "../support/client.ts";
import { keysOf } from "../support/keyboard.ts";
import { addPerson, goodPassword, type TestPerson } from "../support/people.ts";
import { saidIn } from "../support/said.ts";
import { heading, judge, oneOf, openVisit, signInAs, type Visit } from "../support/visit.ts";

const newPassword = "seven slow boats on a river";

describe.skipIf(missingBrowser)("pages that are open to everybody", () => {
  let visit: Visit;
  beforeAll(async () => {
    visit = await openVisit({ mail: { PORTAL_URL: "https://portal.example/" } });
  });
  afterAll(() => visit?.close());

  /** The path and what follows it of the link in the newest mail to an address. */
  const linkTo = async (address: string) => {
    await visit.house.settle();
    const mail = (await visit.house.mails()).findLast(({ recipients }) => recipients.includes(address));
    const [, link = ""] = /https:\/\/portal\.example(\/\S+)/.exec(mail?.text ?? "") ?? [];
    return link;
  };
  const invite = async () => {
    const contract = someContract({ notifyRepresentative: true });
    await clientOf(visit.house.api, visit.house.partner).post("/v1/contracts", contract);
    return contract.representative.loginId;
  };
  const askFor = async (page: Page, loginId: string) => {
    await page.goto("/");
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await heading(page, "Forgot your password?");
    await page.getByLabel("Login ID").fill(loginId);
    await page.getByRole("button", { name: "Mail me a link" }).click();
    await page.getByText("Look into your mail").waitFor();
    return page.locator(".card").innerText();
  };

  test("who is invited sets a password and signs in; the token stays nowhere and goes nowhere else", async () => {
    const loginId = await invite();
    const link = await linkTo(loginId);
    expect(link).toMatch(/^\/invitation#[\w-]{43}$/);
    const token = link.slice(link.indexOf("#") + 1);
    await visit.look({}, async ({ page }) => {
      const [asked, referers]: [string[], string[]] = [[], []];
      page.on("request", (request) => {
        const headers = request.headers();
        asked.push(`${request.url()} ${JSON.stringify(headers)}`);
        if (headers.referer) referers.push(headers.referer);
      });
      await page.goto(link);
      await heading(page, "You are invited");
      await expect.poll(() => new URL(page.url()).hash).toBe("");
      await page.getByRole("textbox", { name: "New password" }).fill("short");
      await page.getByRole("button", { name: "Set the password" }).click();
      await page.getByRole("alert").getByText("15").waitFor();
      await page.getByRole("textbox", { name: "New password" }).fill(newPassword);
      await page.getByRole("button", { name: "Set the password" }).click();
      await page.getByText("Your password is set. Sign in with it.").waitFor();
      await expect.poll(() => keysOf(page).at()).toBe("Login ID");
      expect(await page.content()).not.toContain(token);
      await signInAs(page, { loginId, password: newPassword } as TestPerson);
      await heading(page, "Home");
      expect(new URL(page.url()).pathname).toBe("/");
      expect(asked.length).toBeGreaterThan(5);
      expect(asked.filter((line) => line.includes(token))).toEqual([]);
      expect(referers).toEqual([]);
      await page.goto(link);
      await page.getByRole("textbox", { name: "New password" }).fill("another six words of some length");
      await page.getByRole("button", { name: "Set the password" }).click();
      await page.getByRole("alert").getByText("This link has been used, has expired, or is not right.").waitFor();
      await page.getByRole("link", { name: "Ask for a new password" }).waitFor();
    });
  });

  test("who has forgotten asks for a link and hears the same whether there is such a user or not", async () => {
    const person = await addPerson(visit.house, visit.house.partner);
    await visit.look({}, async ({ page }) => {
      const nobody = await askFor(page, "nobody@people.example");
      expect(await askFor(page, person.loginId)).toBe(nobody);
    });
    expect(await linkTo("nobody@people.example")).toBe("");
    expect(await linkTo(person.loginId)).toMatch(/^\/set-password#[\w-]{43}$/);
  });

  test("a link is for its own user, whoever is signed in where it is opened, and ends that user's sessions", async () => {
    const { house } = visit;
    const [owner, other] = [await addPerson(house, house.partner), await addPerson(house, house.stranger)];
    await visit.look({}, async (elsewhere) => {
      await elsewhere.page.goto("/");
      await signInAs(elsewhere.page, owner);
      await heading(elsewhere.page, "Home");
      await visit.look({}, async ({ page }) => {
        await askFor(page, owner.loginId);
        const link = await linkTo(owner.loginId);
        await page.goto("/");
        await signInAs(page, other);
        await heading(page, "Home");
        await page.goto(link);
        await heading(page, "Set a new password");
        await page.getByRole("textbox", { name: "New password" }).fill(newPassword);
        await page.getByRole("button", { name: "Set the password" }).click();
        await page.getByText("Your password is set. Sign in with it.").waitFor();
        await signInAs(page, { ...owner, password: newPassword });
        await page.getByText(owner.loginId).first().waitFor();
      });
      await elsewhere.page.reload();
      await elsewhere.page.getByRole("textbox", { name: "Login ID" }).waitFor();
      await signInAs(elsewhere.page, { ...owner, password: goodPassword });
      await elsewhere.page.getByRole("alert").waitFor();
    });
  });

  test("by keyboard alone: ask for a link, open it in place of one that is not whole, set the password, sign in", async () => {
    const person = await addPerson(visit.house, visit.house.partner);
    await visit.look({}, async ({ page }) => {
      const { enter, type } = keysOf(page);
      await page.goto("/");
      await page.getByRole("textbox", { name: "Login ID" }).waitFor();
      await enter("Forgot your password?");
      await heading(page, "Forgot your password?");
      await type("Login ID", person.loginId);
      await page.keyboard.press("Enter");
      await page.getByText("Look into your mail").waitFor();
      await page.goto("/set-password");
      await page.getByRole("alert").getByText("The link is not whole").waitFor();
      // Changes only what follows the #: the browser loads nothing.
      await page.goto(await linkTo(person.loginId));
      await page.getByRole("textbox", { name: "New password" }).waitFor();
      await type("New password", newPassword);
      await page.keyboard.press("Enter");
      await page.getByText("Your password is set. Sign in with it.").waitFor();
      await type("Login ID", person.loginId);
      await type("Password", newPassword);
      await page.keyboard.press("Enter");
      await heading(page, "Home");
    });
  });

  test("their documents say what they are before any script is there, and their requests come from the portal alone", async () => {
    const { url } = visit.portal;
    for (const [path, cookie, title] of [
      ["/invitation", "", "You are invited"],
      ["/invitation/", "saihan-language=ja", "ご招待"],
      ["/set-password", "saihan=shs_whatever", "Set a new password"],
      ["/forgot-password", "", "Forgot your password?"],
      ["/invitation/elsewhere", "", "Sign in"],
    ] as const) {
      const answer = await fetch(new URL(path, url), { headers: { "accept-language": "en", cookie } });
      const text = await answer.text();
      expect([path, /<h1>(.*)<\/h1>/.exec(text)?.[1]]).toEqual([path, title]);
      expect(text).toContain('name="saihan-session" content="none"');
      expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.headers.get("content-security-policy")).toMatch(/default-src 'none'.*script-src 'self' 'nonce-/);
    }
    for (const [path, body] of [
      ["/v1/password-resets", { loginId: "nobody@people.example" }],
      ["/v1/password-resets/complete", { token: "none", password: newPassword }],
    ] as const) {
      const ask = (origin: string) =>
        fetch(new URL(path, url), {
          ...{ method: "POST", body: JSON.stringify(body) },
          headers: { origin, "content-type": "application/json" },
        });
      expect((await ask("https://elsewhere.example")).status).toBe(403);
      expect((await ask(url)).status).not.toBe(403);
    }
  });

  test.each(oneOf("ja", 360, "light"))("$language, $width px, $scheme: without serious findings", async (view) => {
    const say = saidIn(view.language);
    const loginId = await invite();
    const link = await linkTo(loginId);
    await visit.look(view, async ({ page }) => {
      const judged = (name: string) => judge(page, name, view);
      await page.goto("/forgot-password");
      await heading(page, say("outside.title.forgot-password"));
      await page.getByRole("textbox").waitFor();
      await judged("forgot-password");
      await page.getByRole("textbox").fill(loginId);
      await page.keyboard.press("Enter");
      await page.getByText(say("outside.askedTitle")).waitFor();
      await judged("forgot-password-asked");
      await page.goto("/set-password");
      await page.getByText(say("outside.noLink")).waitFor();
      await judged("set-password-without-link");
      await page.goto("/set-password#wrong");
      await page.getByRole("textbox").fill(newPassword);
      await page.keyboard.press("Enter");
      await page.getByRole("alert").waitFor();
      await judged("set-password-refused");
      await page.goto(link);
      await heading(page, say("outside.title.invitation"));
      await page.getByRole("textbox").waitFor();
      await judged("invitation");
      await page.getByRole("textbox").fill(newPassword);
      await page.keyboard.press("Enter");
      await page.getByText(say("outside.done")).waitFor();
      await judged("invitation-done");
    });
  });
});
