import { createStore } from "../../base/external-store.ts";

declare global {
  namespace NodeJS {
    interface ProcessEnv {
      /** Written into the build by next.config.ts. */
      readonly APP_VERSION?: string;
    }
  }
}

export const APP_VERSION = process.env.APP_VERSION ?? "";

/** Whether a newer build than this page's is kept and waits. */
export const updateStore = createStore(false);

/** Whether the server has refused a change because this page is of another contract: from then on it can only read. */
export const outdatedStore = createStore(false);

const CHECK_MILLISECONDS = 30 * 60_000;
/** A browser may delay a new worker for half a minute, until the old one is idle; someone who is typing by then keeps the page. */
const TAKE_MILLISECONDS = 2000;

/** On a first visit, the worker's downloads (the whole app) would slow down an immediate login. */
const FIRST_WORKER_MILLISECONDS = 4000;

let registration: ServiceWorkerRegistration | null = null;

/**
 * Keeps the app in a service worker, and checks for a newer build: at start, when the page becomes visible, and every
 * half hour. A worker that is already waiting is taken at once, since nothing has been typed yet; if the browser delays it, the update is offered.
 */
export function followUpdates(): () => void {
  // A private window may have none; the app works as well without.
  if (!("serviceWorker" in navigator)) return () => {};
  const workers = navigator.serviceWorker;
  const hadWorker = workers.controller !== null;
  // Another tab took the new build: this one still runs the old.
  const onTaken = () => hadWorker && updateStore.set(true);
  const look = () => {
    if (document.visibilityState === "visible") void registration?.update().catch(() => {});
  };
  const timer = setInterval(look, CHECK_MILLISECONDS);
  workers.addEventListener("controllerchange", onTaken);
  document.addEventListener("visibilitychange", look);
  const begin = () => void register(workers).catch(() => {});
  const first = hadWorker ? undefined : setTimeout(begin, FIRST_WORKER_MILLISECONDS);
  if (hadWorker) begin();
  return () => {
    clearTimeout(first);
    clearInterval(timer);
    workers.removeEventListener("controllerchange", onTaken);
    document.removeEventListener("visibilitychange", look);
  };
}

async function register(workers: ServiceWorkerContainer): Promise<void> {
  const found = await workers.register("/sw.js", { updateViaCache: "none" });
  registration = found;
  if (found.waiting && workers.controller) return take(found.waiting, () => updateStore.set(true));
  const watch = (worker: ServiceWorker | null) =>
    worker?.addEventListener("statechange", () => {
      // The very first worker isn't an update.
      if (worker.state === "installed" && workers.controller) updateStore.set(true);
    });
  watch(found.installing);
  found.addEventListener("updatefound", () => watch(found.installing));
}

/** Reloads the page in the newest build that the worker has. */
export function reloadIntoUpdate(): void {
  const waiting = registration?.waiting;
  if (waiting) take(waiting, () => void reloadWithoutWorker());
  else location.reload();
}

/** What the old worker keeps is given up: the page comes from the server, and the new build is kept from there. */
async function reloadWithoutWorker(): Promise<void> {
  await registration?.unregister().catch(() => false);
  location.reload();
}

/** Activates a new worker and reloads the page when it takes over; calls `otherwise` if the browser delays it. */
function take(waiting: ServiceWorker, otherwise: () => void): void {
  const inTime = AbortSignal.timeout(TAKE_MILLISECONDS);
  const options = { once: true, signal: inTime };
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), options);
  inTime.addEventListener("abort", otherwise);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
  waiting.postMessage("activate");
}
