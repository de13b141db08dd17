import { readFile } from "node:fs/promises";
import type { OperatorKind } from "@saihan/domain";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingBrowser } from "../support/browser.ts";
import { clientOf, someContract } from "../support/client.ts";
import { furnishMonths, monthOf } from "../support/closed-month.ts";
import type { House } from "../support/house.ts";
import { codeAt } from "../support/people.ts";
import { type Language, saidIn } from "../support/said.ts";
import { signInStaff } from "../support/staff.ts";
import { heading, judge, openVisit, type Visit, viewsOf } from "../support/visit.ts";

type Member = Awaited<ReturnType<typeof signInStaff>>;

/** A month in which one contract cannot be rated, for a price that is spoilt; the price is mended afterwards. The house's clock stands in that time. */
async function parkMonth(house: House): Promise<void> {
  const { sql } = house.database;
  const months = await furnishMonths(house);
  const id = months.partnerId;
  await months.use("2026-05-02T00:00:00Z", [
    ...monthOf("2026-04"),
    [id, "aws", "SD-Exchange AWS connection", "50 Mbps", "connection-month", "2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z"],
  ]);
  const [price] = await sql`
    select v.id, v.terms from price_versions v join billable_items i on i.no = v.item
     where i.menu = 'SD-Exchange AWS connection' and i.plan = '50 Mbps'`;
  const record = async (terms: unknown) => {
    await sql`alter table price_versions disable trigger user`;
    await sql`update price_versions set terms = ${sql.json(terms as never)} where id = ${price?.id}`;
    await sql`alter table price_versions enable trigger user`;
    await house.restart.billing.stop();
    await house.restart.billing.start();
  };
  await record(JSON.parse(JSON.stringify(price?.terms).replace(/"?25000"?/, '"ten"')));
  await months.close("2026-05-05T00:00:00Z", "2026-04");
  await record(price?.terms);
}

/** A contract of the partner as if the last comparison had found differences. */
async function driftApart({ database: { sql }, partner }: House): Promise<{ partnerId: string; contractId: string }> {
  const [{ id: contractId } = { id: "" }] = await sql<{ id: string }[]>`
    select id from contracts where partner_id = ${partner.contractId} and id <> partner_id order by id limit 1`;
  const differences = [
    { what: "project", problem: "missing", ourId: "0f8fad5bd9cb469fa16570867728950e" },
    { what: "user", problem: "extra", platformId: "a87ff679a2f3e71d9181a67b7542122c" },
  ];
  const at = "2026-05-06T00:00:00Z";
  await sql`
    insert into drift_reports (partner_id, contract_id, compared_at, found_at, differences)
    values (${partner.contractId}, ${contractId}, ${at}, ${at}, ${sql.json(differences)})
    on conflict (partner_id, contract_id) do update set found_at = excluded.found_at, differences = excluded.differences`;
  return { partnerId: partner.contractId, contractId };
}

