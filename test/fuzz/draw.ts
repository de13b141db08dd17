import fc from "fast-check";

// biome-ignore lint/suspicious/noExplicitAny: a document is read as it comes
export type Json = any;

/** Values that a JSON schema of the document accepts. `known` gives a field real values by its name, where there are any. */
export function drawn(document: Json, given: Json, name: string, known: (name: string) => readonly string[]): fc.Arbitrary<Json> {
  const schema = resolved(document, given);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one: Json) => drawn(document, one, name, known)));
  if (schema.allOf) {
    return fc
      .tuple(...schema.allOf.map((one: Json) => drawn(document, one, name, known)))
      .map((all) => Object.assign({}, ...all));
  }
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const types: string[] = Array.isArray(schema.type) ? schema.type : [schema.type];
  return fc.oneof(...types.map((type) => ofType(document, schema, type, name, known)));
}

function ofType(
  document: Json,
  schema: Json,
  type: string,
  name: string,
  known: (name: string) => readonly string[],
): fc.Arbitrary<Json> {
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: schema.minimum ?? -1_000, max: Math.min(schema.maximum ?? 1_000_000, 2 ** 31 - 1) });
    case "number":
      return fc.double({ min: schema.minimum ?? -1_000, max: schema.maximum ?? 1_000_000, noNaN: true });
    case "array": {
      const item = drawn(document, schema.items ?? {}, singular(name), known);
      return fc.array(item, {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, (schema.minItems ?? 0) + 2),
      });
    }
    case "object": {
      const fields = Object.entries<Json>(schema.properties ?? {});
      const record = Object.fromEntries(
        fields.map(([key, value]) => [key, drawn(document, value, ["add", "remove"].includes(key) ? name : key, known)]),
      );
      return fc.record(record, { requiredKeys: schema.required ?? [] });
    }
    case "string":
      return text(schema, known(name));
    default:
      return fc.constantFrom("x", 1, true, null);
  }
}

function text(schema: Json, real: readonly string[]): fc.Arbitrary<string> {
  const any = ofForm(schema);
  return real.length > 0 ? fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...real) }, { weight: 1, arbitrary: any }) : any;
}

function ofForm({ format, pattern, minLength = 0, maxLength = 40, example }: Json): fc.Arbitrary<string> {
  const unique = fc.integer({ min: 0, max: 36 ** 6 }).map((n) => n.toString(36));
  if (format === "date-time") {
    return fc.integer({ min: -400, max: 400 }).map((days) => new Date(Date.UTC(2026, 10, 23) + days * 86_400_000).toISOString());
  }
  if (format === "date")
    return fc
      .integer({ min: 0, max: 800 })
      .map((d) => new Date(Date.UTC(2025, 0, 1) + d * 86_400_000).toISOString().slice(0, 10));
  if (format === "uuid") return fc.uuid();
  if (format === "email") return unique.map((n) => `m${n}@fuzz.example`);
  if (pattern) {
    const form = new RegExp(pattern, "u");
    // Fast-check knows no look-around; where it cannot draw, the document's own example must do.
    try {
      return fc
        .stringMatching(form, { maxLength: Math.min(maxLength, 60) })
        .filter((t) => t.length >= minLength && t.length <= maxLength);
    } catch {
      return fc.constant(example ?? "x");
    }
  }
  const japanese = fc.string({
    unit: fc.constantFrom(..."青葉商事株式会社再販ｱｶﾞﾊﾟ髙﨑𠮷Aa19-・ー"),
    minLength: Math.max(1, minLength),
    maxLength: Math.min(maxLength, 20),
  });
  const plain = unique.map((n) => `x${n}`.padEnd(minLength, "x").slice(0, maxLength));
  return fc.oneof(plain, japanese, ...(example === undefined ? [] : [fc.constant(String(example))]));
}

const singular = (name: string) =>
  ({ contracts: "contractId", users: "userId", groups: "groupId", tenants: "tenantId" })[name] ?? name;

export function resolved(document: Json, schema: Json): Json {
  if (!schema.$ref) return schema;
  const { $ref, ...beside } = schema;
  return { ...document.components.schemas[String($ref).split("/").at(-1) ?? ""], ...beside };
}

/** Values that are hardly ever right anywhere. */
export const odd: fc.Arbitrary<Json> = fc.constantFrom<Json>(
  ...[
    null,
    true,
    -1,
    1.5,
    1e308,
    9_007_199_254_740_992,
    "",
    " ",
    "\u0000",
    "\ud800",
    "‮",
    "x".repeat(5_000),
    "'; drop table orders; --",
    "../../etc",
  ],
  ...[
    "2026-02-30T00:00:00Z",
    "<script>",
    "%00",
    "NaN",
    [],
    {},
    [[]],
    [null],
    { a: { b: { c: {} } } },
    { __proto__: 1, constructor: 2 },
  ],
);

/** A document with one part of it replaced, left out or added: at any depth. */
export function broken(value: Json): fc.Arbitrary<Json> {
  if (value === null || typeof value !== "object") return odd;
  const keys = Object.keys(value);
  const inside = keys.map((key) =>
    broken(value[key]).map((part) =>
      Array.isArray(value) ? value.map((v, i) => (String(i) === key ? part : v)) : { ...value, [key]: part },
    ),
  );
  const without = keys.map((key) =>
    fc.constant(
      Array.isArray(value)
        ? value.filter((_, i) => String(i) !== key)
        : Object.fromEntries(Object.entries(value).filter(([k]) => k !== key)),
    ),
  );
  const more = Array.isArray(value)
    ? odd.map((part) => [...value, part])
    : fc
        .tuple(fc.constantFrom("x", "id", "partnerId", "state", "toString", ""), odd)
        .map(([key, part]) => ({ ...value, [key]: part }));
  return fc.oneof(odd, more, ...inside, ...without);
}

/** A document with a text, or a name, that a database cannot keep: somewhere in it, or instead of it where it has none. */
export function spoilt(value: Json): fc.Arbitrary<Json> {
  const marks = fc.constantFrom("\u0000", "\ud800");
  if (typeof value === "string") return marks.map((mark) => `${value}${mark}`);
  if (value === null || typeof value !== "object") return marks;
  const inside = Object.keys(value).map((key) =>
    spoilt(value[key]).map((part) =>
      Array.isArray(value) ? value.map((v, i) => (String(i) === key ? part : v)) : { ...value, [key]: part },
    ),
  );
  const more = Array.isArray(value) ? marks.map((mark) => [...value, mark]) : marks.map((mark) => ({ ...value, [mark]: 1 }));
  return fc.oneof(more, ...inside);
}
