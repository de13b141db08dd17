import { listNotices, single } from "@saihan/db";
import { no, orderIdPattern } from "@saihan/domain";
import { contractIdField, nothing, orderIdField, z } from "../fields.ts";
import { ok, operation } from "../operation.ts";
import { readerOf } from "./reader.ts";
import { categoryField, noticeSchema, noticeView } from "./view.ts";

const tag = "Notices";
const noticeQuery = z.strictObject({
  contractId: contractIdField.optional(),
  category: categoryField.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  before: orderIdField.optional().openapi({ description: "`next` of the page before" }),
});

export const noticeOperations = [
  operation({
    method: "get",
    path: "/v1/notices",
    id: "listNotices",
    reads: "replica",
    tag,
    summary: "Notices on your contracts, newest first",
    action: "notice.view",
    params: nothing,
    query: noticeQuery,
    order: false,
    status: 200,
    answer: z.object({ notices: z.array(noticeSchema), next: z.string().nullable() }),
    refusals: [],
    handle: async (ctx, { caller, onlyGranted, query: { limit, before, contractId, category } }) => {
      const filter = { ...readerOf(ctx, caller, onlyGranted), ...(contractId && { contractId }), ...(category && { category }) };
      const page = { ...(before && { before }), limit: limit + 1 };
      const rows = await single(ctx.db, caller, (tx) => listNotices(tx, filter, page));
      const notices = rows.slice(0, limit).map(noticeView);
      return ok(200, { notices, next: rows.length > limit ? (notices.at(-1)?.id ?? null) : null });
    },
  }),
  operation({
    method: "get",
    path: "/v1/notices/{noticeId}",
    id: "getNotice",
    tag,
    summary: "One notice with its updates",
    action: "notice.view",
    params: z.strictObject({ noticeId: z.string() }),
    query: nothing,
    order: false,
    status: 200,
    answer: noticeSchema,
    refusals: ["NOTICE_NOT_FOUND"],
    handle: async (ctx, { caller, onlyGranted, params: { noticeId: id } }) => {
      const unknown = no("NOTICE_NOT_FOUND", { notice: id.slice(0, 64) });
      if (!orderIdPattern.test(id)) return unknown;
      const filter = { ...readerOf(ctx, caller, onlyGranted), id };
      const [row] = await single(ctx.db, caller, (tx) => listNotices(tx, filter, { limit: 1 }));
      return row ? ok(200, noticeView(row)) : unknown;
    },
  }),
];
