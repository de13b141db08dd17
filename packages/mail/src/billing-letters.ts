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
} as const satisfies Record<string, Record<Language, LetterWords>>;