describe.skipIf(missingBrowser)("the provider's staff in the portal", () => {
  let visit: Visit;
  const staff = {} as Record<OperatorKind, Member>;
  beforeAll(async () => {
    visit = await openVisit();
    const { house } = visit;
    await parkMonth(house);
    for (const kind of ["operations", "billing", "support"] as const) staff[kind] = await signInStaff(house, kind);
    // An order that failed by our fault, and a notice that is still a draft.
    const client = clientOf(house.api, house.partner);
    const { contractId } = await client.ended(await client.post("/v1/contracts", someContract()));
    await house.misbehave({ refuseRate: 1 });
    await client.ended(await client.post(`/v1/contracts/${contractId}/tenants`, { name: "list-failed", region: "jp1" }));
    await house.misbehave();
    const title = { ja: "接続できません", en: "Connection lost" };
    const drafted = await staff.operations.anywhere.post("/v1/notices", {
      category: "incident",
      title,
      scope: { audience: "everybody" },
    });
    expect(drafted.status, drafted.text).toBe(201);
  });
  afterAll(() => visit?.close());

  async function signIn(page: Page, kind: OperatorKind, language: Language = "en"): Promise<void> {
    const say = saidIn(language);
    const { loginId, password, totpSecret } = staff[kind];
    // Each step of a code opens one session.
    visit.house.clock.advance(30_000);
    await page.getByRole("button", { name: say("signIn.staff") }).click();
    await page.getByRole("textbox", { name: say("signIn.loginId") }).fill(loginId);
    await page.getByRole("textbox", { name: say("signIn.password") }).fill(password);
    await page.getByRole("textbox", { name: say("signIn.code") }).fill(codeAt(visit.house, totpSecret));
    await page.getByRole("button", { name: say("signIn.next"), exact: true }).click();
  }

  test("they sign in with a code, choose a partner, see what its representative sees, and leave", async () => {
    const { partner, stranger } = visit.house;
    await visit.look({}, async ({ page }) => {
      await page.goto("/");
      await signIn(page, "operations");
      await heading(page, "Partners");
      await page.getByRole("row", { name: new RegExp(stranger.contractId) }).waitFor();
      expect(await page.getByRole("link", { name: "Orders", exact: true }).count()).toBe(0);
      await page
        .getByRole("row", { name: new RegExp(partner.contractId) })
        .getByRole("link")
        .click();
      await page.getByRole("button", { name: "Work for this partner" }).click();
      await page.getByRole("link", { name: "Orders", exact: true }).click();
      await heading(page, "Orders");
      await page.getByText("No order").or(page.getByRole("row").nth(1)).first().waitFor();
      await page.getByRole("button", { name: "Leave" }).click();
      await heading(page, "Partners");
      expect(await page.getByRole("link", { name: "Orders", exact: true }).count()).toBe(0);
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByRole("button", { name: "For the provider's staff" }).waitFor();
    });
  });

  test("an agreement is recorded by operations; billing sees it and may not", async () => {
    const { contractId } = visit.house.partner;
    await visit.look({}, async ({ page }) => {
      await page.goto(`/partners/${contractId}`);
      await signIn(page, "operations");
      await page.getByText("No agreement is recorded.").waitFor();
      await page.getByRole("button", { name: "Record an agreement" }).click();
      const form = page.getByRole("dialog");
      await form.getByLabel("Agreement", { exact: true }).fill("RA-2026-1");
      await form.getByLabel("From", { exact: true }).fill("2026-04-01");
      await form.getByLabel(/^Menus named/).fill("oracle");
      await form.getByRole("button", { name: "Record an agreement" }).click();
      await page.getByRole("row", { name: /RA-2026-1.*oracle/ }).waitFor();
    });
    await visit.look({}, async ({ page }) => {
      await page.goto(`/partners/${contractId}`);
      await signIn(page, "billing");
      await page.getByRole("row", { name: /RA-2026-1/ }).waitFor();
      expect(await page.getByRole("button", { name: "Record an agreement" }).count()).toBe(0);
    });
  });

  test("orders that stand still, the billing run, notices and the platform stand in lists of their own", async () => {
    await visit.look({}, async ({ page }) => {
      await page.goto("/stuck-orders");
      await signIn(page, "operations");
      await heading(page, "Stuck orders");
      await page.getByRole("row", { name: new RegExp(`${visit.house.partner.name}.*reason of ours`) }).waitFor();
      await page
        .getByRole("button", { name: /^Open for this partner/ })
        .first()
        .click();
      await page.getByRole("button", { name: "Leave" }).waitFor();
      await page.getByRole("button", { name: "Try again" }).click();
      const form = page.getByRole("dialog");
      await form.getByRole("button", { name: "Try again" }).click();
      await form.getByText("Fill this in.").waitFor();
      await form.getByLabel(/^Reason/).fill("the platform was mended");
      await form.getByRole("button", { name: "Try again" }).click();
      await form.waitFor({ state: "detached" });
      await page.getByText("Tried again as").waitFor();
      await page
        .getByRole("region", { name: "Order", exact: true })
        .getByRole("link", { name: /^[0-9a-f-]{36}$/ })
        .click();
      await page.getByRole("cell", { name: "the platform was mended" }).waitFor();
      await page.goto("/catalogue-versions");
      await page.getByRole("row").nth(1).waitFor();
      await page.goto("/platform");
      await page.getByText("Nothing differs").waitFor();
      await page.goto("/staff-notices");
      await page.getByRole("link", { name: "Connection lost" }).click();
      await page.getByText("A draft: nothing has been said yet.").waitFor();
      await page.getByRole("button", { name: "Preview" }).click();
      await page.getByText("Mails", { exact: true }).waitFor();
      expect(await page.getByRole("link", { name: /^Queue dashboard/ }).getAttribute("href")).toBe("http://127.0.0.1:4001/");
      await page.goto("/closes");
      await page.getByText("No month was begun yet").or(page.getByRole("row").nth(1)).first().waitFor();
    });
  });

  test("a contract that could not be rated is set aside with why; billing has it rated again, with a reason", async () => {
    const { house } = visit;
    const id = house.partner.contractId;
    await visit.look({}, async ({ page }) => {
      await page.goto("/closes");
      await signIn(page, "billing");
      await page.getByRole("link", { name: /2026/ }).click();
      const row = page.getByRole("row", { name: new RegExp(id) });
      await row.waitFor();
      await row.getByRole("link").click();
      await page
        .getByRole("region", { name: "Set aside" })
        .getByRole("row", { name: new RegExp(id) })
        .waitFor();
      await page.getByRole("button", { name: "Rate again" }).click();
      const form = page.getByRole("dialog");
      await form.getByLabel(/^Reason/).fill("the price was mended");
      await form.getByRole("button", { name: "Rate again" }).click();
      await form.waitFor({ state: "detached" });
      await house.settle();
      await page.reload();
      await page.getByText("Nothing is set aside in this month.").waitFor();
      await page.getByText("SHA-256").waitFor();
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Download as JSON" }).click(),
      ]);
      expect(file.suggestedFilename()).toBe(`certificate-${id}-2026-04.json`);
      const kept = JSON.parse(await readFile(await file.path(), "utf8"));
      const [certificate] = await house.database.sql`select sha256 from close_certificates where partner_id = ${id}`;
      expect([kept.month, kept.sha256]).toEqual(["2026-04", certificate?.sha256]);
    });
    const audit = await house.database
      .sql`select reason from audit_entries where action = 'close.rate-again' and outcome = 'done'`;
    expect(audit).toEqual([{ reason: "the price was mended" }]);
  });

  test.each(viewsOf("ja", 1280, "light"))(
    "$language, $width px, $scheme: the staff's screens without serious findings",
    async (view) => {
      const say = saidIn(view.language);
      await visit.look(view, async ({ page }) => {
        await page.goto("/partners");
        await page.getByRole("button", { name: say("signIn.staff") }).click();
        await judge(page, "staff-sign-in", view);
        await page.getByRole("button", { name: say("signIn.notStaff") }).click();
        await signIn(page, "operations", view.language);
        await page.getByRole("row").nth(1).waitFor();
        await judge(page, "staff-partners", view);
        await page.goto(`/partners/${visit.house.partner.contractId}`);
        await page.getByText(say("agreements.legalName"), { exact: true }).waitFor();
        await judge(page, "staff-partner", view);
        for (const path of ["stuck-orders", "closes", "approvals-of-all", "staff-notices", "catalogue-versions", "platform"]) {
          await page.goto(`/${path}`);
          await page.getByRole("heading", { level: 2 }).or(page.getByRole("row").nth(1)).first().waitFor();
          await judge(page, `staff-${path}`, view);
        }
        const { partnerId } = await driftApart(visit.house);
        await page.goto("/platform");
        await page.getByRole("button", { name: new RegExp(`^${say("platform.repair")}`) }).click();
        await page.getByRole("dialog").getByRole("checkbox").waitFor();
        await judge(page, "staff-platform-repair", view);
        await page.keyboard.press("Escape");
        await page.getByRole("dialog").waitFor({ state: "detached" });
        await judge(page, "staff-platform-drift", view);
        await page.goto("/staff-notices");
        await page.getByRole("link", { name: /接続できません|Connection lost/ }).click();
        await page.getByRole("button", { name: say("noticesAll.preview") }).click();
        await page.getByText(say("noticesAll.mails"), { exact: true }).waitFor();
        await judge(page, "staff-notice", view);
        await page.goto("/closes/2026-04");
        await page.getByRole("row").nth(1).waitFor();
        await judge(page, "staff-close-month", view);
        await page.goto(`/closes/2026-04/${partnerId}`);
        await page.getByText("SHA-256").waitFor();
        await judge(page, "staff-close-of-partner", view);
      });
    },
  );
});
