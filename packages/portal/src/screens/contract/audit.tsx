import { useFormats } from "../../kit/format.ts";
import { List } from "../../kit/list.tsx";
import { State } from "../../kit/state.tsx";
import { api } from "../../session/api.ts";
import { useTexts } from "../../texts/language.ts";

/** Who did what in a contract, newest first. */
export function Audit({ contractId }: { contractId: string }) {
  const { say } = useTexts();
  const { instant } = useFormats();
  return (
    <List
      of={["audit", contractId]}
      label={say("contract.tab.audit")}
      load={async (after, signal) => {
        const query = { contractId, limit: 50, ...(after === undefined ? {} : { after: String(after) }) };
        const { entries, next } = await api.get("/v1/audit", { signal, params: { query } });
        return { rows: entries, next };
      }}
      rowKey={({ id }) => id}
      empty="audit.empty"
      columns={[
        { head: "audit.at", cell: ({ at }) => instant(at) },
        { head: "audit.action", cell: ({ action }) => action },
        { head: "audit.actor", cell: ({ actor }) => actor },
        { head: "audit.target", cell: ({ target }) => target },
        { head: "audit.outcome", cell: ({ outcome }) => <State of={outcome} /> },
      ]}
    />
  );
}
