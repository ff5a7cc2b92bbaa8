import { vaultCodeOf } from "../calls/errors.ts";

const TRIES = 4;

/**
 * Reads and writes again when somebody else's write came between. The last one's refusal passes.
 * @param readAndWrite reads the revisions anew each time.
 */
export async function retryConflicts<T>(readAndWrite: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await readAndWrite();
    } catch (error) {
      if (tried === TRIES || vaultCodeOf(error) !== "CONFLICT") throw error;
    }
  }
}
