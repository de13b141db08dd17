import { parseInstant } from "@saihan/billing";
import type { StagedUsage, UnreadableUsage } from "@saihan/db";

export type ReadUsage = { ok: true; usage: StagedUsage } | { ok: false; unreadable: UnreadableUsage };

/** The type of a CloudEvent that says that a resource of a size existed from one instant to another. */
export const intervalType = "saihan.usage.interval.v1";
/** The type of a CloudEvent that says how much was used, or stood on a gauge, at an instant. */
export const readingType = "saihan.usage.reading.v1";

/**
 * Reads a CloudEvent (version 1.0, JSON format). `subject` names the resource; `data` holds contractId, menu, plan, component, and for an
 * interval from, to and size (default 1), for a reading at and quantity; instants carry an offset, quantities are decimal text or integers.
 * Unknown attributes are extensions and are passed over, as CloudEvents asks.
 * @param onlySource the source that the sender may speak for
 */
export function readCloudEvent(event: unknown, onlySource?: string): ReadUsage {
  if (typeof event !== "object" || event === null || Array.isArray(event)) return no(event, "is no JSON object");
  const { specversion, id, source, type, subject, data } = event as Record<string, unknown>;
  if (specversion !== "1.0") return no(event, "specversion is not 1.0");
  if (onlySource !== undefined && source !== onlySource) return no(event, "source is not the sender's own");
  if (typeof data !== "object" || data === null || Array.isArray(data)) return no(event, "data is no JSON object");
  const d = data as Record<string, unknown>;
  const common = {
    source,
    id,
    contractId: d.contractId,
    resourceId: subject,
    menu: d.menu,
    plan: d.plan,
    component: d.component,
    currency: d.currency,
  };
  if (type === intervalType)
    return readFields({ ...common, from: d.from, to: d.to, quantity: d.size ?? "1", reading: false }, event);
  if (type === readingType)
    return readFields({ ...common, from: d.at, to: undefined, quantity: d.quantity, reading: true }, event);
  return no(event, "type is not known");
}

export interface UsageFields {
  source: unknown;
  id: unknown;
  contractId: unknown;
  resourceId: unknown;
  menu: unknown;
  plan: unknown;
  component: unknown;
  currency: unknown;
  from: unknown;
  /** Undefined for a reading. */
  to: unknown;
  quantity: unknown;
  reading: boolean;
}

/** Checks form, not meaning: what it lets through, the database judges. @param raw what is kept of an event that cannot be read */
export function readFields(fields: UsageFields, raw: unknown): ReadUsage {
  const { source, id, contractId, resourceId, menu, plan, component, currency, reading } = fields;
  if (!isName(source)) return badName(raw, "source", fields);
  if (!isName(id)) return badName(raw, "id", fields);
  if (!isName(contractId)) return badName(raw, "contractId", fields);
  if (!isName(resourceId)) return badName(raw, "resourceId", fields);
  if (!isName(menu)) return badName(raw, "menu", fields);
  if (!isName(plan)) return badName(raw, "plan", fields);
  if (!isName(component)) return badName(raw, "component", fields);
  const quantity =
    typeof fields.quantity === "number" && Number.isSafeInteger(fields.quantity) ? String(fields.quantity) : fields.quantity;
  if (typeof quantity !== "string" || !/^-?\d{1,18}(\.\d{1,12})?$/.test(quantity))
    return no(raw, "the quantity is no decimal number", fields);
  const fromMs = instantMs(fields.from);
  const toMs = reading ? fromMs : instantMs(fields.to);
  if (fromMs === undefined || toMs === undefined) return no(raw, "an instant is missing or has no offset", fields);
  if (!reading && toMs <= fromMs) return no(raw, "the interval does not end after it begins", fields);
  if (fromMs < 0) return no(raw, "the instant lies before 1970", fields);
  if (currency !== undefined && currency !== null && (typeof currency !== "string" || !/^[A-Z]{3}$/.test(currency))) {
    return no(raw, "the currency is no ISO 4217 code", fields);
  }
  // Written out, since a stream has millions of these.
  return {
    ok: true,
    usage: {
      source,
      eventId: id,
      contractId,
      resourceId,
      menu,
      plan,
      component,
      reading,
      fromMs,
      toMs,
      quantity,
      currency: currency ?? null,
    },
  };
}

function badName(raw: unknown, name: string, fields: UsageFields): ReadUsage {
  return no(raw, `${name} is missing, too long, or holds a control character`, fields);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
const control = /[\x00-\x1f\x7f]/;

function isName(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= 200 && !control.test(value);
}

/** Milliseconds since 1970 of an instant with an offset; undefined when it is none. */
export function instantMs(text: unknown): number | undefined {
  if (typeof text !== "string") return undefined;
  // Most senders write 2026-04-01T00:00:00Z: the day is looked up, the rest is counted.
  if (
    text.length === 20 &&
    text.charCodeAt(19) === 90 &&
    text.charCodeAt(10) === 84 &&
    text.charCodeAt(13) === 58 &&
    text.charCodeAt(16) === 58
  ) {
    const [h, m, s] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)];
    if (h < 24 && m < 60 && s < 60) {
      const day = dayMs(text.slice(0, 10));
      if (day !== undefined) return day + h * 3_600_000 + m * 60_000 + s * 1_000;
    }
    return undefined;
  }
  try {
    return parseInstant(text).getTime();
  } catch {
    return undefined;
  }
}

/** 0 to 99, or 100 when they are no digits. */
function twoDigits(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 100;
}

const days = new Map<string, number | undefined>();

function dayMs(day: string): number | undefined {
  if (days.has(day)) return days.get(day);
  const at = new Date(`${day}T00:00:00Z`);
  const ms =
    /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? at.getTime() : undefined;
  if (days.size > 1_000) days.clear();
  days.set(day, ms);
  return ms;
}

function no(raw: unknown, why: string, known: Partial<UsageFields> = {}): ReadUsage {
  const given = typeof raw === "object" && raw !== null ? (raw as Record<string, unknown>) : {};
  const name = (value: unknown) => (isName(value) ? value : "");
  return {
    ok: false,
    unreadable: {
      source: name(known.source ?? given.source),
      eventId: name(known.id ?? given.id),
      contractId: name(known.contractId),
      why,
      raw,
    },
  };
}
