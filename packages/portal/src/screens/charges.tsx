import { Page } from "../kit/page.tsx";
import { useMe } from "../session/me.ts";
import { useTexts } from "../texts/language.ts";
import { Months } from "./contract/months.tsx";

/** What the contract of who is signed in costs. */
export function Charges() {
  const { say } = useTexts();
  const { data: me } = useMe();
  return (
    <Page title={say("charges.title")} lead={me?.contractName}>
      {me && <Months contractId={me.contractId} />}
    </Page>
  );
}
