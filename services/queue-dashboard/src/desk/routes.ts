import { type Action, contractIdPattern, orderIdPattern } from "@saihan/domain";
import express, { type Request, type RequestHandler, type Response, type Router } from "express";
import { actOnOrder, type Done, movePause, sendWorkAgain } from "./acts.ts";
import { contractStory } from "./contract-page.ts";
import { type DeskContext, may, noteRefusal, type Visit, visitOf } from "./desk.ts";
import { field, isOurForm, reasonIn } from "./forms.ts";
import { html, type Markup } from "./markup.ts";
import { orderStory } from "./order-page.ts";
import { overview } from "./overview-page.ts";
import { page } from "./page.ts";
import { peoplePage, search } from "./search.ts";
import { workList, workStory } from "./work-page.ts";

/** Nothing runs in these pages, and nothing is set as a style in their text. */
const policy = [
  ...["default-src 'none'", "style-src 'self'", "img-src 'self'", "form-action 'self'", "base-uri 'none'"],
  ...["frame-ancestors 'none'", "object-src 'none'"],
].join("; ");

type Said = { text: string; good: boolean };

/** The pages of the desk, for operators who have signed in. Each act asks the permission table by its own name. */
export function deskRoutes(ctx: DeskContext, sameOrigin: RequestHandler): Router {
  const router = express.Router();
  const form = express.urlencoded({ extended: false, limit: "8kb" });
  router.use((_req, res, next) => {
    res.set({ "Content-Security-Policy": policy, "Referrer-Policy": "no-referrer" });
    next();
  });

  const show = (
    path: string,
    action: Action,
    draw: (visit: Visit, req: Request) => Promise<{ title: string; body: Markup } | undefined>,
  ) =>
    router.get(path, async (req, res) => {
      const visit = visitOf(ctx, req, res);
      if (!may(visit, action)) return refuse(visit, res, action, req.path);
      const drawn = await draw(visit, req);
      if (!drawn) return missing(visit, res);
      send(res, 200, page(visit, drawn.title, drawn.body, saidIn(visit, req)));
    });

  show("/", "work.view", async (visit) => ({ title: visit.w.overview, body: await overview(ctx, visit) }));
  for (const kind of ["aside", "standing"] as const)
    show(`/work/${kind}`, "work.view", async (visit) => ({ title: visit.w[kind], body: await workList(ctx, visit, kind) }));
  show("/work/:partnerId/:id", "work.view", async (visit, req) => {
    const named = workIn(req);
    const body = named && (await workStory(ctx, visit, named.partnerId, named.id));
    return body && { title: `${visit.w.work} ${named.id}`, body };
  });
  show("/orders/:orderId", "order.view", async (visit, req) => {
    const id = orderIn(req);
    const body = id && (await orderStory(ctx, visit, id));
    return body ? { title: visit.w.order, body } : undefined;
  });
  show("/contracts/:partnerId/:contractId", "contract.view", async (visit, req) => {
    const { partnerId, contractId } = req.params as Record<string, string>;
    if (!contractIdPattern.test(partnerId ?? "") || !contractIdPattern.test(contractId ?? "")) return undefined;
    const body = await contractStory(ctx, visit, partnerId as string, contractId as string);
    return body && { title: `${visit.w.contract} ${contractId}`, body };
  });

  router.post("/search", sameOrigin, form, async (req, res) => {
    const visit = visitOf(ctx, req, res);
    if (!isOurForm(visit, req)) return turnAway(visit, res);
    const found = await search(ctx, visit, field(req, "q"));
    if (found && "to" in found) return void res.redirect(303, found.to);
    if (!found) return missing(visit, res);
    send(res, 200, page(visit, visit.w.people, peoplePage(visit, found.people)));
  });

  const act = (
    path: string,
    action: Action,
    work: (visit: Visit, req: Request, reason: string) => Promise<Done>,
    back: (req: Request) => string,
  ) =>
    router.post(path, sameOrigin, form, async (req, res) => {
      const visit = visitOf(ctx, req, res);
      if (!isOurForm(visit, req)) return turnAway(visit, res);
      if (!may(visit, action)) return refuse(visit, res, action, req.path);
      const reason = reasonIn(req);
      const done = reason === undefined ? { refused: visit.w.reasonMissing } : await work(visit, req, reason);
      if (!done) return missing(visit, res);
      if ("to" in done) return void res.redirect(303, `${done.to}?said=${done.said}`);
      const body = html`<p><a href="${back(req)}">← ${visit.w.overview}</a></p>`;
      send(res, reason === undefined ? 422 : 409, page(visit, visit.w.title, body, { text: done.refused, good: false }));
    });

  for (const what of ["cancel", "retry"] as const)
    act(
      `/orders/:orderId/${what}`,
      `order.${what}`,
      async (visit, req, reason) => {
        const orderId = orderIn(req);
        return orderId === undefined
          ? undefined
          : actOnOrder(ctx, visit, what, { orderId, reason, once: field(req, "once").slice(0, 64) });
      },
      (req) => `/desk/orders/${req.params.orderId}`,
    );
  act(
    "/work/:partnerId/:id/send-again",
    "work.send-again",
    async (visit, req, reason) => {
      const named = workIn(req);
      return named && sendWorkAgain(ctx, visit, { ...named, reason });
    },
    (req) => `/desk/work/${req.params.partnerId}/${req.params.id}`,
  );
  act(
    "/pauses",
    "work.pause",
    (visit, req, reason) => movePause(ctx, visit, "pause", { what: field(req, "what"), reason }),
    () => "/desk",
  );
  act(
    "/pauses/resume",
    "work.pause",
    (visit, req, reason) => movePause(ctx, visit, "resume", { what: field(req, "what"), reason }),
    () => "/desk",
  );
  router.use((req, res) => missing(visitOf(ctx, req, res), res));
  return router;

  async function refuse(visit: Visit, res: Response, action: Action, target: string): Promise<void> {
    await noteRefusal(ctx, visit, action, target.slice(0, 200));
    send(res, 403, page(visit, visit.w.title, html``, { text: visit.w.notAllowed, good: false }));
  }
}

function missing(visit: Visit, res: Response): void {
  send(res, 404, page(visit, visit.w.title, html``, { text: visit.w.nothingFound, good: false }));
}

function turnAway(visit: Visit, res: Response): void {
  send(res, 403, page(visit, visit.w.title, html``, { text: visit.w.formGone, good: false }));
}

function send(res: Response, status: number, text: string): void {
  res.status(status).type("html").send(text);
}

/** What the act before has done, in words. */
function saidIn(visit: Visit, req: Request): Said | undefined {
  const said = String(req.query.said ?? "");
  const known: Readonly<Record<string, string>> = visit.w.said;
  return Object.hasOwn(known, said) ? { text: known[said] as string, good: true } : undefined;
}

function orderIn(req: Request): string | undefined {
  const id = String(req.params.orderId);
  return orderIdPattern.test(id) ? id : undefined;
}

function workIn(req: Request): { partnerId: string; id: number } | undefined {
  const [partnerId, id] = [String(req.params.partnerId), String(req.params.id)];
  const known = contractIdPattern.test(partnerId) || partnerId === "provider";
  return known && /^[1-9][0-9]{0,14}$/.test(id) ? { partnerId, id: Number(id) } : undefined;
}
