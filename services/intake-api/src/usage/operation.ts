import { intervalType, readingType } from "@saihan/metering";
import { contractIdField, nothing, z } from "../fields.ts";
import type { DescribedOperation } from "../operation.ts";

const name = (example: string) => z.string().min(1).max(200).openapi({ example });
const decimal = (example: string) =>
  z
    .string()
    .regex(/^-?\d{1,18}(\.\d{1,12})?$/)
    .openapi({ description: "A decimal number as text", example });
const at = (example: string) => z.iso.datetime({ offset: true }).openapi({ example });

const what = {
  contractId: contractIdField,
  menu: name("Virtual server"),
  plan: name("1vCPU-4GB"),
  component: name("minute"),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .openapi({ description: "ISO 4217; left out: that of the price" }),
};
const envelope = {
  specversion: z.literal("1.0"),
  id: name("e-0001").openapi({ description: "Unique within the source: what comes again under it counts once" }),
  source: name("/metering/jp1").openapi({ description: "The source that the key may speak for" }),
  subject: name("vm-1").openapi({ description: "The resource" }),
};

/** CloudEvents 1.0 in JSON format. Attributes that are not named are extensions. */
const intervalEvent = z
  .looseObject({
    ...envelope,
    type: z.literal(intervalType).openapi({ description: "A resource of a size existed from one instant to another" }),
    data: z.looseObject({
      ...what,
      from: at("2026-10-01T00:00:00Z"),
      to: at("2026-10-01T01:00:00Z").openapi({ description: "After `from`, which is part of the interval; this instant is not" }),
      size: decimal("1").optional().openapi({ description: "1 where it is left out" }),
    }),
  })
  .openapi("UsageInterval");
const readingEvent = z
  .looseObject({
    ...envelope,
    type: z.literal(readingType).openapi({ description: "So much was used, or stood on a gauge, at an instant" }),
    data: z.looseObject({ ...what, at: at("2026-10-01T00:00:00Z"), quantity: decimal("12.5") }),
  })
  .openapi("UsageReading");
const usageEvent = z.union([intervalEvent, readingEvent]).openapi("UsageEvent");

const taken = z
  .object({
    taken: z.number().int().openapi({ description: "Events that are new" }),
    repeated: z.number().int().openapi({ description: "Events that were here before; they count once" }),
    late: z.number().int().openapi({ description: "Of those taken: of a month that is cut off, to be billed in the next" }),
    parked: z.number().int().openapi({ description: "Events that cannot be billed as they came, kept with the reason" }),
  })
  .openapi("UsageTaken");

/** How `POST /v1/usage` is described. It reads its body as it comes, so `route.ts` answers it, before callers of partners are looked up. */
export const usageOperation: DescribedOperation = {
  method: "post",
  path: "/v1/usage",
  id: "sendUsage",
  tag: "Provider's staff",
  summary: "Usage from the provider's metering, as CloudEvents 1.0",
  description:
    "One event, a batch (both up to 4 MiB), or a stream with one event a line, which is read as it comes. An event is known by its source and id: whoever gets no answer sends everything again, and it counts once. An event that cannot be billed is no error of the request: it is parked with its reason and counted. What was read before a request breaks off stays taken.",
  action: "usage.send",
  credential: "providerKey",
  params: nothing,
  query: nothing,
  bodies: {
    "application/cloudevents+json": usageEvent,
    "application/cloudevents-batch+json": z.array(usageEvent),
    "application/x-ndjson": z
      .string()
      .openapi({ description: "One UsageEvent a line; lines up to 64 KiB, in all up to 512 MiB" }),
  },
  order: false,
  status: 200,
  answer: taken,
  refusals: [],
};
