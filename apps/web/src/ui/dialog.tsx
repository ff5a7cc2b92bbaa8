import { type ReactNode, type RefObject, useEffect, useId, useRef } from "react";
import { texts } from "../texts/texts.ts";
import { IconButton } from "./button.tsx";
import { MessagesRegion } from "./messages-region.tsx";
import { useAutofocus } from "./use-autofocus.ts";
import { useModal } from "./use-modal.ts";
import { Sentence } from "./user-text.tsx";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
  readonly broad?: boolean;
  /** Nothing in it can be focused, so the text itself can: else no key would scroll it. */
  readonly textOnly?: boolean;
  readonly onSubmit?: () => void;
  /** false: only its own buttons close it. */
  readonly closable?: boolean;
}

const CONTROLS = "button, a[href], input, select, textarea, [tabindex='0']";

/** The platform focuses the first button, which closes the dialog: the first that does something else is of more use. */
function useUsefulFocus(ref: RefObject<HTMLDialogElement | null>): void {
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog || !document.activeElement?.matches(".dialog-head *, dialog")) return;
    const controls = dialog.querySelectorAll<HTMLElement>(
      `.dialog-body[tabindex], .dialog-body :is(${CONTROLS}), .dialog-foot button`,
    );
    const first = [...controls].find((each) => !each.matches(":disabled") && each.checkVisibility());
    // A phone's keyboard shouldn't jump up by itself.
    if (first?.matches("input, textarea") && matchMedia("(pointer: coarse)").matches) return;
    first?.focus();
  }, [ref]);
}

/** The platform's modal: it traps the focus, closes on Escape, and returns the focus afterwards. */
export function Dialog({
  title,
  onClose,
  children,
  foot,
  broad,
  textOnly,
  onSubmit,
  closable = true,
}: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useModal(ref, titleId);
  useAutofocus(ref);
  useUsefulFocus(ref);

  const content = (
    <>
      <div className="dialog-head">
        <h2 className="title" id={titleId}>
          <Sentence text={title} />
        </h2>
        {closable && <IconButton icon="close" label={texts.close} onClick={onClose} />}
      </div>
      <div
        className="dialog-body"
        {...(textOnly && { tabIndex: 0, role: "region", "aria-labelledby": titleId })}
      >
        {children}
      </div>
      {foot && <div className="dialog-foot">{foot}</div>}
    </>
  );
  return (
    <dialog
      ref={ref}
      className={`dialog ${broad ? "dialog-broad" : ""}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        if (closable) onClose();
      }}
      onPointerDown={(event) => {
        if (closable && event.target === ref.current) onClose();
      }}
    >
      {onSubmit ? (
        <form
          className="contents"
          onSubmit={(event) => {
            event.preventDefault();
            onSubmit();
          }}
          noValidate
        >
          {content}
        </form>
      ) : (
        content
      )}
      <MessagesRegion modal={titleId} />
    </dialog>
  );
}
