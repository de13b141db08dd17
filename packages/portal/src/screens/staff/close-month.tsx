import { useParams } from "@tanstack/react-router";
import { useFormats } from "../../kit/format.ts";
import { List } from "../../kit/list.tsx";
import { Page, useWindowTitle } from "../../kit/page.tsx";
import { State } from "../../kit/state.tsx";
import { To } from "../../kit/to.tsx";
import { everywhere } from "../../session/api.ts";
import { useTexts } from "../../texts/language.ts";

/** One month of the billing run, partner by partner. */
export function CloseMonth() {
  const { month } = useParams({ from: "/closes/$month" });
  const { say } = useTexts();
  const { month: named, number, instant } = useFormats();
  useWindowTitle(named(month));
  return (
    <Page title={named(month)} above={<To to="/closes">{say("closes.title")}</To>}>
      <List
        of={["closes", month]}
        label={named(month)}
        load={async (after, signal) => {
          const query = { limit: 100, ...(after === undefined ? {} : { after: String(after) }) };
          const { closes, next } = await everywhere.get("/v1/operator/closes/{month}", {
            signal,
            params: { path: { month }, query },
          });
          return { rows: closes, next };
        }}
        rowKey={({ partner }) => partner.id}
        empty="partners.empty"
        emptyLead="partners.emptyLead"
        columns={[
          {
            head: "partners.name",
            cell: ({ partner }) => (
              <To to="/closes/$month/$partnerId" params={{ month, partnerId: partner.id }}>
                {partner.customerName}
              </To>
            ),
          },
          { head: "partners.id", cell: ({ partner }) => partner.id },
          {
            head: "orders.state",
            cell: ({ state }) => (state === "open" || state === "closed" ? <State of={state} /> : say(`closes.state.${state}`)),
          },
          { head: "closes.expected", cell: ({ contracts }) => number(contracts.expected), numeric: true },
          { head: "closes.done", cell: ({ contracts }) => number(contracts.done), numeric: true },
          { head: "closes.parked", cell: ({ contracts }) => number(contracts.parked), numeric: true },
          { head: "closes.closedAt", cell: ({ closedAt }) => instant(closedAt) },
        ]}
      />
    </Page>
  );
}
