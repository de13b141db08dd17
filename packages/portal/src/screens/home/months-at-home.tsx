import { MonthBars, useMonths } from "../contract/months.tsx";

/** This month and those before, once there is something. */
export function MonthsAtHome({ contractId }: { contractId: string }) {
  const { data } = useMonths(contractId);
  return data?.months.some(({ net }) => net !== 0) ? <MonthBars months={data.months} /> : null;
}
