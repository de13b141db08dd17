import { insertContract, insertUser } from "@saihan/db";
import { decidePartnerMayOrder, type Language } from "@saihan/domain";
import type { IntakeContext } from "../context.ts";
import { notifyOf } from "../notify.ts";
import type { Asked } from "../operation.ts";
import { placeOrder } from "../place-order.ts";
import { contractView } from "./view.ts";

export interface CreateContract {
  customerName: string;
  customerNumber?: string | undefined;
  language: Language;
  representative: { loginId: string; mailAddress: string; name?: string | undefined };
  notifyRepresentative?: boolean | undefined;
}

/** A child contract and its representative are made in one act (sdpf 3.2). Without a customer number it gets its own id as one. */
export async function placeCreateContract(ctx: IntakeContext, asked: Asked<unknown, unknown, CreateContract>) {
  const { caller, body } = asked;
  const [contractId, representativeId] = await Promise.all([ctx.numbers.contractId(), ctx.numbers.userId()]);
  return placeOrder(ctx, asked, async () => {
    const allowed = decidePartnerMayOrder({ id: caller.partnerId, kind: "parent", state: caller.partnerState });
    if (!allowed.ok) return allowed;
    const contract = {
      id: contractId,
      partnerId: caller.partnerId,
      kind: "child",
      state: "provisioning",
      customerName: body.customerName,
      customerNumber: body.customerNumber ?? contractId,
      language: body.language,
      representativeId,
    } as const;
    return {
      ok: true,
      kind: "contract.create",
      contractId,
      subjectId: contractId,
      input: { representativeId, notify: notifyOf(body.notifyRepresentative) },
      waitsFor: [],
      writes: (tx, at) => [
        insertContract(tx, { ...contract, at }),
        insertUser(tx, {
          id: representativeId,
          partnerId: caller.partnerId,
          contractId,
          type: "representative",
          state: "provisioning",
          loginId: body.representative.loginId,
          mailAddress: body.representative.mailAddress,
          name: body.representative.name ?? null,
          at,
        }),
      ],
      shown: (at) => ({ contract: contractView({ ...contract, createdAt: at, startedAt: null, endedAt: null }) }),
    };
  });
}
