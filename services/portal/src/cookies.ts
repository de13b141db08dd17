/** How long a device is remembered, in seconds: as long as the API knows it. */
const deviceSeconds = 180 * 24 * 3_600;

export interface Cookies {
  session: Cookie;
  device: Cookie;
  /** Of the provider's staff, whose accounts know devices of their own. */
  staffDevice: Cookie;
}

export interface Cookie {
  read(header: string | undefined): string | undefined;
  /** As a Set-Cookie header. */
  keep(value: string): string;
  clear(): string;
}

/**
 * What the browser keeps and no script can read. With https the names begin with `__Host-`, which binds them to this very host (RFC 6265bis,
 * 4.1.3); on plain http, which is for loopback only, browsers would refuse such names.
 */
export function cookiesFor(portalUrl: string): Cookies {
  const secure = new URL(portalUrl).protocol === "https:";
  const cookie = (plainName: string, maxAge?: number): Cookie => {
    const name = secure ? `__Host-${plainName}` : plainName;
    const rest = `; Path=/; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}`;
    return {
      read: (header) => {
        const found = (header ?? "").split(";").map((part) => part.trim().split("=", 2));
        const [, value] = found.find(([given]) => given === name) ?? [];
        return value !== undefined && /^[\w-]{1,100}$/.test(value) ? value : undefined;
      },
      keep: (value) => `${name}=${value}${rest}${maxAge === undefined ? "" : `; Max-Age=${maxAge}`}`,
      clear: () => `${name}=${rest}; Max-Age=0`,
    };
  };
  return {
    session: cookie("saihan"),
    device: cookie("saihan-device", deviceSeconds),
    staffDevice: cookie("saihan-staff-device", deviceSeconds),
  };
}
