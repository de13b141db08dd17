import { contractIdField, instant, orderIdField, z } from "../fields.ts";

export const eventSchema = z
  .object({
    number: z.number().int().openapi({ description: "Place in the partner's feed, from 1 without gaps" }),
    id: z.string().openapi({ description: "The same in the feed and as `webhook-id`", example: "econ1000000001-42" }),
    kind: z.string().openapi({ example: "contract.create.succeeded" }),
    at: instant,
    contractId: contractIdField,
    subject: z.string().openapi({ description: "Id of what it happened to", example: "econ1000000002" }),
    orderId: orderIdField.nullable(),
    data: z
      .record(z.string(), z.unknown())
      .openapi({ description: "States, ids, codes, and names of changed fields; never names or addresses" }),
  })
  .openapi("Event");
