import { NativeSelect, Stack } from "@mantine/core";
import { useState } from "react";
import { useFormats } from "../../kit/format.ts";
import { List } from "../../kit/list.tsx";
import { State } from "../../kit/state.tsx";
import { To } from "../../kit/to.tsx";
import { api, type Shape } from "../../session/api.ts";
import { useTexts } from "../../texts/language.ts";

const states: readonly Shape["Order"]["state"][] = [
  ...(["received", "awaiting_approval", "scheduled", "executing", "compensating", "cancelling"] as const),
  ...(["succeeded", "failed", "cancelled", "rejected", "expired"] as const),
];

/** Orders, newest first: of one contract, or of all in sight. */
export function OrderList({ contractId }: { contractId?: string }) {
  const { say } = useTexts();
  const { instant } = useFormats();
  const [state, setState] = useState<Shape["Order"]["state"]>();
  return (
    <Stack>
      <NativeSelect
        label={say("orders.state")}
        maw={280}
        value={state ?? ""}
        onChange={({ currentTarget }) => setState(states.find((known) => known === currentTarget.value))}
        data={[{ value: "", label: say("orders.anyState") }, ...states.map((value) => ({ value, label: say(`state.${value}`) }))]}
      />
      <List
        of={["orders", contractId, state]}
        label={say("orders.title")}
        load={async (after, signal) => {
          const { orders, next } = await api.get("/v1/orders", {
            signal,
            params: {
              query: {
                limit: 50,
                ...(contractId ? { contractId } : {}),
                ...(state ? { state } : {}),
                ...(after === undefined ? {} : { after: String(after) }),
              },
            },
          });
          return { rows: orders, next };
        }}
        rowKey={({ id }) => id}
        empty="orders.empty"
        emptyLead="orders.emptyLead"
        columns={[
          {
            head: "orders.kind",
            cell: ({ id, kind }) => (
              <To to="/orders/$orderId" params={{ orderId: id }}>
                {say(`orders.kind.${kind}`)}
              </To>
            ),
          },
          { head: "orders.state", cell: ({ state: at }) => <State of={at} /> },
          { head: "orders.about", cell: ({ subject }) => subject.id },
          ...(contractId ? [] : [{ head: "orders.contract" as const, cell: (order: Shape["Order"]) => order.contractId }]),
          { head: "orders.accepted", cell: ({ acceptedAt }) => instant(acceptedAt) },
          { head: "orders.ended", cell: ({ endedAt }) => instant(endedAt) },
        ]}
      />
    </Stack>
  );
}
