import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { no } from "@saihan/domain";
import { answerHealth, type Readiness } from "@saihan/runtime";
import express, { type Express } from "express";
import helmet from "helmet";
import swaggerUi from "swagger-ui-express";
import { accessOperations } from "./access/routes.ts";
import { apiKeyOperations } from "./api-keys/routes.ts";
import { approvalRequestOperations } from "./approval-requests/routes.ts";
import { auditOperations } from "./audit/routes.ts";
import { authenticate } from "./authenticate.ts";
import { bulkOperations } from "./bulks/routes.ts";
import { chargeOperations } from "./charges/routes.ts";
import { commissionOperations } from "./commission/routes.ts";
import type { IntakeContext } from "./context.ts";
import { contractOperations } from "./contracts/routes.ts";
import { savedSearchOperations } from "./contracts/saved-searches.ts";
import { terminationOperations } from "./contracts/termination-routes.ts";
import { dutyOperations } from "./duties/routes.ts";
import { eventOperations } from "./events/routes.ts";
import { feedOperations } from "./feeds/routes.ts";
import { groupOperations } from "./groups/routes.ts";
import { iamGate } from "./iam/gate.ts";
import { iamOperations } from "./iam/routes.ts";
import { tokenForUserOperation } from "./iam/token-for-user.ts";
import { billingDetailsOperations } from "./invoices/billing-details.ts";
import { closeDeskOperations } from "./invoices/close-desk.ts";
import { closeOperations } from "./invoices/closes.ts";
import { correctionOperations } from "./invoices/corrections.ts";
import { invoiceOperations } from "./invoices/routes.ts";
import { limitRates } from "./limit-rates.ts";
import { limitWork } from "./limit-work.ts";
import { mailTemplateOperations } from "./mail-templates/routes.ts";
import { menuControlOperations } from "./menus/control-routes.ts";
import { menuOperations } from "./menus/routes.ts";
import { noticeDeskOperations } from "./notices/desk-routes.ts";
import { noticeListOperations } from "./notices/list-routes.ts";
import { noticeOperations } from "./notices/routes.ts";
import { noticeSettingsOperations } from "./notices/settings-routes.ts";
import { mountUnsubscribe } from "./notices/unsubscribe.ts";
import { describe } from "./openapi.ts";
import { type DescribedOperation, mount } from "./operation.ts";
import { offboardingOperations } from "./operator-desk/offboarding-routes.ts";
import { operatorPlatformOperations } from "./operator-desk/platform-routes.ts";
import { operatorCatalogueOperations } from "./operator-desk/routes.ts";
import { orderOperations } from "./orders/routes.ts";
import { stuckOrderOperations } from "./orders/stuck-routes.ts";
import { partnerOperations } from "./partners/routes.ts";
import { permissionsPage } from "./permissions-page.ts";
import { bodyLimitBytes, ProblemAnswer, problemHandler } from "./problem.ts";
import { problemsPage } from "./problems-page.ts";
import { documentOperations } from "./programme-documents/routes.ts";
import { agencyOperations } from "./referrals/routes.ts";
import { requestLog } from "./request-log.ts";
import { endUserEstimateOperations } from "./resale/estimate-routes.ts";
import { resaleRuleOperations } from "./resale/routes.ts";
import { resaleSettingsOperations } from "./resale/settings-routes.ts";
import { endUserStatementOperations } from "./resale/statement-routes.ts";
import { saleFactsOperations } from "./sale-facts/routes.ts";
import { accountOperations } from "./sign-in/account.ts";
import { addressOperations } from "./sign-in/addresses.ts";
import { operatorOperations } from "./sign-in/operators.ts";
import { passwordLinkOperations } from "./sign-in/password-links.ts";
import { sessionOperations } from "./sign-in/sessions.ts";
import { signInOperations } from "./sign-in/sign-in.ts";
import { userSecurityOperations } from "./sign-in/user-security.ts";
import { mountSss } from "./sss/mount.ts";
import { subscriptionOperations } from "./subscriptions/routes.ts";
import { disclosureOperations } from "./support/disclosure-routes.ts";
import { ticketOperations } from "./support/ticket-routes.ts";
import { tenantOperations } from "./tenants/routes.ts";
import { traceRequest } from "./trace-request.ts";
import { usageOperation } from "./usage/operation.ts";
import { mountUsage } from "./usage/route.ts";
import { userOperations } from "./users/routes.ts";
import { webhookOperations } from "./webhooks/routes.ts";
import { workspaceOperations } from "./workspaces/routes.ts";

