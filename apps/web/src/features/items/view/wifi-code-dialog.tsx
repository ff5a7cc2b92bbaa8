import { wifiCode } from "@opp/core/items/formats/wifi-code";
import { texts } from "../../../texts/texts.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { drawCode, QrCode } from "../../../ui/qr-code.tsx";
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
          <QrCode code={code} label={texts.kind.qrTitle(network.ssid)} />
          <p className="quiet small">{texts.kind.qrText}</p>
        </>
      ) : (
        <p className="notice">{texts.kind.qrTooLong}</p>
      )}
    </Dialog>
  );
}
