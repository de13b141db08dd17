import type { MenuCondition } from "./condition.ts";
import type { Category, Menu } from "./menu.ts";

/**
 * The resale catalogue as the programme prints it: every row of 提供メニュー, then the three menus of 再販時の留意点. Order is the table's.
 * English names are ours. Which menus the note on licences concerns is our reading, it names none.
 */
export const programmeCategories: readonly Category[] = [
  { code: "server", name: { ja: "サーバー", en: "Server" } },
  { code: "storage", name: { ja: "ストレージ", en: "Storage" } },
  { code: "network", name: { ja: "ネットワーク", en: "Network" } },
  { code: "sd-exchange", name: { ja: "SD-Exchange", en: "SD-Exchange" } },
  { code: "dedicated-hypervisor", name: { ja: "専用ハイパーバイザー", en: "Dedicated hypervisor" } },
  { code: "backup", name: { ja: "バックアップ", en: "Backup" } },
  { code: "security", name: { ja: "セキュリティ", en: "Security" } },
  { code: "middleware", name: { ja: "ミドルウェア", en: "Middleware" } },
  { code: "management", name: { ja: "マネジメント", en: "Management" } },
  { code: "platform-services", name: { ja: "プラットフォームサービス", en: "Platform services" } },
  // Not a category of the table: its menus are known only from 再販時の留意点.
  { code: "separate-contract", name: { ja: "別契約が必要なメニュー", en: "Menus under a separate contract" } },
];

const ownSoftware: MenuCondition = { code: "OWN_SOFTWARE_CHECKED" };
const notResalable: MenuCondition = { code: "NOT_RESALABLE" };
const caseByCase: MenuCondition = { code: "CASE_BY_CASE" };
const terms = (licence: string): MenuCondition => ({ code: "TERMS_ACCEPTED", terms: licence });

