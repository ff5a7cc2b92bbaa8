import { z } from "zod";
import type { Endpoint, Guard } from "../calls/endpoint.ts";
import { answers } from "../schemas/answer-schemas.ts";
import { requests } from "../schemas/requests.ts";
import { REST_V1_PREFIX } from "../wire/prefix.ts";

/** The endpoints of an address, by their methods. */
export type Endpoints = Readonly<Record<string, Endpoint>>;

const ERRORS: Readonly<Record<string, string>> = {
  400: "Something in the request is wrong: error says what. A wrong passphrase, too.",
  401: "No token, a bad one, one that has ended; wrong credentials.",
  409: "Somebody else wrote to the same rows again and again; nothing was changed.",
  413: "The body is too large.",
  429: "Too many failed tries: Retry-After says how long to wait.",
  503: "The server is busy: Retry-After says how long to wait. Or its disk or database can't be used: description says why.",
  507: "The server's disk is full. Reading, and moving to the trash, still work.",
};

const GUARDS: Readonly<Record<Guard, object[]>> = {
  nothing: [],
  token: [{ token: [] }],
  passphrase: [{ token: [], passphrase: [] }],
};

/** The OpenAPI 3.1 document of v1, made of its endpoints and their schemas. */
export function openApiDocument(version: string, endpoints: ReadonlyMap<string, Endpoints>) {
  return {
    openapi: "3.1.1",
    info: {
      title: "OpenPassPhrase REST API v1",
      version,
      description:
        "The API of the Python version, for the clients and scripts that speak it. Log in (POST auth) for a token; most calls want the passphrase, too.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: REST_V1_PREFIX, description: "This server" }],
    tags: [{ name: "v1", description: "Everything there is" }],
    security: [],
    paths: Object.fromEntries([...endpoints].map(([path, methods]) => [path, describePath(methods)])),
    components: {
      securitySchemes: {
        token: { type: "apiKey", in: "header", name: "x-opp-jwt", description: "access_token of POST auth." },
        passphrase: {
          type: "apiKey",
          in: "header",
          name: "x-opp-phrase",
          description: "The passphrase: its bytes in UTF-8, or in Latin-1.",
        },
      },
      schemas: {
        ...Object.fromEntries(
          Object.entries(requests).map(([name, schema]) => [name, toJsonSchema(schema, "input")]),
        ),
        ...Object.fromEntries(
          Object.entries(answers).map(([name, schema]) => [name, toJsonSchema(schema, "output")]),
        ),
      },
    },
  };
}

const describePath = (methods: Endpoints) =>
  Object.fromEntries(
    Object.entries(methods).map(([method, endpoint]) => [method.toLowerCase(), describeOperation(endpoint)]),
  );

function describeOperation({ id, summary, guard, takes, answers: success }: Endpoint) {
  const errors = Object.entries(ERRORS).map(([status, description]) => [
    status,
    { description, content: jsonOf("Refusal") },
  ]);
  return {
    operationId: id,
    tags: ["v1"],
    summary,
    security: GUARDS[guard],
    ...(takes && { requestBody: { required: true, content: jsonOf(takes) } }),
    responses: { 200: { description: "Done.", content: jsonOf(success) }, ...Object.fromEntries(errors) },
  };
}

const jsonOf = (name: string) => ({
  "application/json": { schema: { $ref: `#/components/schemas/${name}` } },
});

function toJsonSchema(schema: z.ZodType, io: "input" | "output") {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: "draft-2020-12",
    io,
    unrepresentable: "any",
  });
  return rest;
}
