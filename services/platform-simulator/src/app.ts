import express, { type ErrorRequestHandler, type Express, type NextFunction, type Request, type Response } from "express";
import { z } from "zod";
import { type Cloud, Refusal } from "./cloud.ts";
import type { Journal } from "./journal.ts";

const clientToken = z.string().min(1).max(200);
const name = z.string().min(1).max(200);
const forDomain = z.object({ clientToken, name, description: z.string().default("") });
const forProject = forDomain.extend({ domainId: z.string(), region: z.string() });
const forUser = z.object({ clientToken, name, domainId: z.string() });
const forUpdate = z.object({ clientToken, description: z.string().optional(), enabled: z.boolean().optional() });
const forRemoval = z.object({ clientToken });
const forPage = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1_000).default(500),
});
const forGrant = z.object({ clientToken, userId: z.string(), projectId: z.string() });

/** How the cloud misbehaves. Rates are shares of calls, 0 to 1; the same seed gives the same sequence. */
const behaviour = z.object({
  delayMs: z.number().int().min(0).max(120_000).default(0),
  /** Says 503 before doing anything. */
  busyRate: z.number().min(0).max(1).default(0),
  /** Refuses with this reason before doing anything. */
  refuseRate: z.number().min(0).max(1).default(0),
  refuseReason: z.enum(["NAME_TAKEN", "QUOTA_REACHED", "FORBIDDEN", "BAD_REQUEST"]).default("QUOTA_REACHED"),
  /** Does it, then answers 500. */
  failAfterActingRate: z.number().min(0).max(1).default(0),
  /** Does it, then cuts the connection. */
  forgetAnswerRate: z.number().min(0).max(1).default(0),
  /** Only calls whose name begins so. */
  only: z.string().default(""),
  seed: z.number().int().default(1),
});
type Behaviour = z.infer<typeof behaviour>;

export function createApp(cloud: Cloud, journal: Journal): Express {
  let manner: Behaviour = behaviour.parse({});
  let random = mulberry32(manner.seed);
  const app = express();
  app.disable("x-powered-by");
  app.use(express.json({ limit: "64kb" }));

  app.get(["/healthz", "/readyz"], (_, res) => void res.json({ status: "ready" }));
  app.get("/journal", (req, res) => {
    const after = Number(req.query.after ?? 0);
    res.json({ entries: journal.entries().slice(after, after + 5_000) });
  });
  app.get("/objects", (_, res) => void res.json({ objects: cloud.objects(), grants: cloud.grants() }));
  app.get("/domains", (req, res) => {
    const { after, limit } = forPage.parse(req.query);
    res.json(cloud.domains(after, limit));
  });
  app.get(["/domains/:id", "/domains/:id/contents"], (req, res) => {
    const domain = cloud.domain(String(req.params.id));
    if (!domain) return void res.status(404).json({ reason: "NOT_FOUND" });
    res.json(req.path.endsWith("/contents") ? cloud.contents(domain.id) : domain);
  });
  app.get("/tokens/:token", (req, res) => {
    const made = cloud.madeBy(req.params.token);
    if (made) res.json(made);
    else res.status(404).json({ reason: "NOT_FOUND" });
  });
  app
    .route("/behaviour")
    .get((_, res) => void res.json(manner))
    .put((req, res) => {
      manner = behaviour.parse(req.body);
      random = mulberry32(manner.seed);
      res.json(manner);
    });

  const call =
    (callName: string, act: (req: Request) => object | undefined) => async (req: Request, res: Response, next: NextFunction) => {
      const concerned = callName.startsWith(manner.only);
      if (concerned && manner.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, manner.delayMs));
      if (concerned && random() < manner.busyRate) return void res.status(503).json({ reason: "BUSY" });
      if (concerned && random() < manner.refuseRate) return next(new Refusal(manner.refuseReason));
      const answer = act(req);
      if (concerned && random() < manner.failAfterActingRate) return void res.status(500).json({ reason: "FAULT" });
      if (concerned && random() < manner.forgetAnswerRate) return void req.socket.destroy();
      if (answer) res.status(201).json(answer);
      else res.status(204).end();
    };

  app.post(
    "/domains",
    call("create-domain", (req) => cloud.make("create-domain", "domain", forDomain.parse(req.body))),
  );
  for (const kind of ["domain", "project", "user"] as const) {
    app.patch(
      `/${kind}s/:id`,
      call(
        `update-${kind}`,
        (req) => void cloud.update(`update-${kind}`, kind, String(req.params.id), forUpdate.parse(req.body)),
      ),
    );
  }
  app.post(
    "/projects",
    call("create-project", (req) => cloud.make("create-project", "project", forProject.parse(req.body))),
  );
  app.post(
    "/users",
    call("create-user", (req) => cloud.make("create-user", "user", forUser.parse(req.body))),
  );
  for (const kind of ["domain", "project", "user"] as const) {
    app.delete(
      `/${kind}s/:id`,
      call(
        `delete-${kind}`,
        (req) => void cloud.remove(`delete-${kind}`, kind, String(req.params.id), forRemoval.parse(req.body)),
      ),
    );
  }
  app.put(
    "/grants",
    call("grant", (req) => void cloud.grant(forGrant.parse(req.body), true)),
  );
  app.delete(
    "/grants",
    call("revoke", (req) => void cloud.grant(forGrant.parse(req.body), false)),
  );

  app.use(((error, _req, res, _next) => {
    if (error instanceof Refusal) {
      res.status(error.reason === "NOT_FOUND" ? 404 : error.reason === "FORBIDDEN" ? 403 : 409).json({ reason: error.reason });
    } else if (error instanceof z.ZodError || (error as { status?: number }).status === 400) {
      res.status(400).json({ reason: "BAD_REQUEST" });
    } else {
      res.status(500).json({ reason: "FAULT" });
    }
  }) satisfies ErrorRequestHandler);
  return app;
}

/** A small seeded generator, so that a run of faults can be repeated. */
function mulberry32(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
