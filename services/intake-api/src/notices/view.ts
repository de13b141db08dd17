import type { NoticeForReader } from "@saihan/db";
import { chosenCategories, everyNoticeState, languages, type NoticeSettings, noticeCategories } from "@saihan/domain";
import { contractIdField, instant, tenantIdField, z } from "../fields.ts";
import { bilingual } from "../menus/view.ts";

export const categoryField = z
  .enum(noticeCategories)
  .openapi({ description: "お知らせ/リリース, 故障, メンテナンス, 規約・料金" });
export const chosenField = z.enum(chosenCategories);
export const stateField = z.enum(everyNoticeState);

const said = (max: number) => z.strictObject({ ja: z.string().min(1).max(max), en: z.string().min(1).max(max) });
export const titleField = z
  .strictObject({ ja: z.string().min(1).max(120), en: z.string().min(1).max(120) })
  .refine(({ ja, en }) => !/\p{Cc}/u.test(ja + en), { error: "holds control characters" });

/** What an update says; which parts it has depends on the notice. */
export const contentFields = {
  text: said(5_000),
  symptom: said(1_000).optional(),
  workaround: said(1_000).optional(),
  impact: said(1_000).optional(),
  nextUpdateAt: instant.optional(),
  plannedFrom: instant.optional(),
  plannedTo: instant.optional(),
  actualFrom: instant.optional(),
  actualTo: instant.optional(),
};

const contentSchema = z
  .object({
    text: bilingual,
    ...{ symptom: bilingual.optional(), workaround: bilingual.optional(), impact: bilingual.optional() },
    ...{ nextUpdateAt: instant.optional(), plannedFrom: instant.optional(), plannedTo: instant.optional() },
    ...{ actualFrom: instant.optional(), actualTo: instant.optional() },
  })
  .openapi("NoticeContent");

export const noticeSchema = z
  .object({
    id: z.string(),
    category: categoryField,
    title: bilingual,
    state: stateField,
    writtenAt: instant,
    contracts: z
      .array(z.object({ id: contractIdField, tenants: z.array(tenantIdField) }))
      .openapi({ description: "Those of your contracts that it concerns" }),
    updates: z.array(z.object({ seq: z.number().int(), state: stateField, writtenAt: instant, content: contentSchema })),
  })
  .openapi("Notice");

export function noticeView({ id, category, title, writtenAt, contracts, updates }: NoticeForReader) {
  return {
    ...{ id, category, title, state: updates.at(-1)?.state, writtenAt: writtenAt.toISOString(), contracts },
    updates: updates.map((update) => ({ ...update, writtenAt: new Date(update.writtenAt).toISOString() })),
  };
}

const choiceField = z.strictObject({
  on: z.boolean(),
  exceptTenants: z.array(tenantIdField).max(1_000).default([]).openapi({ description: "Tenants of which nothing is wanted" }),
});
export const settingsBody = z
  .strictObject({
    ...{ news: choiceField.optional(), incident: choiceField.optional(), maintenance: choiceField.optional() },
    language: z.enum(languages).nullable().optional().openapi({ description: "null: that of the contract's channel" }),
  })
  .openapi("SetNoticeSettings");

export const settingsSchema = z
  .object({
    userId: z.string(),
    language: z.enum(languages).nullable().openapi({ description: "The user's own choice" }),
    contractLanguage: z.enum(languages),
    categories: z.array(
      z.object({ category: chosenField, on: z.boolean(), exceptTenants: z.array(z.string()), fixed: z.boolean() }),
    ),
  })
  .openapi("NoticeSettings");

export type SettingsBody = Partial<NoticeSettings>;
