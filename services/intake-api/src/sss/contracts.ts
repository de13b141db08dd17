import { no } from "@saihan/domain";
import type { Caller } from "../context.ts";
import type { contractView } from "../contracts/view.ts";
import { ProblemAnswer } from "../problem.ts";
import { everyPage, lives } from "./lookup.ts";
import type { SssAsked, SssRoute } from "./route.ts";
import { addresses, equip, personIn } from "./users.ts";
import { faulty, flagOf, neededText, sssTime, textOf } from "./wire.ts";

type Contract = ReturnType<typeof contractView>;

export const contractRoutes: readonly SssRoute[] = [
  {
    method: "get",
    path: "/channels",
    acts: ["listContracts", "getContract"],
    status: 200,
    answer: async (asked) => {
      const { partnerId } = asked.caller;
      const withContracts = flagOf(asked.query, "get_contracts") ?? false;
      const children = await childrenOf(asked);
      const own = (await asked.ask("getContract", { params: { contractId: partnerId } })) as Contract;
      const channels = channelsOf(partnerId).map((channel) => ({
        ...channel,
        language: own.language,
        ...(withContracts ? { contracts: (channel.management_channel ? [own] : children).map(brief) } : {}),
      }));
      return { channels };
    },
  },
  {
    method: "get",
    path: "/contracts",
    acts: ["listContracts", "getContract"],
    status: 200,
    answer: async (asked) => {
      const { query, caller, ask } = asked;
      const channelId = textOf(query, "channel_id");
      const channel = channelId === undefined ? undefined : channelNamed(caller, channelId);
      const deletedToo = flagOf(query, "include_deleted") ?? false;
      const children = channel?.management_channel ? [] : await childrenOf(asked);
      if (channel?.management_channel) await ask("listContracts", { query: { limit: "1" } });
      const own =
        channel?.management_channel === false ? [] : [await ask("getContract", { params: { contractId: caller.partnerId } })];
      const contracts = [...(own as Contract[]), ...children].filter((contract) => deletedToo || lives(contract));
      return { contracts: contracts.map((contract) => shown(asked, contract)) };
    },
  },
  {
    method: "post",
    path: "/contracts",
    acts: ["createContract"],
    status: 201,
    answer: async (asked) => {
      const { body, caller, ask } = asked;
      if (channelNamed(caller, neededText(body, "channel_id"))?.management_channel)
        throw faulty("channel_id", "names the channel of your own contract");
      const person = personIn(asked, caller.contractId);
      const number = textOf(body, "external_reference_id");
      const { contract } = (await ask("createContract", {
        body: {
          customerName: number ?? person.loginId.slice(0, 100),
          ...(number === undefined ? {} : { customerNumber: number }),
          representative: { loginId: person.loginId, mailAddress: person.mailAddress },
          notifyRepresentative: flagOf(body, "notify_password") ?? false,
        },
      })) as { contract: Contract };
      const user = { contractId: contract.id, userId: contract.representativeId };
      const made = await equip(asked, user, person.password);
      return {
        ...{ login_id: person.loginId, mail_address: person.mailAddress, contract_id: user.contractId, user_id: user.userId },
        ...made,
      };
    },
  },
  {
    method: "get",
    path: "/contracts/:contractId",
    acts: ["getContract"],
    status: 200,
    answer: async (asked) => {
      const { contractId = "" } = asked.params;
      return shown(asked, (await asked.ask("getContract", { params: { contractId } })) as Contract);
    },
  },
  {
    method: "delete",
    path: "/contracts/:contractId",
    acts: ["terminateContract"],
    status: 204,
    answer: async ({ ask, params: { contractId = "" } }) => {
      await ask("terminateContract", { params: { contractId } });
      return undefined;
    },
  },
  {
    method: "get",
    path: "/contracts/:contractId/billing/:month",
    acts: ["getCharges", "getContract"],
    status: 200,
    answer: async (asked) => chargesOf(asked, asked.params.contractId ?? ""),
  },
  {
    method: "get",
    path: "/contracts/:contractId/billing/:month/target_contract/:targetId",
    acts: ["getCharges", "getContract"],
    status: 200,
    answer: async (asked) => {
      const { contractId = "", targetId = "" } = asked.params;
      // Whose charges it is said to be must be the caller: what they do not own is not there.
      if (contractId !== asked.caller.contractId)
        throw new ProblemAnswer(no("CONTRACT_NOT_FOUND", { contractId: contractId.slice(0, 64) }));
      return { ...(await chargesOf(asked, targetId)), owner_contract_id: contractId };
    },
  },
];

/** A partner has exactly two channels: of its own contract, and of all contracts of its end users (sdpf section 1). */
function channelsOf(partnerId: string) {
  const number = partnerId.slice("econ".length);
  const channel = (n: 1 | 2) => ({ channel_id: `ch${number}${n}`, management_channel: n === 1 });
  const [own, children] = [channel(1), channel(2)];
  return [
    { ...own, channel_name: "management", parent_channel_id: "" },
    { ...children, channel_name: "end-users", parent_channel_id: own.channel_id },
  ];
}

/** Nothing for who has no channels: the permission table refuses them, and no answer tells which channels their parent has. */
function channelNamed({ partnerId, contractId }: Caller, id: string) {
  if (contractId !== partnerId) return undefined;
  const channel = channelsOf(partnerId).find(({ channel_id }) => channel_id === id);
  if (!channel) throw faulty("channel_id", "names no channel of yours");
  return channel;
}

function childrenOf({ ask }: SssAsked): Promise<Contract[]> {
  return everyPage<Contract>(ask, "listContracts", "contracts", {});
}

async function chargesOf({ ask, params: { month = "" } }: SssAsked, contractId: string) {
  const charges = await ask("getCharges", { params: { contractId, month } });
  const contract = (await ask("getContract", { params: { contractId } })) as Contract;
  const [year, number] = month.split("-").map(Number) as [number, number];
  const end = new Date(Date.UTC(year, number, 1) - 1_000);
  return {
    ...{ contract_id: contractId, customer_number: contract.customerNumber, charge_status: charges.status as string },
    ...{ cycle_start_time: `${month}-01 00:00:00`, cycle_end_time: sssTime(end.toISOString()) },
    charge_data: { currency: "JPY", net: charges.net, by_menu: charges.byMenu, lines: charges.lines },
  };
}

const statusOf = (contract: Contract) => (lives(contract) ? "enable" : "deleted");
const brief = (contract: Contract) => ({ contract_id: contract.id, status: statusOf(contract) });

function shown({ base, caller }: SssAsked, contract: Contract) {
  const [management, endUsers] = channelsOf(caller.partnerId);
  const channel = contract.id === caller.partnerId ? management : endUsers;
  return {
    ...{ contract_id: contract.id, status: statusOf(contract), customer_name: contract.customerName },
    ...{ customer_number: contract.customerNumber, external_reference_id: contract.customerNumber },
    ...{ channel_id: channel?.channel_id, channel_name: channel?.channel_name, management_channel: channel?.management_channel },
    ...{ contract_owner_user_id: contract.representativeId, login_integration: "" },
    ...{ start_time: sssTime(contract.startedAt), end_time: sssTime(contract.endedAt), ...addresses(base) },
    ...{ company_code: "", glass_customer_id: "", glass_user_id: "" },
  };
}
