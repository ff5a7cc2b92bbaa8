import { wifiCode } from "@opp/core/items/formats/wifi-code";
import { encodeQR } from "qr";
import { texts } from "../../../texts/texts.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import type { WifiNetwork } from "./wifi-network.ts";

interface WifiCodeDialogProps {
  readonly network: WifiNetwork;
  readonly onClose: () => void;
}

/** A network as a QR code, made in this browser. */
export function WifiCodeDialog({ network, onClose }: WifiCodeDialogProps) {
  const code = drawCode(wifiCode(network) ?? "");
  return (
    <Dialog title={texts.kind.qrTitle(network.ssid)} onClose={onClose}>
      {code ? (
        <>
          <svg
            className="qr-code"
            role="img"
            aria-label={texts.kind.qrTitle(network.ssid)}
            viewBox={`0 0 ${code.side} ${code.side}`}
            shapeRendering="crispEdges"
          >
            <path d={code.path} />
          </svg>
          <p className="quiet small">{texts.kind.qrText}</p>
        </>
      ) : (
        <p className="notice">{texts.kind.qrTooLong}</p>
      )}
    </Dialog>
  );
}

/** The dark modules as a path, a unit each, with the margin that readers need; null: the text is too long. */
function drawCode(text: string): { readonly path: string; readonly side: number } | null {
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
