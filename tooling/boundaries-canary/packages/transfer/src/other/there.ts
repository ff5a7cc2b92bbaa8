export const mistake = "two folders depend on each other";
