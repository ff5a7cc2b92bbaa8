import { fine } from "../reports/fine.ts";

export const mistake: unknown = fine;
