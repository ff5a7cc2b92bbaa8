// The validator and the link to a file's source would call other servers; neither is wanted.
globalThis.SwaggerUIBundle({
  url: "/api/v1/openapi.json",
  dom_id: "#reference",
  deepLinking: false,
  persistAuthorization: false,
  validatorUrl: null,
  withCredentials: false,
  supportedSubmitMethods: ["get", "put", "post", "delete"],
  defaultModelsExpandDepth: 0,
  docExpansion: "list",
  syntaxHighlight: { activated: false },
});

// What the library leaves out for those who can't see or use a mouse: names, the order of headings, boxes that scroll by key.
const LEVELS = {
  "h3.opblock-tag": 2,
  ".dialog-ux h3": 2,
  ".dialog-ux h4": 3,
  ".dialog-ux h6": 4,
  ".opblock h4": 3,
  ".opblock h5": 4,
};
const mend = () => {
  for (const box of document.querySelectorAll("pre:not([tabindex])")) box.tabIndex = 0;
  document.querySelector("#servers:not([aria-label])")?.setAttribute("aria-label", "Server");
  document.querySelector(".close-modal:not([aria-label])")?.setAttribute("aria-label", "Close");
  // It is called what is written on it.
  for (const button of document.querySelectorAll(".auth.authorize[aria-label]"))
    button.removeAttribute("aria-label");
  for (const [selector, level] of Object.entries(LEVELS))
    for (const heading of document.querySelectorAll(`${selector}:not([aria-level])`))
      heading.setAttribute("aria-level", String(level));
};
new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
