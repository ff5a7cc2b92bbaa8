// Before the first paint, so that a chosen theme doesn't flash; a file of its own, because the policy allows no inline script.
try {
  const chosen = JSON.parse(localStorage.getItem("opp.settings") ?? "{}").theme;
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {}
