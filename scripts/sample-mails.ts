import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { languages, mailTemplates } from "@saihan/domain";
import { exampleData, renderMail } from "@saihan/mail";

/** npm run mails -- FOLDER: every mail in both languages, as HTML and text, filled with invented facts, for looking. */
const [folder] = process.argv.slice(2);
if (!folder) {
  console.error("usage: npm run mails -- FOLDER");
  process.exit(2);
}

mkdirSync(folder, { recursive: true });
for (const template of mailTemplates) {
  for (const language of languages) {
    const { subject, text, html } = renderMail(template, language, exampleData(language));
    writeFileSync(join(folder, `${template}.${language}.html`), html);
    writeFileSync(join(folder, `${template}.${language}.txt`), `Subject: ${subject}\n\n${text}`);
    console.log(`${template}.${language}  ${subject}`);
  }
}
