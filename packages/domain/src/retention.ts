/**
 * How long which data is kept. The programme is silent on most of it; what is our own choice says so. Laws: 法人税法施行規則 59 and 電子帳簿保存法
 * (books and documents: 7 years, 10 where a loss is carried over).
 */
export const retentionCodes = [
  "sessions",
  "devices",
  "failed-sign-ins",
  "done-work",
  "idempotency-keys",
  "events",
  "webhook-deliveries",
  "sss-tokens",
  "bulk-files",
  "comparisons",
  "parked-usage",
  "mail-addresses",
  "order-inputs",
  "people-gone",
  "usage-months",
  "audit",
  "books",
] as const;
export type RetentionCode = (typeof retentionCodes)[number];

export interface RetentionRule {
  code: RetentionCode;
  /** The rule holds from this day on (UTC), until the next rule of the code. */
  fromDay: string;
  /** What it is about. */
  what: string;
  /** From when its age counts. */
  since: string;
  keep: { days: number } | { months: number } | { years: number };
  /** What becomes of it: gone; its personal parts gone; a month's partition dropped; or nothing, because somebody has to decide. */
  end: "deleted" | "blanked" | "dropped" | "stays";
  /** Which program does it: the relay's housekeeping, or the bell of the billing worker. */
  by: "relay" | "bell" | "nobody";
  source: string;
}

const own = "own choice [I]";
const days = (n: number) => ({ days: n });

const first: readonly Omit<RetentionRule, "fromDay">[] = [
  {
    ...{
      code: "sessions",
      what: "sessions of users and operators",
      since: "sign-in",
      keep: days(1),
      end: "deleted",
      by: "relay",
    },
    source: "reliability.md D30: 8 hours at most",
  },
  {
    code: "devices",
    what: "devices that an account knows",
    since: "last seen",
    keep: days(181),
    end: "deleted",
    by: "relay",
    source: own,
  },
  {
    code: "failed-sign-ins",
    what: "counts of failed sign-ins",
    since: "last failure",
    keep: days(91),
    end: "deleted",
    by: "relay",
    source: own,
  },
  {
    ...{
      code: "done-work",
      what: "rows of work that is done (outbox)",
      since: "done",
      keep: days(30),
      end: "deleted",
      by: "relay",
    },
    source: "own choice [I]; RETENTION_DAYS",
  },
  {
    ...{
      code: "idempotency-keys",
      what: "idempotency keys with their answers",
      since: "first use",
      keep: days(30),
      end: "deleted",
      by: "relay",
    },
    source: "reliability.md D3: 30 days or more; RETENTION_DAYS",
  },
  {
    code: "events",
    what: "events of the feed",
    since: "when they happened",
    keep: days(90),
    end: "deleted",
    by: "relay",
    source: own,
  },
  {
    code: "webhook-deliveries",
    what: "attempts to deliver webhooks",
    since: "attempt",
    keep: days(90),
    end: "deleted",
    by: "bell",
    source: own,
  },
  {
    code: "sss-tokens",
    what: "tokens of the SSS API",
    since: "end of validity",
    keep: days(7),
    end: "deleted",
    by: "bell",
    source: own,
  },
  {
    code: "bulk-files",
    what: "rows of bulk files, with names and addresses",
    since: "applied, or planned and left",
    keep: days(90),
    end: "deleted",
    by: "bell",
    source: own,
  },
  {
    code: "comparisons",
    what: "comparisons with the platform",
    since: "comparison",
    keep: days(90),
    end: "deleted",
    by: "bell",
    source: own,
  },
  {
    code: "parked-usage",
    what: "parked usage that was settled",
    since: "settled",
    keep: { years: 1 },
    end: "deleted",
    by: "bell",
    source: own,
  },
  {
    code: "mail-addresses",
    what: "addresses and facts of mails that went out",
    since: "written",
    keep: { years: 1 },
    end: "blanked",
    by: "bell",
    source: own,
  },
  {
    code: "order-inputs",
    what: "names and addresses in orders about users",
    since: "end of the order",
    keep: { years: 1 },
    end: "blanked",
    by: "bell",
    source: own,
  },
  {
    code: "people-gone",
    what: "name, login id and addresses of users who were deleted",
    since: "deletion",
    keep: { years: 1 },
    end: "blanked",
    by: "bell",
    source: own,
  },
  {
    ...{
      code: "usage-months",
      what: "usage records of a month that every partner has closed",
      since: "end of the month",
      keep: { months: 24 },
    },
    ...{ end: "dropped", by: "bell" },
    source: "own choice [I]; what was charged stays in the lines, with quantity and price",
  },
  {
    ...{ code: "audit", what: "the audit", since: "entry", keep: { years: 7 }, end: "stays", by: "nobody" },
    source: "own choice [I]: a chain cannot lose its beginning; what is older is decided by hand",
  },
  {
    ...{
      code: "books",
      what: "statements, lines, documents, their files, certificates, commission",
      since: "end of the business year",
      keep: { years: 10 },
    },
    ...{ end: "stays", by: "nobody" },
    source: "電子帳簿保存法; billing.md 8: 7 years, 10 with losses; what is older is decided by hand",
  },
];

/** Every rule there has been. A change is a new row with its day; a row is never edited. */
export const retentionRules: readonly RetentionRule[] = first.map((rule) => ({ ...rule, fromDay: "2026-04-01" }));

/** The rule of a code that holds on a day; the first one before its own day too, so that there is no time without a rule. */
export function retentionRule(code: RetentionCode, at: Date, rules: readonly RetentionRule[] = retentionRules): RetentionRule {
  const day = at.toISOString().slice(0, 10);
  const ofCode = rules.filter((rule) => rule.code === code).toSorted((a, b) => (a.fromDay < b.fromDay ? -1 : 1));
  const held = ofCode.findLast(({ fromDay }) => fromDay <= day) ?? ofCode[0];
  if (!held) throw new Error(`no rule for ${code}`);
  return held;
}

/** What is older than this instant is past its retention. A year and a month are those of the calendar in UTC; the 29th of a month that has none is its last day. */
export function keptSince({ keep }: Pick<RetentionRule, "keep">, at: Date): Date {
  if ("days" in keep) return new Date(at.getTime() - keep.days * 86_400_000);
  const months = "years" in keep ? keep.years * 12 : keep.months;
  const day = at.getUTCDate();
  const back = new Date(at);
  back.setUTCDate(1);
  back.setUTCMonth(back.getUTCMonth() - months);
  const last = new Date(Date.UTC(back.getUTCFullYear(), back.getUTCMonth() + 1, 0)).getUTCDate();
  back.setUTCDate(Math.min(day, last));
  return back;
}

/**
 * Months of usage that go: closed by every partner, ended before the rule's instant, and with no older month left that must stay: usage is looked
 * for from a month on, without holes.
 * @param months YYYY-MM-DD of their first day
 */
export function usageMonthsToDrop(
  months: readonly { month: string; closed: boolean }[],
  rule: Pick<RetentionRule, "keep">,
  at: Date,
): string[] {
  const before = keptSince(rule, at);
  const going: string[] = [];
  for (const { month, closed } of months.toSorted((a, b) => (a.month < b.month ? -1 : 1))) {
    const [year = 0, number = 1] = month.split("-").map(Number);
    if (!closed || new Date(Date.UTC(year, number, 1)) > before) break;
    going.push(month);
  }
  return going;
}

/** Months for which there must be a place before usage comes: this one and the next. First days, YYYY-MM-DD. */
export function usageMonthsAhead(at: Date): string[] {
  return [0, 1].map((ahead) => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + ahead, 1)).toISOString().slice(0, 10));
}
