import { NativeSelect } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Action } from "../../kit/action.tsx";
import { useFormats } from "../../kit/format.ts";
import { List } from "../../kit/list.tsx";
import { Page } from "../../kit/page.tsx";
import { State } from "../../kit/state.tsx";
import { To } from "../../kit/to.tsx";
import { api, may } from "../../session/api.ts";
import { useMe } from "../../session/me.ts";
import { useTexts } from "../../texts/language.ts";
import { readReferralState, referralStates } from "./search.ts";

/** The end users whom an agency has referred to the provider, newest first. */
export function Referrals() {
  const { say } = useTexts();
  const { instant } = useFormats();
  const { data: me } = useMe();
  const search = readReferralState({ ...useSearch({ from: "/referrals" }) });
  const navigate = useNavigate({ from: "/referrals" });
  return (
    <Page title={say("referrals.title")} actions={me && may(me, "own", "referral.register") ? <NewReferral /> : undefined}>
      <NativeSelect
        label={say("orders.state")}
        value={search.state ?? ""}
        maw={320}
        onChange={({ currentTarget: { value } }) =>
          void navigate({ search: () => readReferralState({ state: value }), replace: true })
        }
        data={[
          { value: "", label: say("referrals.anyState") },
          ...referralStates.map((value) => ({ value, label: say(`state.${value}`) })),
        ]}
      />
      <List
        of={["referrals", search]}
        label={say("referrals.title")}
        load={async (after, signal) => {
          const query = { ...search, limit: 50, ...(after === undefined ? {} : { after: String(after) }) };
          const { referrals, next } = await api.get("/v1/referrals", { signal, params: { query } });
          return { rows: referrals, next };
        }}
        rowKey={({ id }) => id}
        empty={search.state ? "referrals.noMatch" : "referrals.empty"}
        {...(search.state ? {} : { emptyLead: "referrals.emptyLead" })}
        columns={[
          {
            head: "referrals.customer",
            cell: ({ id, customerName }) => (
              <To to="/referrals/$referralId" params={{ referralId: id }} fw={600}>
                {customerName}
              </To>
            ),
          },
          { head: "orders.state", cell: ({ state }) => <State of={state} /> },
          { head: "referrals.contact", cell: ({ contactName }) => contactName },
          { head: "referrals.contract", cell: ({ directContract }) => directContract ?? "–" },
          { head: "referrals.registered", cell: ({ registeredAt }) => instant(registeredAt) },
        ]}
      />
    </Page>
  );
}

function NewReferral() {
  const { say } = useTexts();
  return (
    <Action
      label={say("referrals.new")}
      lead={say("referrals.newLead")}
      fields={[
        { name: "customerName", label: "referrals.customer", needed: true },
        { name: "contactName", label: "referrals.contact", needed: true },
        { name: "contactAddress", label: "referrals.address", needed: true },
        { name: "note", label: "referrals.note" },
      ]}
      run={({ customerName = "", contactName = "", contactAddress = "", note }) =>
        api.post("/v1/referrals", { body: { customerName, contactName, contactAddress, ...(note ? { note } : {}) } })
      }
    />
  );
}
