export const fine = "administration";
