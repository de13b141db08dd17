import type { PartnerModel } from "./access/actor.ts";
import type { Bilingual } from "./language.ts";

/** Who does what towards the end user (programme, 役割). */
export interface RoleRow {
  readonly code: string;
  /** As the programme prints it. */
  readonly printed: string;
  readonly name: Bilingual;
  /** Who does it in each model; null where the programme leaves the cell empty. */
  readonly by: Readonly<Record<PartnerModel, "partner" | "provider" | null>>;
}

/**
 * The table 役割, top to bottom. The programme prints 契約締結 twice, with the same cells; it stands here once. An agency has nobody to escalate for:
 * from the contract on, the provider itself looks after the end user.
 */
export const roleTable: readonly RoleRow[] = [
  {
    ...{ code: "sales", printed: "営業活動", name: { ja: "営業活動", en: "Sales" } },
    by: { reseller: "partner", agency: "partner" },
  },
  {
    ...{ code: "contract-conclusion", printed: "契約締結", name: { ja: "契約締結", en: "Concluding the contract" } },
    by: { reseller: "partner", agency: "provider" },
  },
  {
    ...{ code: "contract-management", printed: "契約管理", name: { ja: "契約管理", en: "Managing the contract" } },
    by: { reseller: "partner", agency: "provider" },
  },
  {
    ...{
      code: "orders",
      printed: "申し込み受付/開通",
      name: { ja: "申し込み受付/開通", en: "Taking orders and opening services" },
    },
    by: { reseller: "partner", agency: "provider" },
  },
  {
    ...{ code: "billing", printed: "料金請求", name: { ja: "料金請求", en: "Billing" } },
    by: { reseller: "partner", agency: "provider" },
  },
  {
    ...{ code: "support-tier-1", printed: "問合せ窓口(Tier1)", name: { ja: "問合せ窓口(Tier1)", en: "First line of support" } },
    by: { reseller: "partner", agency: "provider" },
  },
  {
    code: "escalation",
    printed: "NTTComへの問い合わせ(エスカレーション)",
    name: { ja: "提供者への問い合わせ(エスカレーション)", en: "Asking the provider (escalation)" },
    by: { reseller: "partner", agency: null },
  },
];
