import { type ComponentType, useCallback, useEffect, useState } from "react";
import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { EmptyState } from "../../ui/pieces.tsx";

interface HealthProps {
  readonly only: string | null;
  readonly onMenu: () => void;
}

/** Few open it, so it is fetched when somebody does; a fetch that fails can be repeated. */
export function HealthEntry(props: HealthProps) {
  const [screen, setScreen] = useState<{ readonly Screen: ComponentType<HealthProps> } | "failed" | null>(
    null,
  );
  const load = useCallback(() => {
    import("./health-screen.tsx").then(
      ({ HealthScreen }) => setScreen({ Screen: HealthScreen }),
      () => setScreen("failed"),
    );
  }, []);
  useEffect(load, [load]);

  if (screen !== null && screen !== "failed") return <screen.Screen {...props} />;
  return (
    <div className="panel-inner">
      <PageHead title={texts.health.title} onMenu={props.onMenu} />
      {screen === "failed" ? (
        <EmptyState icon="offline" title={texts.unreachable.title} text={texts.unreachable.text}>
          <Button
            icon="again"
            onClick={() => {
              setScreen(null);
              load();
            }}
          >
            {texts.tryAgain}
          </Button>
        </EmptyState>
      ) : (
        <p role="status" className="sr-only">
          {texts.loading}
        </p>
      )}
    </div>
  );
}
