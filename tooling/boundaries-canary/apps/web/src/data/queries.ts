import { apple } from "../features/apple/apple-screen.ts";

export const queries = apple;
