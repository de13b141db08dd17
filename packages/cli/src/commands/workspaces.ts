import { type Command, given } from "../command.ts";

const description = { flags: "--description <text>", says: { ja: "説明", en: "description" } };

export const workspaceCommands: readonly Command[] = [
  {
    name: "workspace list",
    says: { ja: "契約のワークスペース", en: "the workspaces of a contract" },
    takes: ["<contractId>"],
    kind: "list",
    run: ({ client, args: [contractId = ""], page, list }) =>
      list(
        (async function* () {
          const params = { path: { contractId }, query: page };
          for await (const { regions, ...row } of client.each("/v1/contracts/{contractId}/workspaces", { params }))
            yield { ...row, regions: regions.map(({ region }) => region) };
        })(),
        ["id", "name", "regions", "description"],
      ),
  },
  {
    name: "workspace show",
    says: { ja: "ワークスペースを見る", en: "view a workspace" },
    takes: ["<contractId>", "<workspaceId>"],
    kind: "show",
    run: async ({ client, args: [contractId = "", workspaceId = ""], show }) =>
      show(
        await client.get("/v1/contracts/{contractId}/workspaces/{workspaceId}", {
          params: { path: { contractId, workspaceId } },
        }),
      ),
  },
  {
    name: "workspace create",
    says: { ja: "ワークスペースを作る", en: "create a workspace" },
    takes: ["<contractId>", "<name>"],
    options: [description],
    kind: "show",
    run: async ({ client, args: [contractId = "", name = ""], options, show }) =>
      show(
        await client.post("/v1/contracts/{contractId}/workspaces", {
          params: { path: { contractId } },
          body: { name, ...given({ description: options.description }) },
        }),
      ),
  },
  {
    name: "workspace change",
    says: { ja: "ワークスペースの説明を変える", en: "change the description of a workspace" },
    takes: ["<contractId>", "<workspaceId>"],
    options: [{ ...description, required: true }],
    kind: "show",
    run: async ({ client, args: [contractId = "", workspaceId = ""], options, show }) =>
      show(
        await client.patch("/v1/contracts/{contractId}/workspaces/{workspaceId}", {
          params: { path: { contractId, workspaceId } },
          body: { description: options.description ?? "" },
        }),
      ),
  },
  {
    name: "workspace delete",
    says: { ja: "空のワークスペースを削除する", en: "delete an empty workspace" },
    takes: ["<contractId>", "<workspaceId>"],
    kind: "other",
    run: async ({ client, args: [contractId = "", workspaceId = ""] }) => {
      await client.delete("/v1/contracts/{contractId}/workspaces/{workspaceId}", {
        params: { path: { contractId, workspaceId } },
      });
    },
  },
];
