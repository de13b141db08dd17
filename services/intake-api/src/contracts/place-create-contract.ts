import { decidePartnerMayOrder, type Language } from "@saihan/domain";
import type { IntakeContext } from "../context.ts";
import { notifyOf } from "../notify.ts";
import type { Asked } from "../operation.ts";
import { type Plan, placeOrder, startingAt } from "../place-order.ts";
import { contractView } from "./view.ts";

export interface CreateContract {
  customerName: string;
  customerNumber?: string | undefined;
  language: Language;
  labels: Readonly<Record<string, string>>;
  representative: { loginId: string; mailAddress: string; name?: string | undefined };
  notifyRepresentative?: boolean | undefined;
  startAt?: string | undefined;
}

const fresh = { state: "provisioning", suspendedFor: null, startedAt: null, endedAt: null } as const;

/** A child contract and its representative are made in one act (sdpf 3.2). Without a customer number it gets its own id as one. */
export async function placeCreateContract(ctx: IntakeContext, asked: Asked<unknown, unknown, CreateContract>) {
  const { caller, body } = asked;
  const [contractId, representativeId] = await Promise.all([ctx.numbers.contractId(), ctx.numbers.userId()]);
  const allowed = decidePartnerMayOrder({ id: caller.partnerId, kind: "parent", state: caller.partnerState });
  if (!allowed.ok) return allowed;
  const contract = {
    id: contractId,
    customerName: body.customerName,
    customerNumber: body.customerNumber ?? contractId,
    language: body.language,
    labels: body.labels,
    representativeId,
  };
  const { loginId, mailAddress, name } = body.representative;
  const plan: Plan = {
    ok: true,
    kind: "contract.create",
    contractId,
    subjectId: contractId,
    input: { representativeId, notify: notifyOf(body.notifyRepresentative) },
    waitsFor: [],
    rows: { contract, user: { id: representativeId, type: "representative", loginId, mailAddress, name: name ?? null } },
    shown: (at) => ({
      contract: contractView({
        ...contract,
        ...fresh,
        createdBy: caller.who.kind === "user" ? caller.who.userId : null,
        createdAt: at,
      }),
    }),
  };
  if (body.startAt === undefined) return placeOrder(ctx, asked, plan);
  const later = startingAt(ctx, body.startAt, plan);
  return placeOrder(ctx, asked, async () => later);
}
