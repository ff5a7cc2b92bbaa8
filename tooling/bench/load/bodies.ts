const MIB = 1024 * 1024;
/** Just below the largest body that the server takes. */
const MOST_BYTES = 32 * MIB - 1024;

/** Lists in lists, as deep as they fit. */
export function nestedLists(bytes = MOST_BYTES): Buffer {
  const depth = Math.floor(bytes / 2);
  return Buffer.concat([Buffer.alloc(depth, "["), Buffer.alloc(depth, "]")]);
}

/** One object with as many members as fit, none of which the procedure knows. */
export function unknownKeys(count = 2_000_000): Buffer {
  return Buffer.from(`{${Array.from({ length: count }, (_, index) => `"k${index}":0`).join(",")}}`);
}

/** A list of empty objects. */
export function emptyObjects(count = 10_000_000): Buffer {
  return Buffer.from(`{"items":[${"{},".repeat(count - 1)}{}]}`);
}

/** What REST v1's writing of items takes, with lists nested in it. */
export function nestedV1Items(bytes = MOST_BYTES): Buffer {
  const start = Buffer.from('{"items":[{"name":');
  const end = Buffer.from("}]}");
  return Buffer.concat([start, nestedLists(bytes - start.length - end.length), end]);
}
