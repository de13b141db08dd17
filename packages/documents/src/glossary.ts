import type { Bilingual, Language } from "@saihan/domain";
import type { Names } from "./document.ts";
import { plainText } from "./plain-text.ts";

/** ServiceCategory of FOCUS 1.2, as far as the programme's menus need it. */
export const serviceCategories = [
  "Compute",
  "Storage",
  "Networking",
  "Security",
  "Databases",
  "Business Applications",
  "Management and Governance",
  "Internet of Things",
  "Migration",
  "Integration",
  "Developer Tools",
  "Media",
  "Other",
] as const;
export type ServiceCategory = (typeof serviceCategories)[number];

interface MenuEntry {
  readonly ja: string;
  readonly category: ServiceCategory;
}

/** Menus of the price list (packages/billing/data/price-list.csv): its key is the English name. */
const menus: ReadonlyMap<string, MenuEntry> = new Map([
  ["Backup", { ja: "バックアップ", category: "Storage" }],
  ["Bare metal server", { ja: "ベアメタルサーバー", category: "Compute" }],
  ["Block storage", { ja: "ブロックストレージ", category: "Storage" }],
  ["Cloud Foundry", { ja: "Cloud Foundry", category: "Developer Tools" }],
  ["DNS", { ja: "DNS", category: "Networking" }],
  ["File storage", { ja: "ファイルストレージ", category: "Storage" }],
  ["Flexible Remote Access", { ja: "フレキシブルリモートアクセス", category: "Networking" }],
  ["Guest image", { ja: "ゲストイメージ", category: "Compute" }],
  ["HULFT", { ja: "HULFT", category: "Integration" }],
  ["Host security", { ja: "ホスト型セキュリティ", category: "Security" }],
  ["Hyper-V", { ja: "Hyper-V", category: "Compute" }],
  ["Image storage", { ja: "イメージ保存領域", category: "Storage" }],
  ["Internet connectivity", { ja: "インターネット接続", category: "Networking" }],
  ["IoT Connect Gateway", { ja: "IoT Connect Gateway", category: "Internet of Things" }],
  ["Load balancer", { ja: "ロードバランサー", category: "Networking" }],
  ["Logical network", { ja: "ロジカルネットワーク", category: "Networking" }],
  ["Managed firewall", { ja: "マネージドファイアウォール", category: "Security" }],
  ["Monitoring", { ja: "モニタリング", category: "Management and Governance" }],
  ["Monitoring Logs", { ja: "モニタリングログ", category: "Management and Governance" }],
  ["Network security", { ja: "ネットワーク型セキュリティ", category: "Security" }],
  ["Oracle", { ja: "Oracle", category: "Databases" }],
  ["RINK WAN security", { ja: "RINK WANセキュリティ", category: "Security" }],
  ["Rancher", { ja: "Rancher", category: "Compute" }],
  ["SAP HANA", { ja: "SAP HANA", category: "Databases" }],
  ["SD-Exchange AWS connection", { ja: "SD-Exchange AWS接続", category: "Networking" }],
  ["SD-Exchange colocation connection", { ja: "SD-Exchange コロケーション接続", category: "Networking" }],
  ["SQL Server", { ja: "SQL Server", category: "Databases" }],
  ["Things Cloud", { ja: "Things Cloud", category: "Internet of Things" }],
  ["Virtual server", { ja: "仮想サーバー", category: "Compute" }],
  ["Wasabi object storage", { ja: "Wasabiオブジェクトストレージ", category: "Storage" }],
  ["WebRTC SkyWay", { ja: "WebRTC Platform SkyWay", category: "Media" }],
  ["Windows RDS SAL", { ja: "Windows RDS SAL", category: "Business Applications" }],
  ["docomo business SIGN", { ja: "docomo business SIGN", category: "Business Applications" }],
  ["vSphere", { ja: "vSphere", category: "Compute" }],
]);

/** What is counted, in Japanese. What is not here is shown as the price list writes it. */
const components: ReadonlyMap<string, string> = new Map([
  ["minute", "分"],
  ["hour", "時間"],
  ["month", "月"],
  ["GB", "GB"],
  ["GB-minute", "GB・分"],
  ["GB-hour", "GB・時間"],
  ["ID-minute", "ID・分"],
  ["GB monthly peak", "GB(月間最大)"],
  ["TB monthly average", "TB(月間平均)"],
  ["agent", "エージェント"],
  ["user", "ユーザー"],
  ["connection", "接続"],
  ["connection-month", "接続・月"],
  ["device-month", "台・月"],
  ["host-month; minute", "ホスト・月、分"],
  ["licence", "ライセンス"],
  ["licence-month", "ライセンス・月"],
  ["meter-month", "メーター・月"],
  ["network-month", "ネットワーク・月"],
  ["tenant-month", "テナント・月"],
  ["tenant-month (parent or sub)", "テナント・月"],
  ["zone-month", "ゾーン・月"],
  ["month; minute", "月、分"],
  ["2 vCPU per VM", "2 vCPU(VMごと)"],
  ["MB over pooled allowance", "MB(共有枠の超過分)"],
  ["API call over pooled allowance", "APIコール(共有枠の超過分)"],
]);

export function menuName(menu: string, names: Names, language: Language): string {
  const own: Bilingual | undefined = names.menus?.get(menu);
  return plainText(own?.[language] ?? (language === "ja" ? menus.get(menu)?.ja : undefined) ?? menu);
}

export function componentName(component: string, language: Language): string {
  return plainText((language === "ja" ? components.get(component) : undefined) ?? component);
}

export function serviceCategoryOf(menu: string): ServiceCategory {
  return menus.get(menu)?.category ?? "Other";
}

export function contractName(contractId: string, names: Names): string {
  return plainText(names.contracts.get(contractId)?.customerName ?? "");
}
