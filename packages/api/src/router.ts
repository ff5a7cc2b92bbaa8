import { createCallerFactory, router } from "./procedures.ts";
import { accountRouter } from "./routers/account.ts";
import { authRouter } from "./routers/auth.ts";
import { categoriesRouter } from "./routers/categories.ts";
import { generatorRouter } from "./routers/generator.ts";
import { healthRouter } from "./routers/health.ts";
import { itemsRouter } from "./routers/items.ts";
import { sessionsRouter } from "./routers/sessions.ts";
import { systemRouter } from "./routers/system.ts";
import { vaultRouter } from "./routers/vault.ts";

export const appRouter = router({
  account: accountRouter,
  auth: authRouter,
  categories: categoriesRouter,
  generator: generatorRouter,
  health: healthRouter,
  items: itemsRouter,
  sessions: sessionsRouter,
  system: systemRouter,
  vault: vaultRouter,
});

/** The type that every typed client is built on. */
export type AppRouter = typeof appRouter;

/** Calls procedures without HTTP, through the same guards and schemas. */
export const createCaller = createCallerFactory(appRouter);
