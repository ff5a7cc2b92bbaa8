import { useState } from "react";
import { trpc } from "../../data/client/trpc.ts";
import { describeFailure } from "../../lib/failure.ts";
import { administrationTexts } from "../../texts/administration-texts.ts";
import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { FailureNotice } from "../../ui/pieces.tsx";
import type { Deed } from "./parts/deed.ts";
import { DeedDialog } from "./parts/deed-dialog.tsx";
import { LinksCard } from "./parts/links-card.tsx";
import { PeopleCard } from "./parts/people-card.tsx";
import { BackupsCard, FindingsCard, RegistrationCard } from "./parts/server-cards.tsx";
import "../../ui/styles/activity.css";
import "./administration.css";

/** Accounts and the server as a whole, for administrators. */
export function AdministrationScreen({ username, onMenu }: { username: string; onMenu: () => void }) {
  const words = administrationTexts();
  const [deed, setDeed] = useState<Deed | null>(null);
  const people = trpc.administration.people.useQuery();
  const links = trpc.administration.links.useQuery();
  const server = trpc.administration.server.useQuery();
  const findings = trpc.administration.examine.useQuery();
  const failed = [people, links, server, findings].find(({ isError }) => isError);
  const sections = [
    {
      id: "people",
      title: words.people.title,
      content: people.data && <PeopleCard people={people.data.people} username={username} onDeed={setDeed} />,
      action: (
        <Button icon="plus" onClick={() => setDeed({ kind: "invite" })}>
          {words.invite.open}
        </Button>
      ),
    },
    {
      id: "links",
      title: words.links.title,
      content: links.data && <LinksCard links={links.data.links} onDeed={setDeed} />,
    },
    {
      id: "registration",
      title: words.registration.title,
      content: server.data && <RegistrationCard registration={server.data.registration} onDeed={setDeed} />,
    },
    {
      id: "backups",
      title: words.backups.title,
      content: server.data && (
        <BackupsCard backups={server.data.backups} isOverdue={server.data.backupOverdue} onDeed={setDeed} />
      ),
    },
    {
      id: "server",
      title: words.server.title,
      content: server.data && findings.data && (
        <FindingsCard version={server.data.version} findings={findings.data.findings} />
      ),
    },
  ];

  return (
    <div className="panel-inner administration">
      <PageHead title={texts.side.administration} onMenu={onMenu} />
      <div className="notice">
        <Icon name="shield" size={18} />
        <p>{words.sealed}</p>
      </div>
      {failed?.error && <FailureNotice failure={describeFailure(failed.error)} />}
      {(failed ? [] : sections).map(({ id, title, content, action }) => (
        <section key={id} className="grid gap-2" aria-labelledby={`administration-${id}`}>
          <div className="flex items-center justify-between gap-3">
            <h2 className="font-semibold" id={`administration-${id}`}>
              {title}
            </h2>
            {action}
          </div>
          <div className="facts">{content ?? <div className="skeleton m-4 h-12" />}</div>
        </section>
      ))}
      {deed && <DeedDialog deed={deed} onClose={() => setDeed(null)} />}
    </div>
  );
}
