import { useFormats } from "../kit/format.ts";
import { List } from "../kit/list.tsx";
import { Page } from "../kit/page.tsx";
import { State } from "../kit/state.tsx";
import { To } from "../kit/to.tsx";
import { api } from "../session/api.ts";
import { useTexts } from "../texts/language.ts";

export function Invoices() {
  const { say } = useTexts();
  const { day, month: named, yen } = useFormats();
  return (
    <Page title={say("invoices.title")}>
      <List
        of={["invoices"]}
        label={say("invoices.title")}
        load={async (after, signal) => {
          const query = { limit: 50, ...(after === undefined ? {} : { after: String(after) }) };
          const { invoices, next } = await api.get("/v1/invoices", { signal, params: { query } });
          return { rows: invoices, next };
        }}
        rowKey={({ number }) => number}
        empty="invoices.empty"
        emptyLead="invoices.emptyLead"
        columns={[
          {
            head: "invoices.number",
            cell: ({ number }) => (
              <To to="/invoices/$number" params={{ number }}>
                {number}
              </To>
            ),
          },
          { head: "invoices.kind", cell: ({ kind }) => say(`invoices.kind.${kind}`) },
          { head: "charges.month", cell: ({ month }) => named(month) },
          { head: "invoices.issued", cell: ({ issueDate }) => day(issueDate) },
          { head: "charges.status", cell: ({ state }) => <State of={state} /> },
          { head: "invoices.total", cell: ({ total }) => yen(total), numeric: true },
        ]}
      />
    </Page>
  );
}
