import type { SystemStatus } from "@opp/core/schemas/account";
import { useRef, useState } from "react";
import { callWith, trpc } from "../../data/client/trpc.ts";
import { draftVault } from "../../lib/session/draft.ts";
import { requireStorage } from "../../lib/session/kept-data.ts";
import { openSession } from "../../lib/session/session.ts";
import { firstLength, isAllowedLength } from "../../lib/session/session-length.ts";
import { changeSettings, settingsStore } from "../../lib/settings.ts";
import { useAction } from "../../lib/use-action.ts";
import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { FailureNotice } from "../../ui/pieces.tsx";
import { SecretField } from "../../ui/secret-field.tsx";
import { useAutofocus } from "../../ui/use-autofocus.ts";
import { reportChanges } from "./parts/report-changes.ts";
import { SessionFrame } from "./parts/session-frame.tsx";
import { SessionLengthField } from "./parts/session-length-field.tsx";

interface LogInScreenProps {
  readonly status: SystemStatus;
  readonly ended: boolean;
  readonly username: string;
  readonly onRecover: (username: string) => void;
  readonly onRegister: () => void;
  readonly preloadVault: () => Promise<unknown>;
}

export function LogInScreen({
  status,
  ended,
  username: known,
  onRecover,
  onRegister,
  preloadVault,
}: LogInScreenProps) {
  const [username, setUsername] = useState(known || (settingsStore.get().rememberedUsername ?? ""));
  const [isKnown] = useState(username !== "");
  const [password, setPassword] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [lifeSeconds, setLifeSeconds] = useState(() =>
    firstLength(settingsStore.get().sessionSeconds, status.maxSessionSeconds, status.defaultSessionSeconds),
  );
  const [restoring, setRestoring] = useState(false);
  const root = useRef<HTMLElement>(null);
  const logIn = trpc.auth.login.useMutation();
  const restore = trpc.auth.restoreAccount.useMutation();
  useAutofocus(root);

  const { client } = trpc.useUtils();
  const entering = useAction(async () => {
    requireStorage();
    if (restoring) {
      await restore.mutateAsync({ username, password, passphrase });
      setRestoring(false);
    }
    const { token, expiresAt, user, changes } = await logIn.mutateAsync({
      username,
      password,
      passphrase,
      expiresInSeconds: lifeSeconds,
    });
    await preloadVault();
    if (settingsStore.get().rememberedUsername !== null)
      changeSettings({ rememberedUsername: user.username });
    try {
      await openSession({ token, expiresAt, username: user.username, lifeSeconds }, passphrase);
    } catch (error) {
      // What this browser can't use must not stay on the server.
      await client.auth.logout.mutate(undefined, callWith({ token })).catch(() => {});
      throw error;
    }
    reportChanges(changes);
  });
  const complete =
    username !== "" &&
    password !== "" &&
    passphrase !== "" &&
    (restoring || isAllowedLength(lifeSeconds, status.maxSessionSeconds));

  return (
    <SessionFrame root={root}>
      <form
        className="card card-narrow"
        noValidate
        onInput={() => void preloadVault()}
        onSubmit={(event) => {
          event.preventDefault();
          if (complete) void entering.run();
        }}
      >
        <h1 className="title">{restoring ? texts.logIn.restoreTitle : texts.logIn.title}</h1>
        {ended && !entering.failure && (
          <div className="notice" role="status">
            <Icon name="lock" size={18} />
            <p>{draftVault.isWaiting() ? texts.logIn.endedWithDraft : texts.logIn.ended}</p>
          </div>
        )}
        <FailureNotice failure={entering.failure} />
        <TextField
          label={texts.words.username}
          value={username}
          onChange={setUsername}
          autoComplete="username"
          autoFocus={!isKnown}
          error={entering.failure?.fields.username}
        />
        <SecretField
          label={texts.words.password}
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          autoFocus={isKnown}
          error={entering.failure?.fields.password}
        />
        <SecretField
          label={texts.words.passphrase}
          value={passphrase}
          onChange={setPassphrase}
          autoComplete="off"
          hint={texts.logIn.passphraseHint}
          error={entering.failure?.fields.passphrase}
        />
        {!restoring && (
          <SessionLengthField
            label={texts.logIn.length}
            seconds={lifeSeconds}
            maxSeconds={status.maxSessionSeconds}
            onChange={setLifeSeconds}
          />
        )}
        <Button look="primary" type="submit" wide busy={entering.running} disabled={!complete}>
          {entering.running
            ? texts.logIn.opening
            : restoring
              ? texts.logIn.restoreButton
              : texts.logIn.button}
        </Button>
        <div className="flex flex-wrap gap-x-6 gap-y-2 small">
          <button type="button" className="link" onClick={() => onRecover(username)}>
            {texts.logIn.forgotten}
          </button>
          <button
            type="button"
            className="link"
            onClick={() => {
              entering.forgetFailure();
              setRestoring(!restoring);
            }}
          >
            {restoring ? texts.logIn.noRestore : texts.logIn.restore}
          </button>
          {status.registrationOpen && (
            <button type="button" className="link" onClick={onRegister}>
              {texts.logIn.register}
            </button>
          )}
        </div>
        {!status.registrationOpen && <p className="small quiet">{texts.logIn.closed}</p>}
      </form>
    </SessionFrame>
  );
}
