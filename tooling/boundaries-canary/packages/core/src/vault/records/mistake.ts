import { fine } from "../access/fine.ts";

export const mistake: unknown = fine;
