import { type ReactNode, useState } from "react";
import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { type AccountChange, AccountDialog } from "./account-dialogs.tsx";
import { ActivityCard } from "./activity-card.tsx";
import { SessionsCard } from "./sessions-card.tsx";
import { SettingsCard } from "./settings-card.tsx";

export function AccountScreen({ username, onMenu }: { username: string; onMenu: () => void }) {
  const [asking, setAsking] = useState<AccountChange | null>(null);
  const row = (change: AccountChange, danger = false) => {
    const words = texts.account.changes[change];
    return (
      <div className="settings-row">
        <div>
          <h3 className="font-semibold">{words.title}</h3>
          <p className="small quiet">{change === "username" ? username : words.text}</p>
        </div>
        <Button look={danger ? "danger" : "plain"} onClick={() => setAsking(change)}>
          {words.open}
        </Button>
      </div>
    );
  };

  return (
    <div className="panel-inner">
      <PageHead title={texts.account.title} onMenu={onMenu} />
      <Card title={texts.account.identity}>
        {row("username")}
        {row("password")}
      </Card>
      <Card title={texts.account.keys}>
        {row("passphrase")}
        {row("recovery-code")}
        {row("vault-key")}
      </Card>
      <Card title={texts.settings.title}>
        <SettingsCard />
      </Card>
      <Card title={texts.sessions.title}>
        <SessionsCard />
      </Card>
      <Card title={texts.activity.title}>
        <ActivityCard />
      </Card>
      <Card title={texts.account.ending}>{row("delete", true)}</Card>
      {asking && <AccountDialog change={asking} username={username} onClose={() => setAsking(null)} />}
    </div>
  );
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-2" aria-label={title}>
      <h2 className="font-semibold">{title}</h2>
      <div className="facts">{children}</div>
    </section>
  );
}
