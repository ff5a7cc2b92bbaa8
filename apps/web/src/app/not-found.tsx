"use client";

import { onDemand } from "../ui/on-demand.tsx";

/** The page at `/` names this one, too, and its visitors fetch what it imports: so it imports when it is shown. */
const [NotFoundScreen] = onDemand(
  async () => (await import("../shell/not-found-screen.tsx")).NotFoundScreen,
  { quiet: true },
);

export default function NotFound() {
  return <NotFoundScreen />;
}
