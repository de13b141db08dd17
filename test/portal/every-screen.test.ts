import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingBrowser } from "../support/browser.ts";
import { type Furnished, furnishHouse } from "../support/furnished-house.ts";
import { saidIn } from "../support/said.ts";
import { heading, judge, openVisit, signInAs, type Visit, viewsOf } from "../support/visit.ts";

type Say = ReturnType<typeof saidIn>;
interface Shown {
  path: string;
  /** What is done there before it is looked at. */
  work?: (page: Page, say: Say) => Promise<unknown>;
}

const press =
  (name: (say: Say) => string | RegExp): NonNullable<Shown["work"]> =>
  async (page, say) => {
    await page
      .getByRole("button", { name: name(say) })
      .first()
      .click();
  };
const form =
  (name: (say: Say) => string | RegExp): NonNullable<Shown["work"]> =>
  async (page, say) => {
    await press(name)(page, say);
    await page.getByRole("dialog").getByRole("button").nth(1).waitFor();
  };

/** Every screen and every form of a partner's portal, by the name of its picture. */
function screensOf(f: Furnished): Record<string, Shown> {
  const contract = `/contracts/${f.contractId}`;
  return {
    home: { path: "/" },
    contracts: { path: "/contracts" },
    "contracts-nothing-fits": { path: "/contracts?q=zebra" },
    "searches-saved": { path: "/contracts", work: press((say) => say("saved.manage")) },
    "search-save": { path: "/contracts?q=harbour", work: form((say) => say("saved.keep")) },
    "contract-new": { path: "/contracts", work: form((say) => say("contract.new")) },
    contract: { path: contract, work: press((say) => say("contract.planShow")) },
    "contract-change": { path: contract, work: form((say) => say("contract.change")) },
    "contract-suspend": { path: contract, work: form((say) => say("contract.suspend")) },
    tenants: { path: `${contract}?tab=tenants`, work: press((say) => new RegExp(`^${say("tenants.access")}`)) },
    "tenant-new": { path: `${contract}?tab=tenants`, work: form((say) => say("tenants.new")) },
    "tenant-delete": { path: `${contract}?tab=tenants`, work: form((say) => new RegExp(`^${say("tenants.delete")}`)) },
    "access-grant": {
      path: `${contract}?tab=tenants`,
      work: async (page, say) => {
        await press(() => new RegExp(`^${say("tenants.access")}`))(page, say);
        await form(() => say("tenants.grant"))(page, say);
      },
    },
    users: { path: `${contract}?tab=users` },
    "user-new": { path: `${contract}?tab=users`, work: form((say) => say("users.new")) },
    "user-security": { path: `${contract}?tab=users`, work: form((say) => new RegExp(`^${say("users.more")}`)) },
    subscriptions: { path: `${contract}?tab=subscriptions` },
    "subscription-new": { path: `${contract}?tab=subscriptions`, work: form((say) => say("subscriptions.new")) },
    "contract-orders": { path: `${contract}?tab=orders` },
    "contract-groups": { path: `${contract}?tab=groups` },
    "contract-audit": { path: `${contract}?tab=audit` },
    "contract-charges": { path: `/contracts/${f.chargedId}?tab=charges` },
    "charges-of-month": { path: `/contracts/${f.chargedId}/charges/2026-05` },
    "why-this-amount": {
      path: `/contracts/${f.chargedId}/charges/2026-05`,
      work: async (page, say) => {
        await press(() => new RegExp(say("charges.why")))(page, say);
        await page.getByRole("dialog").getByRole("row").nth(1).waitFor();
      },
    },
    orders: { path: "/orders" },
    "order-failed": { path: `/orders/${f.failedOrderId}` },
    "order-retry": { path: `/orders/${f.failedOrderId}`, work: form((say) => say("orders.retry")) },
    charges: { path: "/charges" },
    invoices: { path: "/invoices" },
    invoice: { path: `/invoices/${f.invoice}` },
    "billing-details": { path: "/billing-details" },
    "billing-details-change": { path: "/billing-details", work: form((say) => say("billingDetails.set")) },
    "resale-prices": { path: "/resale-prices" },
    "resale-price-new": { path: "/resale-prices", work: form((say) => say("resale.new")) },
    groups: { path: "/groups" },
    "group-new": { path: "/groups", work: form((say) => say("groups.new")) },
    "group-explain": { path: "/groups", work: form((say) => say("groups.explain")) },
    group: { path: `/groups/${f.groupId}` },
    duties: { path: "/duties" },
    "duty-done": { path: "/duties", work: form((say) => new RegExp(`^${say("duties.done")}`)) },
    approvals: { path: "/approvals" },
    tickets: { path: "/tickets" },
    "ticket-new": { path: "/tickets", work: form((say) => say("tickets.new")) },
    ticket: { path: `/tickets/${f.ticketId}` },
    notices: { path: "/notices" },
    notice: { path: `/notices/${f.noticeId}` },
    "notice-settings": { path: "/notices/settings" },
    "user-of-child": { path: `${contract}/users/${f.childUserId}` },
    "tenants-left-out": {
      path: `${contract}/users/${f.childUserId}`,
      work: form((say) => new RegExp(`^${say("notify.except")}`)),
    },
    documents: { path: "/documents" },
    webhooks: { path: "/webhooks" },
    "webhook-new": { path: "/webhooks", work: form((say) => say("webhooks.new")) },
    webhook: { path: `/webhooks/${f.webhookId}` },
    bulks: { path: "/bulks" },
    "bulk-new": { path: "/bulks", work: form((say) => say("bulks.new")) },
    bulk: { path: `/bulks/${f.bulkId}` },
    account: { path: "/account" },
    "forgot-password": { path: "/forgot-password" },
    "set-password": { path: "/set-password#token" },
    "key-new": { path: "/account", work: form((say) => say("keys.new")) },
  };
}

