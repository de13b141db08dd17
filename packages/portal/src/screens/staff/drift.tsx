import { Button, Group, Text } from "@mantine/core";
import { Action } from "../../kit/action.tsx";
import { Part } from "../../kit/facts.tsx";
import { useFormats } from "../../kit/format.ts";
import { List } from "../../kit/list.tsx";
import { everywhere, ofPartner, type Shape, staffMay } from "../../session/api.ts";
import { useMe } from "../../session/me.ts";
import { workFor } from "../../session/partner.ts";
import { useTexts } from "../../texts/language.ts";

type Difference = Shape["PlatformDifference"];

/** Contracts that differ from the platform: what the books hold, what is there, and the order that puts it right. */
export function DriftOfAll() {
  const { say } = useTexts();
  const { instant } = useFormats();
  return (
    <Part title={say("platform.drift")}>
      <List
        of={["drift"]}
        label={say("platform.drift")}
        load={async (after, signal) => {
          const query = { limit: 50, ...(after === undefined ? {} : { after: String(after) }) };
          const { reports, next } = await everywhere.get("/v1/operator/drift", { signal, params: { query } });
          return { rows: reports, next };
        }}
        rowKey={({ contractId }) => contractId}
        empty="platform.noDrift"
        emptyLead="platform.noDriftLead"
        columns={[
          { head: "approvalsAll.partner", cell: ({ partnerId }) => partnerId },
          { head: "partners.id", cell: ({ contractId }) => contractId },
          { head: "closes.since", cell: ({ foundAt }) => instant(foundAt) },
          {
            head: "platform.findings",
            cell: ({ differences }) => (
              <div>
                {differences.map((found) => (
                  <OneDifference key={JSON.stringify(found)} found={found} />
                ))}
              </div>
            ),
          },
          { head: "tenants.actions", cell: (report) => <Ways report={report} /> },
        ]}
      />
    </Part>
  );
}

function OneDifference({ found }: { found: Difference }) {
  const { say } = useTexts();
  const { what, problem, ourId, platformId, holderId, onId, roles } = found;
  const there = what === "access" ? [holderId, onId, ...(roles ?? [])].filter(Boolean).join(" / ") : platformId;
  return (
    <Text size="sm" component="div" mb={4}>
      {say(`platform.what.${what}`)}: {say(`platform.problem.${problem}`)}
      <Text size="xs" c="dimmed" component="div">
        {say("platform.ours")} {ourId ?? "–"}
        <br />
        {say("platform.theirs")} {there || "–"}
      </Text>
    </Text>
  );
}

function Ways({ report }: { report: Shape["PlatformDrift"] }) {
  const { say } = useTexts();
  const { data: me } = useMe();
  const { partnerId, contractId, differences } = report;
  const unknown = differences.filter(({ problem }) => problem === "extra");
  return (
    <Group gap="xs">
      <Button
        size="xs"
        variant="default"
        aria-label={`${say("stuck.open")}: ${contractId}`}
        onClick={() => void openFor(partnerId, `/contracts/${contractId}`)}
      >
        {say("stuck.open")}
      </Button>
      {staffMay(me, "contract.repair") && (
        <Action
          size="xs"
          label={say("platform.repair")}
          about={contractId}
          lead={say("platform.repairLead")}
          fields={unknown.length > 0 ? [{ name: "remove", label: "platform.remove", kind: "check" }] : []}
          run={({ remove }) =>
            ofPartner(partnerId).post("/v1/operator/contracts/{contractId}/repair", {
              params: { path: { contractId } },
              body: { remove: remove === "yes" ? unknown.slice(0, 100).map(named) : [] },
            })
          }
          after={({ order }: { order: Shape["Order"] }) => (
            <Text>
              {say("platform.repairOrdered")} {order.id}
            </Text>
          )}
        />
      )}
    </Group>
  );
}

/** What is on the platform, as the repair names it. */
function named({ what, platformId = "", holderId = "", onId = "" }: Difference) {
  return what === "access" ? { what, holderId, onId } : { what, platformId };
}

/** Works for the partner under its name. Where that is not to be had, its number is better than nothing. */
async function openFor(partnerId: string, path: string): Promise<void> {
  const name = await ofPartner(partnerId)
    .get("/v1/contracts/{contractId}", { params: { path: { contractId: partnerId } } })
    .then(
      ({ customerName }) => customerName,
      () => partnerId,
    );
  workFor({ id: partnerId, name }, path);
}
