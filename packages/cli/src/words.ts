export type Language = "ja" | "en";
export type Bilingual = Readonly<Record<Language, string>>;

/** LC_ALL goes before LC_MESSAGES before LANG (POSIX); anything but Japanese is English. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  return (env.LC_ALL || env.LC_MESSAGES || env.LANG || "").toLowerCase().startsWith("ja") ? "ja" : "en";
}

/** The headings of a help page, by what the library writes. */
export const headings: Readonly<Record<string, Bilingual>> = {
  "Usage:": { ja: "使い方:", en: "Usage:" },
  "Arguments:": { ja: "引数:", en: "Arguments:" },
  "Options:": { ja: "オプション:", en: "Options:" },
  "Commands:": { ja: "コマンド:", en: "Commands:" },
};

export const words = {
  about: {
    ja: "Saihan パートナーAPIのコマンド。設定: 環境変数 SAIHAN_URL と SAIHAN_API_KEY、またはプロファイルのファイル",
    en: "The Partner API of Saihan from a terminal. Settings: SAIHAN_URL and SAIHAN_API_KEY, or a profile in the file",
  },
  help: { ja: "ヘルプを表示する", en: "show help" },
  output: { ja: "出力の形。ndjson は1行に1件", en: "form of the output; ndjson is one row a line" },
  file: { ja: "書き込むファイル (省略時は標準出力)", en: "file to write; standard output unless given" },
  profile: { ja: "設定ファイルのプロファイル", en: "profile of the settings file" },
  url: { ja: "APIの所在", en: "where the API is" },
  noWait: { ja: "オーダーの終了を待たない", en: "do not follow the order to its end" },
  within: { ja: "待つ時間の上限 (秒)", en: "follow for at most so many seconds" },
  key: {
    ja: "冪等キー。同じキーでの再実行は二重に発注しない",
    en: "idempotency key: repeating the command with it orders nothing twice",
  },
  all: { ja: "上限なし: すべてのページを読む", en: "no limit: read every page" },
  limit: { ja: "行数の上限 (省略時: 100)", en: "at most so many rows; 100 unless given" },
  more: { ja: "続きがあります: --all または --limit を指定してください", en: "there are more: give --all or --limit" },
  exits: {
    ja: "終了コード: 0 完了  1 本コマンドの異常  2 使い方の誤り  3 拒否  4 後で再試行できる・到達できない  5 オーダー失敗  6 オーダー未終了  130 中断",
    en: "Exit codes: 0 done  1 fault of this command  2 usage  3 refused  4 try again later, or unreachable  5 order failed  6 order still open  130 interrupted",
  },
  empty: { ja: "該当なし", en: "nothing found" },
  noUrl: {
    ja: "APIの所在がありません: SAIHAN_URL か --url を指定してください",
    en: "where the API is, is not set: give SAIHAN_URL or --url",
  },
  noKey: {
    ja: "APIキーがありません: SAIHAN_API_KEY かプロファイルを指定してください",
    en: "there is no API key: give SAIHAN_API_KEY or a profile",
  },
  noProfile: { ja: "そのプロファイルはありません", en: "there is no such profile" },
  badFile: { ja: "設定ファイルを読めません", en: "the settings file cannot be read" },
  openFile: {
    ja: "注意: 設定ファイルを他の利用者が読めます (chmod 600 してください)",
    en: "note: others can read the settings file (chmod 600 it)",
  },
  accepted: { ja: "受付", en: "accepted" },
  toDo: { ja: "対処", en: "to do" },
  requestId: { ja: "リクエストID", en: "request" },
  stillOpen: { ja: "まだ終わっていません", en: "has not ended yet" },
  noAnswer: { ja: "APIから答えがありません", en: "the API gives no answer" },
  noNumber: { ja: "0以上の数ではありません", en: "is not a number of at least 0" },
  noFile: { ja: "ファイルを読めません", en: "the file cannot be read" },
  giveFile: {
    ja: "端末には書けません: --file を指定してください",
    en: "this is nothing for a terminal: give --file",
  },
  saved: { ja: "保存", en: "saved" },
  seeHelp: { ja: "使い方", en: "see" },
  choices: { ja: "値", en: "one of" },
  byDefault: { ja: "省略時", en: "unless given" },
  next: { ja: "次", en: "next" },
  shell: { ja: "シェルの補完", en: "completion for a shell" },
  badRule: { ja: "規則を読めません", en: "the rule cannot be read" },
  onePrice: {
    ja: "価格は --percent、--unit-price、--month-price のどれか一つで指定してください",
    en: "give one of --percent, --unit-price and --month-price",
  },
  rows: { ja: "行", en: "rows" },
  rowsFailed: { ja: "失敗または拒否された行", en: "rows that failed or were refused" },
  yesOrNo: { ja: "--approve か --deny のどちらかを指定してください", en: "give either --approve or --deny" },
  reasonToDeny: { ja: "--deny には --reason が必要です", en: "--deny needs --reason" },
  badRow: { ja: "行を読めません", en: "a row cannot be read" },
} as const satisfies Record<string, Bilingual>;
