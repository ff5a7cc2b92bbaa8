import { useState } from "react";
import { copySecret } from "../../lib/clipboard/secret-clipboard.ts";
import { exactTime } from "../../lib/when.ts";
import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { groupsOf, groupsToAsk, isKept } from "./parts/recovery-groups.ts";

interface RecoveryCodeCardProps {
  readonly code: string;
  readonly username: string;
  readonly onKept: () => unknown;
}

/** Shows the code once. To continue, the user proves that they have it elsewhere, or accepts the risk. */
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
  const [skipping, setSkipping] = useState(false);
  const [asked] = useState(() => groupsToAsk(code, Math.random));
  const [madeAt] = useState(() => Date.now());
  const kept = isKept(code, asked, typed);
  const facts = [
    [texts.words.username, username],
    [texts.recoveryCode.server, location.origin],
    [texts.recoveryCode.madeAt, exactTime(madeAt)],
  ] as const;

  return (
    <form
      className="grid gap-5"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (kept) onKept();
      }}
    >
      <p className="quiet small">{texts.recoveryCode.text}</p>
      <div className="printed">
        <p className="print-only print-title">
          {texts.product}: {texts.words.recoveryCode}
        </p>
        <p className="eyebrow no-print">{texts.recoveryCode.of(username)}</p>
        <ol className="secret code-groups" aria-label={texts.words.recoveryCode}>
          {groupsOf(code).map(({ text, at }) => (
            <li key={at}>{text}</li>
          ))}
        </ol>
        <div className="print-only">
          {facts.map(([name, value]) => (
            <p key={name}>
              {name}: <b>{value}</b>
            </p>
          ))}
          <p>{texts.recoveryCode.purpose}</p>
        </div>
      </div>
      <div className="flex flex-wrap gap-2 *:flex-1">
        <Button icon="print" onClick={() => print()}>
          {texts.recoveryCode.print}
        </Button>
        <Button
          icon="download"
          onClick={() =>
            downloadText(
              [
                `${texts.product}: ${texts.words.recoveryCode}`,
                "",
                code,
                "",
                ...facts.map(([name, value]) => `${name}: ${value}`),
                "",
                texts.recoveryCode.purpose,
                "",
              ].join("\n"),
            )
          }
        >
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
        label={texts.recoveryCode.check(asked[0], asked[1])}
        hint={texts.recoveryCode.checkHint}
        error={tried && !kept ? texts.recoveryCode.wrong : undefined}
      >
        {(parts) => (
          <input
            {...parts}
            className="input input-secret"
            value={typed}
            autoComplete="off"
            autoCapitalize="characters"
            autoCorrect="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <Button look="primary" type="submit" wide>
        {texts.recoveryCode.kept}
      </Button>
      {skipping ? (
        <div className="notice notice-warn">
          <Icon name="warn" size={18} />
          <div className="grid justify-items-start gap-3">
            <p>{texts.recoveryCode.skipText}</p>
            <Button onClick={onKept}>{texts.recoveryCode.skipSure}</Button>
          </div>
        </div>
      ) : (
        <button type="button" className="link small justify-self-start" onClick={() => setSkipping(true)}>
          {texts.recoveryCode.skip}
        </button>
      )}
    </form>
  );
}

/** The file name doesn't reveal its content. */
function downloadText(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "openpassphrase-note.txt";
  link.click();
  URL.revokeObjectURL(url);
}
