import { listNoticeDeliveries, reportMail, transaction, writeSignUpContact } from "@saihan/db";
import { leftOutReasons, no, orderIdPattern, type Rejection, recipientRules } from "@saihan/domain";
import {
  contractIdField,
  displayText,
  mailAddressField,
  nothing,
  orderIdField,
  regionField,
  tenantIdField,
  z,
} from "../fields.ts";
import { bilingual, menuCodeField } from "../menus/view.ts";
import { type Answer, ok } from "../operation.ts";
import { deskScope, forPartner } from "../operator-desk/desk.ts";
import { deskOperation } from "../operator-desk/desk-operation.ts";
import { changeDraft, deleteDraft, draftNotice, previewNotice, sayUpdate } from "./publish.ts";
import { categoryField, contentFields, stateField, titleField } from "./view.ts";

const oneNotice = z.strictObject({ noticeId: z.string() });
export const scopeField = z.strictObject({
  audience: z.enum(["named", "parents", "children", "everybody"]).default("named"),
  contracts: z.array(contractIdField).max(20_000).default([]),
  tenants: z.array(tenantIdField).max(20_000).default([]),
  menus: z.array(menuCodeField).max(200).default([]).openapi({ description: "Tenants that hold one of them" }),
  regions: z.array(regionField).max(50).default([]).openapi({ description: "Tenants in one of them; narrows `menus`" }),
});
const field = z.enum(["to", "cc"]);
const recipientSchema = z.object({
  address: z.string(),
  field,
  rule: z.enum(recipientRules),
  userId: z.string().nullable(),
  contractId: contractIdField,
  name: z.string().nullable(),
  language: z.enum(["ja", "en"]),
  concerns: z.array(contractIdField),
});
const leftOutSchema = z.object({
  userId: z.string(),
  contractId: contractIdField,
  address: z.string(),
  reason: z.enum(leftOutReasons),
});
const outcomeField = z.enum(["delivered", "bounced", "complained"]);

