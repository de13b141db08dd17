import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Bars } from "../../kit/bars.tsx";
import { Part } from "../../kit/facts.tsx";
import { useFormats } from "../../kit/format.ts";
import { Rows } from "../../kit/list.tsx";
import { Shown } from "../../kit/page.tsx";
import { State } from "../../kit/state.tsx";
import { To } from "../../kit/to.tsx";
import { api, type Shape } from "../../session/api.ts";
import { Empty } from "../../shell/empty.tsx";
import { useTexts } from "../../texts/language.ts";

export function useMonths(contractId: string, enabled = true) {
  return useQuery({
    queryKey: ["charges", contractId],
    queryFn: ({ signal }) => api.get("/v1/contracts/{contractId}/charges", { signal, params: { path: { contractId } } }),
    enabled,
  });
}

/** Charges of a contract, month by month: as a picture and as a table. */
export function Months({ contractId }: { contractId: string }) {
  const { say } = useTexts();
  const { month: named, yen, number } = useFormats();
  return (
    <Shown asked={useMonths(contractId)}>
      {({ months }) =>
        months.length === 0 ? (
          <Empty title={say("charges.empty")} lead={say("charges.emptyLead")} />
        ) : (
          <Stack>
            {months.some(({ net }) => net !== 0) && <MonthBars months={months} />}
            <Rows
              rows={months}
              label={say("charges.title")}
              rowKey={({ month }) => month}
              columns={[
                {
                  head: "charges.month",
                  cell: ({ month }) => (
                    <To to="/contracts/$contractId/charges/$month" params={{ contractId, month }}>
                      {named(month)}
                    </To>
                  ),
                },
                { head: "charges.status", cell: ({ status }) => <State of={status} /> },
                { head: "charges.lines", cell: ({ lines }) => number(lines), numeric: true },
                { head: "charges.net", cell: ({ net }) => yen(net), numeric: true },
              ]}
            />
          </Stack>
        )
      }
    </Shown>
  );
}

export function MonthBars({ months }: { months: readonly Shape["MonthOfCharges"][] }) {
  const { say } = useTexts();
  const bars = months.map(({ month, net, status }) => ({ month, amount: net, estimate: status === "estimated" })).toReversed();
  return (
    <Part title={say("charges.chart")}>
      <Bars bars={bars} label={say("charges.chart")} lead={`${say("charges.chartLead")} ${say("charges.when")}`} />
    </Part>
  );
}
