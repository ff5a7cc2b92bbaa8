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
