import { taste } from "../apple/apple-taste.ts";

export const pear = taste;
