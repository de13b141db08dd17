/** Of a span in another process (W3C Trace Context, 3.2). */
export interface RemoteSpan {
  /** 32 hexadecimal digits, not all of them 0. */
  traceId: string;
  /** 16 hexadecimal digits, not all of them 0. */
  spanId: string;
  /** Bit 0: sampled. */
  flags: number;
}

const form = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

/** @returns nothing for what is no traceparent of version 00 */
export function readTraceparent(text: string | null | undefined): RemoteSpan | undefined {
  const [, traceId, spanId, flags] = form.exec(text ?? "") ?? [];
  return traceId && spanId && flags ? { traceId, spanId, flags: Number.parseInt(flags, 16) & 1 } : undefined;
}

export function writeTraceparent({ traceId, spanId, flags }: RemoteSpan): string {
  return `00-${traceId}-${spanId}-0${flags & 1}`;
}
