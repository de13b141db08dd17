import { Exact, type Numeric } from "../exact.ts";
import type { CalendarDate } from "../period.ts";
import { type Plan, type PriceBook, priceOn } from "../prices/price-book.ts";
import { ratePoolOverage } from "./allowance.ts";
import { rateMonthlyFixed } from "./monthly-fixed.ts";

/**
 * A month of Things Cloud: tenants and devices by the month, data and API calls from a pool that the devices fill.
 * No daily proration; the plan chosen at month end prices the whole month (billing.md 2, Things Cloud).
 *
 * Aggregates needed: `tenants` and `devices` = those that existed in the month and were not suspended at its start (devices of
 * a suspended tenant still count), `apiCalls` and `dataMb` = sums over the contract; the plan = the one held at month end.
 */
export interface ThingsCloudPrices {
  /** Yen a month, for the parent and each sub-tenant. */
  readonly tenant: Exact;
  readonly device: Exact;
  readonly apiCallOver: Exact;
  readonly dataMbOver: Exact;
}

export interface ThingsCloudMonth {
  readonly tenants: Numeric;
  readonly devices: Numeric;
  readonly apiCalls: Numeric;
  readonly dataMb: Numeric;
  readonly includedPerDevice: { readonly apiCalls: Numeric; readonly dataMb: Numeric };
}

export function rateThingsCloudMonth(
  prices: ThingsCloudPrices,
  month: ThingsCloudMonth,
): { readonly tenants: Exact; readonly devices: Exact; readonly apiCalls: Exact; readonly data: Exact; readonly charge: Exact } {
  const tenants = rateMonthlyFixed(prices.tenant, month.tenants);
  const devices = rateMonthlyFixed(prices.device, month.devices);
  const apiCalls = ratePoolOverage({
    members: month.devices,
    freePerMember: month.includedPerDevice.apiCalls,
    used: month.apiCalls,
    overagePrice: prices.apiCallOver,
  }).charge;
  const data = ratePoolOverage({
    members: month.devices,
    freePerMember: month.includedPerDevice.dataMb,
    used: month.dataMb,
    overagePrice: prices.dataMbOver,
  }).charge;
  return { tenants, devices, apiCalls, data, charge: Exact.sum([tenants, devices, apiCalls, data]) };
}

/**
 * The prices of a plan on a day, from the price list's components.
 * @returns undefined when the plan lacks one of them
 */
export function thingsCloudPrices(book: PriceBook, plan: Plan, day: CalendarDate): ThingsCloudPrices | undefined {
  const termsOf = (component: string) => priceOn(book, "Things Cloud", plan, component, day)?.terms;
  const tenant = termsOf("tenant-month (parent or sub)");
  const device = termsOf("device-month");
  const apiCall = termsOf("API call over pooled allowance");
  const data = termsOf("MB over pooled allowance");
  if (tenant?.pattern !== "monthly_fixed" || device?.pattern !== "monthly_count") return undefined;
  if (apiCall?.pattern !== "pool_overage" || data?.pattern !== "pool_overage") return undefined;
  return { tenant: tenant.monthly, device: device.unitPrice, apiCallOver: apiCall.unitPrice, dataMbOver: data.unitPrice };
}
