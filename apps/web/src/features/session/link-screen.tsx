import { newPasswordProblem } from "@opp/core/rules/secrets";
import type { LinkFacts } from "@opp/core/schemas/administration";
import { useEffect, useRef, useState } from "react";
import { trpc } from "../../data/client/trpc.ts";
import { say } from "../../lib/messages.ts";
import { sayProblem } from "../../lib/secret-problem.ts";
import { useAction } from "../../lib/use-action.ts";
import { administrationTexts } from "../../texts/administration-texts.ts";
import { texts } from "../../texts/texts.ts";
import { BrandPage } from "../../ui/brand-page.tsx";
import { Button } from "../../ui/button.tsx";
import { FailureNotice } from "../../ui/pieces.tsx";
import { SecretField } from "../../ui/secret-field.tsx";
import { useAutofocus } from "../../ui/use-autofocus.ts";
import { StrengthMeter } from "../generator/strength-meter.tsx";
import { useGuessCheck } from "../generator/use-guess-check.ts";
import { FirstAccountScreen } from "./first-account-screen.tsx";
import { SessionFrame } from "./parts/session-frame.tsx";

interface LinkScreenProps {
  readonly secret: string;
  readonly maxSessionSeconds: number;
  readonly preloadVault: () => Promise<unknown>;
  /** With the name of the account, if there is one by now. */
  readonly onDone: (username?: string) => void;
}

/** Where a one-time link leads: to a new account, or to another login password. */
export function LinkScreen({ secret, maxSessionSeconds, preloadVault, onDone }: LinkScreenProps) {
  const { client } = trpc.useUtils();
  const [link, setLink] = useState<LinkFacts | null>(null);
  const looking = useAction(async () => setLink(await client.auth.openLink.mutate({ link: secret })));
  const { run } = looking;
  useEffect(() => void run(), [run]);

  if (looking.failure) {
    return (
      <SessionFrame>
        <div className="card card-narrow">
          <FailureNotice failure={looking.failure} />
          <Button look="primary" wide onClick={() => onDone()}>
            {administrationTexts().oneTime.back}
          </Button>
        </div>
      </SessionFrame>
    );
  }
  if (link === null) return <BrandPage />;
  if (link.purpose === "password")
    return <NewPasswordForm secret={secret} username={link.username ?? ""} onDone={onDone} />;
  return (
    <FirstAccountScreen
      first={false}
      invitation={secret}
      maxSessionSeconds={maxSessionSeconds}
      preloadVault={preloadVault}
      onLogIn={() => onDone()}
      onMade={onDone}
    />
  );
}

function NewPasswordForm({
  secret,
  username,
  onDone,
}: {
  secret: string;
  username: string;
  onDone: (username?: string) => void;
}) {
  const words = administrationTexts().oneTime;
  const { client } = trpc.useUtils();
  const [password, setPassword] = useState("");
  const [repeated, setRepeated] = useState("");
  const [tried, setTried] = useState(false);
  const root = useRef<HTMLElement>(null);
  useAutofocus(root);
  const guesses = useGuessCheck();
  const wrong = {
    password: sayProblem("password", newPasswordProblem(password)),
    repeated: password === repeated ? undefined : words.notSame,
  };
  const setting = useAction(async () => {
    if (await guesses.finds({ text: password, known: [username] })) return;
    await client.auth.resetPassword.mutate({ link: secret, newPassword: password });
    say(words.done);
    onDone(username);
  });
  return (
    <SessionFrame root={root}>
      <form
        className="card card-narrow"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!wrong.password && !wrong.repeated) void setting.run();
        }}
      >
        <h1 className="title">{words.passwordTitle(username)}</h1>
        <p className="small">{words.passwordText}</p>
        <FailureNotice failure={setting.failure} />
        <input type="text" className="sr-only" autoComplete="username" value={username} readOnly hidden />
        <SecretField
          label={texts.words.newPassword}
          value={password}
          onChange={setPassword}
          autoComplete="new-password"
          autoFocus
          error={
            (tried ? wrong.password : undefined) ??
            guesses.problemOf(password) ??
            setting.failure?.fields.newPassword
          }
          below={<StrengthMeter password={password} known={[username]} ofAccount />}
        />
        <SecretField
          label={words.repeat}
          value={repeated}
          onChange={setRepeated}
          autoComplete="new-password"
          error={tried ? wrong.repeated : undefined}
        />
        <Button look="primary" type="submit" wide busy={setting.running}>
          {words.button}
        </Button>
        <button type="button" className="link small justify-self-start" onClick={() => onDone()}>
          {words.back}
        </button>
      </form>
    </SessionFrame>
  );
}
