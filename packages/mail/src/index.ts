export { checkWords, placeholdersOf, type WordsFault, wordsBuiltIn } from "./check-words.ts";
export { type DomainGate, openDomainGate } from "./domain-gate.ts";
export { exampleData } from "./example-data.ts";
export type { MailData } from "./mail-data.ts";
export { categoryIn, noticeStateIn } from "./notice-phrases.ts";
export { type RenderedMail, renderMail } from "./render.ts";
export { SendFailure } from "./send-failure.ts";
export { type MailTransport, type OutgoingMail, openMailTransport, type TransportSettings } from "./transport.ts";
