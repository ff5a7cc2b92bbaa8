import { ITEM_FIELDS } from "@opp/core/items/field-table";
import { normalizeTotp } from "@opp/core/otp/normalize-totp";
import type { OtpProblem } from "@opp/core/otp/otpauth";
import { useRef, useState } from "react";
import { useOneTimeCode } from "../../../data/items/use-one-time-code.ts";
import { say } from "../../../lib/messages.ts";
import { itemScreenTexts } from "../../../texts/item-screen-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { SecretField } from "../../../ui/secret-field.tsx";
import { OneTimeCodeText } from "../view/one-time-code.tsx";
import { pictureIn, readQr } from "./read-qr.ts";

interface TotpFieldProps {
  readonly value: string;
  readonly problem: OtpProblem | null;
  /** What the server said against it. */
  readonly refused: string | undefined;
  readonly onChange: (totp: string) => void;
}

/** Takes a typed or pasted secret or URI, or a picture of a QR code: selected, pasted or dropped. */
export function TotpField({ value, problem, refused, onChange }: TotpFieldProps) {
  const [typing, setTyping] = useState(false);
  const [reading, setReading] = useState(false);
  const [dragged, setDragged] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const isCode = !typing && value !== "" && normalizeTotp(value).ok;
  const shown = useOneTimeCode(isCode ? value : "");

  /** What had the focus gives way to something else. */
  const focusFirst = (what: "button" | "input") =>
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>(what)?.focus());
  const read = async (picture: Blob | undefined) => {
    if (!picture || reading) return;
    setReading(true);
    const text = await readQr(picture).finally(() => setReading(false));
    if (text === null) return say(itemScreenTexts().otp.noQr, { urgent: true });
    const code = normalizeTotp(text);
    if (!code.ok) return say(itemScreenTexts().otp.problems[code.problem], { urgent: true });
    setTyping(false);
    onChange(code.uri);
    say(itemScreenTexts().otp.fromQr);
    focusFirst("button");
  };

  if (isCode) {
    const { issuer = "", account = "" } = shown?.otp ?? {};
    return (
      <div className="field" ref={root}>
        <span className="field-label">{texts.words.totp}</span>
        <div className="code-card">
          <div className="min-w-0">
            {shown ? <OneTimeCodeText shown={shown} /> : <span className="otp" />}
            <p className="field-hint break-words">
              {shown && ([issuer, account].filter(Boolean).join(" · ") || itemScreenTexts().otp.nobody)}
            </p>
          </div>
          <Button
            look="quiet"
            onClick={() => {
              onChange("");
              focusFirst("input");
            }}
          >
            {itemScreenTexts().otp.remove}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div
      ref={root}
      className="drop-target"
      data-dragged={dragged || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setDragged(true);
      }}
      onDragLeave={() => setDragged(false)}
      onDrop={(event) => {
        event.preventDefault();
        setDragged(false);
        void read(pictureIn(event.dataTransfer) ?? event.dataTransfer.files[0]);
      }}
      onPaste={(event) => {
        const picture = pictureIn(event.clipboardData);
        if (!picture) return;
        event.preventDefault();
        void read(picture);
      }}
      onFocus={() => setTyping(true)}
      onBlur={(event) => {
        // Its own buttons belong to the typing: with the code in place they would vanish under the finger.
        if (!event.currentTarget.contains(event.relatedTarget)) setTyping(false);
      }}
    >
      <SecretField
        label={texts.words.totp}
        value={value}
        onChange={onChange}
        autoComplete="off"
        maxChars={ITEM_FIELDS.totp.maxChars}
        lines
        hint={itemScreenTexts().otp.hint}
        error={problem === null ? refused : itemScreenTexts().otp.problems[problem]}
        action={
          <IconButton
            icon="qr"
            label={itemScreenTexts().otp.choose}
            aria-busy={reading}
            onClick={() => file.current?.click()}
          />
        }
      />
      <input
        ref={file}
        type="file"
        accept="image/*"
        className="hidden"
        aria-label={itemScreenTexts().otp.choose}
        tabIndex={-1}
        onChange={(event) => {
          void read(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
    </div>
  );
}
