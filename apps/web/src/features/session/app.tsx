"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { followUpdates } from "../../lib/app-update.ts";
import { useStore } from "../../lib/external-store.ts";
import { followLanguage } from "../../lib/language.ts";
import { guardClipboard } from "../../lib/secret-clipboard.ts";
import { sessionStore, startSession, whenVaultCloses } from "../../lib/session.ts";
import { followSettings } from "../../lib/settings.ts";
import { createTrpcClient, trpc } from "../../lib/trpc.ts";
import { texts, useLanguage } from "../../texts/texts.ts";
import { MessagesRegion } from "../../ui/messages-region.tsx";
import { VaultScreen } from "../vault/vault-on-demand.ts";
import { BrandPage } from "./brand-page.tsx";
import { LockScreen } from "./lock-screen.tsx";
import { SessionWatch } from "./session-watch.tsx";
import { UpdateBar } from "./update-bar.tsx";
import { WelcomeScreen } from "./welcome-screen.tsx";

/** The whole app: which of its screens is shown is a matter of the session alone. */
export function App() {
  // Everything below is drawn anew in another language, and keeps its state.
  useLanguage();
  const [queryClient] = useState(createQueryClient);
  const [trpcClient] = useState(createTrpcClient);

  useEffect(() => {
    const stopSettings = followSettings();
    const stopLanguage = followLanguage(startSession);
    const stopUpdates = followUpdates();
    const stopClipboard = guardClipboard();
    const stopCache = whenVaultCloses(() => queryClient.clear());
    return () => {
      stopLanguage();
      stopSettings();
      stopUpdates();
      stopClipboard();
      stopCache();
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
  switch (session.status) {
    case "starting":
      return (
        <BrandPage>
          <noscript>{texts.noScript}</noscript>
        </BrandPage>
      );
    case "out":
      return <WelcomeScreen reason={session.reason} username={session.username} />;
    case "locked":
      return <LockScreen ticket={session.ticket} why={session.why} />;
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
  return new QueryClient({
    defaultOptions: {
      // Answers hold names and secrets: what nobody shows any more is let go of soon.
      queries: {
        staleTime: 10_000,
        gcTime: 60_000,
        retry: (count, error) => count < 2 && !("data" in error && error.data),
        networkMode: "always",
      },
      mutations: { gcTime: 0, networkMode: "always" },
    },
  });
}
