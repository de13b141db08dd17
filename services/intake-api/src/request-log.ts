import type { Log } from "@saihan/log";
import { requestAnswered } from "@saihan/metrics";
import type { Request, Response } from "express";
import type { Caller } from "./context.ts";

/** One line per request: which route answered what, to whom, how long it took. The route's pattern, not the address. */
export function requestLog(log: Log, req: Request, res: Response): void {
  const began = process.hrtime.bigint();
  res.once("finish", () => {
    const caller = res.locals.caller as Caller | undefined;
    const route = (req.route as { path?: string } | undefined)?.path ?? "-";
    const tookMs = Number((process.hrtime.bigint() - began) / 10_000n) / 100;
    requestAnswered(req.method, route, res.statusCode, tookMs / 1_000);
    log.info("request", {
      requestId: res.locals.requestId as string,
      method: req.method,
      route,
      status: res.statusCode,
      tookMs,
      ...(caller ? { partnerId: caller.partnerId, actor: caller.actor } : {}),
      // The answer ends outside of the request's own context.
      ...(res.locals.traceId ? { traceId: res.locals.traceId as string } : {}),
      ...(res.locals.orderId ? { orderId: res.locals.orderId as string } : {}),
    });
  });
}
