import { formatRoute, screenView } from "../../lib/route.ts";

/** The address of the health screen. @param only a figure of it, whose items alone are listed */
export const healthAddress = (only: string | null): string =>
  formatRoute({ view: screenView("health", only), detail: null });

/** The part of the health screen's address that lists duplicates. */
export const DUPLICATES = "duplicates";
