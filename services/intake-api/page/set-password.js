// @ts-nocheck: runs in the browser
const words = {
  ja: {
    title: "パスワードの設定",
    password: "新しいパスワード",
    hint: "15文字以上(2段階認証を使う場合は12文字以上)。関係のない言葉をいくつか並べると、覚えやすく強いものになります。",
    again: "確認のため、もう一度",
    send: "設定する",
    short: "パスワードは12文字以上にしてください。",
    differ: "2つの入力が一致していません。",
    done: "パスワードを設定しました。この画面を閉じてください。",
    noLink: "このリンクは使えません。メールのリンクを最後まで開いているか確認してください。",
    failed: "いまは設定できませんでした。しばらくしてからもう一度お試しください。",
  },
  en: {
    short: "The password needs at least 12 characters.",
    differ: "The two entries are not the same.",
    done: "Your password is set. You can close this page.",
    noLink: "This link cannot be used. Check that the whole link of the mail was opened.",
    failed: "It could not be set just now. Please try again in a while.",
  },
};
const language = navigator.languages.find((l) => /^(ja|en)\b/.test(l))?.slice(0, 2) ?? "en";
const say = words[language];
document.documentElement.lang = language;
for (const element of document.querySelectorAll("[data-word]")) {
  const text = say[element.dataset.word];
  if (text) element.textContent = text;
}
document.title = `${document.querySelector("h1").textContent} – Saihan`;

const form = document.getElementById("form");
const message = document.getElementById("message");
const send = document.getElementById("send");
const token = location.hash.slice(1);
// The token must not stay in the address bar or the history.
history.replaceState(null, "", location.pathname);

function tell(text, kind) {
  message.textContent = text;
  message.className = `message ${kind}`;
}

if (!token) {
  form.hidden = true;
  tell(say.noLink, "bad");
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const password = document.getElementById("password").value;
  if (password.length < 12) return tell(say.short, "bad");
  if (password !== document.getElementById("again").value) return tell(say.differ, "bad");
  send.disabled = true;
  try {
    const answer = await fetch("/v1/password-resets/complete", {
      method: "POST",
      headers: { "content-type": "application/json", "accept-language": language },
      body: JSON.stringify({ token, password }),
    });
    if (answer.ok) {
      form.hidden = true;
      return tell(say.done, "good");
    }
    const problem = await answer.json();
    tell(answer.status >= 500 ? say.failed : `${problem.title} ${problem.detail}`, "bad");
  } catch {
    tell(say.failed, "bad");
  }
  send.disabled = false;
});
