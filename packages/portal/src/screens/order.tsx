import { Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Action } from "../kit/action.tsx";
import { Facts, Part } from "../kit/facts.tsx";
import { useFormats } from "../kit/format.ts";
import { Rows } from "../kit/list.tsx";
import { Page, Shown, useWindowTitle } from "../kit/page.tsx";
import { State } from "../kit/state.tsx";
import { To } from "../kit/to.tsx";
import { follow } from "../orders/followed.ts";
import { OrderAction } from "../orders/order-action.tsx";
import { type Account, api, mayIn, type Shape } from "../session/api.ts";
import { useMe } from "../session/me.ts";
import { useTexts } from "../texts/language.ts";

/** An order, how far it is, and why it failed. */
export function Order() {
  const { orderId } = useParams({ from: "/orders/$orderId" });
  const { data: me } = useMe();
  const { say } = useTexts();
  const asked = useQuery({
    queryKey: ["order", orderId],
    queryFn: ({ signal }) => api.get("/v1/orders/{orderId}", { signal, params: { path: { orderId } } }),
    refetchInterval: ({ state }) => (state.data?.endedAt === null ? 5_000 : false),
  });
  useWindowTitle(asked.data && say(`orders.kind.${asked.data.kind}`));
  return <Shown asked={asked}>{(order) => me && <OneOrder me={me} order={order} />}</Shown>;
}

function OneOrder({ me, order }: { me: Account; order: Shape["Order"] }) {
  const { say, language } = useTexts();
  const { instant, number } = useFormats();
  const path = { orderId: order.id };
  const waits = ["received", "awaiting_approval", "scheduled"].includes(order.state);
  // The partner's own users are not asked why.
  const reason = me.staff
    ? ([{ name: "reason", label: "staff.reason", needed: true, kind: "area", hint: "staff.reasonHint" }] as const)
    : [];
  const moves = order.history ?? [];
  return (
    <Page
      title={say(`orders.kind.${order.kind}`)}
      above={<To to="/orders">{say("orders.title")}</To>}
      lead={
        <Group gap="sm">
          {order.id} <State of={order.state} />
        </Group>
      }
      actions={
        <>
          {waits && mayIn(me, order.contractId, "order.cancel") && (
            <Action
              danger
              label={say("orders.cancel")}
              lead={say("orders.cancelLead")}
              fields={reason}
              run={async (given) =>
                follow(await api.post("/v1/orders/{orderId}:cancel", { params: { path }, ...(me.staff ? { body: given } : {}) }))
              }
            />
          )}
          {order.state === "failed" && !order.retriedBy && mayIn(me, order.contractId, "order.retry") && (
            <OrderAction
              label={say("orders.retry")}
              lead={say("orders.retryLead")}
              fields={reason}
              place={(send, given) =>
                send.post("/v1/orders/{orderId}:retry", { params: { path }, ...(me.staff ? { body: given } : {}) })
              }
            />
          )}
        </>
      }
    >
      <Part title={say("orders.order")}>
        <Facts
          facts={[
            [
              "orders.contract",
              <To key="to" to="/contracts/$contractId" params={{ contractId: order.contractId }}>
                {order.contractId}
              </To>,
            ],
            ["orders.about", order.subject.id],
            ...(order.retryOf ? ([["orders.retryOf", <ToOrder key="of" orderId={order.retryOf} />]] as const) : []),
            ...(order.retriedBy ? ([["orders.retriedBy", <ToOrder key="by" orderId={order.retriedBy} />]] as const) : []),
            ["orders.accepted", instant(order.acceptedAt)],
            ...(order.endedAt === null
              ? ([["orders.deadline", instant(order.deadlineAt)]] as const)
              : ([["orders.ended", instant(order.endedAt)]] as const)),
            ...(order.endedAt === null ? ([["orders.turn", say(`orders.turn.${order.turn}`)]] as const) : []),
            ...(order.line ? ([["orders.before", number(order.line.before)]] as const) : []),
            ...(order.failure
              ? ([
                  [
                    "orders.failure",
                    <Text key="why" c="var(--mantine-color-error)">
                      {order.failure.says[language]}
                    </Text>,
                  ],
                ] as const)
              : []),
          ]}
        />
      </Part>
      <Part title={say("orders.history")}>
        <Rows
          rows={moves}
          rowKey={({ at, to }) => `${at} ${to}`}
          label={say("orders.history")}
          columns={[
            { head: "orders.at", cell: ({ at }) => instant(at) },
            { head: "orders.state", cell: ({ to }) => <State of={to} /> },
            { head: "orders.cause", cell: ({ cause }) => cause },
            ...(moves.some(({ reason: given }) => given !== null)
              ? [{ head: "staff.reason", cell: ({ reason: given }: (typeof moves)[number]) => given ?? "–" } as const]
              : []),
            { head: "orders.attempt", cell: ({ attempt }) => number(attempt), numeric: true },
          ]}
        />
      </Part>
    </Page>
  );
}

function ToOrder({ orderId }: { orderId: string }) {
  return (
    <To to="/orders/$orderId" params={{ orderId }}>
      {orderId}
    </To>
  );
}
