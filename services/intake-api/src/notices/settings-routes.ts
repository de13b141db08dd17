import {
  findNoticeSettings,
  findSuppression,
  insertAuditEntries,
  lockNoticeSettings,
  type NoticeSettingsRow,
  single,
  transaction,
  writeNoticeSettings,
  writeSuppression,
  writeUserLanguage,
} from "@saihan/db";
import {
  changeSettings,
  chosenCategories,
  everythingOn,
  isFixed,
  type NoticeSettings,
  no,
  type Rejection,
  visibleCategories,
} from "@saihan/domain";
import { contractIdParam, nothing, z } from "../fields.ts";
import { type Answer, ok, operation } from "../operation.ts";
import { chosenField, settingsBody, settingsSchema } from "./view.ts";

const tag = "Notices";
const ofUser = z.strictObject({ contractId: contractIdParam, userId: z.string() });
const suppressionSchema = z.strictObject({ categories: z.array(chosenField) }).openapi("NoticeSuppression");

/** Only the categories that the user sees: what the parent keeps from its children is not there. */
function settingsView(row: NoticeSettingsRow, choices: NoticeSettings, language = row.language) {
  const categories = visibleCategories(row.kind, row.suppressed).map((category) => {
    const fixed = isFixed(row.type, category);
    const { on, exceptTenants } = fixed ? everythingOn[category] : choices[category];
    return { category, on, exceptTenants, fixed };
  });
  return { userId: row.userId, language, contractLanguage: row.contractLanguage, categories };
}

const common = { tag, query: nothing, order: false, status: 200 } as const;

export const noticeSettingsOperations = [
  operation({
    ...common,
    method: "get",
    path: "/v1/contracts/{contractId}/users/{userId}/notice-settings",
    id: "getNoticeSettings",
    summary: "What a user hears of",
    action: "notice-settings.view",
    params: ofUser,
    answer: settingsSchema,
    refusals: ["CONTRACT_NOT_FOUND", "USER_NOT_FOUND"],
    handle: async (ctx, { caller, params: { contractId, userId } }): Promise<Answer | Rejection> => {
      const [row] = await single(ctx.db, caller, (tx) => findNoticeSettings(tx, contractId, userId));
      return row
        ? ok(200, settingsView(row, row.choices ?? everythingOn))
        : no("USER_NOT_FOUND", { userId: userId.slice(0, 64) });
    },
  }),
  operation({
    ...common,
    method: "put",
    path: "/v1/contracts/{contractId}/users/{userId}/notice-settings",
    id: "setNoticeSettings",
    summary: "Choose what a user hears of",
    description:
      "What is not named stays. The representative always hears of incidents. The language is that of every mail to the user; null is that of the contract's channel.",
    action: "notice-settings.set",
    params: ofUser,
    body: settingsBody,
    answer: settingsSchema,
    refusals: ["CONTRACT_NOT_FOUND", "USER_NOT_FOUND", "NOTICE_CHOICE_FORBIDDEN"],
    handle: (ctx, { caller, params: { contractId, userId }, body, requestId }) =>
      transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
        const { partnerId, actor } = caller;
        await lockNoticeSettings(tx, partnerId);
        const [row] = await findNoticeSettings(tx, contractId, userId);
        if (!row) return no("USER_NOT_FOUND", { userId: userId.slice(0, 64) });
        const visible = visibleCategories(row.kind, row.suppressed);
        const { news, incident, maintenance, language } = body;
        const wish = { ...(news && { news }), ...(incident && { incident }), ...(maintenance && { maintenance }) };
        const decision = changeSettings(row.choices ?? everythingOn, { type: row.type, visible }, wish);
        if (!decision.ok) return no("NOTICE_CHOICE_FORBIDDEN", { category: decision.category, reason: decision.reason });
        const at = ctx.now();
        const entry = { partnerId, contractId, at, actor, action: "notice-settings.set", target: userId, requestId };
        await Promise.all([
          writeNoticeSettings(tx, row, decision.settings, { by: actor, at }),
          ...(language === undefined ? [] : [writeUserLanguage(tx, { contractId, userId }, language)]),
          insertAuditEntries(tx, [{ ...entry, after: { changed: Object.keys(body) } }]),
        ]);
        return ok(200, settingsView(row, decision.settings, language));
      }),
  }),
  operation({
    ...common,
    method: "get",
    path: "/v1/notice-suppression",
    id: "getNoticeSuppression",
    summary: "Categories that your child contracts do not hear of",
    action: "notice-suppression.view",
    params: nothing,
    answer: suppressionSchema,
    refusals: [],
    handle: async (ctx, { caller }) => {
      const [row] = await single(ctx.db, caller, (tx) => findSuppression(tx));
      return ok(200, { categories: row?.categories ?? [] });
    },
  }),
  operation({
    ...common,
    method: "put",
    path: "/v1/notice-suppression",
    id: "setNoticeSuppression",
    summary: "Keep categories from all child contracts",
    description: "Users of child contracts then no longer see them among their settings. You hear of what concerns them.",
    action: "notice-suppression.set",
    params: nothing,
    body: suppressionSchema,
    answer: suppressionSchema,
    refusals: [],
    handle: (ctx, { caller, body, requestId }) =>
      transaction(ctx.db, caller, async (tx) => {
        const { partnerId, contractId, actor } = caller;
        await lockNoticeSettings(tx, partnerId);
        const categories = chosenCategories.filter((category) => body.categories.includes(category));
        const at = ctx.now();
        const entry = { partnerId, contractId, at, actor, action: "notice-suppression.set", target: partnerId, requestId };
        await Promise.all([
          writeSuppression(tx, partnerId, categories, { by: actor, at }),
          insertAuditEntries(tx, [{ ...entry, after: { categories } }]),
        ]);
        return ok(200, { categories });
      }),
  }),
];
