import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  schema: "./src/store/sqlite/tables/schema/*schema.ts",
  out: "./drizzle",
  // The program runs a migration's file as a whole.
  breakpoints: false,
});