/** What somebody sees who has nothing yet. */
const emptyScreens = [
  "contracts",
  "orders",
  "charges",
  "invoices",
  "groups",
  "duties",
  "approvals",
  "tickets",
  "notices",
  "webhooks",
  "bulks",
];

describe.skipIf(missingBrowser)("every screen of the portal", () => {
  let visit: Visit;
  let furnished: Furnished;
  beforeAll(async () => {
    visit = await openVisit();
    furnished = await furnishHouse(visit.house);
  });
  afterAll(() => visit?.close());

  test.each(viewsOf("ja", 1920, "light"))(
    "$language, $width px, $scheme: every screen and form, full and empty, without serious findings",
    { timeout: 300_000 },
    async (view) => {
      const say = saidIn(view.language);
      const findings: string[] = [];
      const look = (page: Page, name: string) => judge(page, name, view).catch((error: Error) => findings.push(error.message));
      await visit.look(view, async ({ page }) => {
        await page.goto("/");
        await signInAs(page, furnished.owner, view.language);
        await page.getByRole("row").nth(1).waitFor();
        for (const [name, { path, work }] of Object.entries(screensOf(furnished))) {
          await page.goto(path);
          await heading(page, /./);
          await work?.(page, say);
          await expect.poll(() => page.getByRole("status", { name: say("portal.loading") }).count()).toBe(0);
          await look(page, name);
        }
      });
      await visit.look(view, async ({ page }) => {
        await page.goto("/");
        await signInAs(page, furnished.newcomer, view.language);
        await heading(page, say("home.title"));
        await look(page, "empty-home");
        for (const name of emptyScreens) {
          await page.goto(`/${name}`);
          await page.getByRole("heading", { level: 2 }).or(page.getByRole("row").nth(1)).first().waitFor();
          await look(page, `empty-${name}`);
        }
      });
      expect(findings).toEqual([]);
    },
  );
});
