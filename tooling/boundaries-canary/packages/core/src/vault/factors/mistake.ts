import { fine } from "../items/fine.ts";

export const mistake: unknown = fine;
