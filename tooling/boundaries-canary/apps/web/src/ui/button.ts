import { queries } from "../data/queries.ts";

export const button = queries;
