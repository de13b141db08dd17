import { SignInBusy } from "@saihan/auth";
import { DatabaseBusy, DatabaseUnavailable, PolicyRefused, RowLocked, violatedUnique } from "@saihan/db";
import {
  type Bilingual,
  catalogue,
  type Language,
  no,
  type ProblemCode,
  preferredLanguage,
  type Rejection,
  sentence,
} from "@saihan/domain";
import { errorFacts, type Log } from "@saihan/log";
import type { ErrorRequestHandler, Request, Response } from "express";
import type { z } from "zod";
import { fieldText, textOfIssue } from "./field-texts.ts";

/** The HTTP status of every reason that the API can give (RFC 9110). Only this file knows it. */
export const statusOf = {
  MALFORMED_JSON: 400,
  UNSUPPORTED_MEDIA_TYPE: 415,
  BODY_TOO_LARGE: 413,
  INVALID_REQUEST: 422,
  INVALID_PARAMETER: 400,
  ROUTE_NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  UNAUTHENTICATED: 401,
  IDEMPOTENCY_KEY_MISSING: 400,
  IDEMPOTENCY_KEY_INVALID: 400,
  IDEMPOTENCY_KEY_REUSED: 422,
  IDEMPOTENCY_KEY_IN_USE: 409,
  RECORD_BUSY: 409,
  CONTRACT_NOT_FOUND: 404,
  TENANT_NOT_FOUND: 404,
  USER_NOT_FOUND: 404,
  ORDER_NOT_FOUND: 404,
  PARTNER_NOT_ACTIVE: 403,
  CONTRACT_IS_PARENT: 409,
  CONTRACT_STATE_FORBIDS: 409,
  CONTRACT_HAS_OPEN_ORDERS: 409,
  CONTRACT_HAS_TENANTS: 409,
  TERMINATION_PLAN_CHANGED: 409,
  TERMINATION_NOT_FOUND: 404,
  TENANT_STATE_FORBIDS: 409,
  TENANT_NAME_TAKEN: 409,
  IAM_NOT_LISTED: 403,
  IAM_GROUP_NOT_FOUND: 404,
  IAM_ROLE_NOT_FOUND: 404,
  IAM_NAME_TAKEN: 409,
  IAM_LIMIT_REACHED: 409,
  IAM_GROUP_IN_USE: 409,
  IAM_ROLE_IN_USE: 409,
  IAM_OWNER_NOT_LIMITED: 409,
  WORKSPACE_NOT_FOUND: 404,
  WORKSPACE_NAME_TAKEN: 409,
  WORKSPACE_LIMIT_REACHED: 409,
  WORKSPACE_REGION_TAKEN: 409,
  WORKSPACE_HAS_TENANTS: 409,
  USER_STATE_FORBIDS: 409,
  USER_LIMIT_REACHED: 409,
  LOGIN_ID_TAKEN: 409,
  REPRESENTATIVE_CANNOT_BE_DELETED: 409,
  ACCESS_EXISTS: 409,
  ACCESS_NOT_FOUND: 404,
  ACCESS_OF_REPRESENTATIVE: 409,
  ACCESS_UNTIL_PASSED: 422,
  RIGHTS_NOT_HELD: 403,
  RIGHTS_NEED_ADMINISTRATOR: 422,
  REPRESENTATIVE_TYPE_FIXED: 409,
  REPRESENTATIVE_CHANGE_OPEN: 409,
  REPRESENTATIVE_ALREADY: 409,
  REPRESENTATIVE_MUST_BE_GENERAL: 409,
  LAST_ADMINISTRATOR: 409,
  PASSWORD_LINK_INVALID: 410,
  NOTICE_NOT_FOUND: 404,
  NOTICE_STATE_FORBIDS: 409,
  NOTICE_PUBLISHED: 409,
  NOTICE_CHOICE_FORBIDDEN: 409,
  MAIL_NOT_FOUND: 404,
  FEED_NOT_FOUND: 404,
  FEED_ADDRESS_LIMIT_REACHED: 409,
  SAVED_SEARCH_NOT_FOUND: 404,
  SAVED_SEARCH_NAME_TAKEN: 409,
  SAVED_SEARCH_LIMIT_REACHED: 409,
  MAIL_TEMPLATE_NOT_FOUND: 404,
  MAIL_TEMPLATE_REFUSED: 422,
  MAIL_TEMPLATE_PUBLISHED: 409,
  MAIL_TEMPLATE_START_PASSED: 422,
  ACTION_NOT_ALLOWED: 403,
  RIGHT_MISSING: 403,
  SCOPE_MISSING: 403,
  SIGN_IN_NEEDED: 403,
  AGENCY_MAY_NOT: 403,
  ADDRESS_NOT_ALLOWED: 403,
  GROUP_NOT_FOUND: 404,
  GROUP_NAME_TAKEN: 409,
  GROUP_IN_USE: 409,
  GROUP_MEMBER_UNKNOWN: 422,
  GROUP_RULE_LIMIT_REACHED: 409,
  API_KEY_NOT_FOUND: 404,
  API_KEY_LIMIT_REACHED: 409,
  API_KEY_WIDER: 403,
  API_KEY_ROTATED: 409,
  MENU_NOT_FOUND: 404,
  MENU_NOT_ELIGIBLE: 409,
  MENU_NOT_RESALABLE: 409,
  MENU_SWITCHED_OFF: 409,
  SUBSCRIPTION_NOT_FOUND: 404,
  SUBSCRIPTION_STATE_FORBIDS: 409,
  SUBSCRIPTION_PLAN_UNCHANGED: 409,
  TENANT_HAS_SUBSCRIPTIONS: 409,
  DUTY_NOT_FOUND: 404,
  DUTY_SETTLED: 409,
  DUTY_GROUNDS_MISSING: 422,
  DUTY_OF_ANOTHER: 403,
  CONSENT_OF_ANOTHER: 403,
  CONSENT_INCOMPLETE: 422,
  INSTANT_IN_FUTURE: 422,
  SERVICE_UNKNOWN: 422,
  TERMS_UNKNOWN: 422,
  AGREEMENT_NOT_FOUND: 404,
  AGREEMENT_OVERLAPS: 409,
  PARTNER_NOT_FOUND: 404,
  OFFBOARDING_NOT_FOUND: 404,
  OFFBOARDING_STATE_FORBIDS: 409,
  OFFBOARDING_NEEDS_ANOTHER: 409,
  PARTNER_HOLDS_SOMETHING: 409,
  DRIFT_NOT_COMPARED: 404,
  DRIFT_NONE: 409,
  DRIFT_OBJECT_NOT_REPORTED: 422,
  TICKET_NOT_FOUND: 404,
  TICKET_STATE_FORBIDS: 409,
  TICKET_USER_UNKNOWN: 422,
  DISCLOSURE_NOT_FOUND: 404,
  DISCLOSURE_STATE_FORBIDS: 409,
  RESELLER_MAY_NOT: 403,
  REFERRAL_NOT_FOUND: 404,
  REFERRAL_STATE_FORBIDS: 409,
  DOCUMENT_NOT_FOUND: 404,
  DOCUMENT_FILE_NOT_FOUND: 404,
  DOCUMENT_FILE_TYPE: 422,
  DOCUMENT_FILE_CONTENT: 422,
  DOCUMENT_FILE_TOO_LARGE: 422,
  DOCUMENT_FILE_WITHDRAWN: 409,
  APPROVAL_REQUEST_NOT_FOUND: 404,
  APPROVAL_REQUEST_CLOSED: 409,
  APPROVAL_REQUEST_OF_ANOTHER: 403,
  APPROVAL_REQUEST_OWN: 403,
  APPROVAL_REQUEST_OF_ORDER: 409,
  APPROVAL_REQUEST_EXISTS: 409,
  APPROVAL_TIME_WRONG: 422,
  APPROVAL_NOT_GIVEN: 409,
  APPROVAL_COVERS_OTHER: 409,
  CATALOGUE_VERSION_NOT_FOUND: 404,
  CATALOGUE_VERSION_STARTED: 409,
  CATALOGUE_VERSION_NOT_FUTURE: 422,
  CATALOGUE_VERSION_START_TAKEN: 409,
  CATALOGUE_VERSION_END_TOO_EARLY: 422,
  CATALOGUE_VERSION_ENDED: 409,
  CATALOGUE_MENU_INVALID: 422,
  CATALOGUE_MENU_DROPPED: 422,
  BULK_NOT_FOUND: 404,
  BULK_UNREADABLE: 422,
  BULK_TOO_LONG: 422,
  ORDER_NOT_PENDING: 409,
  ORDER_NOT_RETRYABLE: 409,
  START_AT_OUT_OF_RANGE: 422,
  ORDER_ALREADY_RETRIED: 409,
  ORDER_RETRY_NEEDS_LOOK: 409,
  BULK_STATE_FORBIDS: 409,
  BULK_NOTHING_FAILED: 409,
  INVOICE_NOT_FOUND: 404,
  INVOICE_FILE_NOT_FOUND: 404,
  MONTH_NOT_FOUND: 404,
  CLOSE_NOTHING_PARKED: 409,
  CLOSE_NOT_WAITING: 409,
  LINE_NOT_FOUND: 404,
  PEPPOL_ADDRESS_MISSING: 409,
  DOCUMENT_STATE_FORBIDS: 409,
  CREDIT_LINE_UNKNOWN: 422,
  CREDIT_EXCEEDS_LINE: 422,
  CREDIT_EXCEEDS_INVOICE: 422,
  CREDIT_EMPTY: 422,
  REGISTRATION_NUMBER_INVALID: 422,
  RESALE_RULE_TIED: 409,
  RESALE_RULE_TOO_EARLY: 422,
  RESALE_RULE_INVALID: 422,
  RESALE_RULE_NOT_FOUND: 404,
  RESALE_RULE_LIMIT_REACHED: 409,
  END_USER_STATEMENT_NOT_FOUND: 404,
  END_USER_STATEMENT_FILE_NOT_FOUND: 404,
  COMMISSION_TERMS_BOOKED: 409,
  COMMISSION_NOT_PAYABLE: 409,
  DIRECT_CONTRACT_UNKNOWN: 422,
  DIRECT_CONTRACT_TAKEN: 409,
  REFERRAL_HAS_EARNED: 409,
  DIRECT_DOCUMENT_CONFLICT: 409,
  DIRECT_DOCUMENT_REFUSED: 422,
  PAYMENT_STATEMENT_NOT_FOUND: 404,
  PAYMENT_STATEMENT_FILE_NOT_FOUND: 404,
  PAYMENT_STATEMENT_STATE_FORBIDS: 409,
  EVENTS_NO_LONGER_KEPT: 410,
  EVENTS_NOT_YET: 409,
  WEBHOOK_NOT_FOUND: 404,
  WEBHOOK_LIMIT_REACHED: 409,
  WEBHOOK_URL_REFUSED: 422,
  WEBHOOK_DISABLED: 409,
  PARTNER_NOT_NAMED: 400,
  RATE_LIMITED: 429,
  SIGN_IN_WRONG: 401,
  SIGN_IN_TICKET_INVALID: 401,
  SIGN_IN_RESTS: 429,
  SIGN_IN_LOCKED: 429,
  ADDRESSES_SHUT_OUT_CALLER: 409,
  SESSION_NOT_FOUND: 404,
  PASSWORD_TOO_SHORT: 422,
  PASSWORD_TOO_LONG: 422,
  PASSWORD_COMMON: 422,
  PASSWORD_PREDICTABLE: 422,
  TOTP_STATE_FORBIDS: 409,
  DATABASE_UNAVAILABLE: 503,
  OVERLOADED: 503,
  INTERNAL_FAULT: 500,
} as const satisfies Partial<Record<ProblemCode, number>>;

