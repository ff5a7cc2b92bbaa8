import { useState } from "react";
import { trpc } from "../../../data/client/trpc.ts";
import { makePasskey } from "../../../lib/passkeys/ceremony.ts";
import { accountTexts } from "../../../texts/account-texts.ts";
import { passkeyTexts } from "../../../texts/passkey-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";
import { SecretField } from "../../../ui/secret-field.tsx";
import { CodeField } from "../../second-factor/code-field.tsx";
import { useStepUpAction } from "../../second-factor/use-proved-action.ts";
import { type MadePasskey, NamePasskeyDialog } from "./name-passkey-dialog.tsx";

const USES = ["log-in", "second-factor"] as const;
type Use = (typeof USES)[number];

/** What for, and the password; then the browser's own window; then a name. */
export function AddPasskeyDialog({ onClose }: { onClose: () => void }) {
  const { client } = trpc.useUtils();
  const [use, setUse] = useState<Use>("log-in");
  const [password, setPassword] = useState("");
  const [made, setMade] = useState<MadePasskey | null>(null);
  const words = passkeyTexts().newOne;
  const beginning = useStepUpAction(async () => {
    const options = await client.passkeys.beginAdd.mutate({ password, for: use });
    setMade({ ...(await makePasskey(options)), rpId: options.rp.id, use });
  });
  if (made !== null) return <NamePasskeyDialog made={made} onClose={onClose} />;
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      onSubmit={() => {
        if (password !== "") void beginning.run();
      }}
      foot={
        <>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button look="primary" type="submit" busy={beginning.running} disabled={password === ""}>
            {words.begin}
          </Button>
        </>
      }
    >
      <p className="small quiet">{words.explain}</p>
      <FailureNotice failure={beginning.failure} />
      <fieldset className="grid gap-3">
        <legend className="field-label pb-2">{words.use}</legend>
        {USES.map((value) => (
          <div key={value}>
            <label className="check">
              <input
                type="radio"
                name="passkey-use"
                checked={use === value}
                onChange={() => setUse(value)}
                aria-describedby={`passkey-${value}`}
              />
              {words.uses[value]}
            </label>
            <p className="quiet small pl-7" id={`passkey-${value}`}>
              {words.useHints[value]}
            </p>
          </div>
        ))}
      </fieldset>
      <SecretField
        label={accountTexts().prove}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        autoFocus
      />
      <CodeField code={beginning.code} />
    </Dialog>
  );
}
