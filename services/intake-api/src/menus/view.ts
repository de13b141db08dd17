import {
  type Category,
  conditionCodes,
  conditionSentence,
  conditions,
  type DutyToCome,
  type Explanation,
  type Failure,
  type Menu,
  type MenuCondition,
  resaleStatus,
  supplies,
} from "@saihan/catalogue";
import { z } from "../fields.ts";
import { turns } from "../orders/view.ts";

export const menuCodeField = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be lower-case words with hyphens")
  .openapi({ example: "block-storage" });
export const dayField = z.iso.date().openapi({ example: "2026-04-01", description: "A day in Japan" });
export const bilingual = z.object({ ja: z.string(), en: z.string() });

const supplySchema = z.object({ code: z.enum(Object.keys(supplies) as [keyof typeof supplies]), says: bilingual });
const verdicts = ["allowed", "needs-approval", "refused"] as const;

const conditionSchema = z
  .object({
    code: z.enum(conditionCodes as [string]),
    figures: z.record(z.string(), z.union([z.string(), bilingual])).openapi({ description: "What the menu states for it" }),
    says: bilingual,
    turn: z.enum(turns),
    source: z.string().openapi({ description: "Where the programme says so" }),
  })
  .openapi("MenuCondition");

export const menuSchema = z
  .object({
    code: menuCodeField,
    category: z.object({ code: z.string(), name: bilingual }),
    printed: z.string().openapi({ description: "As the programme prints it" }),
    name: bilingual,
    status: z.enum(["resalable", "conditional", "not-resalable"]),
    conditions: z.array(conditionSchema),
  })
  .openapi("Menu");

const failureSchema = z
  .object({
    code: z.enum(conditionCodes as [string]),
    verdict: z.enum(["needs-approval", "refused"]),
    says: bilingual,
    turn: z.enum(turns),
    supply: z.array(supplySchema).openapi({ description: "All that must be handed in; empty when nothing can help" }),
    source: z.string(),
  })
  .openapi("EligibilityFailure");

const dutyToComeSchema = z
  .object({
    code: z.enum(conditionCodes as [string]),
    says: bilingual,
    turn: z.enum(turns),
    supply: z.array(supplySchema),
    dueOn: dayField,
    source: z.string(),
  })
  .openapi("DutyToCome");

export const explanationSchema = z
  .object({
    menu: menuCodeField,
    eligible: z.boolean(),
    verdict: z.enum(verdicts),
    failures: z.array(failureSchema).openapi({ description: "Every condition that is not met" }),
    duties: z.array(dutyToComeSchema).openapi({ description: "What a sale would leave to be done" }),
  })
  .openapi("Eligibility");

export const childMenuSchema = menuSchema
  .extend({
    switchedOff: z.boolean().openapi({ description: "By the parent, for all its children" }),
    eligible: z.boolean(),
    verdict: z.enum(verdicts),
    failing: z.array(z.enum(conditionCodes as [string])),
  })
  .openapi("MenuForContract");

export function menuView(menu: Menu, categories: readonly Category[]) {
  const category = categories.find(({ code }) => code === menu.category);
  return {
    code: menu.code,
    category: { code: menu.category, name: category?.name ?? { ja: menu.category, en: menu.category } },
    printed: menu.printed,
    name: menu.name,
    status: resaleStatus(menu),
    conditions: menu.conditions.map((stated) => conditionView(stated, menu)),
  };
}

function conditionView(stated: MenuCondition, menu: Menu) {
  const { code, ...figures } = stated;
  const { turn, source } = conditions[code];
  return { code, figures, says: conditionSentence(stated, menu), turn, source };
}

export function explanationView({ menu, eligible, verdict, failures, duties }: Explanation) {
  return { menu, eligible, verdict, failures: failures.map(failureView), duties: duties.map(dutyToComeView) };
}

export function failureView({ code, verdict, sentence, turn, supply, source }: Failure) {
  return { code, verdict, says: sentence, turn, supply, source };
}

function dutyToComeView({ code, sentence, turn, supply, dueOn, source }: DutyToCome) {
  return { code, says: sentence, turn, supply, dueOn, source };
}
