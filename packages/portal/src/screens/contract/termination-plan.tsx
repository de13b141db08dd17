import { Alert, Button, List, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Part } from "../../kit/facts.tsx";
import { useFormats } from "../../kit/format.ts";
import { Shown } from "../../kit/page.tsx";
import { OrderAction } from "../../orders/order-action.tsx";
import { api, type Shape } from "../../session/api.ts";
import { Refused } from "../../shell/failure.tsx";
import { useTexts } from "../../texts/language.ts";

/** What ending the contract would do, asked for on demand; only what was shown is removed. */
export function TerminationPlan({ contract }: { contract: Shape["Contract"] }) {
  const { say } = useTexts();
  const [wanted, setWanted] = useState(false);
  const asked = useQuery({
    queryKey: ["termination-plan", contract.id],
    queryFn: ({ signal }) =>
      api.post("/v1/contracts/{contractId}/terminate:plan", { signal, params: { path: { contractId: contract.id } } }),
    enabled: wanted,
  });
  return (
    <Part title={say("contract.planTitle")}>
      {wanted ? (
        <Shown asked={asked}>{(plan) => <Plan plan={plan} contract={contract} />}</Shown>
      ) : (
        <Button variant="default" onClick={() => setWanted(true)}>
          {say("contract.planShow")}
        </Button>
      )}
    </Part>
  );
}

function Plan({ plan, contract }: { plan: Shape["TerminationPlan"]; contract: Shape["Contract"] }) {
  const { say, language } = useTexts();
  const { month, number } = useFormats();
  const named = new Map([
    ...plan.tenants.map(({ id, name }) => [id, name] as const),
    ...plan.subscriptions.map(({ id, name, menu }) => [id, `${menu} ${name}`] as const),
  ]);
  return (
    <Stack align="flex-start">
      <Text size="sm">{say("contract.planLead")}</Text>
      <List type="ordered" size="sm" spacing={4}>
        {plan.steps.map(({ step, id }) => (
          <List.Item key={`${step} ${id}`}>
            {say(`contract.step.${step}`)}: {named.has(id) ? `${named.get(id)} (${id})` : id}
          </List.Item>
        ))}
      </List>
      {plan.unbilledUsage.map((usage) => (
        <Text key={usage.month} size="sm">
          {say("contract.planUsage", { records: number(usage.records), month: month(usage.month) })}
        </Text>
      ))}
      {plan.refusalWithRemoval ? (
        <Alert color="orange" variant="light">
          {plan.refusalWithRemoval.says[language]}
        </Alert>
      ) : (
        <OrderAction
          danger
          label={say("contract.terminate")}
          lead={say("contract.planLead")}
          fields={[{ name: "id", label: "contract.confirmId", needed: true }]}
          place={(send, { id }) => {
            if (id?.trim() !== contract.id) throw new Refused(say("contract.confirmWrong"));
            return send.post("/v1/contracts/{contractId}/terminate", {
              params: { path: { contractId: contract.id } },
              body: plan.refusal ? { remove: { revision: plan.revision } } : {},
            });
          }}
        />
      )}
    </Stack>
  );
}
