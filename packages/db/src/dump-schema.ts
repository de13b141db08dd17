import postgres from "postgres";

/**
 * The finished schema as text: what a reader would otherwise have to add up from the migrations. Sorted by name, so that the same schema
 * gives the same text. Not meant to be run.
 */
export async function dumpSchema(url: string): Promise<string> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, fetch_types: false });
  try {
    const out: string[] = ["-- The schema after every migration. Written by npm run schema:dump; a test keeps it true.", ""];
    for (const { name, start, max } of await sql`
      select c.relname as name, s.seqstart as start, s.seqmax as max
        from pg_class c join pg_sequence s on s.seqrelid = c.oid
       where c.relnamespace = 'public'::regnamespace
         and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'i')
       order by 1`) {
      out.push(`sequence ${name} start ${start} maximum ${max}`);
    }
    for (const { oid, name, partition } of await sql`
      select c.oid, c.relname as name, pg_get_partkeydef(c.oid) as partition
        from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       order by 2`) {
      out.push("", `table ${name}${partition ? ` partitioned by ${partition}` : ""}`);
      for (const c of await sql`
        select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
               pg_get_expr(d.adbin, d.adrelid) as default, a.attidentity as identity, a.attgenerated as generated
          from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
         where a.attrelid = ${oid} and a.attnum > 0 and not a.attisdropped
         order by a.attnum`) {
        const extra = [
          c.required ? "not null" : "",
          c.identity ? "identity" : "",
          c.generated ? `generated as (${c.default})` : c.default ? `default ${c.default}` : "",
        ].filter(Boolean);
        out.push(`  ${String(c.name).padEnd(20)} ${[c.type, ...extra].join(" ")}`);
      }
      for (const c of await sql`
        select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
         where conrelid = ${oid} and contype <> 'n' order by contype, conname`) {
        out.push(`  constraint ${c.name} ${c.definition}`);
      }
      for (const i of await sql`
        select pg_get_indexdef(indexrelid) as definition from pg_index x
         where indrelid = ${oid} and not exists (select from pg_constraint where conindid = x.indexrelid)
         order by indexrelid::regclass::text`) {
        out.push(
          `  ${String(i.definition)
            .replace(" ON public.", " on ")
            .replace(/^CREATE /, "")
            .replaceAll("INDEX", "index")}`,
        );
      }
      for (const [security] of await sql`
        select case when relrowsecurity then 'row security' || case when relforcerowsecurity then ' forced' else '' end end
          from pg_class where oid = ${oid}`.values()) {
        if (security) out.push(`  ${security}`);
      }
      for (const p of await sql`
        select polname as name, polcmd as command, array_to_string(array(select rolname from pg_roles where oid = any(polroles) order by 1), ', ') as roles,
               pg_get_expr(polqual, polrelid) as using, pg_get_expr(polwithcheck, polrelid) as checked
          from pg_policy where polrelid = ${oid} order by 1`) {
        out.push(`  policy ${p.name} for ${p.command} to ${p.roles || "everyone"} using ${p.using} check ${p.checked}`);
      }
      for (const t of await sql`
        select pg_get_triggerdef(oid) as definition from pg_trigger where tgrelid = ${oid} and not tgisinternal order by tgname`) {
        out.push(`  ${t.definition}`);
      }
      for (const g of await sql`
        select grantee, string_agg(privilege_type, ', ' order by privilege_type) as rights from information_schema.role_table_grants
         where table_schema = 'public' and table_name = ${name} and grantee like 'saihan\\_%' group by 1 order by 1`) {
        out.push(`  granted to ${g.grantee}: ${g.rights}`);
      }
    }
    for (const f of await sql`
      select pg_get_functiondef(p.oid) as definition from pg_proc p
       where p.pronamespace = 'public'::regnamespace and p.prokind in ('f', 'p')
         and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
       order by p.proname`) {
      out.push("", String(f.definition).trimEnd());
    }
    return `${out.join("\n")}\n`;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