export const operations = [
  ...contractOperations,
  ...savedSearchOperations,
  ...terminationOperations,
  ...workspaceOperations,
  ...tenantOperations,
  ...accessOperations,
  ...userOperations,
  ...apiKeyOperations,
  ...partnerOperations,
  ...groupOperations,
  ...iamOperations,
  tokenForUserOperation,
  ...orderOperations,
  ...stuckOrderOperations,
  ...bulkOperations,
  ...menuOperations,
  ...menuControlOperations,
  ...saleFactsOperations,
  ...subscriptionOperations,
  ...dutyOperations,
  ...noticeSettingsOperations,
  ...noticeOperations,
  ...feedOperations,
  ...chargeOperations,
  ...resaleRuleOperations,
  ...resaleSettingsOperations,
  ...endUserEstimateOperations,
  ...endUserStatementOperations,
  ...invoiceOperations,
  ...closeOperations,
  ...closeDeskOperations,
  ...correctionOperations,
  ...billingDetailsOperations,
  ...approvalRequestOperations,
  ...documentOperations,
  ...agencyOperations,
  ...commissionOperations,
  ...ticketOperations,
  ...disclosureOperations,
  ...operatorCatalogueOperations,
  ...operatorPlatformOperations,
  ...offboardingOperations,
  ...noticeDeskOperations,
  ...noticeListOperations,
  ...mailTemplateOperations,
  ...signInOperations,
  ...passwordLinkOperations,
  ...sessionOperations,
  ...accountOperations,
  ...userSecurityOperations,
  ...addressOperations,
  ...operatorOperations,
  ...auditOperations,
  ...eventOperations,
  ...webhookOperations,
];

/** What the OpenAPI document tells of. */
export const documented: readonly DescribedOperation[] = [...operations, usageOperation];

/** @param identify finds out who calls and leaves it in `res.locals.caller` */
export function createApp(
  ctx: IntakeContext,
  readiness: Readiness,
  identify: express.RequestHandler = authenticate(ctx, operations),
): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("query parser", "simple");
  app.use((req, res, next) => {
    if (req.path === "/healthz" || req.path === "/readyz") return void answerHealth(req.path, res, readiness);
    const requestId = randomUUID();
    res.locals.requestId = requestId;
    res.setHeader("X-Request-Id", requestId);
    res.setHeader("Cache-Control", "no-store");
    requestLog(ctx.log, req, res);
    traceRequest(req, res, next);
  });
  const jsonOf = (limit: number) =>
    express.json({ limit, inflate: false, strict: false, type: ["application/json", "application/*+json"] });
  const json = jsonOf(bodyLimitBytes);
  const larger = operations.flatMap(({ path, bodyLimitBytes: limit, consumes }) =>
    limit
      ? [
          {
            path: new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
            read: consumes ? textOf(consumes, limit) : jsonOf(limit),
          },
        ]
      : [],
  );
  const work = limitWork(ctx.requestsAtOnce);
  const opening: express.RequestHandler = (req, res, next) =>
    plainHeaders(req, res, (fault) => (fault ? next(fault) : work(req, res, next)));
  app.use("/v1/usage", opening);
  mountUsage(app, ctx);
  app.use("/unsubscribe", plainHeaders);
  mountUnsubscribe(app, ctx);
  const limit = limitRates(ctx.requestsPerSecond);
  mountSss(app, ctx, operations, { opening, limit });
  const listed = iamGate("/saihan", (req) => req.baseUrl + req.path);
  app.use("/v1", opening, identify, listed, limit, (req, res, next) => {
    if (req.method === "GET" || req.method === "HEAD") return next();
    const own = larger.find(({ path }) => path.test(`/v1${req.path}`));
    (own?.read ?? json)(req, res, next);
  });
  mount(app, ctx, operations);

  const document = describe(documented);
  app.get("/openapi.json", (_req, res) => void res.json(document));
  const pages = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
      },
    },
  });
  app.get("/docs/problems", pages, (req, res) => void res.type("html").send(problemsPage(req.headers["accept-language"])));
  app.get("/docs/permissions", pages, (req, res) => void res.type("html").send(permissionsPage(req.headers["accept-language"])));
  app.use(
    "/docs",
    pages,
    swaggerUi.serve,
    swaggerUi.setup(undefined, { swaggerUrl: "/openapi.json", customSiteTitle: "Saihan Partner API" }),
  );
  const page = fileURLToPath(new URL("../page", import.meta.url));
  app.get("/set-password", pages, (_req, res) => void res.sendFile("set-password.html", { root: page }));
  app.use("/page", pages, express.static(page, { index: false, maxAge: 0 }));
  app.get("/", (_req, res) => void res.redirect("/docs/"));

  app.use(() => {
    throw new ProblemAnswer(no("ROUTE_NOT_FOUND"));
  });
  app.use(problemHandler(ctx.log));
  return app;
}

/** Reads a body of one of these media types as `{ type, text }`. */
function textOf(types: readonly string[], limit: number): express.RequestHandler {
  const read = express.text({ limit, inflate: false, type: [...types] });
  return (req, res, next) =>
    read(req, res, (error?: unknown) => {
      if (typeof req.body === "string") req.body = { type: types.find((type) => req.is(type)), text: req.body };
      next(error);
    });
}

/** The headers that an answer to a program needs; pages get more. */
const plainHeaders: express.RequestHandler = (_req, res, next) => {
  res.setHeader("X-Content-Type-Options", "nosniff");
  res.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  res.setHeader("Referrer-Policy", "no-referrer");
  res.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  next();
};
