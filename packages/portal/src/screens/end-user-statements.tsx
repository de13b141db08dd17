import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Part } from "../kit/facts.tsx";
import { useFormats } from "../kit/format.ts";
import { Rows } from "../kit/list.tsx";
import { Page, Shown } from "../kit/page.tsx";
import { To } from "../kit/to.tsx";
import { api, may } from "../session/api.ts";
import { useMe } from "../session/me.ts";
import { Empty } from "../shell/empty.tsx";
import { useTexts } from "../texts/language.ts";
import { EstimatesOf } from "./end-user-estimates.tsx";

/** What an end user's company is charged by its partner, month by month. */
export function EndUserStatements() {
  const { say } = useTexts();
  const { data: me } = useMe();
  return (
    <Page title={say("endUser.title")} lead={say("endUser.lead")}>
      {me && <EstimatesOf contractId={me.contractId} />}
      {me && <StatementsOf contractId={me.contractId} />}
    </Page>
  );
}

/** The statements of a child contract; its partner also sees the months of which none could be made. */
export function StatementsOf({ contractId }: { contractId: string }) {
  const { say, language } = useTexts();
  const { month: named, day, yen, number } = useFormats();
  const { data: me } = useMe();
  const asked = useQuery({
    queryKey: ["end-user-statements", contractId],
    queryFn: ({ signal }) =>
      api.get("/v1/contracts/{contractId}/end-user-statements", { signal, params: { path: { contractId } } }),
  });
  return (
    <Shown asked={asked}>
      {({ statements, parked }) => (
        <Stack>
          {parked.length > 0 && (
            <Part
              title={say("endUser.parked")}
              actions={me && may(me, "own", "resale-rule.view") && <To to="/resale-prices">{say("resale.title")}</To>}
            >
              <Rows
                rows={parked}
                label={say("endUser.parked")}
                rowKey={({ month }) => month}
                columns={[
                  { head: "charges.month", cell: ({ month }) => named(month) },
                  { head: "charges.lines", cell: ({ lines }) => number(lines), numeric: true },
                  { head: "endUser.why", cell: ({ reasons }) => reasons.map(({ says }) => says[language]).join(" ") },
                ]}
              />
            </Part>
          )}
          {statements.length === 0 ? (
            parked.length === 0 && <Empty title={say("endUser.empty")} lead={say("endUser.emptyLead")} />
          ) : (
            <Rows
              rows={statements}
              label={say("endUser.title")}
              rowKey={({ month }) => month}
              columns={[
                {
                  head: "charges.month",
                  cell: ({ month }) => (
                    <To to="/contracts/$contractId/statements/$month" params={{ contractId, month }} fw={600}>
                      {named(month)}
                    </To>
                  ),
                },
                { head: "invoices.number", cell: ({ number: no }) => no },
                { head: "invoices.issued", cell: ({ issueDate }) => day(issueDate) },
                { head: "endUser.net", cell: ({ net }) => <Text span>{yen(net)}</Text>, numeric: true },
              ]}
            />
          )}
        </Stack>
      )}
    </Shown>
  );
}
