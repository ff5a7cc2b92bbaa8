import { useState } from "react";
import { newAccountTexts } from "../../texts/new-account-texts.ts";
import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { PaperCopy } from "./paper-copy.tsx";
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
      <h1 className="title">{newAccountTexts().recoveryCode.title}</h1>
      <RecoveryCode code={code} username={username} onKept={onKept} />
    </div>
  );
}

export function RecoveryCode({ code, username, onKept }: RecoveryCodeCardProps) {
  const [typed, setTyped] = useState("");
  const [tried, setTried] = useState(false);
  const [skipping, setSkipping] = useState(false);
  const [asked] = useState(() => groupsToAsk(code, Math.random));
  const kept = isKept(code, asked, typed);

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
      <p className="quiet small">{newAccountTexts().recoveryCode.text}</p>
      <PaperCopy
        what={texts.words.recoveryCode}
        of={newAccountTexts().recoveryCode.of(username)}
        groups={groupsOf(code).map(({ text }) => text)}
        text={code}
        username={username}
        purpose={newAccountTexts().recoveryCode.purpose}
      />
      <div className="notice">
        <Icon name="shield" size={18} />
        <p>{newAccountTexts().recoveryCode.keep}</p>
      </div>
      <Field
        label={newAccountTexts().recoveryCode.check(asked[0], asked[1])}
        hint={newAccountTexts().recoveryCode.checkHint}
        error={tried && !kept ? newAccountTexts().recoveryCode.wrong : undefined}
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
        {newAccountTexts().recoveryCode.kept}
      </Button>
      {skipping ? (
        <div className="notice notice-warn">
          <Icon name="warn" size={18} />
          <div className="grid justify-items-start gap-3">
            <p>{newAccountTexts().recoveryCode.skipText}</p>
            <Button onClick={onKept}>{newAccountTexts().recoveryCode.skipSure}</Button>
          </div>
        </div>
      ) : (
        <button type="button" className="link small justify-self-start" onClick={() => setSkipping(true)}>
          {newAccountTexts().recoveryCode.skip}
        </button>
      )}
    </form>
  );
}
