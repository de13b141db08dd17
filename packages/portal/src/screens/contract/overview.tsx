import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Facts, Part } from "../../kit/facts.tsx";
import { useFormats } from "../../kit/format.ts";
import { api, mayIn } from "../../session/api.ts";
import { useTexts } from "../../texts/language.ts";
import type { OfWholeContract } from "../contract.tsx";
import { TerminationPlan } from "./termination-plan.tsx";

export function Overview({ me, contract }: OfWholeContract) {
  const { say, language } = useTexts();
  const { instant } = useFormats();
  const reasons = useReasons();
  const why = reasons.data?.suspension.find(({ code }) => code === contract.suspendedFor)?.says[language];
  return (
    <Stack>
      <Part title={say("contract.tab.overview")}>
        <Facts
          facts={[
            ["contracts.contract", contract.id],
            ["contracts.number", contract.customerNumber],
            ["contract.representative", contract.representativeId],
            ["contract.language", say(`contract.language.${contract.language}`)],
            ["contracts.since", instant(contract.createdAt)],
            ["contract.started", instant(contract.startedAt)],
            ...(contract.suspendedFor ? [["contract.suspendedFor", why ?? contract.suspendedFor] as const] : []),
            ...(contract.endedAt ? [["contract.ended", instant(contract.endedAt)] as const] : []),
          ]}
        />
      </Part>
      {contract.id !== me.contractId && mayIn(me, contract.id, "contract.terminate") && contract.state !== "terminated" && (
        <TerminationPlan contract={contract} />
      )}
    </Stack>
  );
}

/** Why contracts are suspended and resumed, in words. */
export function useReasons() {
  return useQuery({
    queryKey: ["contract-reasons"],
    queryFn: ({ signal }) => api.get("/v1/contract-reasons", { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
