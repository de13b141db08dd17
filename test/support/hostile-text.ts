import fc from "fast-check";

/** Pieces that mail libraries have taken for headers, recipients, files or commands. */
export const tricks = [
  ...[
    "\r\n",
    "\n",
    "\r",
    "\r\nBcc: evil@evil.example",
    "\nTo: evil@evil.example",
    "\r\n\r\nbody",
    "\r\n.\r\nMAIL FROM:<evil@evil.example>",
  ],
  ...[
    "<evil@evil.example>",
    ", evil@evil.example",
    "; evil@evil.example",
    "group: evil@evil.example;",
    '"',
    "\\",
    "(comment)",
    "@",
    ">",
  ],
  ...[
    "=?utf-8?B?DQpCY2M6IGV2aWxAZXZpbC5leGFtcGxl?=",
    "=0D=0ABcc:",
    "%0d%0a",
    "\u202Eelpmaxe.live",
    "\u2028",
    "\u2029",
    "\u0085",
    "\0",
    "\u200B",
  ],
  ...[
    "山田 花子",
    "髙橋",
    "👩‍💻",
    "e\u0301",
    "а",
    "ｅｖｉｌ＠ｅｖｉｌ．ｅｘａｍｐｌｅ",
    "file:///etc/passwd",
    "{{path}}",
    "x".repeat(1_200),
    "あ".repeat(600),
  ],
] as const;
/** Names, subjects, anything that people write. */
export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...tricks), fc.string({ maxLength: 20, unit: "binary" })), { maxLength: 5 })
  .map((p) => p.join(""));
/** What may be given for a mail address, some of them good. */
export const hostileAddresses = fc.oneof(
  hostileText.map((text) => `reader${text}@x.example`),
  hostileText.map((text) => `reader@x.example${text}`),
  fc.constantFrom(
    '"a b"@x.example',
    '"evil@evil.example>"@x.example',
    "a@[127.0.0.1]",
    "a@x.example,evil@evil.example",
    "<a@x.example>",
  ),
  fc.emailAddress(),
);
