import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Facts, Part } from "../kit/facts.tsx";
import { Files } from "../kit/files.tsx";
import { useFormats } from "../kit/format.ts";
import { Rows } from "../kit/list.tsx";
import { Page, Shown, useWindowTitle } from "../kit/page.tsx";
import { To } from "../kit/to.tsx";
import { api } from "../session/api.ts";
import { useMe } from "../session/me.ts";
import { useTexts } from "../texts/language.ts";

/** One month of an end user at the partner's prices, with its files. */
export function EndUserStatement() {
  const { contractId, month } = useParams({ from: "/contracts/$contractId/statements/$month" });
  const { say } = useTexts();
  const { month: named, day, yen } = useFormats();
  const { data: me } = useMe();
  const asked = useQuery({
    queryKey: ["end-user-statements", contractId, month],
    queryFn: ({ signal }) =>
      api.get("/v1/contracts/{contractId}/end-user-statements/{month}", { signal, params: { path: { contractId, month } } }),
  });
  useWindowTitle(named(month));
  return (
    <Shown asked={asked}>
      {(statement) => (
        <Page
          title={named(month)}
          above={
            me?.contractId === contractId ? (
              <To to="/statements">{say("endUser.title")}</To>
            ) : (
              <To to="/contracts/$contractId" params={{ contractId }} search={{ tab: "charges" }}>
                {contractId}
              </To>
            )
          }
        >
          <Part title={say("invoices.files")}>
            <Files files={statement.files} />
          </Part>
          <Part title={say("endUser.statement")}>
            <Facts
              facts={[
                ["invoices.number", statement.number],
                ["invoices.issued", day(statement.issueDate)],
                ["endUser.net", <b key="net">{yen(statement.net)}</b>],
              ]}
            />
          </Part>
          <Part title={say("endUser.lines")}>
            <Rows
              rows={statement.lines.map((line, n) => ({ ...line, n }))}
              label={say("endUser.lines")}
              rowKey={({ n }) => String(n)}
              columns={[
                { head: "charges.menu", cell: ({ menu }) => menu },
                { head: "charges.component", cell: ({ component }) => component },
                { head: "charges.resource", cell: ({ resourceId }) => resourceId ?? "–" },
                { head: "charges.month", cell: ({ usageMonth }) => named(usageMonth) },
                { head: "endUser.net", cell: ({ price }) => yen(price), numeric: true },
              ]}
            />
          </Part>
        </Page>
      )}
    </Shown>
  );
}
