import { Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Facts, Part } from "../kit/facts.tsx";
import { Files } from "../kit/files.tsx";
import { useFormats } from "../kit/format.ts";
import { Rows } from "../kit/list.tsx";
import { Page, Shown, useWindowTitle } from "../kit/page.tsx";
import { State } from "../kit/state.tsx";
import { To } from "../kit/to.tsx";
import { api } from "../session/api.ts";
import { useTexts } from "../texts/language.ts";

/** An issued document with its taxes, its statements and its files. */
export function Invoice() {
  const { say } = useTexts();
  const { day, month: named, yen, number: count } = useFormats();
  const { number } = useParams({ from: "/invoices/$number" });
  const asked = useQuery({
    queryKey: ["invoice", number],
    queryFn: ({ signal }) => api.get("/v1/invoices/{number}", { signal, params: { path: { number } } }),
  });
  useWindowTitle(number);
  return (
    <Shown asked={asked}>
      {(invoice) => (
        <Page
          title={`${say(`invoices.kind.${invoice.kind}`)} ${number}`}
          above={<To to="/invoices">{say("invoices.title")}</To>}
          lead={
            <Group gap="sm">
              {named(invoice.month)} <State of={invoice.state} />
            </Group>
          }
        >
          <Part title={say("invoices.files")}>
            <Files files={invoice.files} />
          </Part>
          <Part title={say(`invoices.kind.${invoice.kind}`)}>
            <Facts
              facts={[
                ["invoices.to", invoice.counterparty],
                ["invoices.issued", day(invoice.issueDate)],
                ["invoices.due", day(invoice.dueDate)],
                ["invoices.net", yen(invoice.net)],
                ["invoices.tax", yen(invoice.tax)],
                ["invoices.total", <b key="total">{yen(invoice.total)}</b>],
                ...(invoice.amends ? ([["invoices.amends", invoice.amends]] as const) : []),
                ...(invoice.illustrative ? ([["charges.status", say("charges.illustrative")]] as const) : []),
              ]}
            />
          </Part>
          <Part title={say("invoices.tax")}>
            <Rows
              rows={invoice.taxes}
              label={say("invoices.tax")}
              rowKey={({ category, percent }) => `${category} ${percent}`}
              columns={[
                { head: "invoices.category", cell: ({ category }) => category },
                { head: "invoices.percent", cell: ({ percent }) => `${percent} %`, numeric: true },
                { head: "invoices.net", cell: ({ net }) => yen(net), numeric: true },
                { head: "invoices.tax", cell: ({ tax }) => yen(tax), numeric: true },
              ]}
            />
          </Part>
          <Part title={say("invoices.statements")}>
            <Rows
              rows={invoice.statements}
              label={say("invoices.statements")}
              rowKey={({ contractId }) => contractId}
              columns={[
                {
                  head: "orders.contract",
                  cell: ({ contractId }) => (
                    <To to="/contracts/$contractId/charges/$month" params={{ contractId, month: invoice.month }}>
                      {contractId}
                    </To>
                  ),
                },
                {
                  head: "invoices.files",
                  cell: ({ files }) => <Files files={files} />,
                },
                { head: "charges.lines", cell: ({ lines }) => count(lines), numeric: true },
                { head: "charges.net", cell: ({ net }) => yen(net), numeric: true },
              ]}
            />
          </Part>
        </Page>
      )}
    </Shown>
  );
}
