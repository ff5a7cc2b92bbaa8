import { LIMITS } from "@opp/core/rules/limits";
import type { Passkey } from "@opp/core/schemas/passkeys";
import { useState } from "react";
import { ToldFailure } from "../../../base/told-failure.ts";
import { trpc } from "../../../data/client/trpc.ts";
import { say } from "../../../lib/messages.ts";
import { askPasskey } from "../../../lib/passkeys/ceremony.ts";
import { unlockSecretOf } from "../../../lib/passkeys/passkey-secrets.ts";
import { accountTexts } from "../../../texts/account-texts.ts";
import { passkeyTexts } from "../../../texts/passkey-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { TextField } from "../../../ui/field.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";
import { SecretField } from "../../../ui/secret-field.tsx";
import { CodeField } from "../../second-factor/code-field.tsx";
import { useStepUpAction } from "../../second-factor/use-proved-action.ts";
import { useFactorChanged } from "../factor/use-factor-changed.ts";

export type PasskeyChange = "rename" | "remove" | "unlock-on" | "unlock-off";

interface PasskeyDialogProps {
  readonly passkey: Passkey;
  readonly change: PasskeyChange;
  readonly onClose: () => void;
}

/** Every change of a passkey proves the password first. */
export function PasskeyDialog({ passkey: { id, name: oldName }, change, onClose }: PasskeyDialogProps) {
  const { client } = trpc.useUtils();
  const factorChanged = useFactorChanged();
  const [password, setPassword] = useState("");
  const [name, setName] = useState(oldName ?? "");
  const words = passkeyTexts().changes[change];
  const isNamed = change !== "rename" || name.trim() !== "";
  const unlockWith = async () => {
    const options = await client.passkeys.beginUnlock.mutate({ id });
    const { response, prf } = await askPasskey(options);
    if (!prf) throw new ToldFailure("PASSKEY_WITHOUT_PRF", passkeyTexts().cantCompute);
    const unlock = { response, unlockSecret: await unlockSecretOf(prf) };
    await client.passkeys.setUnlock.mutate({ id, password, unlock });
  };
  const changing = useStepUpAction(async () => {
    if (change === "rename") await client.passkeys.rename.mutate({ id, password, name });
    else if (change === "unlock-on") await unlockWith();
    else if (change === "unlock-off") await client.passkeys.setUnlock.mutate({ id, password, unlock: null });
    else await client.passkeys.remove.mutate({ id, password });
    await factorChanged();
    onClose();
    say(words.done);
  });
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      onSubmit={() => {
        if (password !== "" && isNamed) void changing.run();
      }}
      foot={
        <>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button
            look={change === "remove" ? "danger" : "primary"}
            type="submit"
            busy={changing.running}
            disabled={password === "" || !isNamed}
          >
            {words.button}
          </Button>
        </>
      }
    >
      {oldName !== null && change !== "rename" && <p className="font-semibold">{oldName}</p>}
      {words.explain && <p className="small quiet">{words.explain}</p>}
      <FailureNotice failure={changing.failure} />
      {change === "rename" && (
        <TextField
          label={passkeyTexts().newOne.name}
          value={name}
          onChange={setName}
          autoComplete="off"
          autoFocus
          maxChars={LIMITS.passkeyNameChars}
          error={changing.failure?.fields.name}
        />
      )}
      <SecretField
        label={accountTexts().prove}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        autoFocus={change !== "rename"}
      />
      <CodeField code={changing.code} />
    </Dialog>
  );
}
