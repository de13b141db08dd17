import type { LetterWords, MailTemplate } from "@saihan/domain";
import { wordsBuiltIn } from "@saihan/mail";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf } from "../support/client.ts";
import { addOperator, type House, missingStore, openHouse } from "../support/house.ts";
import { codeAt } from "../support/people.ts";

type Client = ReturnType<typeof clientOf>;
const minute = 60_000;

describe.skipIf(missingStore)("operators change what mails say, by dated version", () => {
  let house: House;
  let staff: Client;
  let billing: Client;
  beforeAll(async () => {
    house = await openHouse();
    const signIn = async (kind: "operations" | "billing") => {
      const { loginId, password, totpSecret } = await addOperator(house, kind);
      const body = { loginId, password, code: codeAt(house, totpSecret) };
      const reply = await clientOf(house.api, undefined).post("/v1/operator/sign-in", body);
      return clientOf(house.api, { apiKey: reply.body.token });
    };
    staff = await signIn("operations");
    billing = await signIn("billing");
  });
  afterAll(() => house?.close());

  const at = (template: string, version?: number, more = "") =>
    `/v1/operator/mail-templates/${template}/versions${version === undefined ? "" : `/${version}`}${more}`;
  /** The built-in text as the API takes it, with changes to the Japanese part. */
  function wordsFrom(template: MailTemplate, change: Partial<LetterWords> = {}) {
    const { ja, en } = wordsBuiltIn(template);
    const body = (words: LetterWords) => ({ ...words, facts: words.facts.map(([label, value]) => ({ label, value })) });
    return { ja: body({ ...ja, ...change }), en: body(en) };
  }
  async function newsTo(seq: number, id?: string): Promise<string> {
    const title = { ja: "新メニュー <b>のお知らせ</b>", en: "A new menu" };
    const scope = { contracts: [house.partner.contractId] };
    const noticeId = id ?? (await staff.post("/v1/notices", { category: "news", title, scope })).body.id;
    const said = await staff.post(`/v1/notices/${noticeId}/updates`, {
      seq,
      state: "said",
      text: { ja: "本文です。", en: "Text." },
    });
    expect(said.status).toBe(201);
    await house.settle();
    return noticeId;
  }
  const mailsOf = async (id: string) => (await house.mails()).filter((mail) => mail.text.includes(id));

  test("a draft with a placeholder that is unknown or missing, a loose brace or a button too many is refused", async () => {
    const listed = (await staff.get("/v1/operator/mail-templates")).body.templates;
    expect(listed.find((one: { template: string }) => one.template === "notice")).toMatchObject({
      ...{ inForce: 0, newest: 0 },
      needed: expect.arrayContaining(["noticeId", "noticeText"]),
    });
    const cases: [string, MailTemplate, Partial<LetterWords>][] = [
      ["unknown-placeholder", "notice", { greeting: "{passwordLink} 様" }],
      ["missing-placeholder", "notice", { paragraphs: ["ご確認ください。"] }],
      ["loose-brace", "notice", { greeting: "{person 様" }],
      ["control-character", "notice", { subject: "{noticeCategory} {noticeTitle}\r\nBcc: x@example.com" }],
      ["action-unknown", "notice", { action: { label: "押す", note: "押す" } }],
    ];
    for (const [fault, template, change] of cases) {
      const reply = await staff.post(at(template), wordsFrom(template, change));
      expect([fault, reply.status, reply.text]).toEqual([fault, 422, expect.stringContaining(fault)]);
    }
    const { action: _none, ...withoutAction } = wordsFrom("user-invited").ja;
    const reply = await staff.post(at("user-invited"), { ...wordsFrom("user-invited"), ja: withoutAction });
    expect(reply.body.code).toBe("MAIL_TEMPLATE_REFUSED");
    expect((await staff.get(at("no-such-mail"))).body.code).toBe("MAIL_TEMPLATE_NOT_FOUND");
    expect((await billing.post(at("notice"), wordsFrom("notice"))).status).toBe(403);
    expect((await clientOf(house.api, house.partner).get("/v1/operator/mail-templates")).status).toBeGreaterThanOrEqual(403);
  });

  test("a draft is looked at, tried at the desk, published from an instant; what was written before keeps its text", async () => {
    const first = await newsTo(1);
    const [before] = await mailsOf(first);
    expect(before?.subject).toBe("【Saihan】[お知らせ] 新メニュー <b>のお知らせ</b>");

    const words = wordsFrom("notice", { subject: "【再販】{noticeCategory}: {noticeTitle}", greeting: "<i>{person}</i> 様" });
    const draft = await staff.post(at("notice"), words);
    expect([draft.status, draft.body.version, draft.body.state]).toEqual([201, 1, "draft"]);
    expect((await staff.put(at("notice", 1), words)).status).toBe(200);
    const shown = (await staff.get(at("notice", 1, "/preview"))).body;
    expect(shown.ja.subject).toContain("【再販】故障: ");
    expect(shown.ja.html).toContain("&#60;i&#62;山田 太郎&#60;/i&#62;");
    expect(shown.en.html).toContain("Some connections fail");

    expect((await staff.send("POST", at("notice", 1, ":try"))).body).toMatchObject({ desk: "operations", mails: 2 });
    await house.settle();
    const tried = (await house.mails()).filter((mail) => mail.subject.startsWith("[Test] "));
    expect(tried.map((mail) => mail.subject).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      "[Test] [Saihan] Incident: Some connections fail in the eastern region",
      "[Test] 【再販】故障: 東日本リージョンの一部で接続できない事象",
    ]);

    const from = new Date(house.clock.now().getTime() + 5 * minute).toISOString();
    const past = new Date(house.clock.now().getTime() - minute).toISOString();
    expect((await staff.post(at("notice", 1, ":publish"), { from: past })).body.code).toBe("MAIL_TEMPLATE_START_PASSED");
    expect((await staff.post(at("notice", 1, ":publish"), { from })).body).toMatchObject({ state: "published", inForce: false });
    expect((await staff.put(at("notice", 1), words)).body.code).toBe("MAIL_TEMPLATE_PUBLISHED");
    expect((await staff.post(at("notice", 1, ":publish"), {})).body.code).toBe("MAIL_TEMPLATE_PUBLISHED");
    await expect(house.database.sql`update mail_template_versions set words = '{}'`).rejects.toThrow("has been published");

    await newsTo(2, first);
    house.clock.advance(6 * minute);
    await newsTo(3, first);
    const subjects = (await mailsOf(first)).map((mail) => mail.subject).toReversed();
    expect(subjects).toEqual([
      "【Saihan】[お知らせ] 新メニュー <b>のお知らせ</b>",
      "Re: 【Saihan】[お知らせ] 新メニュー <b>のお知らせ</b>",
      "Re: 【再販】お知らせ: 新メニュー <b>のお知らせ</b>",
    ]);
    const kept = await house.database.sql`
      select notice_seq, template_version from mails where notice_id = ${first} order by notice_seq`;
    expect(kept.map(({ noticeSeq, templateVersion }) => [noticeSeq, templateVersion])).toEqual([
      [1, 0],
      [2, 0],
      [3, 1],
    ]);
    const { versions } = (await staff.get(at("notice"))).body;
    expect(versions.map((one: { version: number; inForce: boolean }) => [one.version, one.inForce])).toEqual([
      [0, false],
      [1, true],
    ]);
  });

  test("each step stands in the provider's audit", async () => {
    const rows = await house.database.sql`
      select action from audit_entries where partner_id = 'provider' and outcome = 'done' and action like 'mail-template.%'
 `;
    expect(new Set(rows.map(({ action }) => action))).toEqual(
      new Set(["mail-template.draft", "mail-template.try", "mail-template.publish"]),
    );
  });
});
