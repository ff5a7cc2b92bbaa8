import { useEffect, useRef } from "react";
import { useStore } from "../base/external-store.ts";
import { dismissMessage, type Message, messageStore } from "../lib/messages.ts";
import { texts } from "../texts/texts.ts";
import { useCoveredRoom } from "./covered-room.ts";
import { openModals } from "./use-modal.ts";
import { Sentence } from "./user-text.tsx";

/**
 * Where passing messages appear: the page and every modal have one each, because everything outside the top-most modal
 * is out of reach for clicks and screen readers. Both live regions exist from the start: screen readers miss one that
 * arrives with its text.
 */
export function MessagesRegion({ modal }: { modal: string | null }) {
  const isOnTop = (useStore(openModals).at(-1) ?? null) === modal;
  const messages = useStore(messageStore);
  const shown = isOnTop ? messages : NONE;
  const region = useRef<HTMLElement>(null);

  // Not before its modal is shown, which would cover it.
  useEffect(() => {
    if (isOnTop && !region.current?.matches(":popover-open")) region.current?.showPopover();
  }, [isOnTop]);

  useCoveredRoom(region, "--by-messages", shown.length > 0);

  return (
    <section
      ref={region}
      popover="manual"
      className="messages"
      aria-label={modal === null ? texts.messages : undefined}
    >
      <div role="status" className="grid justify-items-center gap-2">
        <Bubbles messages={shown.filter((message) => !message.urgent)} />
      </div>
      <div role="alert" className="grid justify-items-center gap-2">
        <Bubbles messages={shown.filter((message) => message.urgent)} />
      </div>
    </section>
  );
}

const NONE: readonly Message[] = [];

function Bubbles({ messages }: { messages: readonly Message[] }) {
  return messages.map((message) => (
    <div key={message.id} className="message">
      <span className="py-1">
        <Sentence text={message.text} />
      </span>
      {message.stays && (
        <button type="button" onClick={() => dismissMessage(message.id)}>
          {texts.understood}
        </button>
      )}
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
}