/** Reasons that an answer can carry; the others of the catalogue only end orders. */
export type AnswerCode = keyof typeof statusOf;

/** One field that cannot be accepted. */
export interface FieldFault {
  /** JSON Pointer into the body (RFC 6901), or the name of a parameter. */
  pointer?: string;
  parameter?: string;
  detail: Bilingual;
}

/** A refusal that names everything that stands in the way. */
export interface ExplainedRejection extends Rejection {
  readonly failures: readonly object[];
}

/** Thrown anywhere in a request to answer with a problem. */
export class ProblemAnswer extends Error {
  override name = "ProblemAnswer";
  readonly rejection: Rejection;
  readonly faults: FieldFault[];
  constructor(rejection: Rejection, faults: FieldFault[] = []) {
    super(rejection.code);
    this.rejection = rejection;
    this.faults = faults;
  }
}

/** application/problem+json (RFC 9457) with the stable code of the catalogue. */
export function sendProblem(req: Request, res: Response, rejection: Rejection, faults: FieldFault[] = []): void {
  const code = (rejection.code in statusOf ? rejection.code : "INTERNAL_FAULT") as AnswerCode;
  const status = statusOf[code];
  const language: Language = preferredLanguage(req.headers["accept-language"]);
  const problem = catalogue[code];
  if (status === 503) res.set("Retry-After", "5");
  if (code === "IDEMPOTENCY_KEY_IN_USE" || code === "RECORD_BUSY") res.set("Retry-After", "1");
  const { retryAfterSeconds } = rejection.variables;
  if (retryAfterSeconds !== undefined) res.set("Retry-After", String(retryAfterSeconds));
  if (status === 401) res.set("WWW-Authenticate", 'Bearer realm="saihan"');
  res.status(status);
  res.set("Content-Type", "application/problem+json; charset=utf-8");
  res.set("Content-Language", language);
  res.set("Vary", "Accept-Language");
  res.send(
    JSON.stringify({
      type: `/docs/problems#${code}`,
      title: sentence(code, "says", language, rejection.variables),
      status,
      code,
      detail: sentence(code, "toDo", language, rejection.variables),
      retryable: problem.retryable,
      turn: problem.turn,
      ...(Object.keys(rejection.variables).length > 0 ? { variables: rejection.variables } : {}),
      ...("failures" in rejection ? { failures: rejection.failures } : {}),
      ...(faults.length > 0 ? { errors: faults.map((fault) => ({ ...fault, detail: fault.detail[language] })) } : {}),
      requestId: res.locals.requestId as string | undefined,
    }),
  );
}

