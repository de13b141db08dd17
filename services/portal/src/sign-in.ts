/**
 * Whose sign-in a step belongs to, which knows the device and ends with a session; nothing for every other path. The API takes a path in
 * capitals and with a slash behind it, too: none of them may hand a token to the page.
 */
export function signInOf(path: string): "user" | "staff" | undefined {
  const plain = path.toLowerCase().replace(/\/+$/, "");
  if (plain === "/v1/sign-in" || plain === "/v1/sign-in/code") return "user";
  return plain === "/v1/operator/sign-in" ? "staff" : undefined;
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

/**
 * Takes the session's token and the device out of an answer: a user's stands in `session`, that of the provider's staff beside it. What is no
 * JSON object goes on as it is.
 */
export function taken(answer: Buffer): Taken {
  const body = objectIn(answer);
  if (!body) return { body: answer };
  const { device, session, token: staffToken, ...rest } = body;
  const { token, ...shown } = (session ?? {}) as Record<string, unknown>;
  const opened = token ?? staffToken;
  return {
    body: Buffer.from(JSON.stringify(session === undefined ? rest : { ...rest, session: shown })),
    ...(typeof opened === "string" ? { session: opened } : {}),
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
