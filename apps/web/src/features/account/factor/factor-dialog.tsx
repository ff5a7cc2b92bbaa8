import { useState } from "react";
import { trpc } from "../../../data/client/trpc.ts";
import { say } from "../../../lib/messages.ts";
import { accountTexts } from "../../../texts/account-texts.ts";
import { secondFactorTexts } from "../../../texts/second-factor-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";
import { SecretField } from "../../../ui/secret-field.tsx";
import { CodeField } from "../../second-factor/code-field.tsx";
import { useStepUpAction } from "../../second-factor/use-proved-action.ts";
import { SpareCodes } from "./spare-codes.tsx";
import { useFactorChanged } from "./use-factor-changed.ts";

export type FactorChange = "on" | "off" | "remove" | "remove-one" | "spare-codes";

interface FactorDialogProps {
  readonly change: FactorChange;
  readonly username: string;
  readonly isRequired: boolean;
  readonly onClose: () => void;
}

/** Every change of the second factor proves the password first. */
export function FactorDialog({ change, username, isRequired, onClose }: FactorDialogProps) {
  const { client } = trpc.useUtils();
  const factorChanged = useFactorChanged();
  const [password, setPassword] = useState("");
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const words = secondFactorTexts().changes[change];
  const isRemoval = change === "remove" || change === "remove-one";
  const finish = () => {
    onClose();
    say(words.done);
  };
  const changing = useStepUpAction(async () => {
    if (change === "spare-codes") {
      setCodes((await client.secondFactor.renewSpareCodes.mutate({ password })).spareCodes);
      return factorChanged();
    }
    if (isRemoval) {
      // The last proof can't go while logins ask for one.
      if (isRequired && change === "remove")
        await client.secondFactor.require.mutate({ password, on: false });
      await client.secondFactor.removeTotp.mutate({ password });
    } else await client.secondFactor.require.mutate({ password, on: change === "on" });
    await factorChanged();
    finish();
  });

  if (codes !== null)
    return (
      <Dialog
        title={secondFactorTexts().spareCodes.shown}
        closable={false}
        onClose={onClose}
        onSubmit={finish}
        foot={
          <Button look="primary" type="submit">
            {secondFactorTexts().spareCodes.kept}
          </Button>
        }
      >
        <SpareCodes codes={codes} username={username} />
      </Dialog>
    );
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      onSubmit={() => {
        if (password !== "") void changing.run();
      }}
      foot={
        <>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button
            look={isRemoval ? "danger" : "primary"}
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
      <SecretField
        label={accountTexts().prove}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        autoFocus
      />
      <CodeField code={changing.code} />
    </Dialog>
  );
}
