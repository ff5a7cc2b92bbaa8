import { readTotpCode } from "@opp/core/rules/factor-codes";
import type { NewTotp } from "@opp/core/schemas/second-factor";
import { useMemo, useState } from "react";
import { copySecret } from "../../../lib/clipboard/secret-clipboard.ts";
import { secondFactorTexts } from "../../../texts/second-factor-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { TextField } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";
import { drawCode, QrCode } from "../../../ui/qr-code.tsx";
import { CodeField } from "../../second-factor/code-field.tsx";
import type { ProvedAction } from "../../second-factor/use-proved-action.ts";

interface ScanDialogProps {
  readonly made: NewTotp;
  readonly confirming: ProvedAction<[code: string]>;
  readonly onClose: () => void;
}

/** The secret for an app, and the first code that it makes from it. */
export function ScanDialog({ made, confirming, onClose }: ScanDialogProps) {
  const [typed, setTyped] = useState("");
  const [tried, setTried] = useState(false);
  const words = secondFactorTexts().setUp;
  const drawn = useMemo(() => drawCode(made.uri), [made.uri]);
  const code = readTotpCode(typed);
  const { failure } = confirming;
  const isWrong = failure?.code === "SECOND_FACTOR_INCORRECT";
  const shape = tried && code === null ? secondFactorTexts().code.unreadable.totp : undefined;
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (code !== null) void confirming.run(code);
      }}
      foot={
        <>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button look="primary" type="submit" busy={confirming.running}>
            {words.confirm}
          </Button>
        </>
      }
    >
      {!isWrong && (
        <FailureNotice
          failure={failure}
          message={failure?.code === "NOT_FOUND" ? words.tookTooLong : failure?.message}
        />
      )}
      <p>{words.scan}</p>
      {drawn && <QrCode code={drawn} label={words.qr} />}
      <div className="grid gap-1">
        <p className="field-label">{words.key}</p>
        <div className="flex items-center gap-2">
          <p className="secret min-w-0 flex-1">{inFours(made.secret)}</p>
          <IconButton
            icon="copy"
            label={texts.copy.field(words.key)}
            onClick={() => void copySecret(words.key, made.secret)}
          />
        </div>
        <a className="link small justify-self-start" href={made.uri}>
          {words.open}
        </a>
      </div>
      <div className="notice notice-warn">
        <Icon name="warn" size={18} />
        <p>{words.notHere}</p>
      </div>
      <TextField
        label={words.code}
        value={typed}
        onChange={(next) => {
          setTyped(next);
          setTried(false);
        }}
        autoComplete="one-time-code"
        inputMode="numeric"
        error={shape ?? (isWrong ? words.wrong : undefined)}
      />
      <CodeField code={confirming.code} />
    </Dialog>
  );
}

/** Easier to type from the screen. */
const inFours = (key: string): string => key.replace(/(.{4})(?=.)/g, "$1 ");
