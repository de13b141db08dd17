import { Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Action } from "../../kit/action.tsx";
import { Facts, Part } from "../../kit/facts.tsx";
import { useFormats } from "../../kit/format.ts";
import { Rows } from "../../kit/list.tsx";
import { Page, Shown, useWindowTitle } from "../../kit/page.tsx";
import { State } from "../../kit/state.tsx";
import { To } from "../../kit/to.tsx";
import { type Account, ofPartner, type Shape, staffMay } from "../../session/api.ts";
import { useMe } from "../../session/me.ts";
import { workFor } from "../../session/partner.ts";
import { useTexts } from "../../texts/language.ts";

/** One partner: who it is, and what was agreed with it. */
export function PartnerPage() {
  const { partnerId } = useParams({ from: "/partners/$partnerId" });
  const { say } = useTexts();
  const { instant } = useFormats();
  const { data: me } = useMe();
  const asked = useQuery({
    queryKey: ["partner", partnerId],
    queryFn: ({ signal }) =>
      ofPartner(partnerId).get("/v1/contracts/{contractId}", { signal, params: { path: { contractId: partnerId } } }),
  });
  useWindowTitle(asked.data?.customerName);
  return (
    <Shown asked={asked}>
      {({ id, customerName: name, customerNumber, state, startedAt }) => (
        <Page
          title={name}
          above={<To to="/partners">{say("partners.title")}</To>}
          lead={me?.staff?.partner?.id === id ? say("staff.works") : <State of={state} />}
          actions={
            me?.staff?.partner?.id !== id && (
              <Button onClick={() => workFor({ id, name }, `/contracts/${id}`)}>{say("staff.work")}</Button>
            )
          }
        >
          <Part title={say("partners.facts")}>
            <Facts
              facts={[
                ["partners.id", id],
                ["partners.number", customerNumber],
                ["orders.state", <State key="state" of={state} />],
                ["partners.since", instant(startedAt)],
              ]}
            />
          </Part>
          {me && staffMay(me, "sale-facts.view") && <Agreements me={me} partnerId={id} />}
        </Page>
      )}
    </Shown>
  );
}

function Agreements({ me, partnerId }: { me: Account; partnerId: string }) {
  const { say } = useTexts();
  const { day } = useFormats();
  const asked = useQuery({
    queryKey: ["agreements", partnerId],
    queryFn: ({ signal }) => ofPartner(partnerId).get("/v1/sale-facts", { signal }),
  });
  const records = staffMay(me, "agreement.record");
  return (
    <Part title={say("agreements.title")} actions={records && <RecordAgreement partnerId={partnerId} />}>
      <Shown asked={asked}>
        {(facts) => (
          <>
            {facts.agreements.length === 0 ? (
              <Text c="dimmed">{say("agreements.none")}</Text>
            ) : (
              <Rows
                rows={facts.agreements}
                label={say("agreements.title")}
                rowKey={({ id }) => id}
                columns={[
                  { head: "agreements.id", cell: ({ id }) => id },
                  { head: "agreements.from", cell: ({ from }) => day(from) },
                  { head: "agreements.to", cell: ({ to }) => day(to) },
                  { head: "agreements.names", cell: ({ names }) => names.join(", ") || "–" },
                ]}
              />
            )}
            <Others facts={facts} />
            {records && <RecordLegalName partnerId={partnerId} now={facts.legalName} />}
          </>
        )}
      </Shown>
    </Part>
  );
}

function Others({ facts }: { facts: Shape["SaleFacts"] }) {
  const { day, instant } = useFormats();
  const services = Object.entries(facts.services).map(([service, { number }]) => (number ? `${service} (${number})` : service));
  const terms = Object.entries(facts.acceptedTerms).map(([code, at]) => `${code} (${instant(at)})`);
  return (
    <Facts
      facts={[
        ["agreements.legalName", facts.legalName],
        ["agreements.rack", day(facts.rackContractedFrom)],
        ["agreements.services", services.join(", ") || "–"],
        ["agreements.terms", terms.join(", ") || "–"],
      ]}
    />
  );
}

function RecordAgreement({ partnerId }: { partnerId: string }) {
  const { say } = useTexts();
  return (
    <Action
      label={say("agreements.record")}
      fields={[
        { name: "id", label: "agreements.id", needed: true },
        { name: "from", label: "agreements.from", needed: true, kind: "day" },
        { name: "to", label: "agreements.to", kind: "day" },
        { name: "names", label: "agreements.names", kind: "area", hint: "agreements.namesHint" },
      ]}
      run={({ id: agreementId = "", from = "", to, names = "" }) =>
        ofPartner(partnerId).put("/v1/operator/agreements/{agreementId}", {
          params: { path: { agreementId } },
          body: { from, ...(to ? { to } : {}), names: names.split(/\s+/).filter((name) => name !== "") },
        })
      }
    />
  );
}

function RecordLegalName({ partnerId, now }: { partnerId: string; now: string }) {
  const { say } = useTexts();
  return (
    <Action
      size="xs"
      label={say("agreements.recordName")}
      fields={[{ name: "legalName", label: "agreements.legalName", needed: true, start: now }]}
      run={({ legalName = "" }) => ofPartner(partnerId).put("/v1/operator/legal-name", { body: { legalName } })}
    />
  );
}
