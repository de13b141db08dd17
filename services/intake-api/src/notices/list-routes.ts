import { findNotice, listNoticeUpdates, type NoticeForStaff, searchNotices, single, transaction } from "@saihan/db";
import { everyNoticeState, no, orderIdPattern, type Rejection } from "@saihan/domain";
import { instant, nothing, orderIdField, z } from "../fields.ts";
import { bilingual } from "../menus/view.ts";
import { type Answer, ok } from "../operation.ts";
import { deskScope } from "../operator-desk/desk.ts";
import { deskOperation } from "../operator-desk/desk-operation.ts";
import { scopeField } from "./desk-routes.ts";
import { categoryField, stateField } from "./view.ts";

const stateOrDraft = z.enum([...everyNoticeState, "draft"]);
const base = { id: z.string(), category: categoryField, title: bilingual, scope: scopeField, writtenAt: instant };
const listed = z.object({
  ...base,
  state: stateOrDraft,
  writtenBy: z.string(),
  seq: z.number().int().openapi({ description: "Updates that have been said; 0: a draft" }),
  saidAt: instant.nullable(),
});

/** The staff's list of notices: what has been said and what is still a draft. */
export const noticeListOperations = [
  deskOperation({
    method: "get",
    path: "/v1/operator/notices",
    id: "searchNotices",
    reads: "replica",
    summary: "All notices, drafts among them, newest first",
    action: "notice.list-all",
    params: nothing,
    query: z.strictObject({
      category: categoryField.optional(),
      state: stateOrDraft.optional().openapi({ description: "That of the newest update" }),
      from: instant.optional().openapi({ description: "Last said (a draft: written) from this instant on" }),
      to: instant.optional().openapi({ description: "Before this instant" }),
      text: z.string().min(1).max(120).optional().openapi({ description: "Part of the title, in either language" }),
      limit: z.coerce.number().int().min(1).max(100).default(50),
      before: orderIdField.optional().openapi({ description: "`next` of the page before" }),
    }),
    answer: z.object({ notices: z.array(listed), next: z.string().nullable() }),
    refusals: [],
    at: async (desk, { query: { limit, before, ...search } }): Promise<Answer> => {
      const rows = await single(desk.db, deskScope(desk), (tx) => searchNotices(tx, search, { before, limit: limit + 1 }));
      const notices = rows.slice(0, limit).map(view);
      return ok(200, { notices, next: rows.length > limit ? (notices.at(-1)?.id ?? null) : null });
    },
  }),
  deskOperation({
    method: "get",
    path: "/v1/operator/notices/{noticeId}",
    id: "getNoticeForStaff",
    summary: "One notice as it was written, with every update that has been said",
    action: "notice.list-all",
    params: z.strictObject({ noticeId: z.string() }),
    answer: z.object({
      ...base,
      updates: z.array(
        z.object({
          seq: z.number().int(),
          state: stateField,
          writtenBy: z.string(),
          writtenAt: instant,
          content: z.object({}).loose(),
        }),
      ),
    }),
    refusals: ["NOTICE_NOT_FOUND"],
    at: (desk, { params: { noticeId } }): Promise<Answer | Rejection> => {
      const unknown = no("NOTICE_NOT_FOUND", { notice: noticeId.slice(0, 64) });
      if (!orderIdPattern.test(noticeId)) return Promise.resolve(unknown);
      return transaction(desk.db, deskScope(desk), async (tx): Promise<Answer | Rejection> => {
        const [[notice], updates] = await Promise.all([findNotice(tx, noticeId), listNoticeUpdates(tx, noticeId)]);
        if (!notice) return unknown;
        const said = updates.map(({ noticeId: _of, writtenAt, ...rest }) => ({ ...rest, writtenAt: writtenAt.toISOString() }));
        return ok(200, { ...notice, writtenAt: notice.writtenAt.toISOString(), updates: said });
      });
    },
  }),
];

function view({ writtenAt, saidAt, state, ...rest }: NoticeForStaff) {
  return { ...rest, state: state ?? "draft", writtenAt: writtenAt.toISOString(), saidAt: saidAt?.toISOString() ?? null };
}
