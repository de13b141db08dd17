export { type MailData, type RenderedMail, renderMail } from "./render.ts";
export { type MailTransport, openMailTransport, outcomeOf } from "./transport.ts";
