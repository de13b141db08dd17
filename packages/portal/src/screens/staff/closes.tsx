import { useQuery } from "@tanstack/react-query";
import { useFormats } from "../../kit/format.ts";
import { Rows } from "../../kit/list.tsx";
import { Page, Shown } from "../../kit/page.tsx";
import { To } from "../../kit/to.tsx";
import { everywhere } from "../../session/api.ts";
import { Empty } from "../../shell/empty.tsx";
import { useTexts } from "../../texts/language.ts";

/** The billing run: how each month stands over all partners. */
export function Closes() {
  const { say } = useTexts();
  const { month: named, number } = useFormats();
  const asked = useQuery({
    queryKey: ["closes"],
    queryFn: ({ signal }) => everywhere.get("/v1/operator/closes", { signal }),
  });
  return (
    <Page title={say("closes.title")} lead={say("closes.lead")}>
      <Shown asked={asked}>
        {({ months }) =>
          months.length === 0 ? (
            <Empty title={say("closes.empty")} lead={say("closes.emptyLead")} />
          ) : (
            <Rows
              rows={months}
              label={say("closes.title")}
              rowKey={({ month }) => month}
              columns={[
                {
                  head: "closes.month",
                  cell: ({ month }) => (
                    <To to="/closes/$month" params={{ month }} fw={600}>
                      {named(month)}
                    </To>
                  ),
                },
                {
                  head: "closes.partners",
                  cell: ({ partners, closed }) => `${number(closed)} / ${number(partners)}`,
                  numeric: true,
                },
                { head: "closes.expected", cell: ({ contracts }) => number(contracts.expected), numeric: true },
                { head: "closes.done", cell: ({ contracts }) => number(contracts.done), numeric: true },
                { head: "closes.parked", cell: ({ contracts }) => number(contracts.parked), numeric: true },
              ]}
            />
          )
        }
      </Shown>
    </Page>
  );
}
