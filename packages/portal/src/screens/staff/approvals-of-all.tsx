import { Group, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useFormats } from "../../kit/format.ts";
import { List } from "../../kit/list.tsx";
import { Page } from "../../kit/page.tsx";
import { State } from "../../kit/state.tsx";
import { To } from "../../kit/to.tsx";
import { everywhere, ofPartner } from "../../session/api.ts";
import { useTexts } from "../../texts/language.ts";

const states = ["registered", "approved", "denied", "cancelled", "expired"] as const;
/** How a parent contract is numbered. */
const isPartner = /^econ\d{10}$/;

/** Requests for consent of all partners, and whose answer they wait for. */
export function ApprovalsOfAll() {
  const { say, language } = useTexts();
  const { instant } = useFormats();
  const [state, setState] = useState<(typeof states)[number] | "">("");
  const [typed, setTyped] = useState("");
  const partner = isPartner.test(typed.trim()) ? typed.trim() : undefined;
  return (
    <Page title={say("approvalsAll.title")} lead={say("approvalsAll.lead")}>
      <Group align="flex-end" role="search">
        <TextInput
          label={say("approvalsAll.partner")}
          value={typed}
          placeholder="econ1000000001"
          autoComplete="off"
          maxLength={14}
          onChange={({ currentTarget: { value } }) => setTyped(value)}
        />
        <NativeSelect
          label={say("orders.state")}
          value={state}
          onChange={({ currentTarget: { value } }) => setState(value as typeof state)}
          data={[
            { value: "", label: say("orders.anyState") },
            ...states.map((value) => ({ value, label: say(`state.${value}`) })),
          ]}
        />
      </Group>
      <List
        of={["approvals-of-all", state, partner]}
        label={say("approvalsAll.title")}
        load={async (after, signal) => {
          const query = { limit: 50, ...(state && { status: state }), ...(after === undefined ? {} : { after: String(after) }) };
          const by = partner === undefined ? everywhere : ofPartner(partner);
          const { approvalRequests, next } = await by.get("/v1/operator/approval-requests", {
            signal,
            params: { query },
          });
          return { rows: approvalRequests, next };
        }}
        rowKey={({ id }) => id}
        empty="approvals.empty"
        emptyLead="approvalsAll.emptyLead"
        columns={[
          {
            head: "approvalsAll.partner",
            cell: ({ partnerId }) => (
              <To to="/partners/$partnerId" params={{ partnerId }}>
                {partnerId}
              </To>
            ),
          },
          { head: "partners.id", cell: ({ contractId }) => contractId },
          { head: "approvals.service", cell: ({ service }) => service },
          {
            head: "approvals.says",
            cell: ({ descriptions }) => (descriptions.find(({ lang }) => lang === language) ?? descriptions[0])?.text ?? "–",
          },
          {
            head: "approvalsAll.approver",
            cell: ({ approverType, approverId }) => `${say(`approvalsAll.type.${approverType}`)} ${approverId}`,
          },
          { head: "approvals.deadline", cell: ({ approvalDeadline }) => instant(approvalDeadline) },
          { head: "orders.state", cell: ({ status }) => <State of={status} /> },
        ]}
      />
    </Page>
  );
}
