export const mistake = "a package imports this app";
