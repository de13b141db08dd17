/** Pages for whoever has not signed in. */
export const outsideTexts = {
  "outside.title.invitation": ["You are invited", "ご招待"],
  "outside.title.set-password": ["Set a new password", "パスワードの再設定"],
  "outside.title.forgot-password": ["Forgot your password?", "パスワードをお忘れの場合"],
  "outside.lead.invitation": [
    "Set a password for your user. Then sign in with the login ID that the mail names.",
    "ご自分のパスワードを設定してください。設定後、メールに記載のログインIDでサインインします。",
  ],
  "outside.lead.set-password": [
    "Your present password works until you set a new one. Setting it ends your sessions.",
    "新しいパスワードを設定するまで、現在のパスワードを使えます。設定すると、すべてのセッションが終了します。",
  ],
  "outside.lead.forgot-password": [
    "Enter your login ID. We mail you a link with which you set a new password.",
    "ログインIDを入力してください。パスワードを再設定するリンクをメールでお送りします。",
  ],
  "outside.passwordHint": [
    "At least 15 characters, 12 with one-time codes on. A few unrelated words make a good one.",
    "15文字以上。認証コードがオンの場合は12文字以上。関係のない言葉をいくつか並べると、覚えやすく安全です。",
  ],
  "outside.set": ["Set the password", "パスワードを設定"],
  "outside.done": ["Your password is set. Sign in with it.", "パスワードを設定しました。サインインしてください。"],
  "outside.noLink": ["The link is not whole", "リンクが不完全です"],
  "outside.noLinkLead": [
    "Open the link in the mail once more. If that does not help, ask an administrator to invite you again, or ask for a new password.",
    "メールのリンクをもう一度開いてください。開けない場合は、管理者に再度の招待を依頼するか、パスワードの再設定を申し込んでください。",
  ],
  "outside.askAnew": ["Ask for a new password", "パスワードの再設定を申し込む"],
  "outside.ask": ["Mail me a link", "リンクをメールで受け取る"],
  "outside.askedTitle": ["Look into your mail", "メールをご確認ください"],
  "outside.asked": [
    "If this login ID exists, a link is on its way to its mail address. It works for an hour, and once. If no mail comes, check the login ID and ask an administrator of your contract.",
    "このログインIDが登録されていれば、メールアドレスにリンクをお送りしました。リンクは1時間以内に1回だけ使えます。メールが届かない場合は、ログインIDを確かめ、契約の管理者にご連絡ください。",
  ],
  "outside.toSignIn": ["To the sign-in", "サインインへ"],
} as const;
