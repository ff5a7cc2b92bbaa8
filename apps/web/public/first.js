// Runs before every other script and before the first paint. A file of its own, because the policy allows no inline script.

// The page may load no script but the build's own and the service worker (Trusted Types); whatever else asks is refused.
if (globalThis.trustedTypes)
  trustedTypes.createPolicy("default", {
    createScriptURL: (url) =>
      /^\/(?:_next\/static\/[\w/.~-]+\.js|sw\.js)$/.test(url) && !url.includes("..") ? url : null,
  });

// A chosen theme must not flash.
try {
  const { theme, density } = JSON.parse(localStorage.getItem("opp.settings") ?? "{}");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  if (density === "compact") document.documentElement.dataset.density = density;
} catch {}
