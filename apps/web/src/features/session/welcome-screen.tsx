import { type ReactNode, useEffect, useState } from "react";
import { useStore } from "../../base/external-store.ts";
import { trpc } from "../../data/client/trpc.ts";
import { describeFailedRead } from "../../lib/failure.ts";
import { linkStore } from "../../lib/one-time-link.ts";
import { texts } from "../../texts/texts.ts";
import { BrandPage } from "../../ui/brand-page.tsx";
import { Button } from "../../ui/button.tsx";
import { onDemand } from "../../ui/on-demand.tsx";
import { EmptyState } from "../../ui/pieces.tsx";
import { LogInScreen } from "./log-in-screen.tsx";

const frame = (notice: ReactNode, _: object, state: "loading" | "failed") => (
  <>
    {state === "loading" && <BrandPage />}
    {notice}
  </>
);
const [FirstAccountScreen] = onDemand(
  async () => (await import("./first-account-screen.tsx")).FirstAccountScreen,
  { frame },
);
const [LinkScreen] = onDemand(async () => (await import("./link-screen.tsx")).LinkScreen, { frame });
const [RecoverScreen] = onDemand(async () => (await import("./recover-screen.tsx")).RecoverScreen, { frame });

type Step = "start" | "log-in" | "register" | "recover";

interface WelcomeScreenProps {
  readonly reason: "none" | "ended" | "logged-out";
  readonly username: string;
  /** Loads the vault's screen while the user types. */
  readonly preloadVault: () => Promise<unknown>;
}

/** Shown while logged out. A server without accounts offers to create the first. */
export function WelcomeScreen({ reason, username, preloadVault }: WelcomeScreenProps) {
  const status = trpc.system.status.useQuery(undefined, {
    staleTime: Number.POSITIVE_INFINITY,
    // The app starts without its server, too; it looks for it again by itself.
    retry: 1,
    refetchInterval: (query) => (query.state.status === "error" ? 5000 : false),
  });
  const [step, setStep] = useState<Step>("start");
  const [name, setName] = useState(username);

  const [link, setLink] = useState<string | null>(null);
  const offered = useStore(linkStore);
  if (offered !== null && offered !== link) setLink(offered);
  useEffect(() => {
    if (offered !== null) linkStore.set(null);
  }, [offered]);

  if (status.isPending) return <BrandPage />;
  if (status.isError) {
    return (
      <main className="page-centre">
        <h1 className="sr-only">{texts.product}</h1>
        <EmptyState icon="offline" {...describeFailedRead(status.error)}>
          <Button icon="again" onClick={() => void status.refetch()}>
            {texts.tryAgain}
          </Button>
        </EmptyState>
      </main>
    );
  }

  if (link !== null) {
    return (
      <LinkScreen
        key={link}
        secret={link}
        maxSessionSeconds={status.data.maxSessionSeconds}
        preloadVault={preloadVault}
        onDone={(of) => {
          setLink(null);
          if (of !== undefined) setName(of);
          setStep("log-in");
        }}
      />
    );
  }
  const shown =
    step === "start"
      ? status.data.firstAccount && status.data.registrationOpen
        ? "register"
        : "log-in"
      : step;
  if (shown === "register") {
    return (
      <FirstAccountScreen
        first={status.data.firstAccount}
        maxSessionSeconds={status.data.maxSessionSeconds}
        preloadVault={preloadVault}
        onLogIn={() => setStep("log-in")}
        onMade={(made) => {
          setName(made);
          setStep("log-in");
          void status.refetch();
        }}
      />
    );
  }
  if (shown === "recover")
    return (
      <RecoverScreen
        username={name}
        onDone={(typed) => {
          setName(typed);
          setStep("log-in");
        }}
      />
    );
  return (
    <LogInScreen
      status={status.data}
      ended={reason === "ended"}
      username={name}
      onRecover={(typed) => {
        setName(typed);
        setStep("recover");
      }}
      onRegister={() => setStep("register")}
      preloadVault={preloadVault}
    />
  );
}
