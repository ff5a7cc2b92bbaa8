import type { NewTotp } from "@opp/core/schemas/second-factor";
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
import { ScanDialog } from "./scan-dialog.tsx";
import { SpareCodes } from "./spare-codes.tsx";
import { useFactorChanged } from "./use-factor-changed.ts";

interface SetUpDialogProps {
  readonly username: string;
  readonly isRequired: boolean;
  readonly onClose: () => void;
}

/** Password, then the secret and its first code, then spare codes for an account that has none, and whether logins ask from now on. */
export function SetUpDialog({ username, isRequired, onClose }: SetUpDialogProps) {
  const { client } = trpc.useUtils();
  const factorChanged = useFactorChanged();
  const [password, setPassword] = useState("");
  const [made, setMade] = useState<NewTotp | null>(null);
  const [codes, setCodes] = useState<readonly string[] | "kept already" | null>(null);
  const [wanted, setWanted] = useState(true);
  const words = secondFactorTexts();
  const finish = () => {
    onClose();
    say(words.setUp.done);
  };

  const beginning = useStepUpAction(async () =>
    setMade(await client.secondFactor.beginTotp.mutate({ password })),
  );
  const confirming = useStepUpAction(async (code: string) => {
    const { spareCodes } = await client.secondFactor.confirmTotp.mutate({ code });
    await factorChanged();
    if (spareCodes === null && isRequired) finish();
    else setCodes(spareCodes ?? "kept already");
  });
  const finishing = useStepUpAction(async () => {
    if (wanted && !isRequired) {
      await client.secondFactor.require.mutate({ password, on: true });
      await factorChanged();
    }
    finish();
  });

  if (codes !== null)
    return (
      <Dialog
        title={codes === "kept already" ? words.setUp.title : words.spareCodes.shown}
        closable={false}
        onClose={onClose}
        onSubmit={() => void finishing.run()}
        foot={
          <Button look="primary" type="submit" busy={finishing.running}>
            {codes === "kept already" ? texts.save : words.spareCodes.kept}
          </Button>
        }
      >
        <FailureNotice failure={finishing.failure} />
        {codes !== "kept already" && <SpareCodes codes={codes} username={username} />}
        {!isRequired && (
          <label className="check">
            <input type="checkbox" checked={wanted} onChange={({ target }) => setWanted(target.checked)} />
            {words.spareCodes.ask}
          </label>
        )}
        <CodeField code={finishing.code} />
      </Dialog>
    );
  if (made !== null) return <ScanDialog made={made} confirming={confirming} onClose={onClose} />;
  return (
    <Dialog
      title={words.setUp.title}
      onClose={onClose}
      onSubmit={() => {
        if (password !== "") void beginning.run();
      }}
      foot={
        <>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button look="primary" type="submit" busy={beginning.running} disabled={password === ""}>
            {words.setUp.begin}
          </Button>
        </>
      }
    >
      <p className="small quiet">{words.setUp.explain}</p>
      <FailureNotice failure={beginning.failure} />
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
