import { type LetterWords, languages, type MailTemplate, mailTemplates } from "@saihan/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkWords, placeholdersOf, wordsBuiltIn } from "./check-words.ts";
import { exampleData } from "./example-data.ts";
import { isPlaceholder, placeholders } from "./placeholders.ts";
import { renderMail } from "./render.ts";

describe("what a version of a mail's text must be like", () => {
  test.each(mailTemplates)("the text of %s that is built in is in order, and examples fill it in both languages", (template) => {
    expect(checkWords(template, wordsBuiltIn(template))).toEqual([]);
    const { known, needed } = placeholdersOf(template);
    for (const name of known) {
      expect([name, isPlaceholder(name)]).toEqual([name, true]);
      for (const language of languages)
        if (isPlaceholder(name)) expect([name, placeholders[name](exampleData(language), language)]).not.toContain("");
    }
    expect(known).toEqual(expect.arrayContaining(needed));
  });

  const cases: [MailTemplate, Partial<LetterWords>, string][] = [
    ["contract-ready", { subject: "契約 {contractID}" }, "unknown-placeholder contractID"],
    ["contract-ready", { facts: [] }, "missing-placeholder userId"],
    ["contract-ready", { action: undefined }, "action-missing action"],
    ["contract-resumed", { action: { label: "開く", note: "開く" } }, "action-unknown action"],
    ["contract-resumed", { greeting: "{{person}} 様" }, "loose-brace {{person}} 様"],
    [
      "contract-resumed",
      { subject: "契約 {contractId}\nBcc: x@example.com" },
      "control-character 契約 {contractId}\nBcc: x@example.com",
    ],
    ["sign-in-alarm", { facts: [["ログインID", "{loginId}"]] }, "missing-placeholder contractId"],
  ];
  test.each(cases)("%s with %o: %s", (template, change, fault) => {
    const words = wordsBuiltIn(template);
    const faults = checkWords(template, { ...words, ja: { ...words.ja, ...change } });
    expect(faults.map((one) => `${one.fault} ${one.at}`)).toContain(fault);
    expect(faults.every(({ language }) => language === "ja")).toBe(true);
  });

  test("whom it names may be left out", () => {
    const words = wordsBuiltIn("contract-resumed");
    const terse = { ...words.en, greeting: "Hello,", facts: [["Contract", "{contractId}"]] } as const;
    expect(checkWords("contract-resumed", { ...words, en: terse })).toEqual([]);
  });
});

test("whatever is said, by operators or by what is filled in, it is text: no tag, no second line in the subject, no placeholder filled twice", () => {
  const nasty = fc.oneof(
    fc.string(),
    fc.constantFrom("<script>alert(1)</script>", '"><img src=x onerror=x>', "{contractId}", "a\r\nBcc: x@example.com", "&lt;"),
  );
  fc.assert(
    fc.property(nasty, nasty, nasty, (text, name, title) => {
      const words = { ...wordsBuiltIn("notice").en, paragraphs: [text, "{noticeText} {contractId}"], closing: [text] };
      const data = { ...exampleData("en"), personName: name };
      if (!data.notice) throw new Error("the example tells of no notice");
      data.notice = { ...data.notice, title: { ja: title, en: title }, content: { text: { ja: name, en: name } } };
      const mail = renderMail("notice", "en", data, words);
      expect(mail.subject).not.toMatch(/[\r\n]/);
      const bare = renderMail("notice", "en", exampleData("en"));
      const tags = (html: string) => new Set([...html.matchAll(/<\/?([a-z!]+)/g)].map(([, tag]) => tag));
      for (const tag of tags(mail.html)) expect([...tags(bare.html)]).toContain(tag);
      expect(mail.html).not.toContain("onerror=x>");
      if (name === "{contractId}") expect(mail.text).toContain("Dear {contractId},");
    }),
  );
});
