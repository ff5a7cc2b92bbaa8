import type { SystemStatus } from "@opp/core/schemas/account";
import { useRef, useState } from "react";
import { trpc } from "../../data/client/trpc.ts";
import { namedAddress } from "../../lib/passkeys/obstacle.ts";
import { draftVault } from "../../lib/session/draft.ts";
import { requireStorage } from "../../lib/session/kept-data.ts";
import { chosenLength, inHumanUnits, keptLength } from "../../lib/session/session-length.ts";
import { settingsStore } from "../../lib/settings.ts";
import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { FailureNotice } from "../../ui/pieces.tsx";
import { SecretField } from "../../ui/secret-field.tsx";
import { useAutofocus } from "../../ui/use-autofocus.ts";
import { CodeField } from "../second-factor/code-field.tsx";
import { useProvedAction } from "../second-factor/use-proved-action.ts";
import { enterVault } from "./parts/enter-vault.ts";
import { SessionFrame } from "./parts/session-frame.tsx";
import { usePasskeyEntry } from "./parts/use-passkey-entry.ts";

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
  const [kept, setKept] = useState(false);
  const [restoring, setRestoring] = useState(false);
  const root = useRef<HTMLElement>(null);
  const restore = trpc.auth.restoreAccount.useMutation();
  useAutofocus(root);

  const { client } = trpc.useUtils();
  const lifeSeconds = () =>
    kept
      ? keptLength(status.maxSessionSeconds)
      : chosenLength(settingsStore.get().sessionSeconds, status.maxSessionSeconds);
  const byPasskey = usePasskeyEntry(() => ({ lifeSeconds: lifeSeconds(), kept }), preloadVault);
  const entering = useProvedAction(async (proof, wrongCodes) => {
    requireStorage();
    if (restoring) {
      await restore.mutateAsync({ username, password, passphrase, secondFactor: proof });
      setRestoring(false);
    }
    // The restoration has used the proof up.
    const secondFactor = restoring ? undefined : proof;
    const entry = {
      username,
      password,
      passphrase,
      secondFactor,
      wrongCodes,
      lifeSeconds: lifeSeconds(),
      kept,
    };
    await enterVault(client, entry, preloadVault);
  });
  const failure = entering.failure ?? byPasskey.failure;
  const named = namedAddress();
  const complete = username !== "" && password !== "" && passphrase !== "";

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
        {ended && !failure && (
          <div className="notice" role="status">
            <Icon name="lock" size={18} />
            <p>{draftVault.isWaiting() ? texts.logIn.endedWithDraft : texts.logIn.ended}</p>
          </div>
        )}
        <FailureNotice failure={failure} />
        <TextField
          label={texts.words.username}
          value={username}
          onChange={setUsername}
          autoComplete="username webauthn"
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
        <CodeField code={entering.code} />
        {!restoring && (
          <div>
            <label className="check">
              <input
                type="checkbox"
                checked={kept}
                onChange={(event) => setKept(event.target.checked)}
                aria-describedby="kept-hint"
              />
              {texts.logIn.keep(texts.logIn.lengthOf(inHumanUnits(keptLength(status.maxSessionSeconds))))}
            </label>
            <p className="quiet small pl-7" id="kept-hint">
              {texts.logIn.keepHint}
            </p>
          </div>
        )}
        <Button look="primary" type="submit" wide busy={entering.running} disabled={!complete}>
          {entering.running
            ? texts.logIn.opening
            : restoring
              ? texts.logIn.restoreButton
              : texts.logIn.button}
        </Button>
        {!restoring && byPasskey.possible && (
          <Button
            icon="key"
            wide
            busy={byPasskey.running}
            onClick={() => {
              entering.forgetFailure();
              byPasskey.start();
            }}
          >
            {texts.logIn.passkey}
          </Button>
        )}
        {named !== null && (
          <p className="small quiet">
            {texts.logIn.passkeyAddress}{" "}
            <a className="link" href={named}>
              {new URL(named).host}
            </a>
          </p>
        )}
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
