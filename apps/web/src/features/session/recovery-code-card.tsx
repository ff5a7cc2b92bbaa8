import { useState } from "react";
import { copySecret } from "../../lib/secret-clipboard.ts";
import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { asksForGroup, groupsOf } from "./recovery-groups.ts";

interface RecoveryCodeCardProps {
  readonly code: string;
  readonly username: string;
  readonly onKept: () => void;
}

/** Shows the code this once, and lets go only of somebody who has it before their eyes elsewhere. */
export function RecoveryCodeCard({ code, username, onKept }: RecoveryCodeCardProps) {
  return (
    <div className="card card-narrow">
      <h1 className="title">{texts.recoveryCode.title}</h1>
      <RecoveryCode code={code} username={username} onKept={onKept} />
    </div>
  );
}

export function RecoveryCode({ code, username, onKept }: RecoveryCodeCardProps) {
  const [typed, setTyped] = useState("");
  const [tried, setTried] = useState(false);
  const groups = groupsOf(code);
  const { place, group } = asksForGroup(code);
  const right = typed.trim().toUpperCase() === group;

  return (
    <form
      className="grid gap-5"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (right) onKept();
      }}
    >
      <p className="quiet small">{texts.recoveryCode.text}</p>
      <div className="printed">
        <p className="eyebrow">{texts.recoveryCode.of(username)}</p>
        <ol
          className="secret grid grid-cols-3 gap-x-4 gap-y-1 rounded-[10px] bg-sunken p-4 text-center text-[1.05rem]"
          aria-label={texts.words.recoveryCode}
        >
          {groups.map(({ text, at }) => (
            <li key={at}>{text}</li>
          ))}
        </ol>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button icon="print" onClick={() => print()}>
          {texts.recoveryCode.print}
        </Button>
        <Button icon="download" onClick={() => downloadText(`${texts.recoveryCode.of(username)}\n${code}\n`)}>
          {texts.recoveryCode.download}
        </Button>
        <Button icon="copy" onClick={() => void copySecret(texts.words.recoveryCode, code)}>
          {texts.copy.label}
        </Button>
      </div>
      <div className="notice">
        <Icon name="shield" size={18} />
        <p>{texts.recoveryCode.keep}</p>
      </div>
      <Field
        label={texts.recoveryCode.check(place)}
        error={tried && !right ? texts.recoveryCode.wrong : undefined}
      >
        {(parts) => (
          <input
            {...parts}
            className="input input-secret"
            value={typed}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <Button look="primary" type="submit" wide>
        {texts.recoveryCode.kept}
      </Button>
    </form>
  );
}

/** The file's name says nothing of what is in it. */
function downloadText(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "openpassphrase-note.txt";
  link.click();
  URL.revokeObjectURL(url);
}
