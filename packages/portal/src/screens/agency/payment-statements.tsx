import { useFormats } from "../../kit/format.ts";
import { List } from "../../kit/list.tsx";
import { Page } from "../../kit/page.tsx";
import { State } from "../../kit/state.tsx";
import { To } from "../../kit/to.tsx";
import { api } from "../../session/api.ts";
import { useTexts } from "../../texts/language.ts";

/** What is paid to an agency (支払通知書), newest first. */
export function PaymentStatements() {
  const { say } = useTexts();
  const { day, month: named, yen } = useFormats();
  return (
    <Page title={say("statements.title")}>
      <List
        of={["statements"]}
        label={say("statements.title")}
        load={async (after, signal) => {
          const query = { limit: 50, ...(after === undefined ? {} : { after: String(after) }) };
          const { statements, next } = await api.get("/v1/payment-statements", { signal, params: { query } });
          return { rows: statements, next };
        }}
        rowKey={({ number }) => number}
        empty="statements.empty"
        emptyLead="statements.emptyLead"
        columns={[
          {
            head: "invoices.number",
            cell: ({ number }) => (
              <To to="/payment-statements/$number" params={{ number }} fw={600}>
                {number}
              </To>
            ),
          },
          { head: "commission.booked", cell: ({ month }) => named(month) },
          { head: "charges.status", cell: ({ state }) => <State of={state} /> },
          { head: "invoices.issued", cell: ({ issueDate }) => day(issueDate) },
          { head: "statements.deadline", cell: ({ objectionDeadline }) => day(objectionDeadline) },
          { head: "statements.paymentDate", cell: ({ paymentDate }) => day(paymentDate) },
          { head: "statements.payable", cell: ({ payable }) => yen(payable), numeric: true },
        ]}
      />
    </Page>
  );
}
