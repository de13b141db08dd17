/** Who issues the invoices of the sample programme: a made-up company. A house that bills for real is told its own (README, settings). */
export const sampleIssuer = {
  ISSUER_NAME: "サンプルクラウド株式会社",
  ISSUER_ADDRESS: "東京都千代田区大手町0-0-0",
  ISSUER_REGISTRATION: "T7010705000725",
  ISSUER_REGISTERED_FROM: "2023-10-01",
  ISSUER_BANK_ACCOUNT: "みほん銀行 大手町支店 普通 0000000",
  ISSUER_BANK_HOLDER: "サンプルクラウド(カ",
} as const;
