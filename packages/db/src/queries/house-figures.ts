import type { Tx } from "../transaction.ts";

export interface HouseFigure {
  what: "work" | "work-age" | "orders" | "orders-age" | "orders-overdue" | "close" | "close-contracts" | "pause-age";
  labels: Record<string, string>;
  value: number;
}

/** What stands open in the whole house, as counts and ages in seconds: for those who watch it. Costs as much as there is open. */
export function houseFigures(tx: Tx, at: Date) {
  return tx<HouseFigure[]>`select * from house_figures(${at})`;
}
