import { onDemand } from "../../ui/on-demand.tsx";

export const [GeneratorScreen, preloadGenerator] = onDemand(
  async () => (await import("./generator-screen.tsx")).GeneratorScreen,
);
