import type { BillingMonth } from "@saihan/billing";
import { addMonths } from "@saihan/billing";
import { type CsvColumn, csvFile } from "../csv/csv-file.ts";
import type { InvoiceDocument } from "../document.ts";
import { contractName } from "../glossary.ts";
import { type FocusRow, focusRows, subAccountOf } from "./focus-rows.ts";

/**
 * FOCUS 1.2 export (FinOps Open Cost and Usage Specification, tag v1.2). UTF-8, CR LF, no BOM; an empty field is null.
 *
 * Written: all 21 mandatory columns; InvoiceId (recommended), so that billed cost can be tied to the invoice; ChargeFrequency; and
 * those conditional ones whose condition holds here: sub accounts, resources, regions, SKUs, list unit prices, consumed quantity.
 *
 * Not written, since their condition does not hold: commitment discounts and capacity reservations (not sold),
 * ContractedUnitPrice (there are no negotiated prices; and a capped charge has no contracted unit price that multiplies to its cost),
 * PricingCurrency and its kin (priced and billed in yen), BillingAccountType and SubAccountType (one type each),
 * AvailabilityZone, ResourceType, ServiceSubcategory, Tags and SkuPriceDetails (nothing of the kind is known).
 *
 * The billed cost of the parent's file adds up to the total of the invoice, tax included, to the yen; credit and prepaid amounts are
 * payments, not charges. A child's file holds its lines and its part of the discounts: what the invoice charges for it before tax.
 * Tax is reckoned once per rate on the invoice and has no sub account, so it stands in the parent's file alone.
 *
 * A cap lowers BilledCost, ContractedCost and EffectiveCost; ListCost keeps the metered amount (billing.md 9). Patterns without one
 * unit price (bands, packs, fixed and metered parts together) have a quantity of one charge and no ListUnitPrice, which departs from
 * the nullability rule of that column. SkuPriceId names no date, as the specification asks; the version is in x_PriceVersionId.
 */
export function renderFocusCsv(document: InvoiceDocument): Uint8Array {
  return focusFile(document, focusRows(document));
}

/** The file of one child. @throws RangeError when the invoice has no statement of it, or it is the parent */
export function renderChildFocusCsv(document: InvoiceDocument, contractId: string): Uint8Array {
  const { statements, parentContractId } = document.invoice;
  if (contractId === parentContractId || !statements.some((statement) => statement.contractId === contractId)) {
    throw new RangeError(`the invoice has no child ${contractId}`);
  }
  return focusFile(
    document,
    focusRows(document).filter((row) => row.contractId === contractId),
  );
}

function focusFile(document: InvoiceDocument, rows: readonly FocusRow[]): Uint8Array {
  return csvFile(
    focusColumns,
    rows.map((row) => ({ document, row })),
    false,
  );
}

interface Told {
  readonly document: InvoiceDocument;
  readonly row: FocusRow;
}

export interface FocusColumn extends CsvColumn<Told> {
  /** As the specification has it; `own` for columns of ours, which start with `x_`. */
  readonly level: "mandatory" | "recommended" | "conditional" | "own";
  readonly type: "String" | "Decimal" | "DateTime";
  readonly nulls: boolean;
}

type Level = FocusColumn["level"];
type Of = FocusColumn["of"];

const column =
  (level: Level, type: FocusColumn["type"], nulls: boolean) =>
  (name: string, says: string, of: Of): FocusColumn => ({
    level,
    type,
    nulls,
    name,
    says,
    of,
  });
const text = column("mandatory", "String", false);
const textOrNull = column("mandatory", "String", true);
const time = column("mandatory", "DateTime", false);
const cost = column("mandatory", "Decimal", false);
const maybe = column("conditional", "String", true);
const maybeNumber = column("conditional", "Decimal", true);
const own = column("own", "String", true);

