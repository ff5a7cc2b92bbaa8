import { LIMITS } from "@opp/core/rules/limits";
import { useState } from "react";
import { ToldFailure } from "../../../base/told-failure.ts";
import { trpc } from "../../../data/client/trpc.ts";
import { say } from "../../../lib/messages.ts";
import { askPasskey, type makePasskey } from "../../../lib/passkeys/ceremony.ts";
import { type PasskeyPrf, unlockSecretOf } from "../../../lib/passkeys/passkey-secrets.ts";
import { requestForPrf } from "../../../lib/passkeys/request-for-prf.ts";
import { passkeyTexts } from "../../../texts/passkey-texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { TextField } from "../../../ui/field.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";
import { CodeField } from "../../second-factor/code-field.tsx";
import { useStepUpAction } from "../../second-factor/use-proved-action.ts";
import { useFactorChanged } from "../factor/use-factor-changed.ts";

export type MadePasskey = Awaited<ReturnType<typeof makePasskey>> & {
  readonly rpId: string;
  readonly use: "log-in" | "second-factor";
};

/** The browser has made a passkey; the server knows it only once it has a name. */
export function NamePasskeyDialog({ made, onClose }: { made: MadePasskey; onClose: () => void }) {
  const { client } = trpc.useUtils();
  const factorChanged = useFactorChanged();
  const words = passkeyTexts().newOne;
  const [name, setName] = useState(words.suggestion);
  const [unlocks, setUnlocks] = useState(false);
  const adding = useStepUpAction(async () => {
    const unlockSecret = unlocks ? await unlockSecretOf(await computeWith(made)) : undefined;
    await client.passkeys.add.mutate({ response: made.response, name, unlockSecret });
    await factorChanged();
    onClose();
    say(words.done);
  });
  return (
    <Dialog
      title={words.named}
      onClose={onClose}
      onSubmit={() => {
        if (name.trim() !== "") void adding.run();
      }}
      foot={
        <Button look="primary" type="submit" busy={adding.running} disabled={name.trim() === ""}>
          {words.save}
        </Button>
      }
    >
      <FailureNotice failure={adding.failure} />
      <TextField
        label={words.name}
        value={name}
        onChange={setName}
        hint={words.nameHint}
        autoComplete="off"
        autoFocus
        maxChars={LIMITS.passkeyNameChars}
        error={adding.failure?.fields.name}
      />
      {made.use === "log-in" &&
        (made.computes ? (
          <div>
            <label className="check">
              <input
                type="checkbox"
                checked={unlocks}
                onChange={({ target }) => setUnlocks(target.checked)}
                aria-describedby="passkey-unlocks"
              />
              {words.unlocks}
            </label>
            <p className="quiet small pl-7" id="passkey-unlocks">
              {words.unlocksHint}
            </p>
          </div>
        ) : (
          <p className="small quiet">{words.cantUnlock}</p>
        ))}
      <CodeField code={adding.code} />
    </Dialog>
  );
}

/** Some browsers compute nothing while they make a passkey, and ask once more. */
async function computeWith({ prf, response, rpId }: MadePasskey): Promise<PasskeyPrf> {
  if (prf) return prf;
  const known = { credentialId: response.id, transports: response.response.transports };
  const asked = await askPasskey(requestForPrf(rpId, [known]));
  if (!asked.prf) throw new ToldFailure("PASSKEY_WITHOUT_PRF", passkeyTexts().cantCompute);
  return asked.prf;
}
