import { Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Action } from "../../kit/action.tsx";
import { Part } from "../../kit/facts.tsx";
import { useFormats } from "../../kit/format.ts";
import { Rows } from "../../kit/list.tsx";
import { Page, Shown, useWindowTitle } from "../../kit/page.tsx";
import { To } from "../../kit/to.tsx";
import { ofPartner, staffMay } from "../../session/api.ts";
import { useMe } from "../../session/me.ts";
import { workFor } from "../../session/partner.ts";
import { useTexts } from "../../texts/language.ts";
import { Certificate } from "./certificate.tsx";

/** What keeps a partner's month from being issued, and what the billing staff do about it. */
export function CloseOfPartner() {
  const { month, partnerId } = useParams({ from: "/closes/$month/$partnerId" });
  const { say, language } = useTexts();
  const { month: named, instant } = useFormats();
  const { data: me } = useMe();
  const partner = useQuery({
    queryKey: ["partner", partnerId],
    queryFn: ({ signal }) =>
      ofPartner(partnerId).get("/v1/contracts/{contractId}", { signal, params: { path: { contractId: partnerId } } }),
  });
  const asked = useQuery({
    queryKey: ["closes", month, partnerId],
    queryFn: ({ signal }) =>
      ofPartner(partnerId).get("/v1/operator/closes/{month}/parked", { signal, params: { path: { month } } }),
  });
  const name = partner.data?.customerName ?? partnerId;
  useWindowTitle(name);
  const params = { path: { month } };
  const moves = staffMay(me, "close.move");
  const reason = { name: "reason", label: "staff.reason", needed: true, kind: "area", hint: "staff.reasonHint" } as const;
  return (
    <Page
      title={name}
      above={
        <To to="/closes/$month" params={{ month }}>
          {named(month)}
        </To>
      }
      actions={
        <Button variant="default" onClick={() => workFor({ id: partnerId, name }, "/invoices")}>
          {say("closes.invoices")}
        </Button>
      }
    >
      <Part title={say("closes.parkedTitle")}>
        <Shown asked={asked}>
          {({ parked }) =>
            parked.length === 0 ? (
              <Text c="dimmed">{say("closes.noneParked")}</Text>
            ) : (
              <Rows
                rows={parked}
                label={say("closes.parkedTitle")}
                rowKey={({ contract }) => contract.id}
                columns={[
                  { head: "partners.name", cell: ({ contract }) => contract.customerName },
                  { head: "partners.id", cell: ({ contract }) => contract.id },
                  { head: "closes.why", cell: ({ reason: why }) => why.says[language] },
                  { head: "closes.since", cell: ({ at }) => instant(at) },
                ]}
              />
            )
          }
        </Shown>
      </Part>
      <Certificate month={month} partnerId={partnerId} />
      {moves && (
        <Part title={say("closes.moves")}>
          <div className="page-head">
            <Action
              label={say("closes.rateAgain")}
              lead={say("closes.rateAgainLead")}
              fields={[reason]}
              run={({ reason: why = "" }) =>
                ofPartner(partnerId).post("/v1/operator/closes/{month}/rate-again", { params, body: { reason: why } })
              }
            />
            <Action
              danger
              label={say("closes.signOff")}
              lead={say("closes.signOffLead")}
              fields={[reason]}
              run={({ reason: why = "" }) =>
                ofPartner(partnerId).post("/v1/operator/closes/{month}/sign-off", { params, body: { reason: why } })
              }
            />
          </div>
        </Part>
      )}
    </Page>
  );
}
