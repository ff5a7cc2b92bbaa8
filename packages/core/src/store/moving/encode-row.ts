import type { Cell } from "./table-contents.ts";

const KINDS = { null: 0, number: 1, text: 2, bytes: 3 } as const;
const text = new TextEncoder();

/** A row as bytes, for its table's hash: of each cell its kind, its length and what it holds, so that no two rows are alike. */
export function encodeRow(cells: readonly Cell[]): Uint8Array {
  const parts = cells.map(encodeCell);
  const length = parts.reduce((sum, { bytes }) => sum + HEAD_BYTES + bytes.length, 0);
  const row = new Uint8Array(length);
  const view = new DataView(row.buffer);
  let at = 0;
  for (const { kind, bytes } of parts) {
    view.setUint8(at, kind);
    view.setUint32(at + 1, bytes.length);
    row.set(bytes, at + HEAD_BYTES);
    at += HEAD_BYTES + bytes.length;
  }
  return row;
}

const HEAD_BYTES = 5;

function encodeCell(cell: Cell): { readonly kind: number; readonly bytes: Uint8Array } {
  if (cell === null) return { kind: KINDS.null, bytes: new Uint8Array(0) };
  if (typeof cell === "number") return { kind: KINDS.number, bytes: text.encode(String(cell)) };
  if (typeof cell === "string") return { kind: KINDS.text, bytes: text.encode(cell) };
  return { kind: KINDS.bytes, bytes: cell };
}
