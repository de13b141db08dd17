import { openSpan, traceIdOf } from "@saihan/tracing";
import type { NextFunction, Request, Response } from "express";

/**
 * Handles a request as the first span of a trace. What a caller sends as `traceparent` is not taken over: whoever calls from outside shall not
 * decide what is recorded here, nor mix their traces with another's. Reading is not traced: it changes nothing, and there is much of it.
 */
export function traceRequest(req: Request, res: Response, next: NextFunction): void {
  const span = req.method === "GET" || req.method === "HEAD" ? undefined : openSpan(req.method, { kind: "server" });
  if (!span) {
    next();
    return;
  }
  res.locals.traceId = traceIdOf(span.trace);
  res.once("close", () => {
    const route = (req.route as { path?: string } | undefined)?.path;
    // The pattern of the route, never the address.
    span.name(route === undefined ? req.method : `${req.method} ${route}`);
    span.note({
      ...{ method: req.method, status: res.statusCode },
      ...(route === undefined ? {} : { route }),
      ...(res.locals.orderId ? { orderId: res.locals.orderId as string } : {}),
    });
    span.end(res.statusCode >= 500 ? new Error() : undefined);
  });
  span.within(() => next());
}
