import type { OpenLink } from "@opp/core/schemas/administration";
import { exactTime } from "../../../lib/when.ts";
import { administrationTexts } from "../../../texts/administration-texts.ts";
import { Button } from "../../../ui/button.tsx";
import type { Deed } from "./deed.ts";

/** Unused one-time links; only their holders know the secrets. */
export function LinksCard({ links, onDeed }: { links: readonly OpenLink[]; onDeed: (deed: Deed) => void }) {
  const words = administrationTexts();
  if (links.length === 0) return <p className="settings-row small quiet">{words.links.none}</p>;
  return links.map(({ id, username, madeBy, expiresAt }) => (
    <div key={id} className="settings-row">
      <div>
        <p className="font-semibold">
          {username === null ? words.links.invitation : words.links.password(username)}
        </p>
        <p className="small quiet">
          {words.links.by(madeBy ?? words.links.commandLine)}, {words.links.until(exactTime(expiresAt))}
        </p>
      </div>
      <Button look="danger-quiet" onClick={() => onDeed({ kind: "revoke-link", id })}>
        {words.actions["revoke-link"].label}
      </Button>
    </div>
  ));
}
