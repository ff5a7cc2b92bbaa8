import { useEffect, useRef } from "react";
import { useStore } from "../lib/external-store.ts";
import { dismissMessage, messageStore } from "../lib/messages.ts";
import { texts } from "../texts/texts.ts";

/** Where passing messages appear. Both live regions exist from the start: screen readers miss one that arrives with its text. */
export function MessagesRegion() {
  const messages = useStore(messageStore);
  const region = useRef<HTMLElement>(null);

  // Always shown, so that screen readers know its live regions; shown anew to lie above a dialog that was opened since.
  useEffect(() => {
    const element = region.current;
    if (messages.length > 0 && document.querySelector("dialog:modal") && element?.matches(":popover-open"))
      element.hidePopover();
    if (!element?.matches(":popover-open")) element?.showPopover();
  }, [messages]);

  const bubbles = (urgent: boolean) =>
    messages
      .filter((message) => message.urgent === urgent)
      .map((message) => (
        <div key={message.id} className="message">
          <span className="py-1">{message.text}</span>
          {message.action && (
            <button
              type="button"
              onClick={() => {
                message.action?.run();
                dismissMessage(message.id);
              }}
            >
              {message.action.label}
            </button>
          )}
        </div>
      ));
  return (
    <section ref={region} popover="manual" className="messages" aria-label={texts.messages}>
      <div role="status" className="grid justify-items-center gap-2">
        {bubbles(false)}
      </div>
      <div role="alert" className="grid justify-items-center gap-2">
        {bubbles(true)}
      </div>
    </section>
  );
}
