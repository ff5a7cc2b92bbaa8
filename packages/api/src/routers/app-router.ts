import { createCallerFactory, router } from "../procedures.ts";
import { accountRouter } from "./account.ts";
import { administrationRouter } from "./administration.ts";
import { attachmentsRouter } from "./attachments.ts";
import { authRouter } from "./auth.ts";
import { categoriesRouter } from "./categories.ts";
import { duplicatesRouter } from "./duplicates.ts";
import { generatorRouter } from "./generator.ts";
import { healthRouter } from "./health.ts";
import { importsRouter } from "./imports.ts";
import { itemsRouter } from "./items.ts";
import { passkeysRouter } from "./passkeys.ts";
import { secondFactorRouter } from "./second-factor.ts";
import { sessionsRouter } from "./sessions.ts";
import { systemRouter } from "./system.ts";
import { vaultRouter } from "./vault.ts";

export const appRouter = router({
  account: accountRouter,
  administration: administrationRouter,
  attachments: attachmentsRouter,
  auth: authRouter,
  categories: categoriesRouter,
  duplicates: duplicatesRouter,
  generator: generatorRouter,
  health: healthRouter,
  imports: importsRouter,
  items: itemsRouter,
  passkeys: passkeysRouter,
  secondFactor: secondFactorRouter,
  sessions: sessionsRouter,
  system: systemRouter,
  vault: vaultRouter,
});

/** The type that every typed client is built on. */
export type AppRouter = typeof appRouter;

/** Calls procedures without HTTP, through the same guards and schemas. */
export const createCaller = createCallerFactory(appRouter);
