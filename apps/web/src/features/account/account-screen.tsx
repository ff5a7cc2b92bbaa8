import { type ReactNode, useState } from "react";
import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import type { IconName } from "../../ui/icon.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { type AccountChange, AccountDialog } from "./account-dialogs.tsx";
import { ActivityCard } from "./activity-card.tsx";
import { OldPassphraseNotice } from "./old-passphrase-notice.tsx";
import { SessionsCard } from "./sessions-card.tsx";
import { SettingRow } from "./setting-row.tsx";
import { LockCard, LookCard } from "./settings-card.tsx";

const ICONS: Readonly<Record<AccountChange, IconName>> = {
  username: "person",
  password: "out",
  passphrase: "key",
  "recovery-code": "restore",
  "vault-key": "shield",
  delete: "trash",
};

/** Account and security, and what this browser does; each section can be jumped to. */
export function AccountScreen({ username, onMenu }: { username: string; onMenu: () => void }) {
  const [asking, setAsking] = useState<AccountChange | null>(null);
  const row = (change: AccountChange) => {
    const words = texts.account.changes[change];
    return (
      <SettingRow
        icon={ICONS[change]}
        title={words.title}
        text={change === "username" ? username : words.text}
      >
        <Button look={change === "delete" ? "danger-quiet" : "plain"} onClick={() => setAsking(change)}>
          {words.open}
        </Button>
      </SettingRow>
    );
  };
  const sections: readonly { readonly id: string; readonly title: string; readonly content: ReactNode }[] = [
    {
      id: "log-in",
      title: texts.account.identity,
      content: [row("username"), row("password")].map(keyed),
    },
    {
      id: "keys",
      title: texts.account.keys,
      content: [row("passphrase"), row("recovery-code"), row("vault-key")].map(keyed),
    },
    { id: "look", title: texts.settings.title, content: <LookCard /> },
    { id: "locking", title: texts.settings.locking, content: <LockCard /> },
    { id: "sessions", title: texts.sessions.title, content: <SessionsCard /> },
    { id: "activity", title: texts.activity.title, content: <ActivityCard /> },
    { id: "end", title: texts.account.ending, content: row("delete") },
  ];

  return (
    <div className="panel-inner">
      <PageHead title={texts.account.title} onMenu={onMenu} />
      <nav className="section-links" aria-label={texts.account.sections}>
        {sections.map(({ id, title }) => (
          <button key={id} type="button" className="section-link" onClick={() => jumpTo(id)}>
            {title}
          </button>
        ))}
      </nav>
      <OldPassphraseNotice />
      {sections.map(({ id, title, content }) => (
        <section key={id} className="grid gap-2 section-block" aria-labelledby={`section-${id}`}>
          <h2 className="font-semibold" id={`section-${id}`} tabIndex={-1}>
            {title}
          </h2>
          <div className="facts">{content}</div>
        </section>
      ))}
      {asking && <AccountDialog change={asking} username={username} onClose={() => setAsking(null)} />}
    </div>
  );
}

const keyed = (content: ReactNode, index: number) => (
  <div key={index} className="settings-part">
    {content}
  </div>
);

/** The address after `#` is the place in the vault, so the jump is made by hand; the focus goes along. */
function jumpTo(id: string): void {
  const heading = document.getElementById(`section-${id}`);
  heading?.scrollIntoView();
  heading?.focus({ preventScroll: true });
}
