import { Button, Group, List as Items, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Facts, Part } from "../../kit/facts.tsx";
import { useFormats } from "../../kit/format.ts";
import { List, Rows } from "../../kit/list.tsx";
import { Page, Shown } from "../../kit/page.tsx";
import { To } from "../../kit/to.tsx";
import { api } from "../../session/api.ts";
import { useTexts } from "../../texts/language.ts";
import { readMonth } from "./search.ts";

/** What an agency has earned: the balance, the ledger of a close or of all, and the terms. */
export function Commission() {
  const { say } = useTexts();
  const { month: named, yen } = useFormats();
  const { month } = readMonth({ ...useSearch({ from: "/commission" }) });
  const navigate = useNavigate({ from: "/commission" });
  const change = (next: string) => void navigate({ search: () => readMonth({ month: next }), replace: true });
  const filter = month === undefined ? {} : { bookedMonth: month };
  return (
    <Page title={say("commission.title")}>
      <Group align="flex-end" role="search">
        <MonthField value={month ?? ""} change={change} />
        {month !== undefined && (
          <Button variant="subtle" onClick={() => change("")}>
            {say("commission.allMonths")}
          </Button>
        )}
      </Group>
      <Balance month={month} />
      <Part title={say("commission.ledger")}>
        <Text size="sm" c="dimmed" mb="md">
          {say("commission.ledgerLead")}
        </Text>
        <List
          of={["commission", filter]}
          label={say("commission.ledger")}
          load={async (after, signal) => {
            const query = { ...filter, limit: 50, ...(after === undefined ? {} : { after: String(after) }) };
            const { entries, next } = await api.get("/v1/commissions", { signal, params: { query } });
            return { rows: entries, next };
          }}
          rowKey={({ cause }) => `${cause.kind} ${cause.number}`}
          empty={month === undefined ? "commission.empty" : "commission.noneInMonth"}
          {...(month === undefined ? { emptyLead: "commission.emptyLead" } : {})}
          columns={[
            { head: "commission.cause", cell: ({ cause }) => say(`commission.cause.${cause.kind}`, { number: cause.number }) },
            {
              head: "referrals.customer",
              cell: ({ referralId, customerName }) => (
                <To to="/referrals/$referralId" params={{ referralId }}>
                  {customerName}
                </To>
              ),
            },
            { head: "commission.booked", cell: ({ bookedMonth }) => named(bookedMonth) },
            { head: "commission.charged", cell: (row) => named(row.month) },
            { head: "commission.rule", cell: ({ rule, percent }) => say(`commission.rule.${rule}`, { percent }) },
            {
              head: "commission.statement",
              cell: ({ statement }) =>
                statement ? (
                  <To to="/payment-statements/$number" params={{ number: statement }}>
                    {statement}
                  </To>
                ) : (
                  "–"
                ),
            },
            { head: "commission.base", cell: ({ base }) => yen(base), numeric: true },
            { head: "commission.amount", cell: ({ commission }) => yen(commission), numeric: true },
          ]}
        />
      </Part>
      <Terms />
    </Page>
  );
}

/** The address follows once a whole month stands there. Browsers without a field for months take it as YYYY-MM. */
function MonthField({ value, change }: { value: string; change: (month: string) => void }) {
  const { say } = useTexts();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  return (
    <TextInput
      type="month"
      label={say("commission.month")}
      placeholder="2026-05"
      value={text}
      onChange={({ currentTarget: { value: typed } }) => {
        setText(typed);
        if (typed === "" || readMonth({ month: typed }).month) change(typed);
      }}
    />
  );
}

function Balance({ month }: { month: string | undefined }) {
  const { say } = useTexts();
  const { month: named, yen, number } = useFormats();
  const asked = useQuery({
    queryKey: ["commission", "balance", month],
    queryFn: ({ signal }) => {
      const query = { limit: 1, ...(month === undefined ? {} : { bookedMonth: month }) };
      return api.get("/v1/commissions", { signal, params: { query } });
    },
  });
  return (
    <Part title={month === undefined ? say("commission.balance") : say("commission.balanceOf", { month: named(month) })}>
      <Shown asked={asked}>
        {({ totals, waiting }) => (
          <Facts
            facts={[
              ["commission.earned", yen(totals.earned)],
              ["commission.takenBack", yen(totals.takenBack)],
              ["commission.onStatements", yen(totals.onStatements)],
              ["commission.owed", <b key="owed">{yen(totals.owed)}</b>],
              ...(month === undefined ? ([["commission.waiting", number(waiting)]] as const) : []),
            ]}
          />
        )}
      </Shown>
    </Part>
  );
}

function Terms() {
  const { say } = useTexts();
  const { month: named, yen } = useFormats();
  const asked = useQuery({
    queryKey: ["commission", "terms"],
    queryFn: ({ signal }) => api.get("/v1/commission-terms", { signal }),
  });
  return (
    <Part title={say("commission.terms")}>
      <Shown asked={asked}>
        {({ terms }) =>
          terms.length === 0 ? (
            <Text c="dimmed">{say("commission.noTerms")}</Text>
          ) : (
            <Rows
              rows={terms}
              label={say("commission.terms")}
              rowKey={({ from }) => from}
              columns={[
                { head: "commission.from", cell: ({ from }) => named(from) },
                {
                  head: "commission.duration",
                  cell: ({ introductionMonths }) =>
                    introductionMonths === null
                      ? say("commission.always")
                      : say("commission.months", { count: introductionMonths }),
                },
                {
                  head: "commission.excluded",
                  cell: ({ excludedMenus }) =>
                    excludedMenus.length === 0 ? (
                      "–"
                    ) : (
                      <Items size="sm">
                        {excludedMenus.map((menu) => (
                          <Items.Item key={menu}>{menu}</Items.Item>
                        ))}
                      </Items>
                    ),
                },
                { head: "commission.objectionDays", cell: (row) => say("commission.days", { count: row.objectionDays }) },
                { head: "commission.minimum", cell: ({ minimumPayout }) => yen(minimumPayout), numeric: true },
                { head: "commission.percent", cell: ({ percent }) => `${percent} %`, numeric: true },
              ]}
            />
          )
        }
      </Shown>
    </Part>
  );
}
