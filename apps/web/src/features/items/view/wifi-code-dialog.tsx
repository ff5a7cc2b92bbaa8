import { wifiCode } from "@opp/core/items/formats/wifi-code";
import { itemScreenTexts } from "../../../texts/item-screen-texts.ts";
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
    <Dialog title={itemScreenTexts().kind.qrTitle(network.ssid)} onClose={onClose}>
      {code ? (
        <>
          <QrCode code={code} label={itemScreenTexts().kind.qrTitle(network.ssid)} />
          <p className="quiet small">{itemScreenTexts().kind.qrText}</p>
        </>
      ) : (
        <p className="notice">{itemScreenTexts().kind.qrTooLong}</p>
      )}
    </Dialog>
  );
}
