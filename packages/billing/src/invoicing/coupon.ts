import { no, type Rejection } from "@saihan/domain";
import { addMonths, type BillingMonth, billingMonthOf, monthsFrom } from "../billing-month.ts";
import type { InvoiceDiscount } from "./invoice.ts";

/** A coupon as it was entered. It reduces the invoice before tax. */
export interface Coupon {
  /** 12 characters, capital letters and digits (sdpf-portal). */
  readonly code: string;
  /** The first month that it reduces: the month after entry. */
  readonly from: BillingMonth;
  /** How many months it reduces. */
  readonly months: number;
  /** Yen a month, without tax. */
  readonly amount: bigint;
  /** Limited to one menu, or undefined for all. */
  readonly menu: string | undefined;
}

export interface CouponOffer {
  readonly code: string;
  readonly months: number;
  readonly amount: bigint;
  readonly menu: string | undefined;
}

const couponCode = /^[A-Z0-9]{12}$/;

/**
 * Takes a coupon in. In the partner programme only the owner of the parent contract may enter one, for the parent and its
 * children (billing.md 2).
 * @param offer what the code stands for, or undefined when nobody issued it
 */
export function enterCoupon(facts: {
  readonly code: string;
  readonly offer: CouponOffer | undefined;
  readonly enteredByParentOwner: boolean;
  readonly alreadyEntered: boolean;
  readonly at: Date;
}): { readonly ok: true; readonly coupon: Coupon } | Rejection {
  const { code, offer, at } = facts;
  if (!couponCode.test(code) || offer?.code !== code) return no("COUPON_INVALID", { reason: "unknown" });
  if (!facts.enteredByParentOwner) return no("COUPON_INVALID", { reason: "not the owner of the parent contract" });
  if (facts.alreadyEntered) return no("COUPON_INVALID", { reason: "used before" });
  return { ok: true, coupon: { ...offer, from: addMonths(billingMonthOf(at), 1) } };
}

export function isCouponInForce(coupon: Coupon, month: BillingMonth): boolean {
  const monthsIn = monthsFrom(coupon.from, month);
  return monthsIn >= 0 && monthsIn < coupon.months;
}

/** The discounts that coupons give on the invoice of a month. */
export function discountsOfCoupons(coupons: readonly Coupon[], month: BillingMonth): InvoiceDiscount[] {
  return coupons
    .filter((coupon) => isCouponInForce(coupon, month))
    .map(({ code, amount, menu }) => ({ id: `coupon ${code}`, label: code, amount, ...(menu === undefined ? {} : { menu }) }));
}
