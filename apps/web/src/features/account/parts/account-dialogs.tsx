import {
  areSameSecret,
  newPassphraseProblem,
  newPasswordProblem,
  newUsernameProblem,
  tidyUsername,
} from "@opp/core/rules/secrets";
import { useState } from "react";
import { trpc } from "../../../data/client/trpc.ts";
import { say } from "../../../lib/messages.ts";
import { sayProblem } from "../../../lib/secret-problem.ts";
import {
  currentPassphrase,
  currentTicket,
  endSession,
  replacePassphrase,
  replaceTicket,
} from "../../../lib/session/session.ts";
import { exactTime } from "../../../lib/when.ts";
import { accountTexts } from "../../../texts/account-texts.ts";
import { newAccountTexts } from "../../../texts/new-account-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { TextField } from "../../../ui/field.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";
import { SecretField } from "../../../ui/secret-field.tsx";
import { StrengthMeter } from "../../generator/strength-meter.tsx";
import { useGuessCheck } from "../../generator/use-guess-check.ts";
import { CodeField } from "../../second-factor/code-field.tsx";
import { useStepUpAction } from "../../second-factor/use-proved-action.ts";
import { RecoveryCode } from "../../session/recovery-code-card.tsx";

export type AccountChange = "username" | "password" | "passphrase" | "recovery-code" | "vault-key" | "delete";

/** Every change of the account proves the password first. */
export function AccountDialog({
  change,
  username,
  onClose,
}: {
  change: AccountChange;
  username: string;
  onClose: () => void;
}) {
  const utils = trpc.useUtils();
  const { client } = utils;
  const [password, setPassword] = useState("");
  const [next, setNext] = useState(change === "username" ? username : "");
  const [repeated, setRepeated] = useState("");
  const [tried, setTried] = useState(false);
  const [code, setCode] = useState<string | null>(null);
  const words = accountTexts().changes[change];
  const wrong = problemOf(change, next, repeated);

  const guesses = useGuessCheck();
  const known = change === "password" ? [username] : [username, password];
  const changing = useStepUpAction(async () => {
    const isChosen = change === "password" || change === "passphrase" || change === "vault-key";
    if (isChosen && (await guesses.finds({ text: next, known }))) return;
    switch (change) {
      case "username": {
        await client.account.rename.mutate({ password, newUsername: next });
        const ticket = currentTicket();
        if (ticket) replaceTicket({ ...ticket, username: tidyUsername(next) });
        break;
      }
      case "password":
        await client.account.changePassword.mutate({ password, newPassword: next });
        break;
      case "passphrase":
        await client.account.changePassphrase.mutate({ password, newPassphrase: next });
        replacePassphrase(next);
        break;
      case "recovery-code":
        return setCode((await client.account.renewRecoveryCode.mutate({ password })).recoveryCode);
      case "vault-key": {
        const answer = await client.account.renewVaultKey.mutate({ password, newPassphrase: next });
        replacePassphrase(next);
        void utils.account.get.invalidate();
        return setCode(answer.recoveryCode);
      }
      case "delete": {
        const { erasedAt } = await client.account.delete.mutate({ password });
        endSession("logged-out");
        return say(accountTexts().deleted(exactTime(erasedAt)));
      }
    }
    await Promise.all([utils.sessions.list.invalidate(), utils.account.invalidate()]);
    onClose();
    say(words.done);
  });

  if (code !== null) {
    return (
      <Dialog title={newAccountTexts().recoveryCode.title} closable={false} onClose={onClose}>
        <RecoveryCode
          code={code}
          username={username}
          onKept={() => {
            onClose();
            say(words.done);
          }}
        />
      </Dialog>
    );
  }
  const newLabel = {
    username: texts.words.newUsername,
    password: texts.words.newPassword,
    passphrase: texts.words.newPassphrase,
    "vault-key": texts.words.newPassphrase,
    "recovery-code": null,
    delete: null,
  }[change];
  const error = tried ? (wrong.next ?? guesses.problemOf(next)) : undefined;
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (!wrong.next && !wrong.repeated && password !== "") void changing.run();
      }}
      foot={
        <>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button
            look={change === "delete" ? "danger" : "primary"}
            type="submit"
            busy={changing.running}
            disabled={password === ""}
          >
            {words.button}
          </Button>
        </>
      }
    >
      <p className="small quiet">{words.explain}</p>
      <FailureNotice failure={changing.failure} />
      {newLabel !== null && change === "username" && (
        <TextField
          label={newLabel}
          value={next}
          onChange={setNext}
          autoComplete="username"
          autoFocus
          error={error ?? changing.failure?.fields.newUsername}
        />
      )}
      {newLabel !== null && change !== "username" && (
        <>
          <SecretField
            label={newLabel}
            value={next}
            onChange={setNext}
            autoComplete={change === "password" ? "new-password" : "off"}
            autoFocus
            error={error ?? changing.failure?.fields.newPassword ?? changing.failure?.fields.newPassphrase}
            below={<StrengthMeter password={next} known={known} ofAccount />}
          />
          <SecretField
            label={accountTexts().repeat}
            value={repeated}
            onChange={setRepeated}
            autoComplete="off"
            error={tried ? wrong.repeated : undefined}
          />
        </>
      )}
      <SecretField
        label={accountTexts().prove}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        autoFocus={newLabel === null}
      />
      <CodeField code={changing.code} />
    </Dialog>
  );
}

function problemOf(
  change: AccountChange,
  next: string,
  repeated: string,
): { next?: string | undefined; repeated?: string | undefined } {
  if (change === "username") return { next: sayProblem("username", newUsernameProblem(next)) };
  if (change === "recovery-code" || change === "delete") return {};
  const problem =
    change === "password"
      ? sayProblem("password", newPasswordProblem(next))
      : sayProblem("passphrase", newPassphraseProblem(next));
  const current = currentPassphrase();
  const isSame = change !== "password" && current !== null && areSameSecret(next, current);
  return {
    next: problem ?? (isSame ? accountTexts().samePassphrase : undefined),
    repeated: repeated === next ? undefined : accountTexts().notRepeated,
  };
}
