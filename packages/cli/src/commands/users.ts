import { type Command, given } from "../command.ts";
import { startAtOption } from "./start-at.ts";

const types = ["administrator", "general"] as const;
const rights = ["users", "tenants", "representative", "groups", "settings", "audit", "charges", "tickets"] as const;

export const userCommands: readonly Command[] = [
  {
    name: "user list",
    says: { ja: "契約のユーザー", en: "the users of a contract" },
    takes: ["<contractId>"],
    kind: "list",
    run: ({ client, args: [contractId = ""], page, list }) =>
      list(client.each("/v1/contracts/{contractId}/users", { params: { path: { contractId }, query: page } }), [
        "id",
        "loginId",
        "name",
        "type",
        "state",
      ]),
  },
  {
    name: "user show",
    says: { ja: "ユーザーを見る", en: "view a user" },
    takes: ["<contractId>", "<userId>"],
    kind: "show",
    run: async ({ client, args: [contractId = "", userId = ""], show }) =>
      show(await client.get("/v1/contracts/{contractId}/users/{userId}", { params: { path: { contractId, userId } } })),
  },
  {
    name: "user create",
    says: { ja: "ユーザーを作る", en: "create a user" },
    takes: ["<contractId>"],
    options: [
      { flags: "--mail <address>", says: { ja: "メールアドレス", en: "mail address" }, required: true },
      {
        flags: "--login <id>",
        says: { ja: "ログインID (省略時はメールアドレス)", en: "login id; the mail address unless given" },
      },
      { flags: "--name <name>", says: { ja: "氏名", en: "name" } },
      {
        flags: "--notify",
        says: { ja: "初期パスワード設定のリンクをメールする", en: "mail the user a link to set the first password" },
      },
      startAtOption,
    ],
    kind: "order",
    run: ({
      client,
      args: [contractId = ""],
      options: { mail: mailAddress = "", login, name, notify, startAt },
      header,
      order,
    }) =>
      order(
        client.post("/v1/contracts/{contractId}/users", {
          params: { ...header, path: { contractId } },
          body: {
            loginId: login ?? mailAddress,
            mailAddress,
            ...given({ name, startAt, notifyUser: notify ? true : undefined }),
          },
        }),
      ),
  },
  {
    name: "user change",
    says: { ja: "ユーザーを変える", en: "change a user" },
    takes: ["<contractId>", "<userId>"],
    options: [
      { flags: "--name <name>", says: { ja: "氏名", en: "name" } },
      { flags: "--mail <address>", says: { ja: "メールアドレス", en: "mail address" } },
      { flags: "--type <type>", says: { ja: "種類", en: "type" }, choices: types },
      {
        flags: "--right <right>",
        says: { ja: "権限 (繰り返し可。すべて置き換わる)", en: "right; may be repeated; all of them anew" },
        choices: rights,
        repeat: true,
      },
      { flags: "--all-rights", says: { ja: "すべての権限", en: "every right" } },
    ],
    kind: "order",
    run: ({ client, args: [contractId = "", userId = ""], options, repeated, header, order }) => {
      const { name, mail: mailAddress, type, allRights } = options;
      const held = repeated("right") as (typeof rights)[number][];
      const body = {
        ...given({ name, mailAddress, type: type as (typeof types)[number] | undefined }),
        ...(allRights ? { rights: null } : held.length > 0 ? { rights: held } : {}),
      };
      return order(
        client.patch("/v1/contracts/{contractId}/users/{userId}", { params: { ...header, path: { contractId, userId } }, body }),
      );
    },
  },
  {
    name: "user delete",
    says: { ja: "ユーザーを削除する", en: "delete a user" },
    takes: ["<contractId>", "<userId>"],
    kind: "order",
    run: ({ client, args: [contractId = "", userId = ""], header, order }) =>
      order(client.delete("/v1/contracts/{contractId}/users/{userId}", { params: { ...header, path: { contractId, userId } } })),
  },
];
