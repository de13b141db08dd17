import { type OrderKind, orderIdPattern, tenantIdPattern, userIdPattern } from "@saihan/domain";
import { z } from "zod";
import { defineJob } from "./define-job.ts";

const order = z.strictObject({ orderId: z.string().regex(orderIdPattern) });
const approval = z.strictObject({ approvalId: z.uuid() });
const request = z.strictObject({ requestId: z.uuid() });
const duty = z.strictObject({ dutyId: z.uuid() });
const access = z.strictObject({ tenantId: z.string().regex(tenantIdPattern), userId: z.string().regex(userIdPattern) });
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const bulk = z.strictObject({ bulkId: z.uuid() });
const notice = z.strictObject({ noticeId: z.uuid(), seq: z.number().int().min(1) });
const endpointId = z.uuid();
const eventNumber = z.number().int().min(1);
const mail = z.strictObject({ mailId: z.uuid() });

/** Every kind of work there is. */
export const jobs = {
  createContract: defineJob({ queue: "provisioning", name: "create-contract", payload: order }),
  changeContract: defineJob({ queue: "provisioning", name: "change-contract", payload: order }),
  suspendContract: defineJob({ queue: "provisioning", name: "suspend-contract", payload: order }),
  resumeContract: defineJob({ queue: "provisioning", name: "resume-contract", payload: order }),
  terminateContract: defineJob({ queue: "provisioning", name: "terminate-contract", payload: order }),
  /** Places the orders of a bulk. */
  applyBulk: defineJob({ queue: "provisioning", name: "apply-bulk", payload: bulk }),
  repairContract: defineJob({ queue: "provisioning", name: "repair-contract", payload: order }),
  createTenant: defineJob({ queue: "provisioning", name: "create-tenant", payload: order }),
  changeTenant: defineJob({ queue: "provisioning", name: "change-tenant", payload: order }),
  deleteTenant: defineJob({ queue: "provisioning", name: "delete-tenant", payload: order }),
  createUser: defineJob({ queue: "users", name: "create-user", payload: order }),
  changeUser: defineJob({ queue: "users", name: "change-user", payload: order }),
  changeRepresentative: defineJob({ queue: "users", name: "change-representative", payload: order }),
  deleteUser: defineJob({ queue: "users", name: "delete-user", payload: order }),
  // A subscription order of every kind is one kind of work: what was carried out is recorded.
  moveSubscription: defineJob({ queue: "provisioning", name: "move-subscription", payload: order }),
  settleApproval: defineJob({ queue: "provisioning", name: "settle-approval", payload: approval }),
  /** Mails about a request for consent: to those who are asked, again before it ends, and to who asked when it is answered. */
  tellApproval: defineJob({
    queue: "notifications",
    name: "tell-approval",
    payload: request.extend({ step: z.enum(["asked", "reminded", "answered"]) }),
  }),
  /** Ends an order that is cancelled. */
  cancelOrder: defineJob({ queue: "provisioning", name: "cancel-order", payload: order }),
  /** Begins an order whose time has come. */
  beginOrder: defineJob({ queue: "provisioning", name: "begin-order", payload: order }),
  /** Ends an order whose deadline has passed while its work lies aside. */
  endOverdue: defineJob({ queue: "provisioning", name: "end-overdue", payload: order }),
  expireApproval: defineJob({ queue: "provisioning", name: "expire-approval", payload: request }),
  remindDuty: defineJob({ queue: "notifications", name: "remind-duty", payload: duty }),
  grantAccess: defineJob({ queue: "users", name: "grant-access", payload: order }),
  revokeAccess: defineJob({ queue: "users", name: "revoke-access", payload: order }),
  /** Orders the end of an access whose time has come. */
  endAccess: defineJob({ queue: "users", name: "end-access", payload: access }),
  rateContracts: defineJob({
    queue: "billing",
    name: "rate-contracts",
    payload: z.strictObject({ month, batch: z.number().int().min(0) }),
  }),
  issueInvoice: defineJob({ queue: "billing", name: "issue-invoice", payload: z.strictObject({ month }) }),
  /** After an agency's close: books commission, and makes the payment statement. */
  settleCommission: defineJob({ queue: "billing", name: "settle-commission", payload: z.strictObject({ month }) }),
  /** After a close of a partner with resale prices: makes the statements of its end users. */
  settleResale: defineJob({ queue: "billing", name: "settle-resale", payload: z.strictObject({ month }) }),
  /** Takes silence for consent to a payment statement. */
  deemStatement: defineJob({
    queue: "billing",
    name: "deem-statement",
    payload: z.strictObject({ number: z.string().regex(/^PS-\d{4}-\d{6,}$/) }),
  }),
  /** Writes the mails of a notice's update to the people of one partner. */
  addressNotice: defineJob({ queue: "notifications", name: "address-notice", payload: notice }),
  /** Sends an endpoint the events behind its number, or a heartbeat; of an earlier turn it does nothing. */
  deliverEvents: defineJob({
    queue: "webhooks",
    name: "deliver-events",
    payload: z.strictObject({ endpointId, turn: z.number().int().min(1) }),
  }),
  /** Sends events again; `tries` counts from 0 for the event that stands first. */
  resendEvents: defineJob({
    queue: "webhooks",
    name: "resend-events",
    payload: z.strictObject({ endpointId, from: eventNumber, to: eventNumber, tries: z.number().int().min(0) }),
  }),
  testWebhook: defineJob({ queue: "webhooks", name: "test-webhook", payload: z.strictObject({ endpointId, testId: z.uuid() }) }),
  sendMail: defineJob({ queue: "notifications", name: "send-mail", payload: mail, bundle: 25 }),
} as const;

/** The work that carries out an order of each kind. */
export const jobOfOrder = {
  "contract.create": jobs.createContract,
  "contract.change": jobs.changeContract,
  "contract.suspend": jobs.suspendContract,
  "contract.resume": jobs.resumeContract,
  "contract.terminate": jobs.terminateContract,
  "contract.repair": jobs.repairContract,
  "tenant.create": jobs.createTenant,
  "tenant.change": jobs.changeTenant,
  "tenant.delete": jobs.deleteTenant,
  "user.create": jobs.createUser,
  "representative.change": jobs.changeRepresentative,
  "user.change": jobs.changeUser,
  "user.delete": jobs.deleteUser,
  "subscription.start": jobs.moveSubscription,
  "subscription.change-plan": jobs.moveSubscription,
  "subscription.stop": jobs.moveSubscription,
  "subscription.resume": jobs.moveSubscription,
  "subscription.end": jobs.moveSubscription,
  "access.grant": jobs.grantAccess,
  "access.revoke": jobs.revokeAccess,
} as const satisfies Record<OrderKind, unknown>;
