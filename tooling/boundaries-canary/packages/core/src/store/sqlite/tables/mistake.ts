import { fine } from "../files/fine.ts";

export const mistake: unknown = fine;