export const focusColumns: readonly FocusColumn[] = [
  cost("BilledCost", "Whole yen on the invoice", ({ row }) => row.billedCost),
  text("BillingAccountId", "Parent contract", ({ document }) => document.invoice.parentContractId),
  textOrNull("BillingAccountName", "Partner", ({ document }) => billingAccountName(document)),
  text("BillingCurrency", "JPY", ({ document }) => document.invoice.currency),
  time("BillingPeriodEnd", "End of the UTC month, exclusive", ({ document }) => instant(addMonths(document.invoice.month, 1))),
  time("BillingPeriodStart", "Start of the UTC month", ({ document }) => instant(document.invoice.month)),
  text("ChargeCategory", "Usage, Purchase, Tax, Credit or Adjustment", ({ row }) => row.category),
  textOrNull("ChargeClass", "Correction for lines that correct an invoiced month", ({ row }) =>
    row.isCorrection ? "Correction" : undefined,
  ),
  textOrNull("ChargeDescription", "What the charge is for", ({ row }) => row.description),
  column("recommended", "String", false)("ChargeFrequency", "Usage-Based, Recurring or One-Time", ({ row }) => row.frequency),
  time("ChargePeriodEnd", "End of the month of usage, exclusive", ({ row }) => instant(row.period.to)),
  time("ChargePeriodStart", "Start of the month of usage", ({ row }) => instant(row.period.from)),
  maybeNumber("ConsumedQuantity", "Measured quantity", ({ row }) => row.consumedQuantity),
  maybe("ConsumedUnit", "Its unit", ({ row }) => (row.consumedQuantity === undefined ? undefined : row.line?.component)),
  cost("ContractedCost", "Equals BilledCost: there are no negotiated prices", ({ row }) => row.billedCost),
  cost("EffectiveCost", "Equals BilledCost: nothing is amortised", ({ row }) => row.billedCost),
  column("recommended", "String", true)("InvoiceId", "Invoice number", ({ document }) => document.invoice.number),
  text("InvoiceIssuerName", "Issuer of the invoice", ({ document }) => document.invoice.issuer.name),
  cost("ListCost", "Before caps and before whole yen", ({ row }) => row.listCost),
  maybeNumber("ListUnitPrice", "Yen per pricing unit", ({ row }) => row.listUnitPrice),
  column("mandatory", "Decimal", true)("PricingQuantity", "ListCost over ListUnitPrice", ({ row }) => row.pricingQuantity),
  textOrNull("PricingUnit", "Unit of the price list", ({ row }) => row.pricingUnit),
  text("ProviderName", "Provider", ({ document }) => document.invoice.issuer.name),
  text("PublisherName", "Provider", ({ document }) => document.invoice.issuer.name),
  maybe("RegionId", "Region of the tenant", ({ document, row }) => regionOf(document, row)),
  maybe("RegionName", "Region of the tenant; its code is its name", ({ document, row }) => regionOf(document, row)),
  maybe("ResourceId", "Resource", ({ row }) => row.line?.resourceId),
  maybe("ResourceName", "Name of the resource", ({ document, row }) => document.names.resources?.get(row.line?.resourceId ?? "")),
  text("ServiceCategory", "Category of the menu", ({ row }) => row.serviceCategory),
  text("ServiceName", "Menu", ({ row }) => row.serviceName),
  maybe("SkuId", "Menu, plan and component", ({ row }) => row.skuId),
  maybe("SkuMeter", "What is counted", ({ row }) => (row.skuId === undefined ? undefined : row.line?.component)),
  maybe("SkuPriceId", "Equals SkuId: one price for each at a time", ({ row }) => row.skuId),
  maybe("SubAccountId", "Child contract", ({ document, row }) => subAccountOf(row, document)?.id),
  maybe("SubAccountName", "Its customer", ({ document, row }) => subAccountOf(row, document)?.name),
  own(
    "x_CustomerNumber",
    "お客様番号",
    ({ document, row }) => document.names.contracts.get(row.contractId ?? "")?.customerNumber,
  ),
  own("x_UsageMonth", "UTC month of usage, YYYY-MM", ({ row }) => row.line?.usageMonth),
  own("x_CorrectsMonth", "Closed month that is corrected, YYYY-MM", ({ row }) => row.line?.corrects),
  own("x_TaxCategory", "S, AA, E, O, G", ({ row }) => row.tax.category),
  column("own", "Decimal", true)("x_TaxPercent", "Tax rate", ({ row }) => row.tax.percent),
  own("x_ChargePattern", "Pattern of the charge", ({ row }) =>
    row.line?.trace.of === "usage" ? row.line.trace.pattern : undefined,
  ),
  own("x_PriceVersionId", "Price version", ({ row }) => row.part?.priceVersionId),
  own("x_Illustrative", "true when a price was invented for demonstration", ({ row }) => row.line?.illustrative),
  own("x_LineId", "Line of the invoice", ({ row }) => row.line?.id),
];

/** FOCUS wants UTC with Z, which is what a billing month is. */
function instant(month: BillingMonth): string {
  return `${month}-01T00:00:00Z`;
}

function billingAccountName({ invoice, names }: InvoiceDocument): string {
  return contractName(invoice.parentContractId, names) || invoice.recipient.name;
}

function regionOf({ names }: InvoiceDocument, { line }: FocusRow): string | undefined {
  return line?.tenantId === undefined ? undefined : names.tenants?.get(line.tenantId)?.region;
}
