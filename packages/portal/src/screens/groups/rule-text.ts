import type { Shape } from "../../session/api.ts";

/** What a rule of a contract group asks for, as it is typed. */
export function ruleText({ labels, region, createdBy }: Shape["ContractGroup"]["rules"][number]): string {
  const parts = [...Object.entries(labels).map(([key, value]) => `${key}=${value}`), region, createdBy];
  return parts.filter(Boolean).join(", ");
}
