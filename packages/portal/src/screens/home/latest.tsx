import { useQuery } from "@tanstack/react-query";
import { Part } from "../../kit/facts.tsx";
import { useFormats } from "../../kit/format.ts";
import { Rows } from "../../kit/list.tsx";
import { Shown } from "../../kit/page.tsx";
import { State } from "../../kit/state.tsx";
import { To } from "../../kit/to.tsx";
import type { Account } from "../../session/api.ts";
import { Empty } from "../../shell/empty.tsx";
import { useTexts } from "../../texts/language.ts";
import { atHome } from "./asked.ts";

/** The five newest orders. */
export function Latest({ me }: { me: Account }) {
  const { say } = useTexts();
  const { instant } = useFormats();
  const asked = useQuery(atHome(me, "orders"));
  return (
    <Part title={say("home.latest")} actions={<To to="/orders">{say("home.all")}</To>}>
      <Shown asked={asked}>
        {({ orders }) =>
          orders.length === 0 ? (
            <Empty title={say("orders.empty")} lead={say("orders.emptyLead")} />
          ) : (
            <Rows
              rows={orders.slice(0, 5)}
              label={say("home.latest")}
              rowKey={({ id }) => id}
              columns={[
                {
                  head: "orders.kind",
                  cell: ({ id, kind }) => (
                    <To to="/orders/$orderId" params={{ orderId: id }}>
                      {say(`orders.kind.${kind}`)}
                    </To>
                  ),
                },
                { head: "orders.state", cell: ({ state }) => <State of={state} /> },
                { head: "orders.contract", cell: ({ contractId }) => contractId },
                { head: "orders.accepted", cell: ({ acceptedAt }) => instant(acceptedAt) },
              ]}
            />
          )
        }
      </Shown>
    </Part>
  );
}
