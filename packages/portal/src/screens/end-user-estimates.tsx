import { Alert, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Facts, Part } from "../kit/facts.tsx";
import { useFormats } from "../kit/format.ts";
import { Rows } from "../kit/list.tsx";
import { Shown } from "../kit/page.tsx";
import { State } from "../kit/state.tsx";
import { api, type Shape } from "../session/api.ts";
import { useTexts } from "../texts/language.ts";

/** What the months that are not closed would be for an end user, were they closed now. */
export function EstimatesOf({ contractId }: { contractId: string }) {
  const asked = useQuery({
    queryKey: ["end-user-estimates", contractId],
    queryFn: ({ signal }) =>
      api.get("/v1/contracts/{contractId}/end-user-estimates", { signal, params: { path: { contractId } } }),
  });
  return (
    <Shown asked={asked}>
      {({ estimates }) => (
        <Stack>
          {estimates.map((estimate) => (
            <Estimate key={estimate.month} estimate={estimate} />
          ))}
        </Stack>
      )}
    </Shown>
  );
}

function Estimate({ estimate }: { estimate: Shape["EndUserEstimate"] }) {
  const { say, language } = useTexts();
  const { month: named, instant, yen } = useFormats();
  const { month, asOf, complete, net, lines, missing } = estimate;
  return (
    <Part title={named(month)} actions={<State of="estimated" />}>
      <Stack>
        <Facts
          facts={[
            ["endUser.net", <b key="net">{!complete && lines.length === 0 ? "–" : yen(net)}</b>],
            ["endUser.asOf", instant(asOf)],
          ]}
        />
        <Text size="sm" c="dimmed">
          {say("endUser.estimateLead")}
        </Text>
        {!complete && (
          <Alert color="orange" variant="light" role="status">
            <Text fw={600}>{say("endUser.incomplete")}</Text>
            {missing.map(({ code, says }, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two reasons may have one code, and their order stays
              <Text key={`${code} ${n}`} size="sm">
                {says[language]}
              </Text>
            ))}
          </Alert>
        )}
        {lines.length > 0 && (
          <Rows
            rows={lines.map((line, n) => ({ ...line, n }))}
            label={`${named(month)} ${say("endUser.lines")}`}
            rowKey={({ n }) => String(n)}
            columns={[
              { head: "charges.menu", cell: ({ menu }) => menu },
              { head: "charges.component", cell: ({ component }) => component },
              { head: "charges.resource", cell: ({ resourceId }) => resourceId ?? "–" },
              { head: "charges.month", cell: ({ usageMonth }) => named(usageMonth) },
              { head: "endUser.net", cell: ({ price }) => yen(price), numeric: true },
            ]}
          />
        )}
      </Stack>
    </Part>
  );
}
