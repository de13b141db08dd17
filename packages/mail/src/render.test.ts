import { languages, mailTemplates } from "@saihan/domain";
import { describe, expect, test } from "vitest";
import type { MailData } from "./mail-data.ts";
import { renderMail } from "./render.ts";

const data: MailData = {
  personName: "山田 <太郎>",
  loginId: "taro@people.example",
  userId: "ecid1000000001",
  contractId: "econ1000000001",
  customerName: "青空システム",
  currentAddress: "h***@example.jp",
  endedAt: new Date("2026-04-01T00:00:00Z"),
  createdAt: new Date("2026-04-01T00:00:00Z"),
  failures: 10,
  passwordLink: "https://house.example/set-password#token",
  passwordLinkHours: 1,
  notice: {
    ...{ id: "01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b61", seq: 1, category: "incident", state: "confirmed", asParent: true },
    title: { ja: "接続障害 <太郎>", en: "Connections fail <太郎>" },
    content: {
      text: { ja: "一部で接続できません。", en: "Some connections fail." },
      symptom: { ja: "接続が切れます。", en: "Connections drop." },
      nextUpdateAt: "2026-04-01T03:00:00.000Z",
      actualFrom: "2026-04-01T00:00:00.000Z",
    },
    concerns: ["econ1000000001"],
    concernsMore: 3,
  },
  webhookId: "01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b61",
  duty: { id: "01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60", says: "届け出ます。", dueOn: "2026-05-01" },
  invoice: { number: "INV-2026-000123", month: "2026-04", due: "2026-05-31" },
  ticketId: "tk1000000001",
  disclosureId: "01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b63",
  referral: { id: "01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b62", state: "concluded" },
  request: {
    id: "01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b61",
    service: "fast-dns",
    state: "approved",
    deadline: new Date("2026-05-01T00:00:00Z"),
  },
};
const withLink = new Set(["contract-ready", "user-ready", "user-invited", "password-reset"]);

describe.each(languages)("letters in %s", (language) => {
  test.each(mailTemplates)("%s says whom it concerns, and carries the link if it is one that does", (template) => {
    const mail = renderMail(template, language, data);
    expect(mail.subject).toMatch(language === "ja" ? /^【Saihan】/ : /^\[Saihan\] /);
    expect(mail.subject + mail.text).toMatch(/econ1000000001/);
    expect(mail.text + mail.html).not.toMatch(/undefined|NaN|\[object/);
    expect(mail.html).not.toContain("<太郎>");
    expect(mail.text.includes(data.passwordLink as string)).toBe(withLink.has(template));
  });

  test("a reminder names the day, the duty and what is to be done", () => {
    const { subject, text } = renderMail("duty-due", language, data);
    expect(subject).toContain("2026-05-01");
    for (const part of ["2026-05-01", "01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60", "届け出ます。"]) expect(text).toContain(part);
  });

  test("a notice names its state, its times in Japan, and how many more contracts it concerns", () => {
    const { subject, text } = renderMail("notice", language, data);
    expect(subject).toContain(language === "ja" ? "[故障] 接続障害" : "Incident: Connections fail");
    const parts =
      language === "ja"
        ? ["発生中", "接続が切れます。", "ほか3件", "写し"]
        : ["Confirmed", "Connections drop.", "and 3 more", "copy"];
    for (const part of [...parts, "2026-04-01 12:00 JST", "2026-04-01 09:00 JST –"]) expect(text).toContain(part);
    const update = renderMail("notice", language, { ...data, ...(data.notice ? { notice: { ...data.notice, seq: 2 } } : {}) });
    expect(update.subject).toBe(`Re: ${subject}`);
  });

  test("the mail about a webhook names it", () => {
    expect(renderMail("webhook-disabled", language, data).text).toContain("01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b61");
  });

  test("an hour is one hour, and what happened bears its time in UTC", () => {
    expect(renderMail("password-reset", language, data).text).toMatch(language === "ja" ? /送信から1時間/ : /for an hour after/);
    expect(renderMail("totp-reset", language, data).text).toContain("2026-04-01 00:00:00 UTC");
  });
});
