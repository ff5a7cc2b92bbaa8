export const mistake = "the product leans on test code";
