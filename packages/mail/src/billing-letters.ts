import type { Language, LetterWords } from "@saihan/domain";
import { closingEn, closingJa, contractEn, contractJa, greetingEn, greetingJa } from "./phrases.ts";

/** The words of mails about what is charged. Amounts are read after signing in. */
export const billingLetters = {
  "invoice-ready": {
    ja: {
      subject: "【Saihan】{invoiceMonth} ご利用分の請求書を発行しました({invoiceNumber})",
      greeting: greetingJa,
      paragraphs: ["下記の請求書を発行しました。サインインして、請求書と明細をダウンロードしてください。"],
      facts: [["請求書番号", "{invoiceNumber}"], ["ご利用月", "{invoiceMonth}"], ["お支払期限", "{invoiceDue}"], ...contractJa],
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] Your invoice for {invoiceMonth} is ready ({invoiceNumber})",
      greeting: greetingEn,
      paragraphs: ["The invoice below has been issued. Please sign in to download it with its statements."],
      facts: [["Invoice", "{invoiceNumber}"], ["Month", "{invoiceMonth}"], ["Due on", "{invoiceDue}"], ...contractEn],
      closing: closingEn,
    },
  },
  "credit-note-ready": {
    ja: {
      subject: "【Saihan】返還請求書を発行しました({invoiceNumber})",
      greeting: greetingJa,
      paragraphs: [
        "下記の返還請求書(適格返還請求書)を発行しました。サインインして内容をご確認ください。",
        "金額は、次回以降の請求書で差し引かれます。",
      ],
      facts: [
        ["返還請求書番号", "{invoiceNumber}"],
        ["対象の請求書番号", "{invoiceAmended}"],
        ["ご利用月", "{invoiceMonth}"],
        ...contractJa,
      ],
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] A credit note has been issued ({invoiceNumber})",
      greeting: greetingEn,
      paragraphs: [
        "The credit note below has been issued. Please sign in to download it.",
        "Its amount is taken off the next invoices.",
      ],
      facts: [
        ["Credit note", "{invoiceNumber}"],
        ["Against invoice", "{invoiceAmended}"],
        ["Month", "{invoiceMonth}"],
        ...contractEn,
      ],
      closing: closingEn,
    },
  },
  "payment-statement-ready": {
    ja: {
      subject: "【Saihan】{invoiceMonth} 分の支払通知書を発行しました({invoiceNumber})",
      greeting: greetingJa,
      paragraphs: [
        "下記の支払通知書(仕入明細書)を発行しました。サインインして内容をご確認ください。",
        "ご確認期限までに誤りのご連絡がない場合は、記載内容をご確認いただいたものとします。",
      ],
      facts: [["支払通知書番号", "{invoiceNumber}"], ["対象月", "{invoiceMonth}"], ["ご確認期限", "{invoiceDue}"], ...contractJa],
      closing: closingJa,
    },
    en: {
      subject: "[Saihan] Your payment statement for {invoiceMonth} is ready ({invoiceNumber})",
      greeting: greetingEn,
      paragraphs: [
        "The payment statement (purchase statement) below has been issued. Please sign in to check it.",
        "Unless you report an error by the day below, its content counts as confirmed.",
      ],
      facts: [
        ["Payment statement", "{invoiceNumber}"],
        ["Month", "{invoiceMonth}"],
        ["Objections until", "{invoiceDue}"],
        ...contractEn,
      ],
      closing: closingEn,
    },
  },
  "end-user-statement-ready": {
    ja: {
      subject: "【Saihan】{statementMonth} ご利用分の利用明細ができました(契約 {contractId})",
      greeting: greetingJa,
      paragraphs: ["下記の契約の利用明細をご覧いただけるようになりました。金額は、サインインしてご確認ください。"],
      facts: [
        ["ご利用月", "{statementMonth}"],
        ["明細番号", "{statementNumber}"],
        ...contractJa,
        ["ポータル", "{statementLink}"],
      ],
      closing: [...closingJa, "このメールが不要な場合は、ポータルの通知設定で「お知らせ/リリース情報」の受信をやめてください。"],
    },
    en: {
      subject: "[Saihan] The statement for {statementMonth} is ready (contract {contractId})",
      greeting: greetingEn,
      paragraphs: ["The statement of the contract below can be read now. Please sign in to see what is charged."],
      facts: [
        ["Month", "{statementMonth}"],
        ["Statement", "{statementNumber}"],
        ...contractEn,
        ["In the portal", "{statementLink}"],
      ],
      closing: [...closingEn, "If you do not want this mail, switch News off in your notice settings in the portal."],
    },
  },
} as const satisfies Record<string, Record<Language, LetterWords>>;
