import { clockAheadStore } from "../../base/server-clock.ts";
import { say } from "../../lib/messages.ts";
import { texts } from "../../texts/texts.ts";

const WARNING_MS = 30_000;

/** Says once if the clocks of device and server differ so much that other one-time codes of this device are wrong. @returns how to stop */
export function followClock(): () => void {
  let isSaid = false;
  const look = () => {
    const ahead = clockAheadStore.get();
    if (isSaid || Math.abs(ahead) <= WARNING_MS) return;
    isSaid = true;
    say(texts.clock.differs(Math.round(Math.abs(ahead) / 1000), ahead > 0), { urgent: true, stays: true });
  };
  look();
  return clockAheadStore.subscribe(look);
}
