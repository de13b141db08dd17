import { type ActorColumn, actorColumns, type Cell, permissionTable, preferredLanguage, type Relation } from "@saihan/domain";
import { escapeHtml, referencePage } from "./reference-page.ts";

const words = {
  ja: {
    title: "権限表",
    lead: "誰が、何に、何をできるか。APIとワーカーはこの表で判断しています。",
    head: ["操作", "対象", "代理店", "APIキーの範囲", "根拠"],
    columns: {
      "parent.representative": "親 契約代表",
      "parent.administrator": "親 管理",
      "parent.general": "親 一般",
      "child.representative": "子 契約代表",
      "child.administrator": "子 管理",
      "child.general": "子 一般",
      "operator.operations": "運用",
      "operator.billing": "請求",
      "operator.support": "サポート",
    },
    relations: { self: "本人", own: "自契約", child: "担当できる子契約", any: "すべて" },
    cells: { yes: "○", no: "×", granted: "付与されたテナント" },
    only: "代理店のみ",
    right: "権限",
    session: "サインイン",
    foot: "担当外の子契約、他の子契約、親契約(子の利用者から)、他のパートナーは、存在しないものと同じ回答になります。",
  },
  en: {
    title: "Permissions",
    lead: "Who may do what, to what. The API and the workers judge by this table.",
    head: ["Action", "On", "Agency", "API key", "Source"],
    columns: {
      "parent.representative": "Parent repr.",
      "parent.administrator": "Parent admin.",
      "parent.general": "Parent general",
      "child.representative": "Child repr.",
      "child.administrator": "Child admin.",
      "child.general": "Child general",
      "operator.operations": "Operations",
      "operator.billing": "Billing",
      "operator.support": "Support",
    },
    relations: { self: "oneself", own: "own contract", child: "child in reach", any: "everything" },
    cells: { yes: "yes", no: "no", granted: "granted tenants" },
    only: "only agencies",
    right: "right",
    session: "sign-in",
    foot: "A child outside one's groups, another child, the parent (for a child's user) and another partner answer exactly as what does not exist.",
  },
} as const;

/** The permission table as a page, in the reader's language. */
export function permissionsPage(acceptLanguage: string | undefined): string {
  const language = preferredLanguage(acceptLanguage);
  const w = words[language];
  const columns: Readonly<Record<ActorColumn, string>> = w.columns;
  const relations: Readonly<Record<Relation, string>> = w.relations;
  const [action, on, agency, key, source] = w.head;
  const show = (cell: Cell | undefined): string => {
    if (cell === undefined) return "–";
    return cell === "yes" || cell === "no" || cell === "granted" ? w.cells[cell] : `${w.right} <code>${cell}</code>`;
  };
  return referencePage({
    language,
    title: w.title,
    lead: w.lead,
    head: [action, on, ...actorColumns.map((column) => columns[column]), agency, key, source],
    rows: permissionTable.map((row) => ({
      cells: [
        `<code>${row.action}</code>`,
        relations[row.relation],
        ...actorColumns.map((column) => show(row.cells[column])),
        row.relation === "any" ? "–" : row.agency ? (row.reseller ? w.cells.yes : w.only) : w.cells.no,
        row.key === "session" ? w.session : `<code>${row.key}</code>`,
        escapeHtml(row.rule),
      ],
    })),
    foot: `<p>${w.foot}</p>`,
  });
}
