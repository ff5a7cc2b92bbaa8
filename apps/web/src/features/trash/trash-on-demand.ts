import { onDemand } from "../../ui/on-demand.tsx";

export const [TrashScreen, preloadTrash] = onDemand(
  async () => (await import("./trash-screen.tsx")).TrashScreen,
);
