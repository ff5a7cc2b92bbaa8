import type { CustomField } from "@opp/core/items/custom-fields";

type Fields = readonly CustomField[];

interface Merged {
  readonly fields: Fields;
  /** Whether both changed the same field, differently, so that mine covers theirs. */
  readonly clash: boolean;
}

/**
 * Two changes of the fields of one's own laid over each other, field by field where a name is there once in each list; else
 * the list is one value, and mine is taken where I changed it.
 */
export function mergeFields(base: Fields, mine: Fields, theirs: Fields): Merged {
  if (isSame(base, mine)) return { fields: theirs, clash: false };
  if (isSame(base, theirs) || isSame(mine, theirs)) return { fields: mine, clash: false };
  if (![base, mine, theirs].every(hasUniqueNames)) return { fields: mine, clash: true };

  const [was, my, their] = [byName(base), byName(mine), byName(theirs)];
  let clash = false;
  const merge = (name: string): CustomField | undefined => {
    const [before, here, there] = [was.get(name), my.get(name), their.get(name)];
    if (isSame(before, here)) return there;
    if (!isSame(before, there) && !isSame(here, there)) clash = true;
    return here;
  };
  // Whoever changed the order has it their way; what only the other has comes after.
  const [first, second] = isSame(orderOf(mine, was), orderOf(base, my)) ? [theirs, mine] : [mine, theirs];
  const names = new Set([...first, ...second].map(({ name }) => name));
  const fields = [...names].flatMap((name) => merge(name) ?? []);
  return { fields, clash };
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const byName = (fields: Fields) => new Map(fields.map((field) => [field.name, field]));

const hasUniqueNames = (fields: Fields): boolean => byName(fields).size === fields.length;

/** The names that are in both, in the order of the first. */
const orderOf = (fields: Fields, other: ReadonlyMap<string, CustomField>): readonly string[] =>
  fields.map(({ name }) => name).filter((name) => other.has(name));
