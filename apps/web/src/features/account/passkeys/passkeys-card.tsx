import type { Passkey } from "@opp/core/schemas/passkeys";
import { useState } from "react";
import { useNow } from "../../../base/use-now.ts";
import { trpc } from "../../../data/client/trpc.ts";
import { describeFailure } from "../../../lib/failure.ts";
import { isUsableHere, namedAddress, passkeyObstacle } from "../../../lib/passkeys/obstacle.ts";
import { exactTime, relativeTime } from "../../../lib/when.ts";
import { passkeyTexts } from "../../../texts/passkey-texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Menu } from "../../../ui/menu.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";
import { UserText } from "../../../ui/user-text.tsx";
import { AddPasskeyDialog } from "./add-passkey-dialog.tsx";
import { type PasskeyChange, PasskeyDialog } from "./passkey-dialog.tsx";

/** The account's passkeys, and how to add one, or why that isn't possible here. */
export function PasskeysCard() {
  const { data, error, isPending } = trpc.passkeys.list.useQuery();
  const [asking, setAsking] = useState<"add" | { passkey: Passkey; change: PasskeyChange } | null>(null);
  const [obstacle] = useState(passkeyObstacle);
  const words = passkeyTexts();
  if (isPending) return <div className="skeleton m-4 h-12" />;
  if (!data)
    return (
      <div className="p-3">
        <FailureNotice failure={describeFailure(error)} />
      </div>
    );
  const close = () => setAsking(null);
  return (
    <>
      {data.passkeys.map((passkey) => (
        <PasskeyRow
          key={passkey.id}
          passkey={passkey}
          canAsk={obstacle === null && isUsableHere(passkey.rpId)}
          onChange={(change) => setAsking({ passkey, change })}
        />
      ))}
      <div className="settings-row">
        {obstacle === null ? (
          <>
            <p className="small quiet">{words.none}</p>
            <Button onClick={() => setAsking("add")}>{words.add}</Button>
          </>
        ) : (
          <p className="small quiet">
            {words.obstacle[obstacle]} {obstacle === "address" && <NamedLink />}
          </p>
        )}
      </div>
      {asking === "add" && <AddPasskeyDialog onClose={close} />}
      {asking !== null && asking !== "add" && <PasskeyDialog {...asking} onClose={close} />}
    </>
  );
}

function NamedLink() {
  const address = namedAddress();
  if (address === null) return null;
  return (
    <a className="link" href={address}>
      {passkeyTexts().obstacle.open(new URL(address).host)}
    </a>
  );
}

interface PasskeyRowProps {
  readonly passkey: Passkey;
  /** Whether this page can have the browser ask for it. */
  readonly canAsk: boolean;
  readonly onChange: (change: PasskeyChange) => void;
}

function PasskeyRow({ passkey, canAsk, onChange }: PasskeyRowProps) {
  const { name, mayLogIn, opensVault, synced, rpId, createdAt, lastUsedAt } = passkey;
  const now = useNow();
  const words = passkeyTexts();
  const shown = name ?? words.facts.damaged;
  const facts = [
    words.facts[opensVault ? "opens" : mayLogIn ? "log-in" : "second-factor"],
    synced && words.facts.synced,
    !isUsableHere(rpId) && words.facts.elsewhere(rpId),
    words.facts.made(exactTime(createdAt)),
    lastUsedAt === null ? words.facts.unused : words.facts.used(relativeTime(lastUsedAt, now)),
  ].filter((fact) => fact !== false);
  const changes: readonly PasskeyChange[] = [
    "rename",
    ...(opensVault ? (["unlock-off"] as const) : mayLogIn && canAsk ? (["unlock-on"] as const) : []),
    "remove",
  ];
  return (
    <div className="settings-row">
      <div className="setting-what">
        <Icon name="key" />
        <div className="min-w-0">
          <h3 className="font-semibold">
            <UserText text={shown} />
          </h3>
          <p className="small quiet">{facts.join(" · ")}</p>
        </div>
      </div>
      <Menu
        label={words.actions(shown)}
        entries={changes.map((change) => ({
          icon: ICONS[change],
          label: words.changes[change].open,
          run: () => onChange(change),
        }))}
      >
        <Icon name="more" />
      </Menu>
    </div>
  );
}

const ICONS = { rename: "edit", "unlock-on": "key", "unlock-off": "lock", remove: "trash" } as const;
