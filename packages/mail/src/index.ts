export { checkWords, placeholdersOf, type WordsFault, wordsBuiltIn } from "./check-words.ts";
export { exampleData } from "./example-data.ts";
export type { MailData } from "./mail-data.ts";
export { categoryIn, noticeStateIn } from "./notice-phrases.ts";
export { type RenderedMail, renderMail } from "./render.ts";
export { type MailTransport, openMailTransport, outcomeOf } from "./transport.ts";
