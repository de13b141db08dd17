import type { Values } from "../../kit/action.tsx";
import { instantOf } from "../../kit/field.tsx";
import { OrderAction, type Sender } from "../../orders/order-action.tsx";
import { type Language, useTexts } from "../../texts/language.ts";

/** Orders a child contract (子契約) with its representative. */
export function NewContract() {
  const { say, language } = useTexts();
  const place = (send: Sender, values: Values) => {
    const { customerName = "", customerNumber, notify } = values;
    const startAt = instantOf(values.startAt);
    const name = values["representative.name"];
    const representative = {
      loginId: values["representative.loginId"] ?? "",
      mailAddress: values["representative.mailAddress"] ?? "",
      ...(name ? { name } : {}),
    };
    return send.post("/v1/contracts", {
      body: {
        ...{ customerName, representative, language: values.language as Language, notifyRepresentative: notify === "yes" },
        ...(customerNumber ? { customerNumber } : {}),
        ...(startAt ? { startAt } : {}),
      },
    });
  };
  return (
    <OrderAction
      label={say("contract.new")}
      place={place}
      fields={[
        { name: "customerName", label: "contracts.name", needed: true },
        { name: "customerNumber", label: "contracts.number" },
        { name: "representative.loginId", label: "contract.repLogin", needed: true },
        { name: "representative.mailAddress", label: "contract.repMail", needed: true },
        { name: "representative.name", label: "contract.repName" },
        languageField(say, language),
        { name: "notify", label: "contract.notify", hint: "contract.notifyHint", kind: "check", start: "yes" },
        { name: "startAt", label: "contract.startAt", kind: "moment" },
      ]}
    />
  );
}

export function languageField(say: ReturnType<typeof useTexts>["say"], start: string) {
  const options = (["ja", "en"] as const).map((value) => ({ value, label: say(`contract.language.${value}`) }));
  return { ...({ name: "language", label: "contract.language", kind: "select", needed: true } as const), options, start };
}
