import type { Action, Rejection } from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import { nothing, type z } from "../fields.ts";
import { type Answer, type AnyOperation, type Asked, type Operation, operation } from "../operation.ts";
import { type Desk, deskOf } from "./desk.ts";

export const tag = "Provider's staff";

/** An operation of the provider's staff: its handler is given a desk. */
export function deskOperation<Params extends z.ZodType, Body extends z.ZodType, Query extends z.ZodType = typeof nothing>(
  given: Pick<
    Operation<Params, Query, Body>,
    "method" | "path" | "id" | "summary" | "params" | "answer" | "refusals" | "reads"
  > & {
    description?: string;
    body?: Body;
    query?: Query;
    action: Action;
    status?: number;
    bodyLimitBytes?: number;
    at: (desk: Desk, asked: Asked<z.infer<Params>, z.infer<Query>, z.infer<Body>>) => Promise<Answer | Rejection>;
  },
): AnyOperation {
  const { at, status = 200, query = nothing, ...rest } = given;
  return operation({
    ...rest,
    tag,
    query,
    order: false,
    status,
    // The partner is the one that the operator names in the header Saihan-Partner, or none.
    target: async (_ctx: IntakeContext, caller: Caller) => ({
      partnerId: caller.partnerId,
      contractId: caller.contractId,
      inReach: true,
    }),
    handle: async (ctx: IntakeContext, asked: Asked<never, never, never>) => {
      const desk = deskOf(ctx, asked.caller, asked.requestId);
      return "ok" in desk ? desk : at(desk, asked);
    },
  } as unknown as Operation<Params, Query, Body>);
}
