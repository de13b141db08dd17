import { preferredLanguage, type Rejection, sentence } from "@saihan/domain";

const words = {
  ja: {
    title: "キューの監視",
    lead: "提供者の運用担当者向けの画面です。",
    loginId: "ログインID",
    password: "パスワード",
    code: "認証コード",
    hint: "認証アプリに表示される6桁の数字",
    send: "サインイン",
  },
  en: {
    title: "Queue dashboard",
    lead: "For the provider's operations.",
    loginId: "Login ID",
    password: "Password",
    code: "One-time code",
    hint: "The six digits in your authenticator app",
    send: "Sign in",
  },
} as const;

export function signInPage(acceptLanguage: string | undefined, refused?: Rejection): string {
  const language = preferredLanguage(acceptLanguage);
  const w = words[language];
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${w.title} – Saihan</title><link rel="stylesheet" href="/page/page.css"></head>
<body><main>
<p class="brand">Saihan</p>
<h1>${w.title}</h1>
<p class="hint">${w.lead}</p>
<form method="post" action="/sign-in">
<label for="loginId">${w.loginId}</label>
<input id="loginId" name="loginId" autocomplete="username" autocapitalize="none" required autofocus>
<label for="password">${w.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<label for="code">${w.code}</label>
<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9 ]{6,7}" required aria-describedby="hint">
<p class="hint" id="hint">${w.hint}</p>
${refused ? `<p class="message bad" role="alert">${sentence(refused.code, "says", language, refused.variables)}</p>` : ""}
<button>${w.send}</button>
</form>
</main></body></html>`;
}
