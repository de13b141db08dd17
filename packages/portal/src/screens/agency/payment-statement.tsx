import { Alert, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Action } from "../../kit/action.tsx";
import { Facts, Part } from "../../kit/facts.tsx";
import { Files } from "../../kit/files.tsx";
import { useFormats } from "../../kit/format.ts";
import { Rows } from "../../kit/list.tsx";
import { Page, Shown, useWindowTitle } from "../../kit/page.tsx";
import { State } from "../../kit/state.tsx";
import { To } from "../../kit/to.tsx";
import { api, may, type Shape } from "../../session/api.ts";
import { useMe } from "../../session/me.ts";
import { useTexts } from "../../texts/language.ts";

type Statement = Shape["PaymentStatementWithDetail"];

/** One payment statement: what it pays, until when its agency may object, and what was said to it. */
export function PaymentStatement() {
  const { say } = useTexts();
  const { day, month: named, yen } = useFormats();
  const { data: me } = useMe();
  const { number } = useParams({ from: "/payment-statements/$number" });
  const asked = useQuery({
    queryKey: ["statement", number],
    queryFn: ({ signal }) => api.get("/v1/payment-statements/{number}", { signal, params: { path: { number } } }),
  });
  useWindowTitle(number);
  return (
    <Shown asked={asked}>
      {(statement) => (
        <Page
          title={`${say("statements.one")} ${number}`}
          above={<To to="/payment-statements">{say("statements.title")}</To>}
          lead={
            <Group gap="sm">
              {named(statement.month)} <State of={statement.state} />
            </Group>
          }
          actions={me && may(me, "own", "payment-statement.answer") && <Answers statement={statement} />}
        >
          <Standing statement={statement} />
          <Part title={say("statements.files")}>
            <Files files={statement.files} />
          </Part>
          <Part title={say("statements.one")}>
            <Facts
              facts={[
                ["invoices.to", statement.counterparty],
                ["statements.registration", statement.registrationNumber ?? "–"],
                ["invoices.issued", day(statement.issueDate)],
                ["statements.deadline", day(statement.objectionDeadline)],
                ["statements.paymentDate", day(statement.paymentDate)],
                ["statements.commission", yen(statement.commission)],
                ["invoices.tax", yen(statement.tax)],
                ["invoices.total", yen(statement.total)],
                ...(statement.withheld === 0 ? [] : ([["statements.withheld", yen(statement.withheld)]] as const)),
                ["statements.payable", <b key="payable">{yen(statement.payable)}</b>],
                ["statements.creditable", `${statement.creditableShare} %`],
              ]}
            />
          </Part>
          <Part title={say("commission.ledger")}>
            <Rows
              rows={statement.entries}
              label={say("commission.ledger")}
              rowKey={({ cause }) => `${cause.kind} ${cause.number}`}
              columns={[
                {
                  head: "commission.cause",
                  cell: ({ cause }) => say(`commission.cause.${cause.kind}`, { number: cause.number }),
                },
                { head: "referrals.customer", cell: ({ customerName, directContract }) => customerName ?? directContract },
                { head: "referrals.contract", cell: ({ directContract }) => directContract },
                { head: "commission.charged", cell: ({ month }) => named(month) },
                { head: "commission.percent", cell: ({ percent }) => (percent ? `${percent} %` : "–"), numeric: true },
                { head: "commission.base", cell: ({ base }) => yen(base), numeric: true },
                { head: "commission.amount", cell: ({ commission }) => yen(commission), numeric: true },
              ]}
            />
          </Part>
          <History events={statement.events} />
        </Page>
      )}
    </Shown>
  );
}

/** What is expected of the agency, or what its silence has come to. */
function Standing({ statement: { state, objectionDeadline, events } }: { statement: Statement }) {
  const { say } = useTexts();
  const { day, instant } = useFormats();
  const deemed = events.find((event) => event.state === "deemed_confirmed");
  if (state === "issued") return <Alert color="orange">{say("statements.waits", { day: day(objectionDeadline) })}</Alert>;
  if (state === "objected") return <Alert color="orange">{say("statements.objectedLead")}</Alert>;
  if (deemed) return <Alert color="gray">{say("statements.deemedOn", { at: instant(deemed.at) })}</Alert>;
  return null;
}

/** Until the deadline an agency may object, even to what it has confirmed; an objection it may take back by confirming. */
function Answers({ statement: { number, state, objectionDeadline } }: { statement: Statement }) {
  const { say } = useTexts();
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Tokyo" }).format(new Date());
  const params = { path: { number } };
  return (
    <>
      {(state === "issued" || state === "objected") && (
        <Action
          label={say("statements.confirm")}
          lead={say("statements.confirmLead")}
          run={() => api.post("/v1/payment-statements/{number}:confirm", { params, body: {} })}
        />
      )}
      {(state === "issued" || (state === "confirmed" && today <= objectionDeadline)) && (
        <Action
          label={say("statements.object")}
          lead={say("statements.objectLead")}
          danger
          fields={[{ name: "reason", label: "statements.reason", needed: true }]}
          run={({ reason = "" }) => api.post("/v1/payment-statements/{number}:object", { params, body: { reason } })}
        />
      )}
    </>
  );
}

function History({ events }: Pick<Statement, "events">) {
  const { say } = useTexts();
  const { instant } = useFormats();
  return (
    <Part title={say("statements.history")}>
      {events.length === 0 ? (
        <Text c="dimmed">{say("statements.noHistory")}</Text>
      ) : (
        <Rows
          rows={events}
          label={say("statements.history")}
          rowKey={({ state, at }) => `${state} ${at}`}
          columns={[
            { head: "statements.at", cell: ({ at }) => instant(at) },
            { head: "charges.status", cell: ({ state }) => <State of={state} /> },
            { head: "referrals.reason", cell: ({ reason }) => reason ?? "–" },
          ]}
        />
      )}
    </Part>
  );
}
