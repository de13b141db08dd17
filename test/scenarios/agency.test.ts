import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse, type Partner } from "../support/house.ts";
import { addChild } from "../support/resale.ts";
import { signInStaff } from "../support/staff.ts";

type Staff = Awaited<ReturnType<typeof signInStaff>>;

describe.skipIf(missingStore)("an agency partner, and the provider's documents", () => {
  let house: House;
  let staff: Staff;
  let agency: Partner;
  beforeAll(async () => {
    house = await openHouse();
    staff = await signInStaff(house);
    agency = await house.addPartner("見本代理店", "agency");
  });
  afterAll(() => house?.close());

  const endUser = {
    customerName: "みどり商事株式会社",
    contactName: "山田 太郎",
    contactAddress: "yamada@midori.example",
    note: "検討中",
  };
  const mailsAbout = async (id: string) => (await house.mails()).filter((mail) => mail.text.includes(id));

  test("an agency's story: it sees its part, does not resell, refers an end user, and hears of the direct contract", async () => {
    const client = clientOf(house.api, agency);
    const roles = (await client.get("/v1/roles")).body;
    expect(roles.model).toBe("agency");
    expect(roles.roles.filter((r: { by: { agency: string | null } }) => r.by.agency === "partner")).toMatchObject([
      { code: "sales" },
    ]);
    const refused = await client.post("/v1/contracts", someContract());
    expect([refused.status, refused.body.code]).toEqual([403, "AGENCY_MAY_NOT"]);
    expect(refused.text).toContain("does not resell");
    const referred = await client.post("/v1/referrals", endUser);
    expect([referred.status, referred.headers.get("location")]).toEqual([201, `/v1/referrals/${referred.body.id}`]);
    const { id } = referred.body;
    await house.settle();
    const [told] = await mailsAbout(id);
    expect(told?.recipients).toEqual(["operations@provider.example"]);
    expect(told?.text).not.toMatch(/みどり|yamada/);
    const all = (await staff.anywhere.get("/v1/operator/referrals?state=registered")).body.referrals;
    expect(all).toMatchObject([{ id, partnerId: agency.contractId, customerName: "みどり商事株式会社" }]);
    const desk = staff.forPartner(agency);
    const contract = { directContract: "D-2026-0001", concludedOn: "2026-06-01" };
    const concluded = await desk.post(`/v1/operator/referrals/${id}/conclude`, contract);
    expect([concluded.status, concluded.body.state]).toEqual([200, "concluded"]);
    expect((await desk.post(`/v1/operator/referrals/${id}/decline`, { reason: "x" })).body.code).toBe("REFERRAL_STATE_FORBIDS");
    await house.settle();
    expect((await mailsAbout(id)).map((mail) => mail.recipients.join())).toContain(`owner@${agency.contractId}.example`);
    expect((await client.get(`/v1/referrals/${id}`)).body).toMatchObject({ state: "concluded", ...contract });
    expect((await client.post(`/v1/referrals/${id}/withdraw`)).body.code).toBe("REFERRAL_STATE_FORBIDS");
    const audited = (await client.get(`/v1/audit?target=${id}&outcome=done`)).body.entries;
    expect(audited.map((e: { action: string; after: object }) => [e.action, e.after])).toEqual([
      ["referral.concluded", { state: "concluded" }],
      ["referral.register", { state: "registered" }],
    ]);
  });

  test("taken back, declined; a reseller does not refer, and another agency sees nothing", async () => {
    const client = clientOf(house.api, agency);
    const [one, two] = [await client.post("/v1/referrals", endUser), await client.post("/v1/referrals", endUser)];
    expect((await client.post(`/v1/referrals/${one.body.id}/withdraw`)).body.state).toBe("withdrawn");
    const desk = staff.forPartner(agency);
    const declined = await desk.post(`/v1/operator/referrals/${two.body.id}/decline`, { reason: "既に直接のお客さまです" });
    expect(declined.body).toMatchObject({ state: "declined", reason: "既に直接のお客さまです" });
    const reseller = await clientOf(house.api, house.partner).post("/v1/referrals", endUser);
    expect([reseller.status, reseller.body.code]).toEqual([403, "RESELLER_MAY_NOT"]);
    const rival = clientOf(house.api, await house.addPartner("別の代理店", "agency"));
    expect((await rival.get("/v1/referrals")).body.referrals).toEqual([]);
    expect((await rival.get(`/v1/referrals/${two.body.id}`)).body.code).toBe("REFERRAL_NOT_FOUND");
    // The staff see what the partner that they name has, and of no other.
    const wrong = staff.forPartner(house.partner);
    expect((await wrong.post(`/v1/operator/referrals/${two.body.id}/decline`, { reason: "x" })).body.code).toBe(
      "REFERRAL_NOT_FOUND",
    );
    let next: string | null = "";
    const seen: string[] = [];
    while (next !== null) {
      const page: { body: { referrals: { id: string }[]; next: string | null } } = await client.get(
        `/v1/referrals?limit=1${next ? `&after=${next}` : ""}`,
      );
      seen.push(...page.body.referrals.map(({ id }) => id));
      next = page.body.next;
    }
    expect([seen.length, new Set(seen).size]).toEqual([3, 3]);
  });

  test("documents: the programme's list for all, the files for whom they are, kept as they were handed in", async () => {
    const reseller = clientOf(house.api, house.partner);
    const child = await addChild(house, house.partner);
    const endUsers = clientOf(
      house.api,
      await house.addUser(house.partner, { type: "administrator", contractId: child.contractId }),
    );
    const content = Buffer.from(`%PDF-1.7\n${"パンフレット".repeat(100)}`);
    const upload = (more: object) =>
      staff.anywhere.post("/v1/operator/document-files", {
        ...{
          document: "brochure",
          language: "ja",
          title: "パンフレット 2026",
          fileName: "brochure.pdf",
          contentType: "application/pdf",
        },
        content: content.toString("base64"),
        ...more,
      });
    const brochure = await upload({});
    expect([brochure.status, brochure.body]).toMatchObject([
      201,
      { bytes: content.length, sha256: createHash("sha256").update(content).digest("hex") },
    ]);
    const terms = await upload({ document: "terms-of-use", title: "利用規約", fileName: "terms.txt", contentType: "text/plain" });
    expect(terms.status).toBe(201);
    expect((await upload({ contentType: "text/html", fileName: "a.html" })).body.code).toBe("DOCUMENT_FILE_TYPE");
    expect((await upload({ content: Buffer.from("<html>").toString("base64") })).body.code).toBe("DOCUMENT_FILE_CONTENT");
    expect((await upload({ content: Buffer.alloc(8 * 1_024 * 1_024 + 1, 0x25).toString("base64") })).body.code).toBe(
      "DOCUMENT_FILE_TOO_LARGE",
    );
    expect((await upload({ content: "A".repeat(13 * 1_024 * 1_024) })).body.code).toBe("BODY_TOO_LARGE");
    expect((await upload({ fileName: "../a.pdf" })).status).toBe(422);
    // Seven documents for everybody; of the brochure an end user learns how to get it, and sees no file.
    for (const [who, files] of [
      [reseller, ["brochure.pdf", "terms.txt"]],
      [clientOf(house.api, agency), ["brochure.pdf", "terms.txt"]],
      [endUsers, ["terms.txt"]],
    ] as const) {
      const { documents } = (await who.get("/v1/documents")).body;
      expect(documents).toHaveLength(7);
      expect(documents.flatMap((d: { files: { fileName: string }[] }) => d.files.map((f) => f.fileName))).toEqual(files);
    }
    const download = (href: string, who: Partner = house.partner) =>
      fetch(house.api + href, { headers: { authorization: `Bearer ${who.apiKey}` } });
    const got = await download(brochure.body.href);
    expect(Buffer.from(await got.arrayBuffer()).equals(content)).toBe(true);
    expect(Object.fromEntries(got.headers)).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": 'attachment; filename="brochure.pdf"',
      "content-length": String(content.length),
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("sandbox"),
      "repr-digest": `sha-256=:${createHash("sha256").update(content).digest("base64")}:`,
      "cache-control": "no-store",
    });
    expect((await endUsers.get(brochure.body.href)).body.code).toBe("DOCUMENT_FILE_NOT_FOUND");
    expect((await reseller.get(terms.body.href.replace("terms-of-use", "brochure"))).body.code).toBe("DOCUMENT_FILE_NOT_FOUND");
    // Whoever writes: what was handed in stays, until it is withdrawn, once.
    const { sql } = house.database;
    const { id } = brochure.body;
    await expect(sql`update programme_files set title = 'x' where id = ${id}`).rejects.toThrow("PROGRAMME_FILE_KEPT");
    await expect(sql`delete from programme_files where id = ${id}`).rejects.toThrow("PROGRAMME_FILE_KEPT");
    const withdrawn = await staff.anywhere.post(`/v1/operator/document-files/${id}/withdraw`);
    expect(withdrawn.body.withdrawnAt).toEqual(expect.any(String));
    expect((await staff.anywhere.post(`/v1/operator/document-files/${id}/withdraw`)).body.code).toBe("DOCUMENT_FILE_WITHDRAWN");
    expect((await download(brochure.body.href)).status).toBe(404);
    const audited = (await staff.anywhere.get(`/v1/audit?target=${id}`)).body.entries;
    expect(audited.map((e: { action: string }) => e.action)).toEqual(["document.withdraw", "document.publish"]);
    expect((await reseller.post("/v1/operator/document-files", {})).status).toBe(422);
  });
});
