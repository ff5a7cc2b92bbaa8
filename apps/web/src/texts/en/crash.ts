/** Apart from the rest, so that the screen for a crash brings no more along than it says. */
export const crash = {
  title: "Something broke",
  text: "This is a fault of the app, not yours. Your vault is safe on the server.",
  again: "Try again",
};
