import { taste } from "../features/apple/parts/taste.ts";

export const frame = taste;
