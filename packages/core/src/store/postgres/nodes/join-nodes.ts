import type { Pool } from "pg";
import { storageCauseOf } from "../../../errors.ts";
import { explainFaults } from "../../faults/explain-faults.ts";
import { isClockOff, type NodeRow, type OnOneNode, type TryLevels } from "../../nodes.ts";
import { type NodeRegister, registerNode } from "./node-register.ts";
import { onOneNode } from "./on-one-node.ts";
import { requireSameSecret } from "./same-secret.ts";
import { shareTryLevels } from "./try-levels.ts";

/** What this node shares with the others of its server. */
export interface JoinedNodes {
  readonly tryLevels: TryLevels;
  readonly onOneNode: OnOneNode;
  /** By how many milliseconds this node's clock is ahead of the database's. */
  clockAheadMs(): number;
  list(): Promise<NodeRow[]>;
  leave(): Promise<void>;
}

export interface JoiningNode {
  readonly version: string;
  readonly now: () => number;
  /** Tells nothing of the server secret, and is the same on all nodes. */
  readonly secretCheck: Uint8Array;
  readonly hashTried: (text: string) => Uint8Array;
  /** An error of the database as the callers get it. */
  readonly explain: (error: unknown) => unknown;
  /** Told why the database couldn't be asked. */
  readonly report: (error: unknown) => void;
}

const FORGET_EVERY_MS = 60_000;

/** What has ended by a clock that is ahead may be far from its end, and would be erased for good. The clock may have been set a moment ago. */
const whenClockIsRight =
  ({ see, clockAheadMs }: NodeRegister, explain: JoiningNode["explain"], does: OnOneNode): OnOneNode =>
  async (work, run) => {
    try {
      await see();
    } catch (error) {
      // A database that can't be asked now is asked again at the next turn.
      if (storageCauseOf(explain(error)) === "unreachable") return false;
      throw error;
    }
    return isClockOff(clockAheadMs()) ? false : does(work, run);
  };

/** @throws OtherServerSecretError */
export async function joinNodes(pool: Pool, node: JoiningNode): Promise<JoinedNodes> {
  await requireSameSecret(pool, node.secretCheck);
  const register = await registerNode(pool, node);
  const { levels, sweep } = shareTryLevels(pool, node.hashTried);
  const forgetting = setInterval(() => void sweep().catch(node.report), FORGET_EVERY_MS);
  forgetting.unref();
  return {
    tryLevels: explainFaults(levels, node.explain),
    onOneNode: explainFaults({ run: whenClockIsRight(register, node.explain, onOneNode(pool)) }, node.explain)
      .run,
    clockAheadMs: register.clockAheadMs,
    list: register.list,
    async leave() {
      clearInterval(forgetting);
      await register.leave();
    },
  };
}
