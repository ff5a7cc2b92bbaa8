import { session } from "../lib/session.ts";

export const texts = session;
