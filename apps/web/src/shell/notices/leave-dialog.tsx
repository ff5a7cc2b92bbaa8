import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";

export function LeaveDialog({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  return (
    <Dialog
      title={texts.leave.title}
      onClose={onStay}
      foot={
        <>
          <Button data-autofocus onClick={onStay}>
            {texts.leave.stay}
          </Button>
          <Button look="danger" onClick={onLeave}>
            {texts.leave.leave}
          </Button>
        </>
      }
    >
      <p>{texts.leave.text}</p>
    </Dialog>
  );
}
