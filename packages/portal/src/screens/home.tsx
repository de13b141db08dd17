import { SimpleGrid, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useFormats } from "../kit/format.ts";
import { Page } from "../kit/page.tsx";
import { To } from "../kit/to.tsx";
import { type Account, api, may } from "../session/api.ts";
import { useMe } from "../session/me.ts";
import { useTexts } from "../texts/language.ts";
import { Latest } from "./home/latest.tsx";
import { MonthsAtHome } from "./home/months-at-home.tsx";

/** Where one begins: what waits, what was ordered last, what it costs. */
export function Home() {
  const { data: me } = useMe();
  const { say } = useTexts();
  if (!me) return null;
  return (
    <Page title={say("home.title")} lead={say("home.welcome", { name: me.name ?? me.loginId })}>
      <WhatWaits me={me} />
      <Stack>
        {may(me, "own", "order.view") && <Latest />}
        {may(me, "own", "charge.view") && <MonthsAtHome contractId={me.contractId} />}
      </Stack>
    </Page>
  );
}

/** More than these are not counted: whoever looks sees all of them. */
const most = 100;

function WhatWaits({ me }: { me: Account }) {
  const { say } = useTexts();
  const orders = useQuery({
    queryKey: ["orders", "home"],
    queryFn: ({ signal }) => api.get("/v1/orders", { signal, params: { query: { limit: most } } }),
    enabled: may(me, "own", "order.view"),
  });
  const duties = useQuery({
    queryKey: ["duties", "home"],
    queryFn: ({ signal }) => api.get("/v1/duties", { signal, params: { query: { standing: "open", limit: most } } }),
    enabled: may(me, "own", "duty.view"),
  });
  const approvals = useQuery({
    queryKey: ["approvals", "home"],
    queryFn: ({ signal }) =>
      api.get("/v1/approval-requests", { signal, params: { query: { status: "registered", limit: most } } }),
    enabled: may(me, "own", "approval-request.view"),
  });
  const tickets = useQuery({
    queryKey: ["tickets", "home"],
    queryFn: ({ signal }) => api.get("/v1/tickets", { signal, params: { query: { state: "answered", limit: most } } }),
    enabled: may(me, "own", "ticket.view"),
  });
  const known = orders.data?.orders;
  const again = new Set(known?.map(({ retryOf }) => retryOf));
  const failed = known?.filter(({ id, state }) => state === "failed" && !again.has(id)).length;
  const underWay = known?.filter(({ endedAt }) => endedAt === null).length;
  const mine = approvals.data?.approvalRequests.filter(({ approver }) => approver).length;
  return (
    <SimpleGrid cols={{ base: 2, md: 3, lg: 5 }} component="section" aria-label={say("home.waits")}>
      <Count label={say("home.failed")} count={failed} bad to={<To to="/orders">{say("nav.orders")}</To>} />
      <Count label={say("home.underWay")} count={underWay} to={<To to="/orders">{say("nav.orders")}</To>} />
      <Count
        label={say("home.duties")}
        count={duties.data?.duties.length}
        bad={Boolean(duties.data?.overdue)}
        to={
          <To to="/duties">{duties.data?.overdue ? say("home.overdue", { count: duties.data.overdue }) : say("nav.duties")}</To>
        }
      />
      <Count label={say("home.approvals")} count={mine} to={<To to="/approvals">{say("nav.approvals")}</To>} />
      <Count label={say("home.tickets")} count={tickets.data?.tickets.length} to={<To to="/tickets">{say("nav.tickets")}</To>} />
    </SimpleGrid>
  );
}

interface CountProps {
  label: string;
  count: number | undefined;
  bad?: boolean;
  to: ReactNode;
}

/** A number, and where it comes from. What its user may not see is not counted and not there. */
function Count({ label, count, bad = false, to }: CountProps) {
  const { number } = useFormats();
  if (count === undefined) return null;
  return (
    <div className="count" data-bad={(bad && count > 0) || undefined}>
      <Text size="sm">{label}</Text>
      <Text className="figure">{count >= most ? `${number(most)}+` : number(count)}</Text>
      <Text size="sm" component="div">
        {to}
      </Text>
    </div>
  );
}
