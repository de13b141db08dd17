export { dumpSchema } from "./dump-schema.ts";
export * from "./errors.ts";
export { databaseFaults } from "./guard.ts";
export * from "./listen.ts";
export { migrate, migrationFiles } from "./migrate.ts";
export * from "./queries/accept-orders.ts";
export * from "./queries/after-restore.ts";
export * from "./queries/api-keys.ts";
export * from "./queries/approval-requests.ts";
export * from "./queries/audit.ts";
export * from "./queries/billing/aggregates.ts";
export * from "./queries/billing/charges.ts";
export * from "./queries/billing/close.ts";
export * from "./queries/billing/commission.ts";
export * from "./queries/billing/documents.ts";
export * from "./queries/billing/end-user-statements.ts";
export * from "./queries/billing/invoice-mail.ts";
export * from "./queries/billing/payment-statements.ts";
export * from "./queries/billing/prices.ts";
export * from "./queries/billing/provider-keys.ts";
export * from "./queries/billing/recompute.ts";
export * from "./queries/billing/resale-rules.ts";
export * from "./queries/billing/resale-settings.ts";
export * from "./queries/billing/resources.ts";
export * from "./queries/billing/usage.ts";
export * from "./queries/billing/verify.ts";
export * from "./queries/billing/verify-commission.ts";
export * from "./queries/billing/verify-resale.ts";
export * from "./queries/bulks.ts";
export * from "./queries/bundles.ts";
export * from "./queries/catalogue-versions.ts";
export * from "./queries/contract-groups.ts";
export * from "./queries/contract-search.ts";
export * from "./queries/contracts.ts";
export * from "./queries/disclosures.ts";
export * from "./queries/drift.ts";
export * from "./queries/duties.ts";
export * from "./queries/events.ts";
export * from "./queries/feed-addresses.ts";
export * from "./queries/house-figures.ts";
export * from "./queries/iam.ts";
export * from "./queries/idempotency-keys.ts";
export * from "./queries/mail-templates.ts";
export * from "./queries/mails.ts";
export * from "./queries/menu-control.ts";
export * from "./queries/notice-list.ts";
export * from "./queries/notice-settings.ts";
export * from "./queries/notices.ts";
export * from "./queries/numbers.ts";
export * from "./queries/offboarding.ts";
export * from "./queries/operations-desk.ts";
export * from "./queries/operators.ts";
export * from "./queries/orders.ts";
export * from "./queries/outbox.ts";
export * from "./queries/own-orders.ts";
export * from "./queries/password-links.ts";
export * from "./queries/platform-ids.ts";
export * from "./queries/programme-files.ts";
export * from "./queries/referrals.ts";
export * from "./queries/retention.ts";
export * from "./queries/sale-facts.ts";
export * from "./queries/saved-searches.ts";
export * from "./queries/sessions.ts";
export * from "./queries/sign-in.ts";
export * from "./queries/sss.ts";
export * from "./queries/staff-records.ts";
export * from "./queries/subscriptions.ts";
export * from "./queries/tenant-access.ts";
export * from "./queries/tenants.ts";
export * from "./queries/terminations.ts";
export * from "./queries/throttles.ts";
export * from "./queries/tickets.ts";
export * from "./queries/users.ts";
export * from "./queries/webhook-deliveries.ts";
export * from "./queries/webhooks.ts";
export * from "./queries/work-pauses.ts";
export * from "./queries/workspaces.ts";
export { createReplica, type Replica, type ReplicaOutcome, type ReplicaStanding } from "./replica.ts";
export * from "./roles.ts";
export {
  type AnyStatement,
  batch,
  type CallerScope,
  connect,
  type Db,
  type DbOptions,
  disconnect,
  goOnAs,
  type PartnerScope,
  poolOf,
  type RowsOf,
  type Scope,
  type Statement,
  single,
  type Tx,
  transaction,
} from "./transaction.ts";
