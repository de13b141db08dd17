import type { Bilingual } from "@saihan/domain";
import { z } from "zod";

/** Our own words for faults of fields: English, as schemas say them, and Japanese. */
const japanese = {
  "a batch is a list of events": "一括送信の本文はイベントの配列にしてください",
  "holds a character that no text may hold": "文字列に使えない文字が含まれています",
  "holds a language twice": "同じ言語が2回指定されています",
  "holds characters that a label may not hold": "ラベルに使えない文字が含まれています",
  "holds characters that a name may not hold, or space at an end": "名称に使えない文字、または前後の空白が含まれています",
  "holds control characters": "制御文字が含まれています",
  "holds half a character": "文字の片割れ（不正なサロゲート）が含まれています",
  "is empty, too long, or holds characters that a text may not hold": "空か、長すぎるか、使えない文字が含まれています",
  "is not a field of this request": "この要求にない項目です",
  "is not a page of this list in this order": "この並び順での一覧のページではありません",
  "is not the id of a parent contract": "親契約の番号ではありません",
  "is not a page of this list": "この一覧のページではありません",
  "is not a parameter of this request": "この要求にないパラメーターです",
  "must be 1 to 128 of letters, digits and @ - . _": "英数字と @ - . _ の1～128文字で指定してください",
  "must be a list": "リストで指定してください",
  "must ask for something": "検索条件を1つ以上指定してください",
  "must be names and patterns of 1 to 128 letters, digits and @ - ' . _ / *":
    "名前とパターンは、英数字と @ - ' . _ / * の1～128文字で指定してください",
  "must be 1 to 50 letters, digits and hyphens": "英数字とハイフンの1～50文字で指定してください",
  "must be 1 to 63 lower-case letters, digits and . _ -": "英小文字、数字、. _ - の1～63文字で指定してください",
  "must be 1 to 64 letters, digits and @ . _ -": "英数字と @ . _ - の1～64文字で指定してください",
  "must be 1 to 64 letters, digits and hyphens": "英数字とハイフンの1～64文字で指定してください",
  "must be 3 to 128 letters, digits and @ . _ + -, beginning with a letter or digit":
    "英数字と @ . _ + - の3～128文字で、英数字から始めてください",
  "must be 6 to 50 half-width letters and digits": "半角英数字の6～50文字で指定してください",
  "must be a decimal number, not negative": "0以上の十進数で指定してください。",
  "must be a percentage, decimal text": "百分率を十進数で指定してください。",
  "must be a UTC month, YYYY-MM": "UTCの月をYYYY-MMの形で指定してください",
  "must be a kind of event, or a beginning with .* behind it": "イベントの種類か、先頭部分に .* を付けたものを指定してください",
  "must be a region or nothing": "リージョンを指定するか、空にしてください",
  "must be a region such as jp1": "jp1のようなリージョンを指定してください",
  "must be an address or a range in CIDR form, IPv4 or IPv6": "IPv4またはIPv6のアドレスかCIDR形式の範囲を指定してください",
  "must be an id of the platform": "基盤のIDを指定してください",
  "must be at most 100": "100以下で指定してください",
  "must be kinds of events with commas between, such as contract.create.succeeded or contract.*":
    "イベントの種類をコンマ区切りで指定してください（例：contract.create.succeeded、contract.*）",
  "must be letters, digits, . _ - and an extension": "英数字と . _ - に拡張子を付けて指定してください",
  "must be lower-case letters, digits and hyphens": "英小文字、数字、ハイフンで指定してください",
  "must be lower-case words with hyphens": "英小文字と数字の語をハイフンでつないで指定してください",
  "must be name:value": "「名前:値」の形で指定してください",
  "must be one mail address": "メールアドレスを1つ指定してください",
  "must be six digits": "6桁の数字を指定してください",
  "must be the path of an operation": "操作のパスを指定してください",
  "must be ws and 10 digits": "wsに続けて10桁の数字を指定してください",
  "must change something": "変更する項目を1つ以上指定してください",
  "must hold something to search for": "検索する語を指定してください",
  "must name a label, a region or a creator": "ラベル、リージョン、作成者のいずれかを指定してください",
  "must not begin like a contract id": "契約番号のような名称で始めることはできません",
  "must not be larger than 4 KiB": "4 KiB以下にしてください",
  "must not end before it begins, and holds 10,000 numbers at most": "終わりは始めより後で、範囲は10,000件までです",
  "must state something": "記録する項目を1つ以上指定してください",
  "names a right twice": "同じ権限が2回指定されています",
  "needs either code or recoveryCode": "codeとrecoveryCodeのどちらか一方を指定してください",
  "no body is taken here": "この要求に本文は付けられません",
  "is set by its user alone, over the link in the mail": "利用者本人だけがメールのリンクから設定できます",
  "or another field is needed": "またはほかの項目を指定してください",
  "cannot be changed": "変更できません",
  "must be a text": "文字列で指定してください",
  "is needed": "必須です",
  "must be true or false": "trueまたはfalseで指定してください",
  "must be approved, denied or cancelled": "approved、denied、cancelledのいずれかを指定してください",
  "names a workspace without tenants, where a role gives nothing": "テナントのないワークスペースのため、ロールを付与できません",
  "names the channel of your own contract": "自社契約のチャネルは指定できません",
  "names no channel of yours": "自社のチャネルではありません",
  "the body must be an object": "本文はオブジェクトで指定してください",
  "is not what a token is asked for with": "トークンの要求の形式ではありません",
} as const;

const builtIn = { ja: z.locales.ja().localeError, en: z.locales.en().localeError };

/** A text of our own, in English, that has its Japanese here. */
export type FieldText = keyof typeof japanese;

/** One of our own texts. */
export function fieldText(english: keyof typeof japanese): Bilingual {
  return { en: english, ja: japanese[english] };
}

/** What a schema found. @param issue with its input, as `reportInput` leaves it */
export function textOfIssue(issue: z.core.$ZodIssue): Bilingual {
  const en = issue.message;
  if (en in japanese) return fieldText(en as keyof typeof japanese);
  if (issue.code === "invalid_type") return { en, ja: ofType(issue) };
  const raw = issue as z.core.$ZodRawIssue;
  return { en, ja: said(builtIn.en(raw)) === en ? (said(builtIn.ja(raw)) ?? en) : en };
}

function said(text: ReturnType<(typeof builtIn)["ja"]>): string | undefined {
  return typeof text === "string" ? text : text?.message;
}

const typeNames: Readonly<Record<string, string>> = {
  ...{
    array: "配列",
    boolean: "真偽値",
    int: "整数",
    null: "null",
    number: "数値",
    object: "オブジェクト",
    record: "オブジェクト",
  },
  string: "文字列",
};

function ofType({ expected, input }: z.core.$ZodIssueInvalidType): string {
  return input === undefined ? "必須の項目です" : `${typeNames[expected] ?? expected}で指定してください`;
}
