import { readUnsubscribeToken } from "@saihan/auth";
import { findNoticeSettings, insertAuditEntries, lockNoticeSettings, transaction, writeNoticeSettings } from "@saihan/db";
import { type ChosenCategory, changeSettings, chosenCategories, everythingOn, visibleCategories } from "@saihan/domain";
import type { Express, Response } from "express";
import type { IntakeContext } from "../context.ts";

type Outcome = "off" | "kept" | "unknown";
interface Subject {
  partnerId: string;
  contractId: string;
  userId: string;
  category: ChosenCategory;
}

/**
 * `/unsubscribe/{token}`, the address in List-Unsubscribe (RFC 8058). POST turns the category off for the one user that the token was signed for,
 * without signing in; saying it again changes nothing. GET only shows a page that asks, since mail filters follow links.
 */
export function mountUnsubscribe(app: Express, ctx: IntakeContext): void {
  const subjectOf = (token: string): Subject | undefined => {
    const read = readUnsubscribeToken(ctx.unsubscribeKey, token);
    const category = chosenCategories.find((one) => one === read?.category);
    return read && category && { ...read, category };
  };
  app.get("/unsubscribe/:token", (req, res) => {
    const subject = subjectOf(req.params.token);
    page(res, subject ? 200 : 404, subject ? asking(subject.category) : words.unknown);
  });
  app.post("/unsubscribe/:token", async (req, res) => {
    // Its body says List-Unsubscribe=One-Click and nothing else.
    req.resume();
    const subject = subjectOf(req.params.token);
    const outcome = subject ? await turnOff(ctx, subject, res.locals.requestId as string) : "unknown";
    page(res, { off: 200, kept: 409, unknown: 404 }[outcome], words[outcome]);
  });
}

async function turnOff(ctx: IntakeContext, subject: Subject, requestId: string): Promise<Outcome> {
  const { partnerId, contractId, userId, category } = subject;
  const actor = `user:${userId}`;
  return transaction(ctx.db, { partnerId, actor, contractId, userId, keyId: "" }, async (tx): Promise<Outcome> => {
    await lockNoticeSettings(tx, partnerId);
    const [row] = await findNoticeSettings(tx, contractId, userId);
    if (!row) return "unknown";
    const before = row.choices ?? everythingOn;
    if (!before[category].on) return "off";
    const visible = visibleCategories(row.kind, row.suppressed);
    const wish = { [category]: { ...before[category], on: false } };
    const decision = changeSettings(before, { type: row.type, visible }, wish);
    if (!decision.ok) return "kept";
    const at = ctx.now();
    const entry = { partnerId, contractId, at, actor, action: "notice-settings.set", target: userId, requestId };
    await writeNoticeSettings(tx, row, decision.settings, { by: actor, at });
    await insertAuditEntries(tx, [{ ...entry, after: { changed: [category], by: "unsubscribe-link" } }]);
    return "off";
  });
}

const names: Readonly<Record<ChosenCategory, string>> = {
  news: "お知らせ / News",
  incident: "故障 / Incidents",
  maintenance: "メンテナンス / Maintenance",
};
const words: Readonly<Record<Outcome, string>> = {
  off: "<p>配信を停止しました。通知設定からいつでも再開できます。</p><p>You will no longer be mailed. You can turn it on again among your settings.</p>",
  kept: "<p>この通知は停止できません。</p><p>These mails cannot be turned off.</p>",
  unknown: "<p>このリンクは使えません。</p><p>This link does not work.</p>",
};

function asking(category: ChosenCategory): string {
  return `<p>「${names[category]}」のメールを停止しますか。 Stop these mails?</p>
<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>停止する / Stop</button></form>`;
}

function page(res: Response, status: number, text: string): void {
  res.status(status).type("html");
  res.send(`<!doctype html><html lang="ja"><meta charset="utf-8"><title>Saihan</title><body>${text}</body></html>`);
}
