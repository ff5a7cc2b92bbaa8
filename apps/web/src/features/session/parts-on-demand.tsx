import { BrandPage } from "../../ui/brand-page.tsx";
import { onDemand } from "../../ui/on-demand.tsx";

export const [FirstAccountScreen] = onDemand(
  async () => (await import("./first-account-screen.tsx")).FirstAccountScreen,
  <BrandPage />,
);

export const [RecoverScreen] = onDemand(
  async () => (await import("./recover-screen.tsx")).RecoverScreen,
  <BrandPage />,
);
