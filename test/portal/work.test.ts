import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingBrowser } from "../support/browser.ts";
import { clientOf, someContract } from "../support/client.ts";
import { codeAt, giveTotp, goodPassword, representativeOf, type TestPerson } from "../support/people.ts";
import { heading, judge, oneOf, openVisit, signInAs, type Visit } from "../support/visit.ts";

describe.skipIf(missingBrowser)("daily work in the portal", () => {
  let visit: Visit;
  let owner: TestPerson;
  let children: string[];
  beforeAll(async () => {
    visit = await openVisit();
    const { house } = visit;
    owner = await representativeOf(house, house.partner);
    const partner = clientOf(house.api, house.partner);
    children = [];
    for (const customerName of ["株式会社みどり商事", "Harbour Logistics"]) {
      children.push((await partner.post("/v1/contracts", someContract({ customerName }))).body.contract.id);
    }
    await house.settle();
    await house.misbehave({ refuseRate: 1 });
    await partner.ended(await partner.post(`/v1/contracts/${children[0]}/tenants`, { name: "never-made", region: "jp1" }));
    await house.misbehave();
    await house.addUser(house.partner, { type: "general", name: "鈴木 花子" });
  });
  afterAll(() => visit?.close());

  test("the home page tells what failed, and the failed order is tried again from there", async () => {
    await visit.look({}, async ({ page }) => {
      await page.goto("/");
      await signInAs(page, owner);
      const waits = page.getByRole("region", { name: "What waits for you" });
      await waits.getByText("Failed orders").waitFor();
      expect(await waits.locator("[data-bad] .figure").innerText()).toBe("1");
      await page
        .getByRole("row", { name: /New tenant.*Failed/ })
        .getByRole("link")
        .click();
      await heading(page, "New tenant");
      await page.getByText("Reason", { exact: true }).waitFor();
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Try again" }).click();
      await page.getByRole("region", { name: "Your orders" }).getByText("Done", { exact: true }).waitFor({ timeout: 30_000 });
      await page.getByRole("link", { name: "Home" }).click();
      await page.getByRole("region", { name: "What waits for you" }).locator(".figure").first().waitFor();
      await expect.poll(() => page.locator("[data-bad]").count()).toBe(0);
    });
  });

  test("a ticket is opened, answered in its thread, and closed", async () => {
    await visit.look({}, async ({ page }) => {
      await page.goto("/tickets");
      await signInAs(page, owner);
      await page.getByText("No ticket yet").waitFor();
      await page.getByRole("button", { name: "Open a ticket" }).click();
      const form = page.getByRole("dialog", { name: "Open a ticket" });
      await form.getByLabel("Subject").fill("The gateway is slow");
      await form.getByLabel("Text").fill("Since noon.\nOnly in jp1.");
      await form.getByRole("button", { name: "Open a ticket" }).click();
      await page.getByRole("link", { name: "The gateway is slow" }).click();
      await heading(page, "The gateway is slow");
      await page.getByRole("button", { name: "Reply" }).click();
      await page.getByRole("dialog").getByLabel("Text").fill("It is worse now.");
      await page.getByRole("dialog").getByRole("button", { name: "Reply" }).click();
      await page.getByText("It is worse now.").waitFor();
      await page.getByRole("button", { name: "Close the ticket" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Close the ticket" }).click();
      await page.getByText("Closed", { exact: true }).waitFor();
    });
  });

  test("a key is shown once and revoked, and another session is ended", async () => {
    await visit.look({}, async (other) => {
      await other.page.goto("/");
      await signInAs(other.page, owner);
      await heading(other.page, "Home");
      await visit.look({}, async ({ page }) => {
        await page.goto("/account");
        await signInAs(page, owner);
        await page.getByRole("button", { name: "New key" }).click();
        const form = page.getByRole("dialog", { name: "New key" });
        await form.getByLabel("Name", { exact: true }).fill("nightly report");
        await form.getByLabel("For reading only").check();
        await form.getByRole("button", { name: "New key" }).click();
        const key = await form.locator("pre").innerText();
        const program = clientOf(visit.house.api, { apiKey: key });
        expect((await program.get("/v1/contracts")).status).toBe(200);
        expect((await program.post("/v1/contracts", someContract())).body.code).toBe("SCOPE_MISSING");
        await form.getByRole("button", { name: "Close" }).last().click();
        expect(await page.content()).not.toContain(key);
        await page.getByRole("button", { name: "Revoke: nightly report" }).click();
        await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
        await page.getByRole("button", { name: "Revoke: nightly report" }).waitFor({ state: "detached" });
        await expect.poll(async () => (await program.get("/v1/contracts")).status).toBe(401);
        const sessions = page.getByRole("region", { name: "Sessions" });
        await sessions.getByRole("button", { name: /^End/ }).first().click();
        await page.getByRole("dialog").getByRole("button", { name: "End" }).click();
        await page.getByRole("dialog").waitFor({ state: "hidden" });
        await page.getByLabel("News").uncheck({ force: true });
        await page.getByText("Saved.").waitFor();
        await page.reload();
        await page.getByRole("switch", { name: "News" }).waitFor({ state: "attached" });
        expect(await page.getByRole("switch", { name: "News" }).isChecked()).toBe(false);
      });
      await other.page.reload();
      await other.page.getByRole("textbox", { name: "Login ID" }).waitFor();
    });
  });

  test("one-time codes: new recovery codes replace the old, and they are switched off with password and code", async () => {
    const { house } = visit;
    const person = await representativeOf(house, house.stranger);
    const secret = await giveTotp(house, person.userId);
    await visit.look({}, async ({ page }) => {
      await page.goto("/account");
      await signInAs(page, person);
      await page.locator("input[name=code]").fill(codeAt(house, secret));
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "New recovery codes" }).click();
      const form = page.getByRole("dialog");
      house.clock.advance(30_000);
      await form.getByLabel("Code from the app").fill(codeAt(house, secret));
      await form.getByRole("button", { name: "New recovery codes" }).click();
      await form.locator(".codes li").nth(9).waitFor();
      await form.getByRole("button", { name: "Close" }).last().click();
      await page.getByRole("button", { name: "Switch off" }).click();
      house.clock.advance(30_000);
      await form.getByLabel("Current password").fill(goodPassword);
      await form.getByLabel("Code from the app").fill(codeAt(house, secret));
      await form.getByRole("button", { name: "Switch off" }).click();
      await page.getByRole("button", { name: "Ask me for one-time codes" }).waitFor();
    });
  });

  test("a group is made, a change simulated, and why a user sees a contract is explained", async () => {
    const [user] = await visit.house.database.sql<{ id: string }[]>`
      select id from users where name = '鈴木 花子' and contract_id = ${visit.house.partner.contractId}`;
    await visit.look({}, async ({ page }) => {
      await page.goto("/groups");
      await signInAs(page, owner);
      await page.getByRole("button", { name: "New group" }).click();
      const form = page.getByRole("dialog");
      await form.getByLabel("Name", { exact: true }).fill("West");
      await form.getByLabel("Contracts, one a line (optional)").fill(String(children[0]));
      await form.getByLabel("Users, one a line (optional)").fill(String(user?.id));
      await form.getByRole("button", { name: "New group" }).click();
      await page.getByRole("link", { name: "West" }).waitFor();
      await page.getByRole("button", { name: "Who sees what, and why" }).click();
      await form.getByLabel("User").fill(String(user?.id));
      await form.getByLabel("Contract").fill(String(children[1]));
      await form.getByRole("button", { name: "Who sees what, and why" }).click();
      await form.getByText("This user does not see the contract.").waitFor();
      await form.getByRole("button", { name: "Close" }).last().click();
      await page.getByRole("link", { name: "West" }).click();
      await heading(page, "West");
      await page.getByRole("button", { name: "What would a change do?" }).click();
      await form.getByLabel("Contracts to add, one a line (optional)").fill(String(children[1]));
      await form.getByRole("button", { name: "What would a change do?" }).click();
      await form.getByText("Would see more").waitFor();
      await form.getByText(String(children[1])).waitFor();
    });
  });

  test("a webhook is made with its secret shown once, tested, and its log tells what came of it", async () => {
    await visit.look({}, async ({ page }) => {
      await page.goto("/webhooks");
      await signInAs(page, owner);
      await page.getByRole("button", { name: "New webhook" }).click();
      const form = page.getByRole("dialog");
      // Nothing listens there: the log must tell so.
      await form.getByLabel("Address").fill("http://127.0.0.1:9/hook");
      await form.getByRole("button", { name: "New webhook" }).click();
      expect(await form.locator("pre").innerText()).toMatch(/^whsec_/);
      await form.getByRole("button", { name: "Close" }).last().click();
      await page.getByRole("link", { name: "http://127.0.0.1:9/hook" }).click();
      await page.getByRole("button", { name: "Send a test" }).click();
      await form.getByRole("button", { name: "Send a test" }).click();
      await form.waitFor({ state: "hidden" });
      await expect
        .poll(
          async () => {
            await page.reload();
            await heading(page, "http://127.0.0.1:9/hook");
            await page
              .getByText(/NO_CONNECTION|Nothing has been sent yet/)
              .first()
              .waitFor();
            return page.getByText("NO_CONNECTION").count();
          },
          { timeout: 30_000, interval: 500 },
        )
        .toBeGreaterThan(0);
    });
  });

  test("a file of contracts becomes a plan, and the plan orders", async () => {
    await visit.look({}, async ({ page }) => {
      await page.goto("/bulks");
      await signInAs(page, owner);
      await page.getByRole("button", { name: "Upload a file" }).click();
      const form = page.getByRole("dialog");
      const csv = [
        "customerName,loginId,mailAddress,notify",
        "Bulk One,bulk1@bulk.example,bulk1@bulk.example,false",
        "Bulk Two,bulk2@bulk.example,not an address,false",
      ];
      const chosen = page.waitForEvent("filechooser");
      await form.getByLabel("Rows (CSV with a header line)").click();
      await (await chosen).setFiles({ name: "contracts.csv", mimeType: "text/csv", buffer: Buffer.from(csv.join("\n")) });
      await form.getByText("contracts.csv").waitFor();
      await form.getByRole("button", { name: "Upload a file" }).click();
      await page.getByText("1 new, 0 changed, 0 unchanged, 1 refused").waitFor();
      await page.getByRole("button", { name: "Carry out the plan" }).click();
      await form.getByRole("button", { name: "Carry out the plan" }).click();
      await page.getByRole("row", { name: /Bulk One.*Done/ }).waitFor({ timeout: 30_000 });
      await page.getByText("2 of 2 done, 0 failed").waitFor();
    });
  });

  test.each(oneOf("en", 1280, "dark"))("$language, $width px, $scheme: daily work without serious findings", async (view) => {
    await visit.look(view, async ({ page }) => {
      await page.goto("/");
      await signInAs(page, owner, view.language);
      await page.locator(".figure").first().waitFor();
      await page.getByRole("row").nth(1).waitFor();
      await judge(page, "home", view);
      for (const name of ["account", "groups", "webhooks", "bulks", "tickets", "duties", "approvals", "notices", "documents"]) {
        await page.goto(`/${name}`);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await judge(page, name, view);
      }
      for (const name of ["groups", "webhooks", "bulks", "tickets", "orders"]) {
        await page.goto(`/${name}`);
        const link = page.getByRole("row").nth(1).getByRole("link").first();
        await link.click();
        await page.waitForURL(`**/${name}/*`);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await page.getByRole("heading", { level: 2 }).or(page.getByRole("listitem")).first().waitFor();
        await judge(page, `${name}-one`, view);
      }
    });
  });
});
