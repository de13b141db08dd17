import { type Field, instantOf } from "../../kit/field.tsx";
import { OrderAction } from "../../orders/order-action.tsx";
import { mayIn, type Shape } from "../../session/api.ts";
import { type Language, useTexts } from "../../texts/language.ts";
import type { OfWholeContract } from "../contract.tsx";
import { languageField } from "./new-contract.tsx";
import { useReasons } from "./overview.tsx";

/** What can be ordered for the contract itself, in the state that it is in. */
export function ContractActions({ me, contract }: OfWholeContract) {
  const { say, language } = useTexts();
  const reasons = useReasons();
  // The provider keeps the parent contract itself (CONTRACT_IS_PARENT).
  const can = (action: Parameters<typeof mayIn>[2]) => contract.id !== me.partnerId && mayIn(me, contract.id, action);
  const path = { contractId: contract.id };
  const reasonField = (kind: "suspension" | "resumption"): Field => ({
    ...({ name: "reason", label: "contract.reason", kind: "select" } as const),
    options: (reasons.data?.[kind] ?? []).map(({ code, says }) => ({ value: code, label: says[language] })),
  });
  const startField = { name: "startAt", label: "contract.startAt", kind: "moment" } as const;
  const body = <Reason extends string>({ reason, startAt }: Record<string, string>) => {
    const at = instantOf(startAt);
    return { ...(reason ? { reason: reason as Reason } : {}), ...(at ? { startAt: at } : {}) };
  };
  return (
    <>
      {contract.state === "active" && can("contract.change") && (
        <OrderAction
          label={say("contract.change")}
          size="xs"
          fields={[
            { name: "customerName", label: "contracts.name", needed: true, start: contract.customerName },
            { name: "customerNumber", label: "contracts.number", needed: true, start: contract.customerNumber },
            languageField(say, contract.language),
          ]}
          place={(send, { customerName = "", customerNumber = "", language: spoken }) =>
            send.patch("/v1/contracts/{contractId}", {
              params: { path },
              body: {
                ...(customerName === contract.customerName ? {} : { customerName }),
                ...(customerNumber === contract.customerNumber ? {} : { customerNumber }),
                ...(spoken === contract.language ? {} : { language: spoken as Language }),
              },
            })
          }
        />
      )}
      {contract.state === "active" && can("contract.suspend") && (
        <OrderAction
          label={say("contract.suspend")}
          size="xs"
          lead={say("contract.suspendLead")}
          fields={[reasonField("suspension"), startField]}
          place={(send, values) =>
            send.post("/v1/contracts/{contractId}/suspend", {
              params: { path },
              body: body<NonNullable<Shape["SuspendContract"]["reason"]>>(values),
            })
          }
        />
      )}
      {contract.state === "suspended" && can("contract.resume") && (
        <OrderAction
          label={say("contract.resume")}
          size="xs"
          lead={say("contract.resumeLead")}
          fields={[reasonField("resumption"), startField]}
          place={(send, values) =>
            send.post("/v1/contracts/{contractId}/resume", {
              params: { path },
              body: body<NonNullable<Shape["ResumeContract"]["reason"]>>(values),
            })
          }
        />
      )}
    </>
  );
}
