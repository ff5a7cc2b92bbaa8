import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { goTo, screenView } from "../../lib/route.ts";
import { accountTexts } from "../../texts/account-texts.ts";
import { passkeyTexts } from "../../texts/passkey-texts.ts";
import { secondFactorTexts } from "../../texts/second-factor-texts.ts";
import { settingsTexts } from "../../texts/settings-texts.ts";
import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import type { IconName } from "../../ui/icon.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { FactorCard } from "./factor/factor-card.tsx";
import { type AccountChange, AccountDialog } from "./parts/account-dialogs.tsx";
import { ActivityCard } from "./parts/activity-card.tsx";
import { FilesRow } from "./parts/files-row.tsx";
import { OldPassphraseNotice } from "./parts/old-passphrase-notice.tsx";
import { SessionsCard } from "./parts/sessions-card.tsx";
import { SettingRow } from "./parts/setting-row.tsx";
import { LockCard, LookCard } from "./parts/settings-card.tsx";
import { PasskeysCard } from "./passkeys/passkeys-card.tsx";
import "../../ui/styles/activity.css";
import "./account.css";

const ICONS: Readonly<Record<AccountChange, IconName>> = {
  username: "person",
  password: "out",
  passphrase: "key",
  "recovery-code": "restore",
  "vault-key": "shield",
  delete: "trash",
};

interface AccountScreenProps {
  /** A change whose dialog is opened at once, for a notice that leads to it. */
  readonly part: string | null;
  readonly username: string;
  readonly onMenu: () => void;
}

/** Account, security and this browser's settings, with links to each section. */
export function AccountScreen({ part, username, onMenu }: AccountScreenProps) {
  const [opened, setOpened] = useState<AccountChange | null>(null);
  const asking = part !== null && isChange(part) ? part : opened;
  const root = useRef<HTMLDivElement>(null);
  const { current, jumpTo } = useSectionInView(root);
  const row = (change: AccountChange) => {
    const words = accountTexts().changes[change];
    return (
      <SettingRow
        icon={ICONS[change]}
        title={words.title}
        text={change === "username" ? username : words.text}
      >
        <Button look={change === "delete" ? "danger-quiet" : "plain"} onClick={() => setOpened(change)}>
          {words.open}
        </Button>
      </SettingRow>
    );
  };
  const sections: readonly { readonly id: string; readonly title: string; readonly content: ReactNode }[] = [
    {
      id: "log-in",
      title: accountTexts().identity,
      content: [row("username"), row("password"), <FilesRow key="files" />].map(keyed),
    },
    { id: "passkeys", title: passkeyTexts().title, content: <PasskeysCard /> },
    {
      id: "second-factor",
      title: secondFactorTexts().title,
      content: <FactorCard username={username} />,
    },
    {
      id: "keys",
      title: accountTexts().keys,
      content: [row("passphrase"), row("recovery-code"), row("vault-key")].map(keyed),
    },
    { id: "look", title: settingsTexts().title, content: <LookCard /> },
    { id: "locking", title: settingsTexts().locking, content: <LockCard username={username} /> },
    { id: "sessions", title: accountTexts().sessions.title, content: <SessionsCard /> },
    { id: "activity", title: accountTexts().activity.title, content: <ActivityCard /> },
    { id: "end", title: accountTexts().ending, content: row("delete") },
  ];

  return (
    <div className="panel-inner account-page" ref={root}>
      <PageHead title={texts.account.title} onMenu={onMenu} />
      <nav className="section-links" aria-label={accountTexts().sections}>
        {sections.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            className="section-link"
            aria-current={id === current || undefined}
            onClick={() => jumpTo(id)}
          >
            {title}
          </button>
        ))}
      </nav>
      <div className="grid content-start gap-6">
        <OldPassphraseNotice />
        {sections.map(({ id, title, content }) => (
          <section key={id} className="grid gap-2 section-block" aria-labelledby={`section-${id}`}>
            <h2 className="font-semibold" id={`section-${id}`} tabIndex={-1}>
              {title}
            </h2>
            <div className="facts">{content}</div>
          </section>
        ))}
      </div>
      {asking && (
        <AccountDialog
          change={asking}
          username={username}
          onClose={() => {
            setOpened(null);
            if (part !== null) goTo({ view: screenView("account"), detail: null }, "replace");
          }}
        />
      )}
    </div>
  );
}

const isChange = (part: string): part is AccountChange => Object.hasOwn(ICONS, part);

const keyed = (content: ReactNode, index: number) => (
  <div key={index} className="settings-part">
    {content}
  </div>
);

/** The section that the page is scrolled to. */
function useSectionInView(root: RefObject<HTMLElement | null>) {
  const [current, setCurrent] = useState("log-in");
  const jump = useRef<{ readonly id: string; readonly top: number } | null>(null);
  useEffect(() => {
    const page = root.current;
    const scroller = page?.parentElement;
    if (!page || !scroller) return;
    const look = () => {
      // Near the end two sections share one position: then it is the one that was asked for.
      if (jump.current?.top === scroller.scrollTop) return setCurrent(jump.current.id);
      const heads = [...page.querySelectorAll<HTMLElement>(".section-block > h2")];
      const { top } = scroller.getBoundingClientRect();
      const isAtEnd =
        scroller.scrollTop > 0 && scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2;
      const passed = isAtEnd
        ? heads.at(-1)
        : heads.findLast((head) => head.getBoundingClientRect().top - top < 96);
      setCurrent((passed ?? heads[0])?.id.replace("section-", "") ?? "");
    };
    look();
    scroller.addEventListener("scroll", look, { passive: true });
    return () => scroller.removeEventListener("scroll", look);
  }, [root]);
  /** What follows `#` in the address is the route, so the link scrolls and moves the focus itself. */
  const jumpTo = (id: string) => {
    const heading = document.getElementById(`section-${id}`);
    const scroller = root.current?.parentElement;
    if (!heading || !scroller) return;
    // Only the page's own scroller: scrollIntoView would move the window, too.
    const margin = Number.parseFloat(getComputedStyle(heading).scrollMarginTop);
    const distance = heading.getBoundingClientRect().top - scroller.getBoundingClientRect().top - margin;
    scroller.scrollTo({ top: scroller.scrollTop + distance });
    heading.focus({ preventScroll: true });
    jump.current = { id, top: scroller.scrollTop };
    setCurrent(id);
  };
  return { current, jumpTo };
}
