import { LIMITS } from "@opp/core/rules/limits";
import { newPassphraseProblem } from "@opp/core/rules/secrets";
import { useRef, useState } from "react";
import { trpc } from "../../data/client/trpc.ts";
import { newAccountTexts } from "../../texts/new-account-texts.ts";
import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { FailureNotice } from "../../ui/pieces.tsx";
import { SecretField } from "../../ui/secret-field.tsx";
import { useAutofocus } from "../../ui/use-autofocus.ts";
import { StrengthMeter } from "../generator/strength-meter.tsx";
import { useGuessCheck } from "../generator/use-guess-check.ts";
import { CodeField } from "../second-factor/code-field.tsx";
import { useProvedAction } from "../second-factor/use-proved-action.ts";
import { SessionFrame } from "./parts/session-frame.tsx";
import { RecoveryCodeCard } from "./recovery-code-card.tsx";

/** Resets a forgotten passphrase with the recovery code, which a new code then replaces. */
export function RecoverScreen({
  username: known,
  onDone,
}: {
  username: string;
  onDone: (username: string) => void;
}) {
  const [username, setUsername] = useState(known);
  const [password, setPassword] = useState("");
  const [recoveryCode, setRecoveryCode] = useState("");
  const [newPassphrase, setNewPassphrase] = useState("");
  const [repeated, setRepeated] = useState("");
  const [tried, setTried] = useState(false);
  const [nextCode, setNextCode] = useState<string | null>(null);
  const root = useRef<HTMLElement>(null);
  const recover = trpc.auth.recover.useMutation();
  useAutofocus(root);

  const guesses = useGuessCheck();
  const recovering = useProvedAction(async (secondFactor) => {
    if (await guesses.finds({ text: newPassphrase, known: [username, password] })) return;
    const answer = await recover.mutateAsync({
      username,
      password,
      recoveryCode,
      newPassphrase,
      secondFactor,
    });
    setNextCode(answer.recoveryCode);
  });
  const complete =
    username !== "" && password !== "" && recoveryCode !== "" && newPassphraseProblem(newPassphrase) === null;

  if (nextCode !== null) {
    return (
      <SessionFrame>
        <RecoveryCodeCard code={nextCode} username={username} onKept={() => onDone(username)} />
      </SessionFrame>
    );
  }
  return (
    <SessionFrame root={root}>
      <form
        className="card card-narrow"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!complete) return;
          if (repeated === newPassphrase) void recovering.run();
          else
            requestAnimationFrame(() => root.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
        }}
      >
        <div className="grid gap-2">
          <h1 className="title">{newAccountTexts().recover.title}</h1>
          <p className="quiet small">{newAccountTexts().recover.text}</p>
        </div>
        <FailureNotice failure={recovering.failure} />
        <TextField
          label={texts.words.username}
          value={username}
          onChange={setUsername}
          autoComplete="username"
          autoFocus
        />
        <SecretField
          label={texts.words.password}
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
        />
        <TextField
          label={texts.words.recoveryCode}
          value={recoveryCode}
          onChange={setRecoveryCode}
          autoComplete="off"
          error={recovering.failure?.fields.recoveryCode}
        />
        <SecretField
          label={texts.words.newPassphrase}
          value={newPassphrase}
          onChange={setNewPassphrase}
          autoComplete="off"
          hint={newAccountTexts().firstAccount.wrong.passphrase(LIMITS.passphraseMinChars)}
          error={guesses.problemOf(newPassphrase) ?? recovering.failure?.fields.newPassphrase}
          below={<StrengthMeter password={newPassphrase} known={[username, password]} ofAccount />}
        />
        <SecretField
          label={newAccountTexts().firstAccount.repeat}
          value={repeated}
          onChange={setRepeated}
          autoComplete="off"
          error={
            tried && repeated !== newPassphrase ? newAccountTexts().firstAccount.wrong.repeated : undefined
          }
        />
        <CodeField code={recovering.code} />
        <Button look="primary" type="submit" wide busy={recovering.running} disabled={!complete}>
          {newAccountTexts().recover.button}
        </Button>
        <button type="button" className="link small justify-self-start" onClick={() => onDone(username)}>
          {newAccountTexts().recover.back}
        </button>
      </form>
    </SessionFrame>
  );
}
