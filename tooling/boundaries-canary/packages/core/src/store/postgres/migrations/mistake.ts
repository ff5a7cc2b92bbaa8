import { fine } from "../tables/fine.ts";

export const mistake: unknown = fine;
