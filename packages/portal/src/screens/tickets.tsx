import { Action } from "../kit/action.tsx";
import { useFormats } from "../kit/format.ts";
import { List } from "../kit/list.tsx";
import { Page } from "../kit/page.tsx";
import { State } from "../kit/state.tsx";
import { To } from "../kit/to.tsx";
import { api, may, type Shape } from "../session/api.ts";
import { useMe } from "../session/me.ts";
import { useTexts } from "../texts/language.ts";

const categories = ["service", "partner-functions", "contract", "billing", "portal"] as const;
const types = ["fault", "other"] as const;

export function Tickets() {
  const { say } = useTexts();
  const { instant } = useFormats();
  const { data: me } = useMe();
  return (
    <Page title={say("tickets.title")} actions={me && may(me, "own", "ticket.open") ? <OpenTicket /> : undefined}>
      <List
        of={["tickets"]}
        label={say("tickets.title")}
        load={async (after, signal) => {
          const query = { limit: 50, ...(after === undefined ? {} : { after: String(after) }) };
          const { tickets, next } = await api.get("/v1/tickets", { signal, params: { query } });
          return { rows: tickets, next };
        }}
        rowKey={({ id }) => id}
        empty="tickets.empty"
        emptyLead="tickets.emptyLead"
        columns={[
          {
            head: "tickets.subject",
            cell: ({ id, subject }) => (
              <To to="/tickets/$ticketId" params={{ ticketId: id }}>
                {subject}
              </To>
            ),
          },
          { head: "tickets.type", cell: ({ type }) => say(`tickets.type.${type}`) },
          { head: "tickets.category", cell: ({ category }) => say(`tickets.category.${category}`) },
          { head: "orders.contract", cell: ({ contractId }) => contractId },
          { head: "orders.state", cell: ({ state }) => <State of={state} /> },
          { head: "tickets.changed", cell: ({ changedAt }) => instant(changedAt) },
        ]}
      />
    </Page>
  );
}

function OpenTicket() {
  const { say } = useTexts();
  return (
    <Action
      label={say("tickets.new")}
      fields={[
        {
          ...({ name: "type", label: "tickets.type", kind: "select", needed: true, start: "fault" } as const),
          options: types.map((value) => ({ value, label: say(`tickets.type.${value}`) })),
        },
        {
          ...({ name: "category", label: "tickets.category", kind: "select", needed: true, start: "service" } as const),
          options: categories.map((value) => ({ value, label: say(`tickets.category.${value}`) })),
        },
        { name: "subject", label: "tickets.subject", needed: true },
        { name: "text", label: "tickets.text", kind: "area", needed: true },
        { name: "contractId", label: "tickets.contract" },
      ]}
      run={({ type, category, subject = "", text = "", contractId }) =>
        api.post("/v1/tickets", {
          body: {
            ...{ subject, text, type: type as Shape["Ticket"]["type"], category: category as Shape["Ticket"]["category"] },
            ...(contractId ? { contractId } : {}),
          },
        })
      }
    />
  );
}
