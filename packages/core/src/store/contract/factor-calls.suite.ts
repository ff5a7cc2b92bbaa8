import type { SessionId, VaultScope } from "../../ids.ts";
import type { SecondFactorStore } from "../second-factor-store.ts";
import type { Store } from "../store.ts";
import { sealed } from "./world.suite.ts";

const now = 3000;
/** After the passkey that furnish adds. */
const at = { factorRev: 2, now };
const hash = new Uint8Array(32).fill(1);

type FactorCall = (
  store: Store,
  scope: VaultScope,
  names: { readonly session: SessionId },
) => Promise<unknown>;

/** The methods on second factors, for ownership.suite.ts. */
export const FACTOR_CALLS: Record<`secondFactors.${keyof SecondFactorStore}`, FactorCall | null> = {
  "secondFactors.listTotp": null,
  "secondFactors.sweep": null,
  "secondFactors.find": (store, scope) => store.secondFactors.find(scope.userId),
  "secondFactors.hasSpareCode": (store, scope) => store.secondFactors.hasSpareCode(scope.userId, hash),
  "secondFactors.judgeTry": (store, scope) =>
    store.secondFactors.judgeTry(scope.userId, {
      kind: "totp",
      isRight: false,
      now,
      rule: { atOnce: 10, everyMs: 1000, most: 100, holdsRightOnes: true },
    }),
  "secondFactors.beginTotp": (store, scope) =>
    store.secondFactors.beginTotp(scope.userId, { pending: sealed("intruder"), now }),
  "secondFactors.confirmTotp": async (store, scope, { session }) => {
    await store.secondFactors.beginTotp(scope.userId, { pending: sealed("intruder"), now });
    return store.secondFactors.confirmTotp(scope.userId, {
      ...at,
      keep: session,
      pending: sealed("intruder"),
      step: 7,
      spareCodes: [hash],
    });
  },
  "secondFactors.removeTotp": (store, scope, { session }) =>
    store.secondFactors.removeTotp(scope.userId, { ...at, keep: session }),
  "secondFactors.replaceSpareCodes": (store, scope, { session }) =>
    store.secondFactors.replaceSpareCodes(scope.userId, { ...at, keep: session, spareCodes: [hash] }),
  "secondFactors.setRequired": (store, scope, { session }) =>
    store.secondFactors.setRequired(scope.userId, { ...at, keep: session, on: true }),
  "secondFactors.reset": (store, scope) => store.secondFactors.reset(scope.userId, now),
  "secondFactors.stepUp": async (store, scope, { session }) => {
    await store.secondFactors.replaceSpareCodes(scope.userId, { ...at, keep: session, spareCodes: [hash] });
    return store.secondFactors.stepUp(scope.userId, session, { proof: { kind: "spare", hash }, now });
  },
};
