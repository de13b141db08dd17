import { type Command, given } from "../command.ts";
import { words } from "../words.ts";

export const terminationCommands: readonly Command[] = [
  {
    name: "contract terminate",
    says: {
      ja: "契約を解約する (元に戻せない)。--plan で何が消えるかを見てから --revision で消す",
      en: "terminate a contract; irreversible. --plan shows what would go, --revision removes just that",
    },
    takes: ["<contractId>"],
    options: [
      { flags: "--plan", says: { ja: "何が消えるかを見るだけ", en: "only show what would go" } },
      {
        flags: "--revision <revision>",
        says: { ja: "この計画にあるものを消してから解約する", en: "first remove what this plan named" },
      },
      { flags: "--notify", says: { ja: "代表者にメールする", en: "mail the representative" } },
    ],
    kind: "order",
    run: async ({
      client,
      args: [contractId = ""],
      options: { plan, revision, notify },
      language,
      header,
      order,
      show,
      remark,
    }) => {
      if (plan !== undefined) {
        const found = await client.post("/v1/contracts/{contractId}/terminate:plan", { params: { path: { contractId } } });
        show(found);
        if (!found.refusalWithRemoval)
          remark(
            `${words.next[language]}: saihan contract terminate ${contractId}${found.refusal ? ` --revision ${found.revision}` : ""}`,
          );
        return;
      }
      const body = given({
        remove: revision === undefined ? undefined : { revision },
        notifyRepresentative: notify ? true : undefined,
      });
      await order(client.post("/v1/contracts/{contractId}/terminate", { params: { ...header, path: { contractId } }, body }));
    },
  },
  {
    name: "contract termination",
    says: { ja: "解約の進みと残っているもの", en: "how a termination stands, and what is left" },
    takes: ["<contractId>"],
    kind: "show",
    run: async ({ client, args: [contractId = ""], show }) =>
      show(await client.get("/v1/contracts/{contractId}/termination", { params: { path: { contractId } } })),
  },
];
