/**
 * The rows of 提供メニュー and 再販時の留意点, typed a second time from the programme's description, independently of the product's data:
 * category, menu as printed, mark (× or blank), and what the remark says, as facts in words of our own.
 */
export type Row = readonly [category: string, printed: string, mark: "" | "×", remarks: readonly Remark[]];

export type Remark =
  | { fact: "agreement must name"; thing: string }
  | { fact: "party is told contractor's name and address"; party: string }
  | { fact: "no new sales"; product: string; from: string; successor: string; successorIn: string; existingUse: "goes on" }
  | { fact: "see the notes on colocation" }
  | { fact: "contract of the other side in the partner's name"; service: string }
  | { fact: "end user's name to be given"; by: "not said" | "first business day of the next month" }
  | { fact: "may be refused, told individually" };

export const tableRows: readonly Row[] = [
  ["サーバー", "ベアメタルサーバー", "", []],
  ["サーバー", "仮想サーバー", "", []],
  ["サーバー", "イメージ保存領域", "", []],
  ["サーバー", "OS", "", []],
  ["ストレージ", "ブロックストレージ", "", []],
  ["ストレージ", "ファイルストレージ", "", []],
  [
    "ストレージ",
    "Wasabiオブジェクトストレージ",
    "",
    [
      { fact: "agreement must name", thing: "Wasabiオブジェクトストレージ" },
      { fact: "party is told contractor's name and address", party: "Wasabi" },
    ],
  ],
  ["ネットワーク", "ロジカルネットワーク", "", []],
  ["ネットワーク", "インターネット接続", "", []],
  [
    "ネットワーク",
    "ファイアウォール",
    "",
    [
      {
        fact: "no new sales",
        product: "ファイアウォール(Brocade 5600 vRouter)",
        from: "2017-07-01",
        successor: "Managed Firewall",
        successorIn: "ネットワーク型セキュリティ",
        existingUse: "goes on",
      },
    ],
  ],
  ["ネットワーク", "ロードバランサ", "", []],
  ["SD-Exchange", "コロケーション接続", "", [{ fact: "see the notes on colocation" }]],
  [
    "SD-Exchange",
    "Enterprise Cloud1.0接続",
    "",
    [{ fact: "contract of the other side in the partner's name", service: "Enterprise Cloud1.0" }],
  ],
  ["SD-Exchange", "Enterprise Cloud2.0接続", "", []],
  ["SD-Exchange", "Amazon Web Service接続", "", []],
  ["SD-Exchange", "Google Cloud Platform 接続", "", []],
  ["SD-Exchange", "Microsoft Azure 接続", "", []],
  ["専用ハイパーバイザー", "vSphere", "", []],
  ["専用ハイパーバイザー", "Hyper-V", "", []],
  ["専用ハイパーバイザー", "ゲストイメージ", "", []],
  ["バックアップ", "バックアップ", "", []],
  ["セキュリティ", "ネットワーク型セキュリティ", "", []],
  ["セキュリティ", "ホスト型セキュリティ", "", []],
  ["ミドルウェア", "SAP HANA", "", []],
  ["ミドルウェア", "Oracle", "", [{ fact: "end user's name to be given", by: "not said" }]],
  ["ミドルウェア", "SQL Server", "", []],
  ["ミドルウェア", "HULFT", "", []],
  ["ミドルウェア", "Windows Server Remote Desktop Services SAL", "", []],
  ["ミドルウェア", "Arcserve", "", []],
  ["ミドルウェア", "Veeam", "×", []],
  [
    "ミドルウェア",
    "匿名加工情報作成ソフトウェア",
    "",
    [{ fact: "end user's name to be given", by: "first business day of the next month" }],
  ],
  ["マネジメント", "Monitoring", "", []],
  ["マネジメント", "モニタリングログ", "", []],
  ["プラットフォームサービス", "Cloud Foundry", "", []],
  ["プラットフォームサービス", "DNS", "", []],
  ["プラットフォームサービス", "FastDNS", "", [{ fact: "may be refused, told individually" }]],
  ["プラットフォームサービス", "WebRTC Platform SkyWay", "", []],
  ["プラットフォームサービス", "Power Systems", "×", []],
  ["プラットフォームサービス", "Hybrid Cloud with Microsoft Azure", "×", []],
  ["プラットフォームサービス", "Hybrid Cloud with GCP", "×", []],
  ["プラットフォームサービス", "Rancher (Dockerコンテナ管理)", "", []],
  ["プラットフォームサービス", "Global Sever Load Balance", "", [{ fact: "may be refused, told individually" }]],
];

/** 再販時の留意点: the menu and the service whose contract must be there. */
export const separateRows: readonly (readonly [printed: string, service: string])[] = [
  ["VPN接続", "Arcstar Universal One"],
  ["遠隔データセンター間接続", "Arcstar Universal One DC間ネットワーク"],
  ["マネージドオプション", "Global Management One"],
];
