import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Action } from "../../kit/action.tsx";
import { Facts, Part } from "../../kit/facts.tsx";
import { useFormats } from "../../kit/format.ts";
import { Page, Shown, useWindowTitle } from "../../kit/page.tsx";
import { State } from "../../kit/state.tsx";
import { To } from "../../kit/to.tsx";
import { api, may } from "../../session/api.ts";
import { useMe } from "../../session/me.ts";
import { useTexts } from "../../texts/language.ts";

/** An end user who was referred, and what became of it. */
export function Referral() {
  const { say } = useTexts();
  const { instant, day, month } = useFormats();
  const { data: me } = useMe();
  const path = useParams({ from: "/referrals/$referralId" });
  const asked = useQuery({
    queryKey: ["referral", path.referralId],
    queryFn: ({ signal }) => api.get("/v1/referrals/{referralId}", { signal, params: { path } }),
  });
  useWindowTitle(asked.data?.customerName);
  return (
    <Shown asked={asked}>
      {(referral) => (
        <Page
          title={referral.customerName}
          above={<To to="/referrals">{say("referrals.title")}</To>}
          lead={<State of={referral.state} />}
          actions={
            me &&
            may(me, "own", "referral.register") &&
            referral.state === "registered" && (
              <Action
                label={say("referrals.withdraw")}
                lead={say("referrals.withdrawLead")}
                danger
                run={() => api.post("/v1/referrals/{referralId}/withdraw", { params: { path }, body: {} })}
              />
            )
          }
        >
          <Part title={say("referrals.one")}>
            <Facts
              facts={[
                ["referrals.contact", referral.contactName],
                ["referrals.address", referral.contactAddress],
                ["referrals.registered", instant(referral.registeredAt)],
                ...(referral.endedAt ? ([["referrals.ended", instant(referral.endedAt)]] as const) : []),
                ...(referral.directContract ? ([["referrals.contract", referral.directContract]] as const) : []),
                ...(referral.concludedOn ? ([["referrals.concluded", day(referral.concludedOn)]] as const) : []),
                ...(referral.lastMonth ? ([["referrals.lastMonth", month(referral.lastMonth)]] as const) : []),
                ...(referral.reason ? ([["referrals.reason", referral.reason]] as const) : []),
                ...(referral.note ? ([["referrals.note", referral.note]] as const) : []),
              ]}
            />
          </Part>
          {referral.directContract && me && may(me, "own", "commission.view") && (
            <div>
              <To to="/commission">{say("referrals.earned")}</To>
            </div>
          )}
        </Page>
      )}
    </Shown>
  );
}
