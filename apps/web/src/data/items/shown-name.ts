import { visibleName } from "../../base/shown-text.ts";
import { texts } from "../../texts/texts.ts";

/** An item's name as every screen shows it: never nothing. */
export const shownName = ({ name, damaged }: { readonly name: string; readonly damaged: boolean }): string =>
  damaged ? texts.item.damagedName : visibleName(name) || texts.item.nameless;
