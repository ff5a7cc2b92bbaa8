export const fine = "server";
