import { SimpleGrid, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useFormats } from "../kit/format.ts";
import { Page } from "../kit/page.tsx";
import { To } from "../kit/to.tsx";
import { type Account, may } from "../session/api.ts";
import { useMe } from "../session/me.ts";
import { useTexts } from "../texts/language.ts";
import { atHome, most } from "./home/asked.ts";
import { Latest } from "./home/latest.tsx";
import { MonthsAtHome } from "./home/months-at-home.tsx";
import { NewestNotices } from "./home/newest-notices.tsx";

/** Where one begins: what waits, what was ordered last, what it costs. */
export function Home() {
  const { data: me } = useMe();
  const { say } = useTexts();
  if (!me) return null;
  if (me.staff) return <Navigate to="/partners" replace />;
  return (
    <Page title={say("home.title")} lead={say("home.lead")}>
      <WhatWaits me={me} />
      <Stack>
        {may(me, "own", "order.view") && <Latest me={me} />}
        {may(me, "own", "notice.view") && <NewestNotices me={me} />}
        {may(me, "own", "charge.view") && <MonthsAtHome contractId={me.contractId} />}
      </Stack>
    </Page>
  );
}

function WhatWaits({ me }: { me: Account }) {
  const { say } = useTexts();
  const of = { orders: atHome(me, "orders"), duties: atHome(me, "duties") };
  const more = { approvals: atHome(me, "approvals"), tickets: atHome(me, "tickets") };
  const [orders, duties] = [useQuery(of.orders), useQuery(of.duties)];
  const [approvals, tickets] = [useQuery(more.approvals), useQuery(more.tickets)];
  const ofAgency = { statements: atHome(me, "statements"), referrals: atHome(me, "referrals") };
  const [statements, referrals] = [useQuery(ofAgency.statements), useQuery(ofAgency.referrals)];
  const known = orders.data?.orders;
  const again = new Set(known?.map(({ retryOf }) => retryOf));
  const failed = known?.filter(({ id, state }) => state === "failed" && !again.has(id)).length;
  const underWay = known?.filter(({ endedAt }) => endedAt === null).length;
  const mine = approvals.data?.approvalRequests.filter(({ approver }) => approver).length;
  const overdue = duties.data?.overdue ?? 0;
  const toOrders = <To to="/orders">{say("nav.orders")}</To>;
  return (
    <SimpleGrid cols={{ base: 2, md: 3, lg: 5 }} component="section" aria-label={say("home.waits")}>
      {of.orders.enabled && <Count label={say("home.failed")} count={failed} bad to={toOrders} />}
      {of.orders.enabled && <Count label={say("home.underWay")} count={underWay} to={toOrders} />}
      {of.duties.enabled && (
        <Count
          label={say("home.duties")}
          count={duties.data?.duties.length}
          bad={overdue > 0}
          to={<To to="/duties">{overdue > 0 ? say("home.overdue", { count: overdue }) : say("nav.duties")}</To>}
        />
      )}
      {ofAgency.statements.enabled && (
        <Count
          label={say("home.statements")}
          count={statements.data?.statements.filter(({ state }) => state === "issued").length}
          to={<To to="/payment-statements">{say("nav.statements")}</To>}
        />
      )}
      {ofAgency.referrals.enabled && (
        <Count
          label={say("home.referrals")}
          count={referrals.data?.referrals.length}
          to={<To to="/referrals">{say("nav.referrals")}</To>}
        />
      )}
      {more.approvals.enabled && (
        <Count label={say("home.approvals")} count={mine} to={<To to="/approvals">{say("nav.approvals")}</To>} />
      )}
      {more.tickets.enabled && (
        <Count
          label={say("home.tickets")}
          count={tickets.data?.tickets.length}
          to={<To to="/tickets">{say("nav.tickets")}</To>}
        />
      )}
    </SimpleGrid>
  );
}

interface CountProps {
  label: string;
  count: number | undefined;
  bad?: boolean;
  to: ReactNode;
}

/** A number, and where it comes from. Its place is there before the number is, so that nothing moves when that comes. */
function Count({ label, count, bad = false, to }: CountProps) {
  const { number } = useFormats();
  return (
    <div className="count" data-bad={(bad && (count ?? 0) > 0) || undefined}>
      <Text size="sm">{label}</Text>
      <Text className={count === undefined ? "figure to-come" : "figure"}>
        {count === undefined ? "–" : count >= most ? `${number(most)}+` : number(count)}
      </Text>
      <Text size="sm" component="div">
        {to}
      </Text>
    </div>
  );
}
