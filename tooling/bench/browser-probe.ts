/** What the bench's part in the page can tell. */
export interface PageProbe {
  /** Milliseconds from the last key or click to the paint after something that matches is there. */
  untilPainted(selector: string): Promise<number>;
  /** Milliseconds from the last key or click to the last paint that it led to: nothing changed for a while after. */
  untilQuiet(): Promise<number>;
  startFrames(): void;
  /** The longest time between two frames since `startFrames`. */
  stopFrames(): number;
}

declare global {
  interface Window {
    probe: PageProbe;
  }
}

/** Runs in the page, before its own scripts; so it can use nothing from outside of itself. */
export function installProbe(): void {
  const QUIET_MS = 250;
  let inputAt = 0;
  let changedAt = 0;
  let paintedAt = 0;
  let frames: number[] | null = null;

  /** The first moment after the next frame was handed over for painting. */
  const afterPaint = () =>
    new Promise<number>((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener("message", () => resolve(performance.now()));
        port1.start();
        port2.postMessage(null);
      });
    });
  const notePaint = async () => {
    changedAt = performance.now();
    paintedAt = Math.max(paintedAt, await afterPaint());
  };
  for (const type of ["keydown", "click"]) {
    addEventListener(
      type,
      (event) => {
        inputAt = event.timeStamp;
        void notePaint();
      },
      { capture: true },
    );
  }
  new MutationObserver(() => void notePaint()).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });

  window.probe = {
    untilPainted: (selector) =>
      new Promise((resolve) => {
        const look = async (watcher: MutationObserver | null) => {
          if (!document.querySelector(selector)) return;
          watcher?.disconnect();
          resolve((await afterPaint()) - inputAt);
        };
        const watcher = new MutationObserver(() => void look(watcher));
        watcher.observe(document, { subtree: true, childList: true });
        void look(watcher);
      }),
    untilQuiet: () =>
      new Promise((resolve) => {
        const timer = setInterval(() => {
          if (performance.now() - Math.max(changedAt, paintedAt) < QUIET_MS) return;
          clearInterval(timer);
          resolve(paintedAt - inputAt);
        }, 20);
      }),
    startFrames() {
      const seen: number[] = [];
      frames = seen;
      const tick = (at: number) => {
        if (frames !== seen) return;
        seen.push(at);
        requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
    },
    stopFrames() {
      const seen = frames ?? [];
      frames = null;
      return Math.max(0, ...seen.slice(1).map((at, index) => at - (seen[index] ?? at)));
    },
  };
}
