import { encodeQR } from "qr";
import "./qr-code.css";

interface DrawnCode {
  readonly path: string;
  readonly side: number;
}

/** The dark modules as a path, a unit each, with the margin that readers need; null: the text is too long. */
export function drawCode(text: string): DrawnCode | null {
  try {
    const rows = encodeQR(text, "raw", { ecc: "medium", border: 4 });
    const path = rows
      .flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
      .join("");
    return { path, side: rows.length };
  } catch {
    return null;
  }
}

/** Dark on light in both themes: not every reader takes it the other way round. */
export function QrCode({ code, label }: { code: DrawnCode; label: string }) {
  return (
    <svg
      className="qr-code"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${code.side} ${code.side}`}
      shapeRendering="crispEdges"
    >
      <path d={code.path} />
    </svg>
  );
}
