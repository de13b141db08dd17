import { addressAllowed, formatAddress, formatRange, parseRange } from "@saihan/auth";
import { findAllowedAddresses, setAllowedAddresses, transaction } from "@saihan/db";
import { no } from "@saihan/domain";
import { addressRangeField, contractIdParam, nothing, z } from "../fields.ts";
import { ok, operation } from "../operation.ts";
import { note } from "./notices.ts";

const tag = "Contracts";
const path = "/v1/contracts/{contractId}/allowed-addresses";
const params = z.strictObject({ contractId: contractIdParam });

const ranges = z
  .array(addressRangeField)
  .max(100)
  .openapi({ description: "Ranges from which the contract's users and keys may come; none: from anywhere" });
const view = z.object({ contractId: z.string(), addresses: z.array(z.string()) }).openapi("AllowedAddresses");

export const addressOperations = [
  operation({
    method: "get",
    path,
    id: "getAllowedAddresses",
    tag,
    summary: "View from where a contract's users may sign in",
    action: "addresses.view",
    params,
    query: nothing,
    order: false,
    status: 200,
    answer: view,
    refusals: ["CONTRACT_NOT_FOUND"],
    handle: async (ctx, { caller, params: { contractId } }) => {
      const addresses = await transaction(ctx.db, caller, (tx) => findAllowedAddresses(tx, caller.partnerId, contractId));
      return addresses ? ok(200, { contractId, addresses }) : no("CONTRACT_NOT_FOUND", { contractId: contractId.slice(0, 64) });
    },
  }),
  operation({
    method: "put",
    path,
    id: "setAllowedAddresses",
    tag,
    summary: "Set from where a contract's users may sign in",
    description:
      "Holds for sessions and keys from the next request on. A list for your own contract that does not hold your own address is refused.",
    action: "addresses.set",
    params,
    query: nothing,
    body: z.strictObject({ addresses: ranges }).openapi("SetAllowedAddresses"),
    order: false,
    status: 200,
    answer: view,
    refusals: ["CONTRACT_NOT_FOUND", "ADDRESSES_SHUT_OUT_CALLER"],
    handle: async (ctx, { caller, params: { contractId }, body, origin, requestId }) => {
      const addresses = [...new Set(body.addresses.flatMap((text) => parseRange(text) ?? []).map(formatRange))];
      if (contractId === caller.contractId && !addressAllowed(addresses, origin.address)) {
        return no("ADDRESSES_SHUT_OUT_CALLER", { address: origin.address ? formatAddress(origin.address) : "unknown" });
      }
      const at = ctx.now();
      return transaction(ctx.db, caller, async (tx) => {
        const before = await findAllowedAddresses(tx, caller.partnerId, contractId);
        const [set] = before ? await setAllowedAddresses(tx, caller.partnerId, contractId, addresses) : [];
        if (!before || !set) return no("CONTRACT_NOT_FOUND", { contractId: contractId.slice(0, 64) });
        await note(
          tx,
          { partnerId: caller.partnerId, contractId, userId: contractId },
          {
            actor: caller.actor,
            action: "addresses.set",
            at,
            requestId,
            before: { ranges: before },
            after: { ranges: addresses },
          },
        );
        return ok(200, { contractId, addresses });
      });
    },
  }),
];
