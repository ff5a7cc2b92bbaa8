import type { TableRecord } from "../../parse/table.ts";

const ENTITIES = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["#39", "'"],
  ["#039", "'"],
  ["amp", "&"],
]);
const ENTITY = /&(lt|gt|quot|#0?39|amp);/g;
/** What a page escapes everywhere. */
const UNESCAPED = /[<>]|&(?!(?:lt|gt|quot|#0?39|amp);)/;

export const decodeEntities = (text: string): string =>
  text.replace(ENTITY, (whole, name: string) => ENTITIES.get(name) ?? whole);

/** Whether the table was copied from the source of a page: entities outside of addresses, and nowhere a character that a page escapes. */
export const isPageText = (records: readonly TableRecord[], urlAt: number): boolean =>
  records.some(({ cells }) => cells.some((cell, column) => column !== urlAt && cell.search(ENTITY) !== -1)) &&
  !records.some(({ cells }) => cells.some((cell) => UNESCAPED.test(cell)));
