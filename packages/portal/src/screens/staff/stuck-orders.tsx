import { Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useFormats } from "../../kit/format.ts";
import { Rows } from "../../kit/list.tsx";
import { Page, Shown } from "../../kit/page.tsx";
import { State } from "../../kit/state.tsx";
import { everywhere } from "../../session/api.ts";
import { workFor } from "../../session/partner.ts";
import { Empty } from "../../shell/empty.tsx";
import { useTexts } from "../../texts/language.ts";

/** Orders of all partners that need somebody on the staff. The order's own page retries and cancels. */
export function StuckOrders() {
  const { say } = useTexts();
  const { instant } = useFormats();
  const asked = useQuery({
    queryKey: ["stuck-orders"],
    queryFn: ({ signal }) => everywhere.get("/v1/operator/stuck-orders", { signal, params: { query: { limit: 200 } } }),
    refetchInterval: 30_000,
  });
  return (
    <Page title={say("stuck.title")} lead={say("stuck.lead")}>
      <Shown asked={asked}>
        {({ orders, more }) =>
          orders.length === 0 ? (
            <Empty title={say("stuck.empty")} lead={say("stuck.emptyLead")} />
          ) : (
            <>
              <Rows
                rows={orders}
                label={say("stuck.title")}
                rowKey={({ order }) => order.id}
                columns={[
                  { head: "partners.name", cell: ({ partner }) => partner.customerName },
                  { head: "orders.kind", cell: ({ order }) => say(`orders.kind.${order.kind}`) },
                  { head: "partners.id", cell: ({ order }) => order.contractId },
                  { head: "stuck.why", cell: ({ why }) => say(`stuck.why.${why}`) },
                  { head: "orders.state", cell: ({ order }) => <State of={order.state} /> },
                  { head: "closes.since", cell: ({ since }) => instant(since) },
                  {
                    head: "tenants.actions",
                    cell: ({ partner, order }) => (
                      <Button
                        size="xs"
                        variant="default"
                        aria-label={`${say("stuck.open")}: ${order.id}`}
                        onClick={() => workFor({ id: partner.id, name: partner.customerName }, `/orders/${order.id}`)}
                      >
                        {say("stuck.open")}
                      </Button>
                    ),
                  },
                ]}
              />
              {more && <Text c="dimmed">{say("stuck.more")}</Text>}
            </>
          )
        }
      </Shown>
    </Page>
  );
}
