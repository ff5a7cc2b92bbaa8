import { onDemand } from "../ui/on-demand.tsx";

/** Nobody at the door needs it yet; it is fetched while they type who they are. */
export const [VaultScreen, preloadVault] = onDemand(
  async () => (await import("./vault-screen.tsx")).VaultScreen,
);
