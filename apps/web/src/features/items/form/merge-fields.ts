import type { CustomField } from "@opp/core/items/custom-fields";

type Fields = readonly CustomField[];

interface Merged {
  readonly fields: Fields;
  /** Whether both changed the same field, differently, so that mine covers theirs. */
  readonly clash: boolean;
}

/**
 * Merges two changes of the custom fields, field by field if every name occurs once in each list; otherwise
 * the list counts as one value, and the local one wins if it changed.
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
  // The side that changed the order wins; fields only on the other side follow.
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
