/** A browser may read the link a moment after the click. */
const KEPT_MILLISECONDS = 60_000;

/** Gives a file to the browser's downloads. */
export function saveAs(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MILLISECONDS);
}
