import {
  areSameSecret,
  newPassphraseProblem,
  newPasswordProblem,
  newUsernameProblem,
  tidyUsername,
} from "@opp/core/rules/secrets";
import { useRef, useState } from "react";
import { trpc } from "../../data/client/trpc.ts";
import { sayProblem } from "../../lib/secret-problem.ts";
import { requireStorage } from "../../lib/session/kept-data.ts";
import { chosenLength } from "../../lib/session/session-length.ts";
import { settingsStore } from "../../lib/settings.ts";
import { useAction } from "../../lib/use-action.ts";
import { newAccountTexts } from "../../texts/new-account-texts.ts";
import { texts } from "../../texts/texts.ts";
import { BrandPage } from "../../ui/brand-page.tsx";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Brand, FailureNotice } from "../../ui/pieces.tsx";
import { SecretField } from "../../ui/secret-field.tsx";
import { useAutofocus } from "../../ui/use-autofocus.ts";
import { StrengthMeter } from "../generator/strength-meter.tsx";
import { useGuessCheck } from "../generator/use-guess-check.ts";
import { enterVault } from "./parts/enter-vault.ts";
import { SessionFrame } from "./parts/session-frame.tsx";
import { RecoveryCodeCard } from "./recovery-code-card.tsx";

interface FirstAccountScreenProps {
  readonly first: boolean;
  /** The secret of the link that lets its holder in. */
  readonly invitation?: string;
  readonly onLogIn: () => void;
  /** The account exists, but its vault couldn't be opened. */
  readonly onMade: (username: string) => void;
  readonly maxSessionSeconds: number;
  readonly preloadVault: () => Promise<unknown>;
}

/** Creates an account, and leads into its vault once the recovery code is kept. */
export function FirstAccountScreen({
  first,
  invitation,
  onLogIn,
  onMade,
  maxSessionSeconds,
  preloadVault,
}: FirstAccountScreenProps) {
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [repeated, setRepeated] = useState("");
  const [tried, setTried] = useState(false);
  const [recoveryCode, setRecoveryCode] = useState<string | null>(null);
  const root = useRef<HTMLElement>(null);
  const register = trpc.auth.register.useMutation();
  useAutofocus(root);

  const guesses = useGuessCheck();
  const wrong = {
    username: sayProblem("username", newUsernameProblem(username)),
    password: sayProblem("password", newPasswordProblem(password)),
    passphrase:
      sayProblem("passphrase", newPassphraseProblem(passphrase)) ??
      (areSameSecret(password, passphrase) ? newAccountTexts().firstAccount.wrong.same : undefined),
    repeated: repeated !== passphrase ? newAccountTexts().firstAccount.wrong.repeated : undefined,
  };
  const shownWrong: Partial<typeof wrong> = tried ? wrong : {};
  const focusWrong = () =>
    void requestAnimationFrame(() => root.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
  const making = useAction(async () => {
    // An account that this browser can't log in to is of no use yet.
    requireStorage();
    const isEasy = await guesses.finds(
      { text: password, known: [username] },
      { text: passphrase, known: [username, password] },
    );
    if (isEasy) return focusWrong();
    const made = await register.mutateAsync({
      username,
      password,
      passphrase,
      ...(invitation !== undefined && { invitation }),
    });
    setRecoveryCode(made.recoveryCode);
  });

  const { client } = trpc.useUtils();
  const entering = useAction(async () => {
    const lifeSeconds = chosenLength(settingsStore.get().sessionSeconds, maxSessionSeconds);
    await enterVault(client, { username, password, passphrase, lifeSeconds, kept: false }, preloadVault);
  });

  if (entering.running) return <BrandPage />;
  if (recoveryCode !== null) {
    return (
      <SessionFrame>
        <RecoveryCodeCard
          code={recoveryCode}
          username={tidyUsername(username)}
          onKept={async () => {
            if (!(await entering.run())) onMade(tidyUsername(username));
          }}
        />
      </SessionFrame>
    );
  }
  return (
    <main className="page-centre" ref={root}>
      <div className="card card-split">
        <aside aria-label={newAccountTexts().firstAccount.why}>
          <Brand />
          <h1 className="title">
            {first ? newAccountTexts().firstAccount.title : newAccountTexts().firstAccount.titleNext}
          </h1>
          <div className="grid gap-5">
            <Secret
              icon="person"
              title={texts.words.password}
              text={newAccountTexts().firstAccount.passwordIs}
            />
            <Secret
              icon="key"
              title={texts.words.passphrase}
              text={newAccountTexts().firstAccount.passphraseIs}
            />
          </div>
        </aside>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (Object.values(wrong).every((problem) => problem === undefined)) void making.run();
            else focusWrong();
          }}
        >
          <FailureNotice failure={making.failure} />
          <TextField
            label={texts.words.username}
            value={username}
            onChange={setUsername}
            autoComplete="username"
            autoFocus
            error={shownWrong.username ?? making.failure?.fields.username}
          />
          <SecretField
            label={texts.words.password}
            value={password}
            onChange={setPassword}
            autoComplete="new-password"
            error={shownWrong.password ?? guesses.problemOf(password) ?? making.failure?.fields.password}
            below={<StrengthMeter password={password} known={[username]} ofAccount />}
          />
          <SecretField
            label={texts.words.passphrase}
            value={passphrase}
            onChange={setPassphrase}
            autoComplete="off"
            hint={newAccountTexts().firstAccount.passphraseHint}
            error={
              shownWrong.passphrase ?? guesses.problemOf(passphrase) ?? making.failure?.fields.passphrase
            }
            below={<StrengthMeter password={passphrase} known={[username, password]} ofAccount />}
          />
          <SecretField
            label={newAccountTexts().firstAccount.repeat}
            value={repeated}
            onChange={setRepeated}
            autoComplete="off"
            error={shownWrong.repeated}
          />
          <Button look="primary" type="submit" wide busy={making.running}>
            {making.running ? newAccountTexts().firstAccount.making : newAccountTexts().firstAccount.button}
          </Button>
          <button type="button" className="link small justify-self-start" onClick={onLogIn}>
            {newAccountTexts().firstAccount.have}
          </button>
        </form>
      </div>
    </main>
  );
}

function Secret({ icon, title, text }: { icon: "person" | "key"; title: string; text: string }) {
  return (
    <div className="flex gap-3">
      <span className="secret-mark">
        <Icon name={icon} />
      </span>
      <div>
        <h2 className="font-semibold">{title}</h2>
        <p className="small">{text}</p>
      </div>
    </div>
  );
}
