"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { guardComposition } from "../base/composition.ts";
import { useStore } from "../base/external-store.ts";
import { followUpdates } from "../data/client/app-update.ts";
import { fetchNothingFirst, forgetAnswers } from "../data/client/forget-answers.ts";
import { createTrpcClient, trpc } from "../data/client/trpc.ts";
import { LockScreen } from "../features/session/lock-screen.tsx";
import { SessionWatch } from "../features/session/session-watch.tsx";
import { WelcomeScreen } from "../features/session/welcome-screen.tsx";
import { guardClipboard } from "../lib/clipboard/secret-clipboard.ts";
import { followLanguage } from "../lib/language.ts";
import { say } from "../lib/messages.ts";
import { followLinks, linkStore } from "../lib/one-time-link.ts";
import { answerNewTabs } from "../lib/session/other-tabs.ts";
import { sessionStore, startSession, whenVaultCloses } from "../lib/session/session.ts";
import { followSettings } from "../lib/settings.ts";
import { texts, useLanguage } from "../texts/texts.ts";
import { BrandPage } from "../ui/brand-page.tsx";
import { keepFocus } from "../ui/keep-focus.ts";
import { MessagesRegion } from "../ui/messages-region.tsx";
import { onDemand } from "../ui/on-demand.tsx";
import { followClock } from "./notices/clock-notice.ts";
import { UpdateBar } from "./notices/update-bar.tsx";

/** Not needed for the login screen; it loads while the user types. */
const [VaultScreen, preloadVault] = onDemand(async () => (await import("./vault-screen.tsx")).VaultScreen);

/** The whole app. Only the session decides between login, lock screen and vault. */
export function App() {
  // A new language renders everything below again and keeps its state.
  useLanguage();
  const [queryClient] = useState(createQueryClient);
  const [trpcClient] = useState(createTrpcClient);

  useEffect(() => {
    const stopComposition = guardComposition();
    const stopClock = followClock();
    const stopSettings = followSettings();
    const stopLanguage = followLanguage(() => void startSession());
    const stopUpdates = followUpdates();
    const stopClipboard = guardClipboard();
    const stopFocus = keepFocus();
    const stopLinks = followLinks();
    const stopCache = whenVaultCloses(() => queryClient.clear());
    const stopForgetting = forgetAnswers(queryClient);
    return () => {
      stopComposition();
      stopClock();
      stopLanguage();
      stopSettings();
      stopUpdates();
      stopClipboard();
      stopFocus();
      stopLinks();
      stopCache();
      stopForgetting();
    };
  }, [queryClient]);

  return (
    <trpc.Provider client={trpcClient} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>
        <Screen />
        <UpdateBar />
        <MessagesRegion modal={null} />
      </QueryClientProvider>
    </trpc.Provider>
  );
}

function Screen() {
  const session = useStore(sessionStore);
  const isOpen = session.status === "open";
  const link = useStore(linkStore);
  useEffect(() => {
    if (!isOpen || link === null) return;
    linkStore.set(null);
    say(texts.linkWhileIn);
  }, [isOpen, link]);
  const ticket = "ticket" in session ? session.ticket : null;
  useEffect(() => (ticket ? answerNewTabs(ticket) : undefined), [ticket]);
  switch (session.status) {
    case "starting":
      return (
        <BrandPage>
          <noscript>{texts.noScript}</noscript>
        </BrandPage>
      );
    case "out":
      return (
        <WelcomeScreen reason={session.reason} username={session.username} preloadVault={preloadVault} />
      );
    case "locked":
      return <LockScreen ticket={session.ticket} why={session.why} preloadVault={preloadVault} />;
    case "open":
      return (
        <>
          <VaultScreen username={session.ticket.username} />
          <SessionWatch ticket={session.ticket} />
        </>
      );
  }
}

function createQueryClient() {
  const queries = new QueryClient({
    defaultOptions: {
      // Answers contain names and secrets, so they leave the cache soon after they are no longer shown.
      queries: {
        staleTime: 10_000,
        gcTime: 60_000,
        retry: (count, error) => count < 2 && !("data" in error && error.data),
        networkMode: "always",
      },
      mutations: { gcTime: 0, networkMode: "always" },
    },
  });
  fetchNothingFirst(queries);
  return queries;
}
