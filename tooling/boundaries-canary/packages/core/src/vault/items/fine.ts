export const fine = "items";
