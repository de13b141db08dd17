export interface Terminal {
  env: Readonly<Record<string, string | undefined>>;
  out: { write(text: string | Uint8Array): unknown; isTTY?: boolean; columns?: number };
  err: { write(text: string): unknown; isTTY?: boolean };
  signal: AbortSignal;
}
