export const homeTexts = {
  "home.title": ["Home", "ホーム"],
  "home.lead": [
    "What waits for you, the newest orders and notices, and what it all costs.",
    "対応が必要なこと、最近のオーダーとお知らせ、料金をまとめて確認できます。",
  ],
  "home.waits": ["What waits for you", "対応が必要なこと"],
  "home.nothing": ["Nothing waits for you.", "対応が必要なことはありません。"],
  "home.failed": ["Failed orders", "失敗したオーダー"],
  "home.underWay": ["Orders under way", "処理中のオーダー"],
  "home.duties": ["Duties", "義務"],
  "home.overdue": ["{count} overdue", "期限超過 {count}件"],
  "home.approvals": ["Approvals", "承認依頼"],
  "home.tickets": ["Answered tickets", "回答のあったチケット"],
  "home.charges": ["Charges of your contract", "ご契約の料金"],
  "home.latest": ["Latest orders", "最近のオーダー"],
  "home.all": ["All orders", "すべてのオーダー"],
} as const;
