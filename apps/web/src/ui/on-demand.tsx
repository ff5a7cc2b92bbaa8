import { type ComponentType, type ReactNode, useCallback, useEffect, useState } from "react";
import { texts } from "../texts/texts.ts";
import { Button } from "./button.tsx";
import { EmptyState } from "./pieces.tsx";

interface Options<Props> {
  /** Puts something around what is shown in place of the part: that it is on its way, or that it couldn't be fetched. */
  readonly frame?: (notice: ReactNode, props: Props, state: "loading" | "failed") => ReactNode;
  /** Shows nothing while it loads or if it fails, for a part that isn't essential. */
  readonly quiet?: boolean;
}

/**
 * Makes a part of the app that isn't in the first load: it is fetched when it is first shown, or earlier by the second of the
 * pair, which never rejects and resolves to whether the part has loaded. If a fetch fails, the part says so and offers a retry.
 */
export function onDemand<Props extends object>(
  fetchPart: () => Promise<ComponentType<Props>>,
  { frame = (notice) => notice, quiet = false }: Options<Props> = {},
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
    if (quiet) return null;
    if (shown === null)
      return frame(
        <p role="status" className="sr-only">
          {texts.loading}
        </p>,
        props,
        "loading",
      );
    return frame(
      <EmptyState icon="offline" {...(navigator.onLine ? texts.partFailed : texts.faults.OFFLINE)}>
        <Button
          icon="again"
          onClick={() => {
            setShown(null);
            start();
          }}
        >
          {texts.tryAgain}
        </Button>
      </EmptyState>,
      props,
      "failed",
    );
  }

  const preload = (): Promise<boolean> =>
    load().then(
      () => true,
      () => false,
    );
  return [OnDemand, preload] as const;
}
