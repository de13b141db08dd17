import type { TextKey } from "../../texts/catalogue.ts";
import { useTexts } from "../../texts/language.ts";
import type { ContractSearch, furtherConditions } from "../contract-search.ts";

export const sortTexts = {
  "-createdAt": "contracts.sort.newest",
  createdAt: "contracts.sort.oldest",
  customerName: "contracts.sort.name",
  "-customerName": "contracts.sort.nameDown",
  customerNumber: "contracts.sort.number",
  "-customerNumber": "contracts.sort.numberDown",
  startedAt: "contracts.sort.started",
  "-startedAt": "contracts.sort.startedDown",
  endedAt: "contracts.sort.ended",
  "-endedAt": "contracts.sort.endedDown",
} as const;

const names: Record<(typeof furtherConditions)[number], TextKey> = {
  contractId: "contracts.contract",
  customerNumber: "contracts.number",
  customerName: "contracts.name",
  loginId: "signIn.loginId",
  mailAddress: "account.mail",
  startedFrom: "saved.startedFrom",
  startedTo: "saved.startedTo",
  endedFrom: "saved.endedFrom",
  endedTo: "saved.endedTo",
  groupId: "saved.group",
  label: "saved.label",
};

/** What a search asks for, in words. */
export function useConditions(): (search: ContractSearch) => string {
  const { say } = useTexts();
  return ({ q, state, sort, ...further }) =>
    [
      ...(q ? [`${say("contracts.search")}: ${q}`] : []),
      ...(state ? [`${say("contracts.state")}: ${say(`state.${state}`)}`] : []),
      ...Object.entries(further).map(([name, value]) => `${say(names[name as keyof typeof names])}: ${value}`),
      ...(sort ? [`${say("contracts.sort")}: ${say(sortTexts[sort])}`] : []),
    ].join(" / ");
}
