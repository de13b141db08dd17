import { Exact, type InvoiceLine } from "@saihan/billing";
import type { Names } from "../document.ts";
import { detailOf } from "../line-detail.ts";
import type { CsvColumn } from "./csv-file.ts";

/** A line with the names of its day. */
export interface NamedLine {
  readonly line: InvoiceLine;
  readonly names: Names;
}

export function contractColumns<Row>(
  of: (row: Row) => { readonly contractId: string; readonly names: Names } | undefined,
): CsvColumn<Row>[] {
  const contract = (row: Row) => {
    const found = of(row);
    return found && { id: found.contractId, ...found.names.contracts.get(found.contractId) };
  };
  return [
    {
      name: "contract_id",
      says: "Contract that is charged; the parent contract for the partner's own use",
      of: (row) => contract(row)?.id,
    },
    {
      name: "customer_number",
      says: "お客様番号, the partner's own key of the contract",
      of: (row) => contract(row)?.customerNumber,
    },
    {
      name: "customer_name",
      says: "Name of the contract's customer on the day of the document",
      of: (row) => contract(row)?.customerName,
    },
  ];
}

/** What a line is for and how it was reckoned; empty on rows that are no lines. The net amount is not among them. */
export function lineColumns<Row>(of: (row: Row) => NamedLine | undefined): CsvColumn<Row>[] {
  const line = (row: Row) => of(row)?.line;
  return [
    { name: "tenant_id", says: "Tenant, where the charge has one", of: (row) => line(row)?.tenantId },
    { name: "menu", says: "Menu, in the words of the price list", of: (row) => line(row)?.menu },
    { name: "component", says: "What is counted, in the words of the price list", of: (row) => line(row)?.component },
    { name: "plan", says: "Plans that were held, with `; ` between them", of: (row) => plansOf(line(row)) },
    { name: "resource_id", says: "Resource; a later rename does not change it", of: (row) => line(row)?.resourceId },
    { name: "resource_name", says: "Name of the resource on the day of the document", of: (row) => nameOf(of(row)) },
    {
      name: "line_kind",
      says: "charge; adjustment (corrects a closed month); service_credit (SLA); manual",
      of: (row) => line(row)?.kind,
    },
    { name: "usage_month", says: "UTC month of the usage, YYYY-MM", of: (row) => line(row)?.usageMonth },
    { name: "corrects_month", says: "Closed UTC month that the line corrects, YYYY-MM", of: (row) => line(row)?.corrects },
    {
      name: "quantity",
      says: "Counted quantity, where one plan and price made the whole line",
      of: (row) => onlyPart(line(row))?.quantity,
    },
    { name: "size", says: "Provisioned size by which the quantity is multiplied", of: (row) => onlyPart(line(row))?.size },
    {
      name: "unit_price",
      says: "Yen per unit, tax excluded, where one figure says it",
      of: (row) => onlyPart(line(row))?.unitPrice,
    },
    { name: "before_cap", says: "Yen before caps and before whole yen", of: (row) => beforeCap(line(row)) },
    { name: "calculation", says: "How the amount came about, in words", of: (row) => calculation(line(row)) },
  ];
}

export const lineTail = {
  illustrative: "true when a price behind the row was invented for demonstration",
  lineId: "Identity of the line; the same in every run over the same facts",
} as const;

function plansOf(line: InvoiceLine | undefined): string | undefined {
  if (line?.trace.of !== "usage") return undefined;
  return [...new Set(line.trace.parts.map(({ plan }) => plan))].join("; ");
}

function nameOf(row: NamedLine | undefined): string | undefined {
  return row?.line.resourceId === undefined ? undefined : row.names.resources?.get(row.line.resourceId);
}

function onlyPart(line: InvoiceLine | undefined) {
  return line?.trace.of === "usage" && line.trace.parts.length === 1 ? line.trace.parts[0] : undefined;
}

function beforeCap(line: InvoiceLine | undefined): Exact | undefined {
  return line?.trace.of === "usage" ? Exact.sum(line.trace.parts.map(({ metered }) => metered)) : undefined;
}

function calculation(line: InvoiceLine | undefined): string | undefined {
  return line && detailOf(line, "en").join("; ");
}
