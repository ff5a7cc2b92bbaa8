import { asUserId } from "@opp/core/ids";
import type { MadeLink } from "@opp/core/schemas/administration";
import { useState } from "react";
import { trpc } from "../../../data/client/trpc.ts";
import { say } from "../../../lib/messages.ts";
import { administrationTexts } from "../../../texts/administration-texts.ts";
import { texts } from "../../../texts/texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";
import { SecretField } from "../../../ui/secret-field.tsx";
import { CodeField } from "../../second-factor/code-field.tsx";
import { useStepUpAction } from "../../second-factor/use-proved-action.ts";
import type { Deed } from "./deed.ts";
import { LinkDialog } from "./link-dialog.tsx";

/** Says what will happen, and asks for the administrator's own password. A link that it makes is shown once. */
export function DeedDialog({ deed, onClose }: { deed: Deed; onClose: () => void }) {
  const words = administrationTexts();
  const utils = trpc.useUtils();
  const { administration } = utils.client;
  const [password, setPassword] = useState("");
  const [link, setLink] = useState<MadeLink | null>(null);

  async function act(): Promise<MadeLink | null> {
    switch (deed.kind) {
      case "invite":
        return administration.invite.mutate({ password });
      case "revoke-link":
        await administration.revokeLink.mutate({ id: deed.id, password });
        return null;
      case "registration":
        await administration.chooseRegistration.mutate({ registration: deed.registration, password });
        return null;
      case "backup":
        await administration.makeBackup.mutate({ password });
        return null;
      default: {
        const input = { id: asUserId(deed.person.id), password };
        if (deed.kind === "password-link") return administration.makePasswordLink.mutate(input);
        if (deed.kind === "end-sessions") await administration.endSessions.mutate(input);
        else if (deed.kind === "second-factor") await administration.resetSecondFactor.mutate(input);
        else if (deed.kind === "delete") await administration.deleteAccount.mutate(input);
        else if (deed.kind === "restore") await administration.restoreAccount.mutate(input);
        else
          await administration.setAdministrator.mutate({
            ...input,
            administrator: deed.kind === "grant",
          });
        return null;
      }
    }
  }
  const acting = useStepUpAction(async () => {
    const made = await act();
    await Promise.all([utils.administration.invalidate(), utils.account.invalidate()]);
    if (made) return setLink(made);
    onClose();
    if (deed.kind !== "invite") say(words.actions[deed.kind].done);
  });

  if (link) return <LinkDialog link={link} onClose={onClose} />;
  const name = "person" in deed ? deed.person.username : "";
  const { title, text, button } =
    deed.kind === "invite"
      ? words.invite
      : { ...words.actions[deed.kind], title: words.actions[deed.kind].title(name) };
  const isDangerous = deed.kind === "delete" || deed.kind === "second-factor";
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={() => {
        if (password !== "") void acting.run();
      }}
      foot={
        <>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button
            look={isDangerous ? "danger" : "primary"}
            type="submit"
            busy={acting.running}
            disabled={password === ""}
          >
            {button}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      <FailureNotice failure={acting.failure} />
      <SecretField
        label={words.yourPassword}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        autoFocus
        error={acting.failure?.fields.password}
      />
      <CodeField code={acting.code} />
    </Dialog>
  );
}
