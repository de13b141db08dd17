import {
  type DriftReportRow,
  findDriftReport,
  listDriftReports,
  lockContract,
  openOrdersOf,
  platformForStaff,
  single,
  transaction,
} from "@saihan/db";
import { no, ordersToWaitFor, type Rejection } from "@saihan/domain";
import type { IntakeContext } from "../context.ts";
import { contractView } from "../contracts/view.ts";
import { contractIdField, instant, maybeInstant, z } from "../fields.ts";
import { type Answer, type Asked, ok } from "../operation.ts";
import { pageOf, readCursor } from "../page.ts";
import { placeOrder } from "../place-order.ts";
import { type Desk, deskScope } from "./desk.ts";

const idOnPlatform = z.string().regex(/^[0-9A-Za-z-]{1,64}$/, "must be an id of the platform");

/** As in packages/platform/src/drift.ts. */
export const differenceSchema = z
  .object({
    what: z.enum(["domain", "project", "user", "access"]),
    problem: z.enum(["missing", "extra", "disabled", "enabled", "wrong-role"]),
    ourId: z.string().optional().openapi({ description: "The contract, tenant or user that is meant, where the house knows it" }),
    platformId: z.string().optional().openapi({ description: "The platform's id of what is there" }),
    holderId: z.string().optional().openapi({ description: "Of access: who, by the platform's id" }),
    onId: z.string().optional().openapi({ description: "Of access: on what, by the platform's id" }),
    roles: z.array(z.string()).optional().openapi({ description: "Of access: the roles that are there" }),
  })
  .openapi("PlatformDifference");

export const driftSchema = z
  .object({
    contractId: contractIdField,
    partnerId: contractIdField,
    comparedAt: instant,
    foundAt: maybeInstant.openapi({ description: "Since when there is any difference" }),
    differences: z.array(differenceSchema),
  })
  .openapi("PlatformDrift");

export const driftListSchema = z.object({ reports: z.array(driftSchema), next: z.string().nullable() });

export const platformSchema = z
  .object({
    ready: z.boolean().openapi({ description: "Every program that acts on the platform can do so" }),
    programs: z.array(
      z.object({
        program: z.string(),
        instance: z.string(),
        ready: z.boolean(),
        circuit: z.enum(["closed", "open", "half-open"]).openapi({ description: "open: nothing is sent for a while" }),
        why: z.string().nullable(),
        since: instant,
        seenAt: instant,
      }),
    ),
    comparisons: z.array(
      z.object({
        beganAt: instant,
        endedAt: instant,
        contracts: z.number().int(),
        passedOver: z
          .number()
          .int()
          .openapi({ description: "Under way at the time, or not to be had: their earlier report stands" }),
        drifted: z.number().int(),
        strangers: z.array(z.object({ contractId: z.string(), platformId: z.string() })),
        trouble: z.string().nullable(),
      }),
    ),
  })
  .openapi("PlatformStanding");

export const repairBody = z.strictObject({
  remove: z
    .array(
      z.union([
        z.strictObject({ what: z.literal("access"), holderId: idOnPlatform, onId: idOnPlatform }),
        z.strictObject({ what: z.enum(["domain", "project", "user"]), platformId: idOnPlatform }),
      ]),
    )
    .max(100)
    .default([])
    .openapi({ description: "What the books do not know and shall be removed; nothing else is removed" }),
});

/** How the programs get on with the platform, and the last ten comparisons with it. */
export async function platformStanding(desk: Desk): Promise<Answer> {
  const [row] = await single(desk.db, deskScope(desk), (tx) => platformForStaff(tx));
  const { programs = [], comparisons = [] } = row?.seen ?? {};
  const iso = (text: string) => new Date(text).toISOString();
  return ok(200, {
    ready: programs.length > 0 && programs.every((p) => p.ready),
    programs: programs.map(({ since, seen_at, ...p }) => ({ ...p, since: iso(since), seenAt: iso(seen_at) })),
    comparisons: comparisons.map((c) => ({
      ...{ beganAt: iso(c.began_at), endedAt: iso(c.ended_at), contracts: c.contracts, passedOver: c.passed_over },
      ...{ drifted: c.drifted, trouble: c.trouble },
      strangers: c.strangers.map(({ contractId, platformId }) => ({ contractId, platformId })),
    })),
  });
}

/** Contracts that differ, of the partner that the operator has named or of all. */
export async function driftPage(
  desk: Desk,
  partnerId: string,
  query: { limit: number; after?: string | undefined },
): Promise<Answer> {
  const page = { limit: query.limit + 1, ...readCursor(query.after) };
  const rows = await transaction(desk.db, deskScope(desk, partnerId), async (tx) => listDriftReports(tx, page));
  const { rows: shown, next } = pageOf([...rows], query.limit);
  return ok(200, { reports: shown.map(driftView), next });
}

export async function driftOf(desk: Desk, partnerId: string, contractId: string): Promise<Answer | Rejection> {
  const [row] = await single(desk.db, deskScope(desk, partnerId), (tx) => findDriftReport(tx, contractId));
  return row ? ok(200, driftView(row)) : no("DRIFT_NOT_COMPARED", { contractId });
}

/**
 * Orders that the platform be put right where it differs from the books of one contract. What is to be removed must stand in the last
 * report as unknown to the books.
 */
export function placeRepair(
  ctx: IntakeContext,
  asked: Asked<{ contractId: string }, unknown, z.infer<typeof repairBody>>,
): Promise<Answer | Rejection> {
  const { caller, params, body } = asked;
  return placeOrder(ctx, asked, async (tx) => {
    const [contract] = await lockContract(tx, caller.partnerId, params.contractId);
    if (!contract) return no("CONTRACT_NOT_FOUND", { contractId: params.contractId });
    const [[report], open] = await Promise.all([findDriftReport(tx, contract.id), openOrdersOf(tx, contract.id)]);
    if (!report) return no("DRIFT_NOT_COMPARED", { contractId: contract.id });
    if (report.foundAt === null) return no("DRIFT_NONE", { contractId: contract.id });
    const known = (report.differences as z.infer<typeof differenceSchema>[]).filter((d) => d.problem === "extra");
    const stranger = body.remove.find(
      (r) =>
        !known.some((d) =>
          r.what === "access"
            ? d.what === "access" && d.holderId === r.holderId && d.onId === r.onId
            : d.what === r.what && d.platformId === r.platformId,
        ),
    );
    if (stranger) {
      const id = stranger.what === "access" ? `${stranger.holderId} on ${stranger.onId}` : stranger.platformId;
      return no("DRIFT_OBJECT_NOT_REPORTED", { what: stranger.what, id });
    }
    const kind = "contract.repair" as const;
    return {
      ok: true,
      kind,
      contractId: contract.id,
      subjectId: contract.id,
      input: { remove: body.remove },
      waitsFor: ordersToWaitFor({ kind, subjectId: contract.id }, open),
      rows: {},
      shown: () => ({ contract: contractView(contract) }),
    };
  });
}

function driftView({ contractId, partnerId, comparedAt, foundAt, differences }: DriftReportRow) {
  return {
    ...{ contractId, partnerId, comparedAt: comparedAt.toISOString(), foundAt: foundAt?.toISOString() ?? null },
    differences: (differences as z.infer<typeof differenceSchema>[]).map(
      ({ what, problem, ourId, platformId, holderId, onId, roles }) => ({
        what,
        problem,
        ourId,
        platformId,
        holderId,
        onId,
        roles,
      }),
    ),
  };
}
