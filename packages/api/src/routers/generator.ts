import { generatePassword } from "@opp/core/generator/generate-password";
import {
  generatedPassphrase,
  generatedPassword,
  passphraseOptions,
  passwordOptions,
  passwordStrength,
  strengthInput,
} from "@opp/core/schemas/generator";
import { drawPassphrase } from "@opp/core/vault/account/draw-passphrase";
import { judgePassword } from "@opp/core/vault/reports/health";
import { router, sessionProcedure } from "../procedures.ts";

/** Mutations, all three: an answer must not be cached, and what is estimated must not stand in a URL. */
export const generatorRouter = router({
  password: sessionProcedure
    .input(passwordOptions)
    .output(generatedPassword)
    .mutation(({ ctx, input }) => generatePassword(ctx.deps.random, input)),

  passphrase: sessionProcedure
    .input(passphraseOptions)
    .output(generatedPassphrase)
    .mutation(({ ctx, input }) => drawPassphrase(ctx.deps, input)),

  strength: sessionProcedure
    .input(strengthInput)
    .output(passwordStrength)
    .mutation(({ ctx, input }) => judgePassword(ctx.deps, input)),
});
