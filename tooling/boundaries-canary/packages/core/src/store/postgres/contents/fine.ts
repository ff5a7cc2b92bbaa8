export const fine = "contents";
