import type { Language } from "@saihan/domain";
import type { MailData } from "./mail-data.ts";

const at = new Date("2026-04-01T00:00:00Z");

/** What previews and test mails are filled with: invented, and something for every placeholder. */
export function exampleData(language: Language): MailData {
  const ja = language === "ja";
  return {
    personName: ja ? "山田 太郎" : "Taro Yamada",
    loginId: "taro@people.example",
    userId: "ecid1000000001",
    contractId: "econ1000000001",
    customerName: ja ? "青空システム株式会社" : "Aozora Systems K.K.",
    currentAddress: "t***@people.example",
    createdAt: at,
    endedAt: at,
    failures: 10,
    reason: "payment-overdue",
    // A token of this form opens nothing.
    passwordLink: "https://saihan.example/set-password#example",
    passwordLinkHours: 24,
    webhookId: "01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b61",
    duty: {
      id: "01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60",
      says: ja ? "利用開始を提供元に届け出ます。" : "Tell the supplier that use has begun.",
      dueOn: "2026-05-01",
    },
    invoice: { number: "INV-2026-000123", month: "2026-04", due: "2026-05-31", amends: "INV-2026-000119" },
    statement: {
      ...{ number: "EU-2026-000042", month: "2026-04" },
      link: "https://saihan.example/contracts/econ1000000001/statements/2026-04",
    },
    ticketId: "tk1000000001",
    disclosureId: "01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b63",
    referral: { id: "01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b62", state: "concluded" },
    request: { id: "01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b64", service: "fast-dns", state: "approved", deadline: at },
    notice: {
      link: "https://saihan.example/notices/01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b65",
      ...{ id: "01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b65", seq: 1, category: "incident", state: "confirmed", asParent: true },
      title: { ja: "東日本リージョンの一部で接続できない事象", en: "Some connections fail in the eastern region" },
      content: {
        text: {
          ja: "東日本リージョンの一部のテナントで、外部との通信ができない事象が発生しています。\n復旧作業を進めています。",
          en: "Some tenants of the eastern region cannot reach the outside.\nWe are working on it.",
        },
        symptom: { ja: "外部との通信ができません。", en: "Nothing outside can be reached." },
        workaround: { ja: "西日本リージョンをご利用ください。", en: "Please use the western region." },
        impact: { ja: "対象テナントの全サーバー", en: "All servers of the tenants below" },
        nextUpdateAt: "2026-04-01T03:00:00.000Z",
        plannedFrom: "2026-04-01T00:00:00.000Z",
        plannedTo: "2026-04-01T02:00:00.000Z",
        actualFrom: "2026-04-01T00:10:00.000Z",
      },
      concerns: ["econ1000000001", "econ1000000002"],
      concernsMore: 3,
    },
  };
}
