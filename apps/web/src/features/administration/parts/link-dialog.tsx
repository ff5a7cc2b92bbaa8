import type { MadeLink } from "@opp/core/schemas/administration";
import { copySecret } from "../../../lib/clipboard/secret-clipboard.ts";
import { addressOfLink } from "../../../lib/one-time-link.ts";
import { exactTime } from "../../../lib/when.ts";
import { administrationTexts } from "../../../texts/administration-texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { drawCode, QrCode } from "../../../ui/qr-code.tsx";

/** A link that was just made, as text and as a code; the server can't show it again. */
export function LinkDialog({ link, onClose }: { link: MadeLink; onClose: () => void }) {
  const words = administrationTexts().link;
  const address = addressOfLink(link.secret);
  const code = drawCode(address);
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      closable={false}
      foot={
        <>
          <Button icon="copy" onClick={() => void copySecret(words.what, address)}>
            {words.copy}
          </Button>
          <Button look="primary" onClick={onClose}>
            {words.close}
          </Button>
        </>
      }
    >
      <p>{words.text(exactTime(link.expiresAt))}</p>
      <p className="one-time-link" data-testid="one-time-link">
        {address}
      </p>
      {code && <QrCode code={code} label={words.code} />}
    </Dialog>
  );
}
