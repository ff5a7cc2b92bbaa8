import { fastify } from "fastify";

/** The floor for requests a second: a route that answers the JSON it was given, and does nothing else. */
const app = fastify();
let answer: unknown = {};
app.post("/", async (request) => {
  answer = request.body;
  return {};
});
app.get("/", async () => answer);
process.stdout.write(`${await app.listen({ port: 0, host: "127.0.0.1" })}\n`);
