import { fine } from "../server/fine.ts";

export const mistake: unknown = fine;
