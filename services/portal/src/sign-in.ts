/** The steps of a sign-in, which know the device and end with a session. */
export function isSignIn(path: string): boolean {
  return path === "/v1/sign-in" || path === "/v1/sign-in/code";
}

/**
 * What a sign-in step sends to the API: what the page gave, with the device from the cookie and from nowhere else.
 * @returns nothing when the page gave no JSON object
 */
export function signInBody(given: Buffer, device: string | undefined): Buffer | undefined {
  const body = objectIn(given);
  if (!body) return undefined;
  const { device: _, ...rest } = body;
  return Buffer.from(JSON.stringify(device === undefined ? rest : { ...rest, device }));
}

export interface Taken {
  /** The answer without what the page must not know. */
  body: Buffer;
  session?: string;
  device?: string;
  /** The code of a problem. */
  refused?: string;
}

/** Takes the session's token and the device out of an answer. What is no JSON object goes on as it is. */
export function taken(answer: Buffer): Taken {
  const body = objectIn(answer);
  if (!body) return { body: answer };
  const { device, session, ...rest } = body;
  const { token, ...shown } = (session ?? {}) as Record<string, unknown>;
  return {
    body: Buffer.from(JSON.stringify(session === undefined ? rest : { ...rest, session: shown })),
    ...(typeof token === "string" ? { session: token } : {}),
    ...(typeof device === "string" ? { device } : {}),
    ...(typeof rest.code === "string" ? { refused: rest.code } : {}),
  };
}

function objectIn(bytes: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
