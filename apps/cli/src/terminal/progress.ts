export interface Progress {
  /** How much is done by now; of another total, where it turns out to be. */
  reach(done: number, total?: number): void;
  end(): void;
}

const SHOW_AFTER_MS = 1000;
const DRAW_EVERY_MS = 100;
const BAR_CHARS = 30;

/** Draws on standard error where it is shown at all; quick work draws nothing. */
export function startProgress(label: string, total: number, isShown: boolean): Progress {
  const startedAt = performance.now();
  let drawnAt = startedAt + SHOW_AFTER_MS - DRAW_EVERY_MS;
  let isDrawn = false;
  return {
    reach(done, ofTotal = total) {
      const now = performance.now();
      if (!isShown || now - drawnAt < DRAW_EVERY_MS) return;
      drawnAt = now;
      isDrawn = true;
      process.stderr.write(`\r\u001b[K${progressLine(label, done, ofTotal)}`);
    },
    end() {
      if (isDrawn) process.stderr.write("\r\u001b[K");
      isDrawn = false;
    },
  };
}

export function progressLine(label: string, done: number, total: number): string {
  const share = total > 0 ? Math.min(1, done / total) : 1;
  const filled = Math.round(share * BAR_CHARS);
  const bar = "█".repeat(filled) + "░".repeat(BAR_CHARS - filled);
  return `${label} ${bar} ${Math.floor(share * 100)} % (${done} of ${total})`;
}