/** Turns whatever was thrown into a problem. What nobody foresaw is logged without its message, which may quote the request. */
export function problemHandler(log: Log): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    if (res.headersSent) return void res.destroy();
    if (error instanceof ProblemAnswer) return sendProblem(req, res, error.rejection, error.faults);
    const known = rejectionOf(error);
    if (known) {
      if (error instanceof PolicyRefused) log.error("the database refused what the application allowed", errorFacts(error));
      if (known.code === "DATABASE_UNAVAILABLE") log.warn("the database cannot be reached", errorFacts(error));
      return sendProblem(req, res, known);
    }
    const reference = res.locals.requestId as string;
    log.error("a request failed", { ...errorFacts(error), reference, method: req.method });
    sendProblem(req, res, no("INTERNAL_FAULT", { reference }));
  };
}

const uniqueMeans: Readonly<Record<string, ProblemCode>> = {
  users_login_id: "LOGIN_ID_TAKEN",
  tenants_name: "TENANT_NAME_TAKEN",
  tenants_of_workspace: "WORKSPACE_REGION_TAKEN",
  workspaces_name: "WORKSPACE_NAME_TAKEN",
  referrals_direct_contract: "DIRECT_CONTRACT_TAKEN",
  workspaces_limit: "WORKSPACE_LIMIT_REACHED",
  contract_groups_name: "GROUP_NAME_TAKEN",
  iam_groups_name: "IAM_NAME_TAKEN",
  iam_roles_name: "IAM_NAME_TAKEN",
  idempotency_keys_pkey: "IDEMPOTENCY_KEY_IN_USE",
};

