export const mistake = "nothing imports this";