export const noticeDeskOperations = [
  deskOperation({
    method: "post",
    path: "/v1/notices",
    id: "draftNotice",
    summary: "Write a notice down, with whom it concerns; nobody hears of it yet",
    action: "notice.write",
    params: nothing,
    body: z.strictObject({ category: categoryField, title: titleField, scope: scopeField }).openapi("DraftNotice"),
    bodyLimitBytes: 2 * 1_024 * 1_024,
    status: 201,
    answer: z.object({ id: z.string(), category: categoryField, title: bilingual, writtenAt: z.string() }),
    refusals: [],
    at: (desk, { body }) => draftNotice(desk, body),
  }),
  deskOperation({
    method: "patch",
    path: "/v1/notices/{noticeId}",
    id: "changeNoticeDraft",
    summary: "Change a notice that nobody has heard of yet",
    action: "notice.write",
    params: oneNotice,
    body: z
      .strictObject({ category: categoryField.optional(), title: titleField.optional(), scope: scopeField.optional() })
      .openapi("ChangeNoticeDraft"),
    bodyLimitBytes: 2 * 1_024 * 1_024,
    answer: z.object({ id: z.string(), category: categoryField, title: bilingual, writtenAt: z.string() }),
    refusals: ["NOTICE_NOT_FOUND", "NOTICE_PUBLISHED"],
    at: (desk, { params, body }) => changeDraft(desk, params.noticeId, body),
  }),
  deskOperation({
    method: "delete",
    path: "/v1/notices/{noticeId}",
    id: "deleteNoticeDraft",
    summary: "Delete a notice that nobody has heard of yet",
    action: "notice.write",
    params: oneNotice,
    status: 204,
    answer: z.undefined(),
    refusals: ["NOTICE_NOT_FOUND", "NOTICE_PUBLISHED"],
    at: (desk, { params }) => deleteDraft(desk, params.noticeId),
  }),
  deskOperation({
    method: "post",
    path: "/v1/notices/{noticeId}:preview",
    id: "previewNotice",
    summary: "Who would be written to, by which rule; who would not, and why",
    description: "Of the partner that is named in the header Saihan-Partner, or of all.",
    action: "notice.write",
    params: oneNotice,
    answer: z.object({
      mails: z.number().int(),
      contracts: z.number().int(),
      partners: z.array(
        z.object({
          partnerId: contractIdField,
          contracts: z.number().int(),
          recipients: z.array(recipientSchema),
          leftOut: z.array(leftOutSchema),
        }),
      ),
    }),
    refusals: ["NOTICE_NOT_FOUND"],
    at: (desk, { caller, params }) => previewNotice(desk, params.noticeId, caller.partnerId),
  }),
  deskOperation({
    method: "post",
    path: "/v1/notices/{noticeId}/updates",
    id: "sayUpdate",
    summary: "Publish an update: the first tells of the notice, later ones go on in the same conversation",
    action: "notice.write",
    params: oneNotice,
    body: z
      .strictObject({
        seq: z.number().int().min(1).openapi({ description: "One more than the last; the same one twice is published once" }),
        state: stateField,
        ...contentFields,
      })
      .openapi("NoticeUpdate"),
    status: 201,
    answer: z.object({
      noticeId: z.string(),
      seq: z.number().int(),
      state: stateField,
      partners: z.number().int(),
      contracts: z.number().int(),
    }),
    refusals: ["NOTICE_NOT_FOUND", "NOTICE_STATE_FORBIDS"],
    at: (desk, { params, body: { seq, state, ...content } }) => sayUpdate(desk, params.noticeId, { seq, state, content }),
  }),
  deskOperation({
    method: "get",
    path: "/v1/notices/{noticeId}/deliveries",
    id: "listNoticeDeliveries",
    summary: "What became of each mail on a notice, of the named partner",
    action: "notice.deliveries",
    params: oneNotice,
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(1_000).default(100), after: orderIdField.optional() }),
    answer: z.object({
      deliveries: z.array(
        z.object({
          id: z.string(),
          seq: z.number().int(),
          address: z.string(),
          field,
          rule: z.string(),
          userId: z.string().nullable(),
          contractId: contractIdField,
          state: z.string(),
          delivery: outcomeField.nullable(),
          sendings: z.number().int(),
          uncertain: z.number().int().openapi({
            description: "Sendings of which nobody knows whether the mail was taken; it may have come more than once",
          }),
          reason: z.string().nullable().openapi({ description: "Why it was not sent: the server's codes, or ours" }),
          messageId: z.string().nullable(),
        }),
      ),
      next: z.string().nullable(),
    }),
    refusals: ["NOTICE_NOT_FOUND"],
    at: async (desk, { caller, params: { noticeId }, query: { limit, after } }): Promise<Answer | Rejection> => {
      if (!orderIdPattern.test(noticeId)) return no("NOTICE_NOT_FOUND", { notice: noticeId.slice(0, 64) });
      const page = { ...(after && { after }), limit: limit + 1 };
      const rows = await transaction(desk.db, deskScope(desk, caller.partnerId), (tx) =>
        listNoticeDeliveries(tx, noticeId, page),
      );
      const deliveries = rows.slice(0, limit);
      return ok(200, { deliveries, next: rows.length > limit ? (deliveries.at(-1)?.id ?? null) : null });
    },
  }),
  deskOperation({
    method: "put",
    path: "/v1/operator/sign-up-contact",
    id: "recordSignUpContact",
    summary: "Record whom the partner named when it signed up, who is told of terms and charges",
    action: "sign-up-contact.record",
    params: nothing,
    body: z
      .strictObject({ mailAddress: mailAddressField, name: displayText(100, "山田 太郎").optional() })
      .openapi("SignUpContact"),
    answer: z.object({ mailAddress: z.string(), name: z.string().nullable() }),
    refusals: ["PARTNER_NOT_FOUND"],
    at: (desk, { caller: { partnerId }, body: { mailAddress, name = null } }) =>
      forPartner(desk, partnerId, { action: "sign-up-contact.record", target: partnerId }, async (tx, at) => {
        await writeSignUpContact(tx, partnerId, { mailAddress, name }, { by: desk.operator.id, at });
        return ok(200, { mailAddress, name });
      }),
  }),
  deskOperation({
    method: "post",
    path: "/v1/mail-reports",
    id: "reportMail",
    summary: "Report what became of a mail: a bounce or a complaint marks the address",
    action: "mail.report",
    params: nothing,
    body: z
      .strictObject({ messageId: z.string().max(300).openapi({ description: "As the mail bears it" }), outcome: outcomeField })
      .openapi("MailReport"),
    answer: z.object({ mailId: z.string(), outcome: outcomeField }),
    refusals: ["MAIL_NOT_FOUND"],
    at: async (desk, { body: { messageId, outcome } }): Promise<Answer | Rejection> => {
      const unknown = no("MAIL_NOT_FOUND", { mail: messageId.slice(0, 100) });
      const mailId = /^<?([0-9a-f-]{36})@[^@\s]+$/.exec(messageId)?.[1];
      if (!mailId || !orderIdPattern.test(mailId)) return unknown;
      const [told] = await transaction(desk.db, deskScope(desk), (tx) => reportMail(tx, mailId, outcome, desk.now()));
      return told ? ok(200, { mailId, outcome }) : unknown;
    },
  }),
];