export const programmeMenus: readonly Menu[] = [
  menu("server", "bare-metal-server", "ベアメタルサーバー", "Bare metal server", [ownSoftware]),
  menu("server", "virtual-server", "仮想サーバー", "Virtual server", [ownSoftware]),
  menu("server", "image-storage", "イメージ保存領域", "Image storage"),
  menu("server", "os", "OS", "OS", [terms("os")]),

  menu("storage", "block-storage", "ブロックストレージ", "Block storage"),
  menu("storage", "file-storage", "ファイルストレージ", "File storage"),
  menu("storage", "wasabi-object-storage", "Wasabiオブジェクトストレージ", "Wasabi object storage", [
    { code: "AGREEMENT_NAMES_MENU" },
    { code: "CONTRACTOR_TOLD_TO_PARTY", party: "Wasabi" },
  ]),

  menu("network", "logical-network", "ロジカルネットワーク", "Logical network"),
  menu("network", "internet-connectivity", "インターネット接続", "Internet connectivity"),
  // The remark speaks of the Brocade 5600 vRouter and the programme knows no other firewall of this row.
  menu("network", "firewall", "ファイアウォール", "Firewall", [
    {
      code: "NO_NEW_SALES",
      product: { ja: "ファイアウォール(Brocade 5600 vRouter)", en: "Firewall (Brocade 5600 vRouter)" },
      since: "2017-07-01",
      successor: "network-security",
      successorName: "Managed Firewall",
    },
  ]),
  menu("network", "load-balancer", "ロードバランサ", "Load balancer"),

  menu("sd-exchange", "colocation-connection", "コロケーション接続", "Colocation connection", [
    { code: "COLOCATION_RACK_CONTRACTED" },
    { code: "COLOCATION_RACK_WORK_CONSENT" },
    { code: "COLOCATION_DIRECT_CONTACT_CONSENT" },
    { code: "COLOCATION_PROVIDER_NAME_CONSENT" },
    { code: "COLOCATION_VISIT_ARRANGED" },
  ]),
  menu("sd-exchange", "enterprise-cloud-1-connection", "Enterprise Cloud1.0接続", "Enterprise Cloud 1.0 connection", [
    {
      code: "SAME_LEGAL_NAME",
      service: "enterprise-cloud-1",
      serviceName: { ja: "Enterprise Cloud1.0", en: "Enterprise Cloud 1.0" },
    },
  ]),
  menu("sd-exchange", "enterprise-cloud-2-connection", "Enterprise Cloud2.0接続", "Enterprise Cloud 2.0 connection"),
  menu("sd-exchange", "amazon-web-services-connection", "Amazon Web Service接続", "Amazon Web Services connection"),
  menu("sd-exchange", "google-cloud-platform-connection", "Google Cloud Platform 接続", "Google Cloud Platform connection"),
  menu("sd-exchange", "microsoft-azure-connection", "Microsoft Azure 接続", "Microsoft Azure connection"),

  menu("dedicated-hypervisor", "vsphere", "vSphere", "vSphere", [terms("vsphere"), ownSoftware]),
  menu("dedicated-hypervisor", "hyper-v", "Hyper-V", "Hyper-V", [terms("hyper-v"), ownSoftware]),
  menu("dedicated-hypervisor", "guest-image", "ゲストイメージ", "Guest image", [terms("guest-image")]),

  menu("backup", "backup", "バックアップ", "Backup"),

  menu("security", "network-security", "ネットワーク型セキュリティ", "Network-based security"),
  menu("security", "host-security", "ホスト型セキュリティ", "Host-based security"),

  menu("middleware", "sap-hana", "SAP HANA", "SAP HANA", [terms("sap-hana")]),
  menu("middleware", "oracle", "Oracle", "Oracle", [{ code: "END_USER_NAME_ON_ORDER" }, terms("oracle")]),
  menu("middleware", "sql-server", "SQL Server", "SQL Server", [terms("sql-server")]),
  menu("middleware", "hulft", "HULFT", "HULFT", [terms("hulft")]),
  menu(
    "middleware",
    "windows-server-rds-sal",
    "Windows Server Remote Desktop Services SAL",
    "Windows Server Remote Desktop Services SAL",
    [terms("windows-server-rds-sal")],
  ),
  menu("middleware", "arcserve", "Arcserve", "Arcserve", [terms("arcserve")]),
  menu("middleware", "veeam", "Veeam", "Veeam", [notResalable]),
  menu("middleware", "anonymisation-software", "匿名加工情報作成ソフトウェア", "Anonymised data creation software", [
    { code: "END_USER_NAME_NEXT_MONTH" },
    terms("anonymisation-software"),
  ]),

  menu("management", "monitoring", "Monitoring", "Monitoring"),
  menu("management", "monitoring-logs", "モニタリングログ", "Monitoring logs"),

  menu("platform-services", "cloud-foundry", "Cloud Foundry", "Cloud Foundry", [ownSoftware]),
  menu("platform-services", "dns", "DNS", "DNS"),
  menu("platform-services", "fast-dns", "FastDNS", "FastDNS", [caseByCase]),
  menu("platform-services", "webrtc-platform-skyway", "WebRTC Platform SkyWay", "WebRTC Platform SkyWay"),
  menu("platform-services", "power-systems", "Power Systems", "Power Systems", [notResalable]),
  menu("platform-services", "hybrid-cloud-azure", "Hybrid Cloud with Microsoft Azure", "Hybrid Cloud with Microsoft Azure", [
    notResalable,
  ]),
  menu("platform-services", "hybrid-cloud-gcp", "Hybrid Cloud with GCP", "Hybrid Cloud with GCP", [notResalable]),
  menu("platform-services", "rancher", "Rancher (Dockerコンテナ管理)", "Rancher (Docker container management)", [ownSoftware]),
  {
    ...menu("platform-services", "global-server-load-balance", "Global Sever Load Balance", "Global Server Load Balance", [
      caseByCase,
    ]),
    // The table prints "Sever".
    name: { ja: "Global Server Load Balance", en: "Global Server Load Balance" },
  },

  separately("vpn-connection", "VPN接続", "VPN connection", "arcstar-universal-one", {
    ja: "Arcstar Universal One",
    en: "Arcstar Universal One",
  }),
  separately(
    "remote-data-centre-connection",
    "遠隔データセンター間接続",
    "Connection between remote data centres",
    "arcstar-universal-one-dc",
    { ja: "Arcstar Universal One DC間ネットワーク", en: "Arcstar Universal One inter-data-centre network" },
  ),
  separately("managed-option", "マネージドオプション", "Managed option", "global-management-one", {
    ja: "Global Management One",
    en: "Global Management One",
  }),
];

function menu(category: string, code: string, printed: string, en: string, conditions: readonly MenuCondition[] = []): Menu {
  return { code, category, printed, name: { ja: printed, en }, conditions };
}

function separately(code: string, printed: string, en: string, service: string, serviceName: { ja: string; en: string }): Menu {
  return menu("separate-contract", code, printed, en, [{ code: "SEPARATE_CONTRACT", service, serviceName }]);
}
