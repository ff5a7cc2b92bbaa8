/**
 * Keeps the app's shell, so that it starts at once and without the server: the files of one build and nothing else. What
 * isn't in the list, all of /api among it, goes to the server untouched; no answer that holds data is ever kept.
 *
 * finish-build.mjs fills in the list, so every build has a worker of its own.
 */
const SHELL = __SHELL__;
const PREFIX = "opp-shell-";
const CACHE = PREFIX + "__BUILD__";

// All of a build or nothing of it: a file that isn't the list's fails the installation, and the browser tries again later.
self.addEventListener("install", (event) => event.waitUntil(fetchShell()));

// The build before stays, too: a tab that still runs it may want a part that it hasn't loaded yet.
self.addEventListener("activate", (event) =>
  event.waitUntil(Promise.all([dropOldShells(), self.clients.claim()])),
);

self.addEventListener("message", (event) => {
  if (event.data === "activate") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (Object.hasOwn(SHELL, pathname)) event.respondWith(fromShell(pathname, request));
  else if (/^\/_next\/static\/[^?]+\.(js|css)$/.test(pathname))
    event.respondWith(fromAnyShell(pathname, request));
});

async function fetchShell() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(Object.entries(SHELL).map(([address, hash]) => keep(cache, address, hash)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function keep(cache, address, hash) {
  const answer = await fetch(address, {
    cache: "no-cache",
    credentials: "omit",
    integrity: `sha256-${hash}`,
  });
  if (!answer.ok || answer.redirected) throw new Error(`${address} answered ${answer.status}`);
  await cache.put(address, answer);
}

async function dropOldShells() {
  const shells = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(shells.slice(0, -1).map((name) => caches.delete(name)));
}

async function fromShell(address, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(address, { ignoreVary: true })) ?? fetch(request);
}

/** A large part that is kept when it is first used, or one of the build before. Its name is the hash of what is in it. */
async function fromAnyShell(address, request) {
  const kept = await caches.match(address, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && answer.type === "basic") {
    const cache = await caches.open(CACHE);
    await cache.put(address, answer.clone());
  }
  return answer;
}
