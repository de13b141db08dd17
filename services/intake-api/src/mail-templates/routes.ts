import { operatorKinds } from "@saihan/domain";
import { instant, nothing, z } from "../fields.ts";
import { deskOperation } from "../operator-desk/desk-operation.ts";
import { draftVersion, listTemplates, listVersions, previewVersion, publishVersion, tryVersion } from "./versions.ts";
import { renderedSchema, templateField, versionSchema, wordsBody, wordsOf } from "./view.ts";

const oneTemplate = z.strictObject({ template: z.string().openapi({ example: "contract-ready" }) });
const oneVersion = z.strictObject({
  template: z.string().openapi({ example: "contract-ready" }),
  version: z.string().openapi({ example: "1" }),
});

/** What mails say is the provider's to change: draft, look, try, publish from an instant on. */
export const mailTemplateOperations = [
  deskOperation({
    method: "get",
    path: "/v1/operator/mail-templates",
    id: "listMailTemplates",
    summary: "Every mail that is written, the version in force, and the placeholders that its text may and must hold",
    action: "mail-template.view",
    params: nothing,
    answer: z.object({
      templates: z.array(
        z.object({
          template: templateField,
          inForce: z.number().int(),
          newest: z.number().int(),
          placeholders: z.array(z.string()),
          needed: z.array(z.string()),
        }),
      ),
    }),
    refusals: [],
    at: (desk) => listTemplates(desk),
  }),
  deskOperation({
    method: "get",
    path: "/v1/operator/mail-templates/{template}/versions",
    id: "listMailTemplateVersions",
    summary: "All versions of a mail's text, the built-in one first",
    action: "mail-template.view",
    params: oneTemplate,
    answer: z.object({ versions: z.array(versionSchema) }),
    refusals: ["MAIL_TEMPLATE_NOT_FOUND"],
    at: (desk, { params }) => listVersions(desk, params.template),
  }),
  deskOperation({
    method: "post",
    path: "/v1/operator/mail-templates/{template}/versions",
    id: "draftMailTemplate",
    summary: "Write a draft of a new version, in both languages",
    action: "mail-template.write",
    params: oneTemplate,
    body: wordsBody,
    bodyLimitBytes: 256 * 1_024,
    status: 201,
    answer: versionSchema,
    refusals: ["MAIL_TEMPLATE_NOT_FOUND", "MAIL_TEMPLATE_REFUSED"],
    at: (desk, { params, body }) => draftVersion(desk, params.template, wordsOf(body)),
  }),
  deskOperation({
    method: "put",
    path: "/v1/operator/mail-templates/{template}/versions/{version}",
    id: "redraftMailTemplate",
    summary: "Write a draft anew",
    action: "mail-template.write",
    params: oneVersion,
    body: wordsBody,
    bodyLimitBytes: 256 * 1_024,
    answer: versionSchema,
    refusals: ["MAIL_TEMPLATE_NOT_FOUND", "MAIL_TEMPLATE_REFUSED", "MAIL_TEMPLATE_PUBLISHED"],
    at: (desk, { params, body }) => draftVersion(desk, params.template, wordsOf(body), params.version),
  }),
  deskOperation({
    method: "get",
    path: "/v1/operator/mail-templates/{template}/versions/{version}/preview",
    id: "previewMailTemplate",
    summary: "What a version looks like in both languages, filled with invented facts",
    action: "mail-template.view",
    params: oneVersion,
    answer: z.object({ ja: renderedSchema, en: renderedSchema }),
    refusals: ["MAIL_TEMPLATE_NOT_FOUND"],
    at: (desk, { params }) => previewVersion(desk, params.template, params.version),
  }),
  deskOperation({
    method: "post",
    path: "/v1/operator/mail-templates/{template}/versions/{version}:try",
    id: "tryMailTemplate",
    summary: "Send a version in both languages, filled with invented facts, to your own desk",
    action: "mail-template.write",
    params: oneVersion,
    answer: z.object({
      template: templateField,
      version: z.number().int(),
      desk: z.enum(operatorKinds),
      mails: z.number().int(),
    }),
    refusals: ["MAIL_TEMPLATE_NOT_FOUND"],
    at: (desk, { params }) => tryVersion(desk, params.template, params.version),
  }),
  deskOperation({
    method: "post",
    path: "/v1/operator/mail-templates/{template}/versions/{version}:publish",
    id: "publishMailTemplate",
    summary: "Have mails written with this version from an instant on",
    action: "mail-template.write",
    params: oneVersion,
    body: z
      .strictObject({ from: instant.optional().openapi({ description: "Not in the past; without it from now on" }) })
      .openapi("PublishMailTemplate"),
    answer: versionSchema,
    refusals: ["MAIL_TEMPLATE_NOT_FOUND", "MAIL_TEMPLATE_PUBLISHED", "MAIL_TEMPLATE_START_PASSED", "MAIL_TEMPLATE_REFUSED"],
    at: (desk, { params, body }) => publishVersion(desk, params.template, params.version, body.from),
  }),
];
