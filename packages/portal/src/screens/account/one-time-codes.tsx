import { Group, Text } from "@mantine/core";
import { Action } from "../../kit/action.tsx";
import { Part } from "../../kit/facts.tsx";
import { State } from "../../kit/state.tsx";
import { type Account, api, may } from "../../session/api.ts";
import { useTexts } from "../../texts/language.ts";

/** One's own one-time codes: asked for, off again, and what stands in for the device. */
export function OneTimeCodes({ me }: { me: Account }) {
  const { say } = useTexts();
  const path = { contractId: me.contractId, userId: me.userId };
  const code = { name: "code", label: "totp.code", needed: true } as const;
  return (
    <Part title={say("totp.title")} actions={<State of={me.totp} />}>
      <Group>
        {me.totp === "off" && may(me, "own", "user.secure") && (
          <Action
            label={say("totp.on")}
            lead={say("totp.onLead")}
            run={() => api.post("/v1/contracts/{contractId}/users/{userId}/totp/enable", { params: { path }, body: {} })}
          />
        )}
        {me.totp === "on" && (
          <>
            <Action
              label={say("totp.newCodes")}
              lead={say("totp.newCodesLead")}
              fields={[code]}
              run={({ code: given = "" }) => api.post("/v1/me/recovery-codes", { body: { code: given } })}
              after={({ recoveryCodes }: { recoveryCodes: string[] }) => (
                <>
                  <Text size="sm">{say("signIn.savedLead")}</Text>
                  <ul className="codes">
                    {recoveryCodes.map((one) => (
                      <li key={one}>{one}</li>
                    ))}
                  </ul>
                </>
              )}
            />
            <Action
              danger
              label={say("totp.off")}
              lead={say("totp.offLead")}
              fields={[{ name: "password", label: "account.current", kind: "password", needed: true }, code]}
              run={({ password = "", code: given = "" }) => api.post("/v1/me/totp/disable", { body: { password, code: given } })}
            />
          </>
        )}
        {me.totp === "off" && !may(me, "own", "user.secure") && <Text c="dimmed">{say("account.totp.off")}</Text>}
      </Group>
    </Part>
  );
}
