import { fine } from "./records/fine.ts";

export const mistake: unknown = fine;
