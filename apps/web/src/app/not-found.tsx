"use client";

import { lazy, Suspense } from "react";

/** The page at `/` names this one, too, and its visitors fetch what it imports: so it imports when it is shown. */
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
