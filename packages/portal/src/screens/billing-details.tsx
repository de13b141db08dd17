import { useQuery } from "@tanstack/react-query";
import { Action, type Values } from "../kit/action.tsx";
import { useFormats } from "../kit/format.ts";
import { List } from "../kit/list.tsx";
import { Page } from "../kit/page.tsx";
import { api, may } from "../session/api.ts";
import { useMe } from "../session/me.ts";
import { useTexts } from "../texts/language.ts";

/** The address and the registration number (登録番号) that documents show of the partner, and showed before. */
export function BillingDetails() {
  const { say } = useTexts();
  const { day, instant } = useFormats();
  const { data: me } = useMe();
  return (
    <Page
      title={say("billingDetails.title")}
      lead={say("billingDetails.lead")}
      actions={me && may(me, "own", "billing-details.set") && <Change />}
    >
      <List
        of={["billing-details", "list"]}
        label={say("billingDetails.title")}
        load={async (_after, signal) => ({ rows: (await api.get("/v1/billing-details", { signal })).details })}
        rowKey={({ from }) => from}
        empty="billingDetails.empty"
        emptyLead="billingDetails.emptyLead"
        columns={[
          { head: "billingDetails.from", cell: ({ from }) => day(from) },
          { head: "billingDetails.address", cell: ({ address }) => address },
          { head: "billingDetails.number", cell: ({ registrationNumber }) => registrationNumber ?? "–" },
          { head: "billingDetails.registeredFrom", cell: ({ registeredFrom }) => day(registeredFrom) },
          { head: "billingDetails.recorded", cell: ({ recordedAt, recordedBy }) => `${instant(recordedAt)}, ${recordedBy}` },
        ]}
      />
    </Page>
  );
}

/** The form begins with what stands now: what is left out of it is no longer shown. */
function Change() {
  const { say } = useTexts();
  const asked = useQuery({
    queryKey: ["billing-details", "now"],
    queryFn: ({ signal }) => api.get("/v1/billing-details", { signal }),
  });
  const now = asked.data?.details[0];
  const run = ({ address = "", ...values }: Values) => {
    const [number, from] = [values["registration.number"], values["registration.from"]];
    return api.put("/v1/billing-details", {
      body: { address, ...(number || from ? { registration: { number: number ?? "", from: from ?? "" } } : {}) },
    });
  };
  return (
    <Action
      label={say("billingDetails.set")}
      lead={say("billingDetails.setLead")}
      fields={[
        { name: "address", label: "billingDetails.address", needed: true, start: now?.address ?? "" },
        {
          ...{ name: "registration.number", label: "billingDetails.number", hint: "billingDetails.numberHint" },
          start: now?.registrationNumber ?? "",
        },
        {
          ...{ name: "registration.from", label: "billingDetails.registeredFrom", kind: "day" },
          start: now?.registeredFrom ?? "",
        },
      ]}
      run={run}
    />
  );
}
