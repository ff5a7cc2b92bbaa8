import { fine } from "../categories/fine.ts";

export const mistake: unknown = fine;