/** What was thrown as a reason of the catalogue; nothing when nobody foresaw it. */
export function rejectionOf(error: unknown): Rejection | undefined {
  if (error instanceof DatabaseBusy || error instanceof SignInBusy) return no("OVERLOADED");
  if (error instanceof DatabaseUnavailable) return no("DATABASE_UNAVAILABLE");
  if (error instanceof PolicyRefused) return no("ACTION_NOT_ALLOWED", { action: "write", rule: "row-level security" });
  if (error instanceof RowLocked) return no("RECORD_BUSY");
  const unique = violatedUnique(error);
  if (unique && uniqueMeans[unique]) return no(uniqueMeans[unique]);
  // What Express and its body parser throw carries a status and, for JSON, the body itself: only the kind is used.
  const { status, type, limit } = (error ?? {}) as { status?: number; type?: string; limit?: number };
  if (type === "entity.parse.failed") return no("MALFORMED_JSON");
  if (type === "entity.too.large") return no("BODY_TOO_LARGE", { limitBytes: limit ?? bodyLimitBytes });
  if (type === "encoding.unsupported" || type === "charset.unsupported") return no("UNSUPPORTED_MEDIA_TYPE");
  if (status === 400) return no("MALFORMED_JSON");
  return undefined;
}

export const bodyLimitBytes = 64 * 1024;

/** The faults that a schema found, each with where it is. */
export function fieldFaults(error: z.ZodError, where: "body" | "parameter"): FieldFault[] {
  return error.issues.slice(0, 50).flatMap((issue): FieldFault[] => {
    const paths = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 50).map((key) => [...issue.path, key]) : [issue.path];
    return paths.map((path) => {
      const detail = issue.code === "unrecognized_keys" ? fieldText("is not a field of this request") : textOfIssue(issue);
      return where === "body"
        ? { pointer: path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""), detail }
        : { parameter: path.join("."), detail };
    });
  });
}
