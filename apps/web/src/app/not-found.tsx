"use client";

import { lazy, Suspense } from "react";

/** The page at `/` names this one, too: with `onDemand`, every visitor would fetch its controls and texts twice. */
const NotFoundScreen = lazy(async () => ({
  default: (await import("../shell/not-found-screen.tsx")).NotFoundScreen,
}));

export default function NotFound() {
  return (
    <Suspense>
      <NotFoundScreen />
    </Suspense>
  );
}
