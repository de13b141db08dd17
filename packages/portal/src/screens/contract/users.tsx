import { Group, Stack } from "@mantine/core";
import { Action } from "../../kit/action.tsx";
import { List } from "../../kit/list.tsx";
import { State } from "../../kit/state.tsx";
import { To } from "../../kit/to.tsx";
import { OrderAction } from "../../orders/order-action.tsx";
import { api, mayIn, type Shape } from "../../session/api.ts";
import { useTexts } from "../../texts/language.ts";
import type { OfContract } from "../contract.tsx";

export function Users({ me, contract }: OfContract) {
  const { say } = useTexts();
  const contractId = contract.id;
  const can = (action: Parameters<typeof mayIn>[2]) => mayIn(me, contractId, action);
  return (
    <Stack>
      {can("user.create") && (
        <Group>
          <OrderAction
            label={say("users.new")}
            fields={[
              { name: "loginId", label: "signIn.loginId", needed: true },
              { name: "mailAddress", label: "account.mail", needed: true },
              { name: "name", label: "account.name" },
              { name: "notify", label: "users.notify", kind: "check", start: "yes" },
            ]}
            place={(send, { loginId = "", mailAddress = "", name, notify }) =>
              send.post("/v1/contracts/{contractId}/users", {
                params: { path: { contractId } },
                body: { loginId, mailAddress, ...(name ? { name } : {}), notifyUser: notify === "yes" },
              })
            }
          />
        </Group>
      )}
      <List
        of={["users", contractId]}
        label={say("contract.tab.users")}
        load={async (after, signal) => {
          const query = { limit: 50, ...(after === undefined ? {} : { after: String(after) }) };
          const { users, next } = await api.get("/v1/contracts/{contractId}/users", {
            signal,
            params: { path: { contractId }, query },
          });
          return { rows: users, next };
        }}
        rowKey={({ id }) => id}
        empty="users.empty"
        columns={[
          {
            head: "signIn.loginId",
            cell: ({ id, loginId }) => (
              <To to="/contracts/$contractId/users/$userId" params={{ contractId, userId: id }} fw={600}>
                {loginId}
              </To>
            ),
          },
          { head: "account.name", cell: ({ name }) => name ?? "–" },
          { head: "users.user", cell: ({ id }) => id },
          { head: "account.type", cell: ({ type }) => say(`account.type.${type}`) },
          { head: "contracts.state", cell: ({ state }) => <State of={state} /> },
          {
            head: "tenants.actions",
            cell: (user) =>
              user.state === "active" && (
                <Group gap="xs">
                  {user.id !== me.userId && (can("user.secure") || can("user.invite")) && <Security user={user} />}
                  {user.type !== "representative" && user.id !== me.userId && can("user.delete") && (
                    <OrderAction
                      danger
                      size="xs"
                      label={say("users.delete")}
                      about={user.loginId}
                      lead={`${user.loginId}: ${say("users.deleteLead")}`}
                      place={(send) =>
                        send.delete("/v1/contracts/{contractId}/users/{userId}", {
                          params: { path: { contractId, userId: user.id } },
                        })
                      }
                    />
                  )}
                </Group>
              ),
          },
        ]}
      />
    </Stack>
  );
}

/** What an administrator may do about another's sign-in: all of it is the same request with another end. */
const doings = {
  invite: "invite",
  totpOn: "totp/enable",
  totpReset: "totp/reset",
  disable: "sign-in/disable",
  enable: "sign-in/enable",
  unlock: "unlock",
} as const;
type Doing = keyof typeof doings;

function Security({ user }: { user: Shape["User"] }) {
  const { say } = useTexts();
  return (
    <Action
      size="xs"
      label={say("users.more")}
      about={user.loginId}
      lead={`${user.loginId}: ${say("users.moreLead")}`}
      fields={[
        {
          ...({ name: "what", label: "users.what", kind: "select", needed: true, start: "invite" } as const),
          options: (Object.keys(doings) as Doing[]).map((value) => ({ value, label: say(`users.${value}`) })),
        },
      ]}
      run={({ what }) =>
        api.post(`/v1/contracts/{contractId}/users/{userId}/${doings[what as Doing]}`, {
          params: { path: { contractId: user.contractId, userId: user.id } },
          body: {},
        })
      }
      after={() => <p role="status">{say("users.done")}</p>}
    />
  );
}
