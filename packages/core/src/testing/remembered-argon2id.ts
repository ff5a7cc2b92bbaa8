import { setImmediate } from "node:timers/promises";
import type { Argon2id } from "../cipher/kdf-lanes.ts";

/**
 * Argon2id that computes the key of the same message, salt and cost once: a login after a registration derives what that derived. What
 * differs in a bit is computed, and the caller waits for another turn of the event loop, as for the thread pool.
 */
export function rememberArgon2id(argon2id: Argon2id): Argon2id {
  const known = new Map<string, Promise<Uint8Array>>();
  return async (message, salt, parameters) => {
    const { memoryKib, passes, parallelism } = parameters;
    const asked = [Buffer.from(message).toString("hex"), Buffer.from(salt).toString("hex")];
    const name = [...asked, memoryKib, passes, parallelism].join(" ");
    const key = known.get(name) ?? argon2id(message, salt, parameters);
    known.set(name, key);
    const bytes = await key;
    await setImmediate();
    // A copy, since the caller wipes its key.
    return Uint8Array.from(bytes);
  };
}
