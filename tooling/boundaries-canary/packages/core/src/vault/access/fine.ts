export const fine = "access";
