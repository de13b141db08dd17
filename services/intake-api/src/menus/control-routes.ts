import { nothing, z } from "../fields.ts";
import { operation } from "../operation.ts";
import { setMenuControl, viewMenuControl } from "./menu-control.ts";
import { bilingual, menuCodeField } from "./view.ts";

const tag = "Menu control";
const onOff = z.enum(["on", "off"]);

const controlSchema = z
  .object({
    revision: z.number().int().openapi({ description: "Counts the changes; 0 before the first" }),
    futureMenus: onOff.openapi({ description: "How menus begin that are added to the catalogue later" }),
    menus: z.array(
      z.object({
        code: menuCodeField,
        name: bilingual,
        switched: onOff,
        subscriptions: z.number().int().openapi({ description: "Of all children, not ended" }),
      }),
    ),
  })
  .openapi("MenuControl");

const effectSchema = z.object({ menu: menuCodeField, switched: onOff, subscriptions: z.number().int(), says: bilingual });

export const menuControlOperations = [
  operation({
    method: "get",
    path: "/v1/menu-control",
    id: "getMenuControl",
    tag,
    summary: "Which menus your child contracts may use",
    action: "menu-control.view",
    params: nothing,
    query: nothing,
    order: false,
    status: 200,
    answer: controlSchema,
    refusals: [],
    handle: viewMenuControl,
  }),
  operation({
    method: "put",
    path: "/v1/menu-control",
    id: "setMenuControl",
    tag,
    summary: "Switch menus on or off for all child contracts",
    description:
      "Menus that are not named stay as they are. Switching off a menu in use stops operations on it; resources stay and charging goes on. Orders that were accepted before follow the rule of that time.",
    action: "menu-control.set",
    params: nothing,
    query: nothing,
    body: z
      .strictObject({
        menus: z.record(menuCodeField, onOff).optional(),
        futureMenus: onOff.optional(),
        dryRun: z.boolean().optional().openapi({ description: "Say what it would mean, and change nothing" }),
      })
      .openapi("SetMenuControl"),
    order: false,
    status: 200,
    answer: controlSchema.extend({ effects: z.array(effectSchema) }),
    refusals: ["MENU_NOT_FOUND", "MENU_NOT_RESALABLE"],
    handle: setMenuControl,
  }),
];
