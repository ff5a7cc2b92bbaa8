import { type ComponentType, type ReactNode, useCallback, useEffect, useState } from "react";
import { texts } from "../texts/texts.ts";
import { Button } from "./button.tsx";
import { EmptyState } from "./pieces.tsx";

/**
 * A part of the app that isn't in the first load: fetched when it is first shown, or before by `preload`. A fetch that fails
 * says so and can be repeated.
 */
export function onDemand<Props extends object>(
  fetchPart: () => Promise<ComponentType<Props>>,
  waiting: ReactNode = null,
) {
  let fetched: { readonly Part: ComponentType<Props> } | null = null;
  const load = async () => (fetched ??= { Part: await fetchPart() });

  function OnDemand(props: Props) {
    const [shown, setShown] = useState<{ readonly Part: ComponentType<Props> } | "failed" | null>(
      () => fetched,
    );
    const start = useCallback(() => {
      load().then(setShown, () => setShown("failed"));
    }, []);
    useEffect(start, [start]);

    if (shown !== null && shown !== "failed") return <shown.Part {...props} />;
    if (shown === null)
      return (
        <>
          {waiting}
          <p role="status" className="sr-only">
            {texts.loading}
          </p>
        </>
      );
    return (
      <EmptyState icon="offline" title={texts.unreachable.title} text={texts.unreachable.text}>
        <Button
          icon="again"
          onClick={() => {
            setShown(null);
            start();
          }}
        >
          {texts.tryAgain}
        </Button>
      </EmptyState>
    );
  }

  /** So that it is there at once, and without the server, when somebody wants it. Never rejects. */
  const preload = async (): Promise<void> => {
    await load().catch(() => {});
  };
  return [OnDemand, preload] as const;
}
